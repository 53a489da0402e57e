import type { Page } from "@playwright/test";
import { languages } from "../../src/catalogue/languages";
import { picture } from "./measure";
import { expect, test, type Tablet } from "./site";

const BOUNCE_MS = 700; // a control that has just come under the finger takes no tap before
const SAME_TAP_MS = 3_100; // after this a tap is a new act
const SMALLEST = 118; // 20 mm on a 10-inch tablet of 1280 by 800

async function tooSmall(page: Page): Promise<string[]> {
  return page.locator(".emergency-page").evaluate((root, smallest) => {
    const controls = [...root.querySelectorAll("button, input, select, textarea, a[href], summary, [role=button], [role=link], [role=checkbox], [onclick]")];
    if (controls.length < 5) return ["too few controls were found to measure"];
    return controls
      .filter((control) => control.checkVisibility()) // a tablet has no "Read out"
      .map((control) => ({ control, box: control.getBoundingClientRect() }))
      .filter(({ box }) => Math.round(box.width) < smallest || Math.round(box.height) < smallest)
      .map(({ control, box }) => `${control.textContent}: ${box.width} by ${box.height}`);
  }, SMALLEST);
}

async function measure(tablet: Tablet, where: string): Promise<void> {
  await picture(tablet.page, where);
  expect(await tooSmall(tablet.page), where).toEqual([]);
  // Nothing covers the clock, the sentence or the corner.
  for (const kept of [tablet.page.getByRole("timer"), tablet.page.locator(".another")]) {
    const seen = await kept.evaluate((element) => {
      const box = element.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return top !== null && (element.contains(top) || top.contains(element));
    });
    expect(seen, where).toBe(true);
  }
}

for (const language of languages) {
  test(`every control of the emergency page is at least 20 mm, in ${language}`, async ({ newTablet }) => {
    const tablet = await newTablet({ language });
    const { page } = tablet;
    const emergency = page.locator(".emergency-button");
    const big = (await emergency.boundingBox())!;
    expect(Math.min(big.width, big.height)).toBeGreaterThanOrEqual(176); // 30 mm
    await emergency.click();
    await measure(tablet, "just opened");
    await page.locator(".another").click(); // a second one, so that "join" and "to" are offered
    await page.locator(".answer").first().click();
    for (const tile of ["helper", "airway", "breaths", "oxygen", "naloxone", "no_pulse"]) {
      await tablet.tile(tile).click();
      await measure(tablet, `${tile} tapped`);
    }
    await page.waitForTimeout(SAME_TAP_MS);
    for (const tile of ["oxygen", "vitals", "ems", "no_pulse"]) {
      await tablet.tile(tile).click();
      await measure(tablet, `${tile} open`);
      await page.locator(".panel-close").click();
    }
    await page.locator("[data-foot=times]").click();
    await measure(tablet, "all times");
    await page.locator(".act.time").last().click();
    await measure(tablet, "an older time");
    await page.locator(".panel-close").click();
    const pads = 6;
    for (let pad = 0; pad < pads; pad++) {
      await tablet.tile("vitals").click();
      await page.locator("[data-pad]").nth(pad).click();
      await measure(tablet, `number pad ${pad}`);
      await page.locator(".panel-close").click();
      await page.waitForTimeout(BOUNCE_MS); // the panel's own way back has come to the same place
      await page.locator(".panel-close").click();
    }
    await page.locator("[data-foot=earlier]").click();
    await measure(tablet, "started earlier");
    await page.locator(".panel-close").click();
    const more = ["place", "kind", "sign", "release_check", "join", "close"];
    for (const panel of more) {
      await page.waitForTimeout(BOUNCE_MS);
      await page.locator("[data-foot=more]").click();
      await measure(tablet, "more");
      await page.waitForTimeout(BOUNCE_MS);
      await page.locator(`[data-more=${panel}]`).click();
      await measure(tablet, panel);
      if (panel === "close") {
        await page.locator(".panel-grid .act").last().click();
        await measure(tablet, "summary");
        await page.locator(".panel-close").click();
        await page.waitForTimeout(BOUNCE_MS);
      }
      await page.locator(".panel-close").click();
    }
  });
}
