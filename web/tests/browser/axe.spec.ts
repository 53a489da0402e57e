import AxeBuilder from "@axe-core/playwright";
import { expect, openFloor, test, welcome, type Tablet } from "./site";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function clean(tablet: Tablet, where: string): Promise<void> {
  await tablet.page.waitForTimeout(250); // an animation half way has other colours
  const { violations } = await new AxeBuilder({ page: tablet.page }).withTags(RULES).analyze();
  expect(violations.map((one) => `${where}: ${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}

// Colours come with the theme and words with the language: two pairs have all of both.
for (const [theme, language] of [
  ["light", "en"],
  ["dim", "es"],
] as const) {
  test(`every page is clean in ${theme} and ${language}`, async ({ newTablet }) => {
    const stranger = await newTablet({ theme, language, registered: false });
    await expect(stranger.page.locator("input[type=password]")).toBeVisible();
    await clean(stranger, "sign-in by password");

    const tablet = await newTablet({ theme, language });
    const { page } = tablet;
    await expect(page.locator(".staff-tile").first()).toBeVisible();
    await clean(tablet, "sign-in by PIN");
    await page.locator(".staff-tile").first().click();
    await clean(tablet, "PIN pad");
    await tablet.post("/sign-in", { staff: "nurse-2", pin: "2222" });
    await page.reload();
    await expect(page.locator(".welcome-button")).toBeVisible();
    if (language === "en") await openFloor(tablet);
    else await tablet.post("/commands", [{ id: "0192f6a0-7c3e-7d11-9a43-2c5e0d7b8f10", command: "open_floor", age_ms: 0, responsible: 3 }]).catch(() => {});
    const free = async () => (await tablet.board()).seats.find((one) => one.kind === "booth" && one.state === "free")!;
    await welcome(tablet, { purpose: "booth", code: "Heron-41", enrol: true });
    const seat = await free();
    const visit = await welcome(tablet, { purpose: "booth", seat: seat.seat });
    await expect(page.getByText("Heron-41")).toBeVisible();
    await clean(tablet, "floor");
    await page.locator(`[data-seat="${seat.label}"]`).click();
    await clean(tablet, "person");
    await page.locator(".actions .button").first().click();
    await clean(tablet, "use");
    await page.keyboard.press("Escape");
    await page.locator(".page-head .pill").first().click();
    await clean(tablet, "shift");
    await page.keyboard.press("Escape");
    await page.locator(`[data-seat="${(await free()).label}"]`).click();
    await clean(tablet, "seat");
    await page.keyboard.press("Escape");
    await page.locator(".welcome-button").click();
    await clean(tablet, "welcome");
    await page.locator(".step .chip").last().click();
    await clean(tablet, "could not be served");
    await page.goto(`${tablet.site.url}/#/visit/${visit}`);
    await expect(page.locator(".facts")).toBeVisible();
    await clean(tablet, "visit");
    await page.locator(".seen-all").click();
    await expect(page.locator(".message-words")).not.toHaveText("");
    await page.goto(`${tablet.site.url}/#/today`);
    await clean(tablet, "today, told");
  });

  test(`the emergency page is clean in ${theme} and ${language}`, async ({ newTablet }) => {
    const tablet = await newTablet({ theme, language });
    const { page } = tablet;
    await page.locator(".emergency-button").click();
    await clean(tablet, "emergency, new");
    await page.locator(".answer").first().click();
    await tablet.tile("breaths").click();
    await tablet.tile("naloxone").click();
    await clean(tablet, "emergency, after a dose");
    for (const control of ["[data-tile=vitals]", "[data-tile=ems]", "[data-foot=times]"]) {
      await page.locator(control).click();
      await clean(tablet, `emergency, ${control}`);
      await page.locator(".panel-close").click();
    }
    await page.locator(".foot.well").click();
    await clean(tablet, "emergency, breathing is back");
    await page.locator("[data-foot=more]").click();
    await clean(tablet, "emergency, more");
    await page.waitForTimeout(700); // its controls have just come under the finger
    await page.locator("[data-more=release_check]").click();
    await clean(tablet, "emergency, release check");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.locator(".read-out-toggle").click();
    await clean(tablet, "emergency, read out on a phone");
  });
}
