import AxeBuilder from "@axe-core/playwright";
import type { Plan, PlanRequest, StudyEvaluation } from "../../src/api/types";
import { execFileSync } from "node:child_process";
import { expect, program, test, type Tablet } from "./site";

const PATIENCE = { timeout: 60_000 }; // draws are of low priority, and the machine may be building something

test.describe.configure({ timeout: 240_000 });

const answer = (tablet: Tablet) => tablet.page.locator(".plan-answer");
const town = (tablet: Tablet, name: string) => tablet.page.locator(`.plan-map [data-town="${name}"]`);
const slider = (tablet: Tablet, name: string) => tablet.page.getByRole("slider", { name, exact: true });

async function openPlan(tablet: Tablet, query = ""): Promise<void> {
  await tablet.page.goto(`${tablet.site.url}/#/plan${query === "" ? "" : `?${query}`}`);
  await rested(tablet);
}

/** The plan and its draws are of what is chosen now. */
async function rested(tablet: Tablet): Promise<void> {
  await expect(answer(tablet)).toHaveAttribute("data-fresh", "true", PATIENCE);
  await expect(answer(tablet)).toHaveAttribute("data-drawn", "true", PATIENCE);
}

/** What the program itself answers. */
const made = async (tablet: Tablet, request: Omit<PlanRequest, "plan">): Promise<Plan> =>
  (await tablet.post("/plans/make", { plan: "connecticut", draws: 0, seed: 1, curve: false, vetoes: false, ...request })) as Plan;
/** As `alongside plan` writes it. */
const written = (value: number, digits = 3) => new Intl.NumberFormat("en", { minimumSignificantDigits: digits, maximumSignificantDigits: digits }).format(value);
const sitesShown = (tablet: Tablet) => answer(tablet).locator("[data-site]").evaluateAll((all) => all.map((one) => one.getAttribute("data-site")).sort());
const namesOf = (plan: Plan) => plan.sites.map((one) => one.candidate).sort();

test("a manager comes to it from the floor and between the planners' pages; a nurse is not shown it", async ({ newTablet }) => {
  const manager = await newTablet({ signedIn: "manager" });
  await manager.button("manager").click();
  await manager.button("Plan: where the next centers would go").click();
  await expect(manager.page.getByRole("heading", { level: 1, name: "Plan" })).toBeVisible();
  await expect(manager.page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Plan" })).toHaveAttribute("aria-current", "page");
  await expect(manager.page.locator(".emergency-button")).toBeVisible(); // the real one, where it always is

  const nurse = await newTablet({ signedIn: "nurse 2" });
  await nurse.page.goto(`${nurse.site.url}/#/plan`);
  await expect(nurse.button("Welcome someone")).toBeVisible();
});

test("the answer is the program's, says what is proven and how sure, and stands on a map of every town", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openPlan(tablet);
  const plan = await made(tablet, { draws: 200, curve: true, vetoes: true });
  expect(await sitesShown(tablet)).toEqual(namesOf(plan));
  await expect(answer(tablet).locator(".plan-objective")).toHaveText(written(plan.objective));
  await expect(answer(tablet)).toContainText("Optimal for this model, proven: no other 3 towns do better in it.");
  const { low90, high90 } = plan.sureness!.objective;
  await expect(answer(tablet)).toContainText(`middle 90% of 200 draws: ${written(low90)} to ${written(high90)}`);

  await expect(page.locator(".plan-map [data-town]")).toHaveCount(169);
  await expect(page.locator(".plan-map [data-town][tabindex='0']")).toHaveCount(1);
  await expect(page.locator(".plan-land")).toHaveAttribute("d", /^M.{500,}Z$/);
  await expect(page.locator(".plan-reach-rings path")).toHaveCount(6); // around each site, where half would come and where nobody
  const shades = await page.locator(".plan-map [data-town] .plan-deaths").evaluateAll((all) => all.map((one) => Number(one.getAttribute("fill-opacity"))));
  const reached = plan.reached_share;
  expect(shades[reached.indexOf(Math.max(...reached))]).toBe(Math.max(...shades)); // the darkest is the one of which most is within reach
  expect(shades[reached.indexOf(0)]).toBe(Math.min(...shades));
  const { deaths_within_reach_per_year: near, deaths_per_year: all } = plan.demand;
  await expect(answer(tablet)).toContainText(`${written(near)} of ${written(all)} deaths a year (${Math.round((100 * near) / all)}%) lie within reach. A forecast for 2021 to 2022, from the deaths of 2012 to 2020.`);
  for (const site of plan.sites) await expect(page.locator(`.plan-marks [data-site="${site.candidate}"]`)).toBeVisible();
  await expect(page.locator(".plan-cells")).toHaveCount(0);
  await page.getByRole("switch", { name: "Draw each town’s cell" }).check();
  await expect(page.locator(".plan-cells")).toBeVisible();

  const first = page.locator(".plan-table tbody tr").first();
  await expect(first).toContainText("Hartford");
  await expect(first).toContainText("100%");
  await expect(page.getByText("Counts under 10 are not shipped with the program")).toBeVisible();
});

