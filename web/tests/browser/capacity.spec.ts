import AxeBuilder from "@axe-core/playwright";
import type { CapacityResult, CapacitySetting } from "../../src/api/types";
import { expect, test, type Tablet } from "./site";

const PATIENCE = { timeout: 90_000 }; // a simulation is of low priority, and the machine may be building something

test.describe.configure({ timeout: 360_000 });

async function openCapacity(tablet: Tablet): Promise<void> {
  await tablet.page.goto(`${tablet.site.url}/#/capacity`);
  await expect(tablet.page.locator(".figures[data-stale=false]")).not.toHaveAttribute("data-weeks", "0", PATIENCE);
}

const figure = (tablet: Tablet, name: string) => tablet.page.locator(`[data-figure=${name}] .figure-value`);
const slider = (tablet: Tablet, name: string) => tablet.page.getByRole("slider", { name, exact: true });
const clockNow = (tablet: Tablet) => tablet.page.locator("[data-sim-clock]");

/** What the program itself answers. */
async function simulated(tablet: Tablet, settings: CapacitySetting[], replications: number): Promise<CapacityResult> {
  return (await tablet.post("/capacity", { scenario: "pilot", settings, replications, seed: 1 })) as CapacityResult;
}
/** As `alongside simulate` writes minutes from 1 to 100. */
const written = (minutes: number): string => String(Number(minutes.toFixed(2)));
const valueOf = (result: CapacityResult, name: string): number => result.outcomes.find((one) => one.name === name)!.value!;

test("a manager comes to it from the floor; a nurse is not shown it", async ({ newTablet }) => {
  const manager = await newTablet({ signedIn: "manager" });
  await manager.button("manager").click();
  await manager.button("Capacity: seats, staff and waits").click();
  await expect(manager.page.getByRole("heading", { level: 1, name: "Capacity" })).toBeVisible();
  await expect(manager.page.getByText("Simulation: nobody here is real")).toBeVisible();
  await expect(manager.page.locator(".emergency-button")).toBeVisible(); // the real one, where it always is
  await manager.page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Floor" }).click();
  await expect(manager.button("Welcome someone")).toBeVisible();

  const nurse = await newTablet({ signedIn: "nurse 2" });
  await nurse.button("nurse 2").click();
  await expect(nurse.button("Sign out")).toBeVisible();
  await expect(nurse.button("Capacity: seats, staff and waits")).toHaveCount(0);
  await nurse.page.goto(`${nurse.site.url}/#/capacity`);
  await expect(nurse.button("Welcome someone")).toBeVisible();
});

test("an evaluator has this page, and no floor and no Emergency on a browser that is no screen", async ({ newTablet }) => {
  const tablet = await newTablet({ registered: false });
  await tablet.post("/sign-in", { staff: "manager", password: "demonstration" }); // a demonstration has no evaluator: the role alone is put in
  await tablet.page.route("**/api/v1/session", async (route) => {
    const answer = await route.fetch();
    const session = (await answer.json()) as { staff: { role: string; label: string } };
    session.staff = { ...session.staff, role: "evaluator", label: "evaluator" };
    await route.fulfill({ response: answer, json: session });
  });
  await tablet.page.reload();
  await expect(tablet.page.getByRole("heading", { level: 1, name: "Capacity" })).toBeVisible();
  await expect(tablet.page.locator(".emergency-button")).toHaveCount(0);
  await expect(tablet.page.getByRole("link", { name: "Floor" })).toHaveCount(0);
});

