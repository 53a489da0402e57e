// Two emergencies at once, or one that two screens have opened.
import { expect, test } from "./site";

test("the same one? goes away once it is answered here, and says the place or nothing", async ({ newTablet }) => {
  const first = await newTablet();
  const second = await newTablet();
  await first.button("Emergency").click();
  await first.button("Where?").click();
  await first.button("Door").click();
  await first.saved();
  await second.button("Emergency").click();
  await second.button("Where?").click();
  await second.button("Door").click();
  await expect(second.page.getByText("Another emergency was opened for Door a moment before.")).toBeVisible();
  await second.button("Two emergencies").click();
  await expect(second.page.getByText("Is it the same one?")).toHaveCount(0);
  await second.tile("vitals").click();
  await second.button("Back").click();
  await expect(second.tile("vitals")).toBeVisible();
  await expect(second.page.getByText("Is it the same one?")).toHaveCount(0);
  await expect(second.button("All times")).toBeVisible();
});

test("the same one? is asked for a minute, then the two are two", async ({ newTablet }) => {
  const first = await newTablet();
  const second = await newTablet();
  await second.page.clock.install();
  await second.page.reload();
  for (const tablet of [first, second]) {
    await tablet.button("Emergency").click();
    await tablet.button("Where?").click();
    await tablet.button("Door").click();
    await tablet.saved();
  }
  await expect(second.page.getByText("Is it the same one?")).toBeVisible();
  await second.context.setOffline(true); // the site's clock, which is not the page's here, would set it back
  await second.page.clock.runFor(61_000);
  await expect(second.page.getByText("Is it the same one?")).toHaveCount(0);
});

test("two doses tapped on two screens within a minute ask, and cover nothing", async ({ newTablet }) => {
  const first = await newTablet();
  const second = await newTablet();
  await first.button("Emergency").click();
  await first.tile("naloxone").click();
  await first.button("2 mg IN").click();
  await first.saved();
  await second.page.locator(".seat.now").click();
  await expect(second.tile("naloxone")).toContainText("one dose");
  await second.tile("naloxone").click();
  for (const tablet of [first, second]) {
    await expect(tablet.page.getByText("One dose or two?")).toBeVisible();
    await expect(tablet.tile("breaths")).toBeVisible();
    await expect(tablet.tile("naloxone")).toContainText("2 doses"); // two until answered
  }
  await first.button("One dose").click();
  await expect(second.tile("naloxone")).toContainText("one dose");
});

test("another emergency stands in the same corner, and the two can be joined", async ({ newTablet }) => {
  const tablet = await newTablet();
  await tablet.button("Emergency").click();
  const corner = await tablet.button("Another emergency").boundingBox();
  expect(corner!.x).toBeLessThan(60);
  expect(corner!.y + corner!.height).toBeGreaterThan(740);
  await tablet.tile("helper").click();
  await tablet.button("Another emergency").click();
  await expect(tablet.tile("helper")).toHaveAttribute("data-lit", "due");
  await tablet.saved();
  await tablet.button("More").click();
  await tablet.button("Same as another emergency").click();
  await tablet.page.getByRole("button", { name: /^Place not said yet/ }).click();
  await expect(tablet.tile("helper")).toHaveAttribute("data-lit", ""); // the one that goes on has the helper
  await expect.poll(async () => (await tablet.board()).emergencies.filter((one) => one.joined_into !== null).length).toBe(1);
});