test("its naive twin always stands beside the plan, with the program's own sentence", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  await openPlan(tablet);
  const { naive } = await made(tablet, { draws: 200 });
  const twin = tablet.page.locator(".plan-naive");
  for (const name of naive.set) await expect(twin).toContainText(name);
  await expect(twin).toContainText(`${written(naive.objective)} deaths averted a year: ${Number((naive.share_of_plan! * 100).toFixed(1))}% of what the plan does.`);
  await expect(twin).toContainText(naive.says);
});

test("a town that must be a site is one, and one that must not be is none: on the map by keyboard and pointer, and in the list", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openPlan(tablet);
  expect(await sitesShown(tablet)).not.toContain("Norwich");
  await town(tablet, "Norwich").focus();
  await page.keyboard.press("Enter");
  await rested(tablet);
  await expect(town(tablet, "Norwich")).toHaveAccessibleName(/^Norwich: .* deaths expected a year\. Must be a site\. Site 3 of this plan\.$/);
  await expect(page.locator(".plan-marks")).toContainText("Norwich: must be");
  expect(await sitesShown(tablet)).toEqual(namesOf(await made(tablet, { forced: ["Norwich"] })));
  await page.keyboard.press("ArrowDown"); // another town takes the keyboard
  await expect(town(tablet, "Norwich")).toHaveAttribute("tabindex", "-1");

  const box = (await town(tablet, "Hartford").locator(".plan-deaths").boundingBox())!;
  for (let i = 0; i < 2; i++) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await rested(tablet);
  await expect(town(tablet, "Hartford")).toHaveAttribute("data-standing", "not");
  expect(await sitesShown(tablet)).toEqual(namesOf(await made(tablet, { forced: ["Norwich"], forbidden: ["Hartford"] })));
  expect(await sitesShown(tablet)).not.toContain("Hartford");
  await expect(page).toHaveURL(/#\/plan\?must=Norwich&not=Hartford$/);

  await page.getByLabel("Find a town").fill("hartf");
  const listed = page.locator(".town-list button");
  await expect(listed).toHaveCount(4); // and East, West and New
  await listed.and(page.getByRole("button", { name: /^Hartford must not be [\d.]+ deaths expected a year$/ })).click();
  await rested(tablet);
  expect(await sitesShown(tablet)).toContain("Hartford");
  await page.reload(); // the address holds the choice
  await rested(tablet);
  expect(await sitesShown(tablet)).toContain("Norwich");
  await tablet.button("Undo all changes").click();
  await rested(tablet);
  expect(await sitesShown(tablet)).not.toContain("Norwich");
});

test("the number of sites and the assumed figures change the plan, live, with the curve and the table", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openPlan(tablet);
  await slider(tablet, "Number of sites").focus();
  for (let i = 0; i < 2; i++) await page.keyboard.press("ArrowRight");
  await rested(tablet);
  await expect(answer(tablet).locator("[data-site]")).toHaveCount(5);
  await expect(page.getByRole("region", { name: "The sites of this plan" }).locator("tbody tr")).toHaveCount(5);
  const five = await made(tablet, { sites: 5, curve: true });
  await expect(page.locator("figure.plot .plot-says")).toContainText(`Site number 6 would add ${written(five.curve[5]!.one_more!)} deaths averted a year`);
  await expect(page.locator("figure.plot .mark-dot")).toHaveCount(10);

  await slider(tablet, "Deaths in open hours").focus();
  await page.keyboard.press("Home");
  for (let i = 0; i < 2; i++) await tablet.button("More: Deaths in open hours").click();
  await rested(tablet);
  const shut = await made(tablet, { sites: 5, settings: [{ name: "effect.open_share", value: 0.02 }] });
  await expect(answer(tablet).locator(".plan-objective")).toHaveText(written(shut.objective));
  expect(shut.objective).toBeLessThan(five.objective / 10);
  await page.locator("[data-figure='effect.open_share'] summary").click();
  await expect(page.locator("[data-figure='effect.open_share'] details p")).toContainText("a center that never closes");
});