test("sliders change the figures, with the keyboard alone, and the figures are the program's", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openCapacity(tablet);
  await expect(page.locator(".figures")).toHaveAttribute("data-weeks", "100", PATIENCE);
  const own = valueOf(await simulated(tablet, [], 100), "wait_minutes_mean");
  await expect(figure(tablet, "wait_minutes_mean")).toHaveText(`${written(own)} min`);

  await slider(tablet, "Demand").focus();
  await page.keyboard.press("End");
  await expect(page.locator(".figures")).toHaveAttribute("data-stale", "true");
  await expect(page.locator(".slider-value").first()).toHaveText("200%");
  await expect(page.locator(".figures[data-stale=false]")).toHaveAttribute("data-weeks", "100", PATIENCE);
  const doubled = await figure(tablet, "wait_minutes_mean").innerText();
  expect(parseFloat(doubled)).toBeGreaterThan(own);
  await expect(page.locator("[data-figure=wait_minutes_mean] [data-level]")).toHaveAttribute("data-level", "not_met");
  await expect(page.getByText(`unchanged: ${written(own)}`)).toBeVisible(PATIENCE);

  await slider(tablet, "Booths").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByText("11 booths")).toBeVisible(PATIENCE);
  await page.getByRole("button", { name: "More: Booths" }).click();
  await expect(page.getByText("12 booths")).toBeVisible(PATIENCE);
  await expect(page.locator(".figures[data-stale=false]")).toHaveAttribute("data-weeks", /10/, PATIENCE);
  expect(parseFloat(await figure(tablet, "wait_minutes_mean").innerText())).toBeLessThan(parseFloat(doubled));

  await tablet.button("Undo all changes").click();
  await expect(page.locator(".slider-value").first()).toHaveText("100%");
});

test("an answer to an older question is never shown", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openCapacity(tablet);
  await expect(page.locator(".figures")).toHaveAttribute("data-weeks", "100", PATIENCE); // nothing of the page is under way
  const newer = await simulated(tablet, [], 100);
  const older = await simulated(tablet, [{ path: "arrivals.visits_per_week", value: 2 * 293 }], 100);
  const wait = (result: CapacityResult) => `${written(valueOf(result, "wait_minutes_mean"))} min`;
  expect(wait(older)).not.toBe(wait(newer));
  let release = () => {};
  const held = new Promise<void>((go) => (release = go));
  let isHeld = () => {};
  const holding = new Promise<void>((go) => (isHeld = go));
  let answered = () => {};
  const late = new Promise<void>((go) => (answered = go));
  await page.route("**/api/v1/capacity", async (route) => {
    const changed = (route.request().postDataJSON() as { settings: CapacitySetting[] }).settings.length > 0;
    if (changed) {
      isHeld();
      await held;
    }
    await route.fulfill({ json: changed ? older : newer }).catch(() => {}); // the page may have hung up
    if (changed) answered();
  });
  await slider(tablet, "Demand").focus();
  await page.keyboard.press("End");
  await holding;
  await tablet.button("Undo all changes").click();
  await expect(page.locator(".figures[data-stale=false]")).toBeVisible();
  await expect(figure(tablet, "wait_minutes_mean")).toHaveText(wait(newer));
  release();
  await late;
  await page.waitForTimeout(300);
  await expect(figure(tablet, "wait_minutes_mean")).toHaveText(wait(newer));
});

test("the simulated day plays, pauses and is moved through with the keyboard", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openCapacity(tablet);
  await expect(page.locator(".sim-plan .seat").first()).toBeVisible(PATIENCE);
  await tablet.button("600×").click();
  const before = await clockNow(tablet).innerText();
  await expect(clockNow(tablet)).not.toHaveText(before);
  await expect(page.locator(".sim-plan .seat-handle").first()).toHaveText(/^S-\d+$/);
  await tablet.button("Pause").click();
  const paused = await clockNow(tablet).innerText();
  await page.waitForTimeout(600);
  await expect(clockNow(tablet)).toHaveText(paused);

  const scrubber = page.getByRole("slider", { name: "Time of the simulated day" });
  await scrubber.focus();
  await page.keyboard.press("Home");
  await expect(page.getByText("0 of 8 seats in use, 0 in aftercare, 0 waiting.")).toBeVisible();
  const opening = await clockNow(tablet).innerText();
  await page.keyboard.press("ArrowRight");
  await expect(clockNow(tablet)).not.toHaveText(opening);
  await expect(scrubber).toHaveAttribute("aria-valuetext", await clockNow(tablet).innerText());

  // It is a picture of a floor: nothing in it takes the focus or a tap.
  expect(await page.locator(".sim-plan").evaluate((plan) => plan.hasAttribute("inert"))).toBe(true);
  await tablet.button("Another week").click();
  await expect(page.getByText("Week 2 of this run")).toBeVisible();
});

