import { languages } from "../../src/catalogue/languages";
import { expectNothingCutOrCovered } from "./measure";
import { expect, test } from "./site";

test("a screen speaks English or Spanish, and keeps what was chosen", async ({ newTablet }) => {
  const tablet = await newTablet({ language: "es" });
  const { page } = tablet;
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await expect(tablet.button("Emergencia")).toBeVisible();
  await tablet.button("English").click();
  await expect(tablet.button("Emergency")).toBeVisible();
  await page.reload();
  await expect(tablet.button("Emergency")).toBeVisible();
  await tablet.button("Español").click();
  await tablet.button("Emergencia").click();
  await expect(page.getByText("¿Respira?")).toBeVisible();
  await tablet.button("No, boquea o no sé").click();
  await expect(page.locator(".said")).toContainText("DECIDA AHORA"); // the protocol's own sentence, in Spanish
});

test("light and dim follow the system until somebody chooses", async ({ newTablet }) => {
  const tablet = await newTablet({ theme: "dim" });
  await expect(tablet.page.locator("html")).toHaveAttribute("data-theme", "dim");
  await tablet.button("Light").click();
  await expect(tablet.page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("a window as low as a tablet's at 200% loses nothing and scrolls one way only", async ({ newTablet }) => {
  const tablet = await newTablet({ width: 640, height: 400 });
  const { page } = tablet;
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await sideways()).toBeLessThanOrEqual(0);
  await tablet.button("Emergency").click();
  await expectNothingCutOrCovered(page, "emergency", { within: ".emergency-page" });
});

for (const language of languages) {
  test(`text at twice its size on a tablet: every act is reached, nothing is cut, covered or scrolled sideways, in ${language}`, async ({ newTablet }) => {
    const tablet = await newTablet({ language });
    const { page } = tablet;
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    await page.locator(".emergency-button").click();
    const whole = (where: string) => expectNothingCutOrCovered(page, where, { within: ".emergency-page", smallest: 118 });
    await expect(tablet.tile("no_pulse")).toBeVisible();
    await whole("just opened");
    await page.locator(".answer").first().click();
    await tablet.tile("breaths").click();
    await tablet.tile("naloxone").click();
    await whole("which product");
    await page.locator(".foot.well").click();
    await whole("breathing is back");
    await page.locator("[data-foot=more]").click();
    await whole("more");
    await page.locator("[data-more=release_check]").click();
    await whole("release check");
  });
}

test("a phone has the clock, the question and the eight acts on one screen, and reads out what is done and what is next", async ({ newTablet }) => {
  const tablet = await newTablet({ width: 390, height: 844 });
  const { page } = tablet;
  await tablet.button("Emergency").click();
  const oneScreen = async () => {
    for (const control of [page.getByRole("timer"), page.locator(".answer").first(), ...["helper", "airway", "breaths", "oxygen", "vitals", "naloxone", "ems", "no_pulse"].map((tile) => tablet.tile(tile))]) {
      await expect(control).toBeInViewport({ ratio: 1 });
    }
    await expect(page.locator(".another")).toBeInViewport({ ratio: 1 });
  };
  await oneScreen();
  await expect(page.getByText("Next look")).toBeInViewport();
  await expect(page.locator(".said-head")).toBeInViewport();
  const whole = (where: string) => expectNothingCutOrCovered(page, where, { within: ".emergency-page", smallest: 48 });
  await whole("just opened");
  await page.locator(".answer").first().click();
  for (const tile of ["helper", "breaths", "naloxone"]) await tablet.tile(tile).click();
  await oneScreen();
  await whole("which product");
  for (const [tile, close] of [["vitals", true], ["ems", true]] as const) {
    await page.waitForTimeout(700);
    await tablet.tile(tile).click();
    await whole(tile);
    if (close) await page.locator(".panel-close").click();
  }
  await tablet.button("Read out").click();
  const read = page.locator(".read-out");
  await expect(read).toContainText("Helper");
  await expect(read).toContainText("EMS"); // next
  await expect(read).toContainText("Next look");
  await expect(tablet.tile("helper")).toHaveCount(0);
  await whole("read out");
  await page.waitForTimeout(700);
  await tablet.button("To the acts").click();
  await oneScreen();
});

test("everything is reached with the keyboard alone", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await tablet.button("Emergency").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("since first tap")).toBeVisible();
  await tablet.tile("helper").focus();
  await page.keyboard.press("Space");
  await expect(tablet.tile("helper")).toContainText("0:0");
});