test("another goal gives the program's own answer in its own unit, and the plan for the study stays in deaths", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openPlan(tablet);
  await page.getByLabel("Best at").selectOption("Person-visits");
  await rested(tablet);
  const visits = await made(tablet, { goal: "person_visits" });
  await expect(answer(tablet).locator(".plan-objective")).toHaveText(written(visits.objective));
  await expect(answer(tablet)).toContainText("person-visits a year");
  await expect(page.locator(".plan-naive")).toContainText("person-visits a year: ");
  await expect(page.getByText("No site would have more than it can take (215,000 person-visits a year).")).toBeVisible();
  await expect(page).toHaveURL(/#\/plan\?goal=person_visits$/);

  await page.getByLabel("Best at").selectOption("Cost of each death averted");
  await rested(tablet);
  const costs = await made(tablet, { goal: "cost_per_death" });
  await expect(answer(tablet).locator("[data-site]")).toHaveCount(1);
  await expect(page.getByText(costs.costs!.says)).toBeVisible();
  const list = page.getByRole("region", { name: "Cost by number of sites" });
  await expect(list.locator("tbody tr")).toHaveCount(3);
  await expect(list.locator("tbody tr").last()).toContainText(written(costs.costs!.list[2]!.cost_per_death));
  await expect(page.locator("figure.plot")).toContainText("deaths averted for each million dollars");
  await page.getByRole("link", { name: "Take this plan to a cost-benefit study" }).click();
  await expect(page.locator("[data-change=city_deaths]")).toBeVisible(PATIENCE);
  const cityDeaths = Number(new URLSearchParams(page.url().split("?")[1]).get("city_deaths"));
  const study = (await tablet.post("/studies/evaluate", { study: "baltimore", changes: [{ name: "city_deaths", value: cityDeaths }], draws: 0, seed: 1, with: [] })) as StudyEvaluation;
  expect(study.outcomes.find((one) => one.name === "deaths")!.value).toBeCloseTo(costs.costs!.list[0]!.deaths_averted, 4);
});

test("a rule for the regions is kept, and one site in each asks for as many sites as there are regions", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openPlan(tablet, "sites=10");
  await page.getByLabel("Planning regions").selectOption("At most one site in each");
  await rested(tablet);
  const apart = await made(tablet, { sites: 10, settings: [{ name: "rules.at_most_per_region", value: 1 }] });
  expect(await sitesShown(tablet)).toEqual(namesOf(apart));
  expect(new Set(apart.sites.map((one) => one.region)).size).toBe(apart.sites.length);
  await expect(answer(tablet)).toContainText("10 sites were asked for; the rules leave room for 9");
  await tablet.button("Undo all changes").click();
  await page.getByLabel("Planning regions").selectOption("At least one site in each");
  await rested(tablet);
  const each = await made(tablet, { sites: 9, settings: [{ name: "rules.at_least_per_region", value: 1 }] });
  expect(await sitesShown(tablet)).toEqual(namesOf(each));
  expect(new Set(each.sites.map((one) => one.region)).size).toBe(9);
  await expect(tablet.button("Less: Number of sites")).toBeDisabled();
  await page.getByRole("link", { name: "One-page brief" }).click();
  await expect(page.locator(".plan-brief")).toContainText("At least one site in each planning region, as the reader asked.", PATIENCE);
});

test("what leaving a place out costs is shown only to who asks for it", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  await openPlan(tablet);
  const table = tablet.page.getByRole("region", { name: "What leaving each place out costs" });
  await expect(table).toHaveCount(0);
  await tablet.page.getByRole("switch", { name: "Show the costs" }).check();
  const plan = await made(tablet, { draws: 200, vetoes: true });
  const hartford = plan.sites.find((one) => one.candidate === "Hartford")!;
  await expect(table.locator("tr", { hasText: "Hartford" }).first()).toContainText(written(hartford.veto_cost!, 2));
});

test("an answer to an older question is never shown; a question that fails says why, and the way on works", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openPlan(tablet);
  const own = await sitesShown(tablet);
  await page.route("**/api/v1/plans/make", async (route) => {
    const { sites } = route.request().postDataJSON() as PlanRequest;
    if (sites === 4) await new Promise((done) => setTimeout(done, 1500)); // an answer that comes late
    await route.continue().catch(() => {}); // nobody waits for it any more
  });
  await tablet.button("More: Number of sites").click();
  await page.waitForTimeout(100);
  await tablet.button("More: Number of sites").click();
  const seen = new Set<number>();
  for (let i = 0; i < 25; i++) {
    seen.add(await answer(tablet).locator("[data-site]").count());
    await page.waitForTimeout(100);
  }
  expect([...seen].sort()).toEqual([3, 5]);
  await page.unroute("**/api/v1/plans/make");

  await page.route("**/api/v1/plans/make", (route) =>
    route.fulfill({ status: 422, contentType: "application/problem+json", json: { type: "/problems/malformed", title: "", status: 422, detail: "no such town" } }));
  for (let i = 0; i < 2; i++) await tablet.button("Less: Number of sites").click();
  await expect(page.getByRole("alert")).toContainText("no such town");
  await page.unroute("**/api/v1/plans/make");
  await tablet.button("Try again").click();
  await rested(tablet);
  expect(await sitesShown(tablet)).toEqual(own);
});

