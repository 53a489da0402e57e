// The shelf of studies: who comes to it, what it says of each, and two side by side.
import { expect, test } from "./site";
import { openStudy, PATIENCE, rested } from "./study";

test.describe.configure({ timeout: 240_000 });

test("a manager comes to the shelf from the floor and between the planners' pages; a nurse is not shown it", async ({ newTablet }) => {
  const manager = await newTablet({ signedIn: "manager" });
  await manager.button("manager").click();
  await manager.button("Studies: costs and benefits, published and computed").click();
  await expect(manager.page.getByRole("heading", { level: 1, name: "Studies" })).toBeVisible();
  await expect(manager.page.locator(".emergency-button")).toBeVisible(); // the real one, where it always is
  const pages = manager.page.getByRole("navigation", { name: "Pages" });
  await expect(pages.getByRole("link", { name: "Studies" })).toHaveAttribute("aria-current", "page");
  await pages.getByRole("link", { name: "Capacity" }).click();
  await expect(manager.page.getByRole("heading", { level: 1, name: "Capacity" })).toBeVisible();
  await pages.getByRole("link", { name: "Floor" }).click();
  await expect(manager.button("Welcome someone")).toBeVisible();

  const nurse = await newTablet({ signedIn: "nurse 2" });
  await nurse.page.goto(`${nurse.site.url}/#/studies`);
  await expect(nurse.button("Welcome someone")).toBeVisible();
});

test("an evaluator reads studies, and has no floor and no Emergency on a browser that is no screen", async ({ newTablet }) => {
  const tablet = await newTablet({ registered: false });
  await tablet.post("/sign-in", { staff: "manager", password: "demonstration" }); // a demonstration has no evaluator: the role alone is put in
  await tablet.page.route("**/api/v1/session", async (route) => {
    const response = await route.fetch();
    const session = (await response.json()) as { staff: { role: string; label: string } };
    session.staff = { ...session.staff, role: "evaluator", label: "evaluator" };
    await route.fulfill({ response, json: session });
  });
  await tablet.page.goto(`${tablet.site.url}/#/studies/baltimore?clients=900`);
  await tablet.page.reload();
  await rested(tablet); // a link that was sent to an evaluator opens what it says
  await expect(tablet.page.locator("[data-change=clients]")).toContainText("900");
  await expect(tablet.page.locator(".emergency-button")).toHaveCount(0);
  await expect(tablet.page.getByRole("link", { name: "Floor" })).toHaveCount(0);
});

test("the shelf says what is reproduced, row by row, and contrary findings and field observations stand on it", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await page.goto(`${tablet.site.url}/#/studies`);
  const baltimore = page.locator("[data-study=baltimore]");
  // The paper's own figures (Irwin 2017): counts hold to its rounding, emergency visits do not, the cost is carried over.
  for (const [outcome, published] of [["hiv", "3.7"], ["hcv", "21"], ["skin_days", "374"], ["deaths", "5.9"], ["ambulance", "108"], ["overdose_stays", "27"], ["treatment", "121"], ["death_value", "$503,869"]] as const) {
    const row = baltimore.locator(`[data-outcome=${outcome}]`);
    await expect(row.locator("td").first()).toHaveText(published);
    await expect(row.locator("[data-class=reproduced]")).toHaveText("reproduced");
    await expect(row.locator("[data-verdict]")).toHaveAttribute("data-verdict", "holds");
  }
  const visits = baltimore.locator("[data-outcome=emergency_visits]");
  await expect(visits.locator("td").nth(1)).toHaveText("77.11");
  await expect(visits.locator("[data-verdict=off]")).toHaveText("does not hold 1.1% below");
  await expect(baltimore.locator("[data-outcome=cost] [data-verdict]")).toHaveText("carried over");
  await expect(page.locator("[data-study=san-francisco] [data-outcome=ratio] [data-verdict]")).toHaveText("fitted");

  // What is fitted is grey, and what is reproduced is not.
  const color = (verdict: string) => page.locator(`.published .verdict-${verdict}`).first().evaluate((element) => getComputedStyle(element).color);
  expect(await color("holds")).toBe("rgb(15, 107, 107)");
  expect(await color("fitted")).toBe("rgb(93, 107, 115)");

  // The sentence on top counts what the rows say.
  const holds = await page.locator(".published [data-verdict=holds]").count();
  const off = await page.locator(".published [data-verdict=off]").count();
  await expect(page.locator("[data-claim]")).toHaveAttribute("data-claim", `${holds}/${holds + off}`);
  await expect(page.locator("[data-claim]")).toContainText(`${holds} of ${holds + off} published results that can be tested come out again.`);
  await expect(page.getByText("Only “reproduced” counts")).toBeVisible();

  const field = page.locator("[data-study=field-observations]");
  await expect(field.getByText("−35%")).toBeVisible();
  await expect(field.locator(".contrary li").first()).toBeVisible();
  await expect(page.locator("[data-overview=field-observations]")).toContainText("observations");
  await baltimore.getByText(/Contrary and null findings/).click();
  await expect(baltimore.getByText(/Panagiotoglou/).first()).toBeVisible();

  await tablet.button("Does not hold").click();
  await expect(page.locator(".shelf-list [data-verdict=holds]")).toHaveCount(0);
  await expect(page.locator(".shelf-list [data-verdict=off]")).toHaveCount(off);
  await tablet.button("Contrary findings").click();
  await expect(field.locator(".contrary li").first()).toBeVisible();
  await tablet.button("Everything").click();
  await page.getByLabel("Order").selectOption("holds");
  await expect(page.locator("[data-overview]").last()).toHaveAttribute("data-overview", "field-observations");
});

test("two studies stand side by side with what one counts and the other does not", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openStudy(tablet, "clients=1500");
  await page.getByRole("link", { name: "Compare" }).click();
  await page.getByLabel("Second study").selectOption("san-francisco");
  const table = page.getByRole("table", { name: "Two studies side by side" });
  await expect(table.getByRole("row", { name: /^Net without value of life/ })).toContainText("a year", PATIENCE);
  await expect(table.getByText("1 figure changed here")).toBeVisible();
  const hiv = table.getByRole("row", { name: /^HIV infections averted/ });
  await expect(hiv.locator("td")).toHaveCount(2);
  await expect(hiv.locator("td").nth(1)).toContainText("3.3 infections a year");
  await expect(table.getByRole("row", { name: /^Ambulance calls averted/ }).locator("td").nth(1)).toHaveText("not counted");
  await expect(page.getByText("These two are not in the same measure. Nothing was converted.")).toBeVisible();
  await tablet.button("Swap sides").click();
  await expect(page).toHaveURL(/a=san-francisco&b=baltimore&b\.clients=1500/);
  await expect(table.getByRole("row", { name: /^Ambulance calls averted/ }).locator("td").first()).toHaveText("not counted", PATIENCE);
  await page.getByLabel("Second study").selectOption("toronto");
  await expect(page.getByText("Their currencies differ.")).toBeVisible(PATIENCE);
});
