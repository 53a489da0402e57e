// How an emergency ends: the release check, the recovery hour, closing, and what is asked afterwards.
import { expect, test } from "./site";

test("nothing is in order before somebody has checked it, and what was not checked is recorded as that", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  const item = (name: string) => page.locator(`[data-release=${name}]`);
  await tablet.button("Emergency").click();
  await tablet.tile("vitals").click();
  await page.locator("[data-pad=spo2_percent]").click();
  await page.waitForTimeout(700);
  for (const digit of "97") await tablet.button(digit).click();
  await tablet.button("Record").click();
  await page.waitForTimeout(700); // what comes under the finger takes no tap before
  await tablet.button("Back").click();
  await page.waitForTimeout(700);
  await tablet.button("More").click();
  await page.waitForTimeout(700);
  await tablet.button("Release check").click();
  await expect(page.locator("[data-checked=unchecked]")).toHaveCount(5);
  await expect(item("spo2")).toHaveAttribute("data-checked", "in_order"); // the vitals have just said so
  await expect(item("spo2")).toContainText("SpO2 97, just now");
  await expect(item("walks")).toContainText("not checked");
  await item("walks").click();
  await expect(item("walks")).toHaveAttribute("data-checked", "in_order");
  await page.waitForTimeout(700);
  await item("walks").click();
  await expect(item("walks")).toHaveAttribute("data-checked", "not_in_order");
  await tablet.button("4 not checked, 1 not in order: record").click();
  await tablet.saved();
  const acts = (await tablet.board()).emergencies[0]!.acts;
  const choice = (act: string) => acts.find((one) => one.act === act)?.choice;
  expect([choice("release_unchecked"), choice("release_check")]).toEqual([0b111100, 0b000001]);
});

test("from breathing is back the hour stands in view; may go before its end asks why; closing leads to what comes after", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await tablet.button("Emergency").click();
  await tablet.tile("oxygen").click();
  await tablet.tile("ems").click();
  await page.getByRole("button", { name: /^Called/ }).click();
  await page.waitForTimeout(700);
  await tablet.button("Back").click();
  await tablet.button("Breathing is back").click();
  await expect(page.locator(".recovery")).toContainText("Oxygen on since 0:0");
  await expect(page.locator(".recovery")).toContainText("begins when oxygen is off");
  await page.waitForTimeout(3_100);
  await tablet.tile("oxygen").click();
  await page.waitForTimeout(700);
  await tablet.button("Oxygen off").click();
  await expect(page.locator(".recovery")).toContainText(/Recovery until \d\d:\d\d, 60 min left/);
  await tablet.button("More").click();
  await page.waitForTimeout(700);
  await tablet.button("Close this emergency").click();
  await page.waitForTimeout(700);
  await tablet.button("May go").click();
  await page.waitForTimeout(700);
  await tablet.button("Somebody stays with them").click();
  await expect(page.getByText("After closing: the reason for EMS, and the team's debrief.")).toBeVisible();
  await page.waitForTimeout(700);
  await tablet.button("Right: close it").click();

  await page.waitForTimeout(700);
  await tablet.button("Did not wake").click();
  await tablet.button("Danger sign").or(tablet.button("A danger sign")).click(); // one reason: the other is taken back
  await tablet.button("What went well").click();
  await page.waitForTimeout(700);
  await tablet.button("It stayed calm").click();
  await tablet.button("Roles were clear").click();
  await page.waitForTimeout(700);
  await tablet.button("It stayed calm").click(); // taken back
  await tablet.button("What to change").click();
  await page.waitForTimeout(700);
  await tablet.button("Oxygen came late").click();
  await page.keyboard.press("Escape");
  await expect(tablet.button("After it")).toBeVisible(); // the closed emergency's own page leads there too
  await tablet.saved();
  const { acts, outcome } = (await tablet.board()).emergencies[0]!;
  const undone = new Set(acts.filter((act) => act.act === "undone").map((act) => act.target));
  const said = (kind: string) => acts.filter((act) => act.act === kind && !undone.has(act.id)).map((act) => act.choice);
  expect(outcome).toBe("released");
  expect([said("released_early"), said("ems_reason"), said("debrief_well"), said("debrief_change")]).toEqual([[1], [4], [2], [5]]);
});

test("opened by mistake closes while nothing was given", async ({ newTablet }) => {
  const tablet = await newTablet();
  await tablet.button("Emergency").click();
  await tablet.saved();
  await tablet.button("More").click();
  await tablet.button("Opened by mistake").click();
  await expect.poll(async () => (await tablet.board()).emergencies[0]?.outcome).toBe("opened_by_mistake");
});