test("a plan goes to Baltimore's study with its deaths averted, and says that all else is Baltimore's", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openPlan(tablet);
  const plan = await made(tablet, {});
  await expect(page.locator(".plan-to-study")).toContainText("Everything else stays Baltimore’s");
  await page.getByRole("link", { name: "Take this plan to a cost-benefit study" }).click();
  await expect(page.locator("[data-change=city_deaths]")).toBeVisible(PATIENCE);
  const cityDeaths = Number(new URLSearchParams(page.url().split("?")[1]).get("city_deaths"));
  await expect(page.locator("[data-change=operation_cost]")).toBeVisible(); // three sites cost three times what one does
  expect(new URLSearchParams(page.url().split("?")[1]).get("operation_cost")).toBe("5400000");
  const changes = [{ name: "city_deaths", value: cityDeaths }, { name: "operation_cost", value: 5_400_000 }];
  const study = (await tablet.post("/studies/evaluate", { study: "baltimore", changes, draws: 0, seed: 1, with: [] })) as StudyEvaluation;
  expect(study.outcomes.find((one) => one.name === "deaths")!.value).toBeCloseTo(plan.objective, 4);
});

test("the brief is one page that prints alone, with the law and the residents, and without a price on any place", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openPlan(tablet, "must=Norwich&sites=10");
  await page.getByRole("link", { name: "One-page brief" }).click();
  const brief = page.locator(".plan-brief");
  await expect(brief).toContainText("Optimal for this model, proven", PATIENCE);
  const plan = await made(tablet, { forced: ["Norwich"], sites: 10, draws: 200 });
  for (const words of [plan.plan.law, plan.plan.residents, plan.naive.says, "Chosen by the reader, not by the model: Norwich.", "nobody has measured it in Connecticut"]) await expect(brief).toContainText(words);
  await expect(brief.getByRole("img", { name: /^Map of the towns and the sites: 1 Hartford/ })).toBeVisible();
  await expect(brief.getByRole("region", { name: "What leaving each place out costs" })).toHaveCount(0);
  await page.emulateMedia({ media: "print" });
  await expect(brief).toBeVisible();
  for (const hidden of [".page-head", ".side-list", ".emergency-button"]) await expect(page.locator(hidden)).toBeHidden();
  const printed = await page.pdf({ format: "Letter" });
  expect(printed.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

// Colours come with the theme and words with the language: two pairs have all of both.
for (const [theme, language] of [["light", "en"], ["dim", "es"]] as const) {
  test(`it is clean in ${theme} and ${language}, and a phone scrolls one way only`, async ({ newTablet }) => {
    const tablet = await newTablet({ theme, language, signedIn: "manager" });
    const { page } = tablet;
    await page.emulateMedia({ reducedMotion: "reduce" });
    const clean = async (where: string) => {
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
      expect(violations.map((one) => `${where}: ${one.id}: ${one.nodes.slice(0, 5).map((node) => node.html.slice(0, 300)).join(" | ")}`)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), where).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width: 1280, height: 800 });
    };
    await openPlan(tablet, "must=Norwich&not=Waterbury&sites=4&effect.home_share=0.6");
    await page.locator(".plan-vetoes input").check();
    await page.locator(".plan-figure summary").first().click();
    await clean("plan");
    await page.goto(`${tablet.site.url}/#/plan/brief?must=Norwich`);
    await expect(page.locator(".plan-brief")).toBeVisible(PATIENCE);
    await clean("brief");
  });
}

for (const plan of ["connecticut --sites 3", "connecticut --sites 10", "chicago"]) {
  test(`the command line's brief of ${plan} prints on two pages, loads nothing and is clean`, async ({ page }) => {
    const html = execFileSync(program, ["plan", ...plan.split(" "), "--draws", "50", "--format", "html"], { encoding: "utf8" });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.setContent(html);
    expect(asked).toEqual([]);
    const pages = (await page.pdf({ format: "Letter" })).toString("latin1").match(/\/Type\s*\/Page\b/g)!;
    expect(pages.length).toBeLessThanOrEqual(2);
    await expect(page.locator("p.lead")).toContainText(/^[\d,.]+ of [\d,.]+ deaths a year \(\d+%\) lie within reach of/);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}