test("who asks for less movement is not played to", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  await tablet.page.emulateMedia({ reducedMotion: "reduce" });
  await openCapacity(tablet);
  await expect(tablet.page.locator(".sim-plan .seat").first()).toBeVisible(PATIENCE);
  await expect(tablet.button("Play")).toBeVisible();
  const still = await clockNow(tablet).innerText();
  await tablet.page.waitForTimeout(600);
  await expect(clockNow(tablet)).toHaveText(still);
});

test("every plot is a table too, and assumptions are found by a word", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openCapacity(tablet);
  const plot = page.locator(".plot").first();
  await expect(plot.getByRole("img")).toHaveAccessibleName(/waits longest|Nothing to show/);
  await plot.getByText("The same as a table").click();
  await expect(plot.getByRole("columnheader").first()).toHaveText("hour of the day");
  await expect(plot.locator("tbody tr").first()).toContainText(":00");

  const filter = page.getByPlaceholder("Find a figure, a source or a word");
  const rows = page.locator(".assumption-table tbody tr");
  const all = await rows.count();
  expect(all).toBeGreaterThan(40);
  await filter.fill("patience");
  await expect(rows).toHaveCount(1);
  await filter.fill("");
  await tablet.button("With a source").click();
  const sourced = await rows.count();
  await tablet.button("Assumed").click();
  await expect(rows).toHaveCount(all - sourced);
  await filter.fill("no scenario says this");
  await expect(page.getByText("No figure holds these words.")).toBeVisible();
});

test("what cannot be run says why, keeps the last figures, and is tried again", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openCapacity(tablet);
  const before = await figure(tablet, "gave_up_share").innerText();
  const detail = "seats.booth=1.5: expected a whole number";
  await page.route("**/api/v1/capacity", (route) =>
    route.fulfill({ status: 422, contentType: "application/problem+json", json: { type: "/problems/bad-scenario", title: "x", status: 422, detail } }));
  await page.getByRole("button", { name: "Less: Booths" }).click();
  await expect(page.getByText(detail)).toBeVisible();
  await expect(figure(tablet, "gave_up_share")).toHaveText(before);
  await page.unroute("**/api/v1/capacity");
  await tablet.button("Try again").first().click();
  await expect(page.locator(".figures")).toHaveAttribute("data-stale", "false", PATIENCE);
  await expect(page.getByText(detail)).toHaveCount(0);
});

test("a center where nobody uses on site has neither seats nor waits", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openCapacity(tablet);
  await page.getByLabel("Scenario").selectOption({ label: "Connecticut drop-in" });
  await expect(page.getByText("Nobody uses on site in this scenario")).toBeVisible();
  await expect(figure(tablet, "staff_busy_share")).toHaveText(/%/, PATIENCE);
  await expect(slider(tablet, "Booths")).toHaveCount(0);
});

test("printed it is figures, curves and assumptions, marked as simulated", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "manager" });
  const { page } = tablet;
  await openCapacity(tablet);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".figures")).toBeVisible();
  await expect(page.locator(".plot-drawing").first()).toBeVisible();
  await expect(page.locator(".controls")).toBeHidden();
  await expect(page.locator(".emergency-button")).toBeHidden();
  await expect(page.locator(".watermark")).toContainText("Simulation");
});

// Colours come with the theme and words with the language: two pairs have all of both.
for (const [theme, language] of [["light", "en"], ["dim", "es"]] as const) {
  test(`it is clean in ${theme} and ${language}, and a phone scrolls one way only`, async ({ newTablet }) => {
    const tablet = await newTablet({ theme, language, signedIn: "manager" });
    const { page } = tablet;
    await page.emulateMedia({ reducedMotion: "reduce" });
    await openCapacity(tablet);
    await expect(page.locator(".sim-plan .seat").first()).toBeVisible(PATIENCE);
    await page.locator(".step").first().click();
    await page.locator(".plot summary").first().click();
    await expect(page.locator(".figures[data-stale=false]")).toHaveAttribute("data-weeks", "100", PATIENCE);
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
    expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  });
}
