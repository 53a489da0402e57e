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
  await tablet.button("No, boquea, no es seguro").click();
  await expect(page.locator(".said")).toContainText("DECIDA AHORA"); // the protocol's own sentence, in Spanish
});

test("light and dim follow the system until somebody chooses", async ({ newTablet }) => {
  const tablet = await newTablet({ theme: "dim" });
  await expect(tablet.page.locator("html")).toHaveAttribute("data-theme", "dim");
  await tablet.button("Light").click();
  await expect(tablet.page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("text at twice its size loses nothing and scrolls one way only", async ({ newTablet }) => {
  const tablet = await newTablet({ width: 640, height: 400 }); // 1280 by 800 at 200%
  const { page } = tablet;
  const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await sideways()).toBeLessThanOrEqual(0);
  await tablet.button("Emergency").click();
  expect(await sideways()).toBeLessThanOrEqual(0);
  for (const tile of ["helper", "no_pulse"]) {
    await tablet.tile(tile).scrollIntoViewIfNeeded();
    await expect(tablet.tile(tile)).toBeInViewport();
  }
});

test("a phone reads the emergency: the clock, what is next, what is done", async ({ newTablet }) => {
  const tablet = await newTablet({ width: 390, height: 844 });
  await tablet.button("Emergency").click();
  await expect(tablet.page.getByRole("timer")).toBeInViewport();
  await expect(tablet.page.getByText("Next look")).toBeInViewport();
  await expect(tablet.page.locator(".said")).toBeInViewport();
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
