// Every planner's page while three emergencies are open, on a tablet, on a phone, and with letters at twice their size: nothing is cut or covered, what the
// keyboard goes to is in sight, no words of a drawing lie on others, and only what can be pressed looks like it.
import { languages } from "../../src/catalogue/languages";
import { expectFocusInSight, expectNothingCutOrCovered, expectNoWordsOverprinted } from "./measure";
import { expect, newId, test, type Tablet } from "./site";

const PATIENCE = { timeout: 90_000 }; // draws are of low priority, and the machine may be building something
const SCREENS = [
  { name: "a tablet", width: 1280, height: 800 },
  { name: "a phone", width: 390, height: 844 },
  { name: "a tablet at 200%", width: 640, height: 400 },
] as const;
const PAGES = [
  { name: "capacity", at: "capacity", ready: ".figures[data-weeks='100']" },
  { name: "shelf", at: "studies", ready: ".shelf-list li" },
  { name: "study", at: "studies/baltimore?clients=900", ready: ".answer[data-drawn=true]" },
  { name: "observations", at: "studies/field-observations", ready: ".seen li" },
  { name: "compare", at: "studies/compare?a=baltimore&b=san-francisco", ready: ".compare tbody" },
  { name: "note", at: "studies/baltimore/note", ready: ".fiscal-note section" },
  { name: "plan", at: "plan?sites=10&must=Norwich&not=Waterbury", ready: ".plan-answer[data-drawn=true]" },
  { name: "brief", at: "plan/brief?sites=10&must=Norwich&not=Waterbury", ready: ".plan-brief" },
] as const;

test.describe.configure({ timeout: 600_000 });

/** Everything that is wrong, not only the first. */
const wrong: string[] = [];
const noted = async (check: Promise<void>) => check.catch((error: Error) => void wrong.push(error.message));
test.beforeEach(() => void (wrong.length = 0));
test.afterEach(() => expect(wrong).toEqual([]));

async function openEmergencies(tablet: Tablet): Promise<void> {
  for (let i = 0; i < 3; i++) await tablet.post("/commands", [{ id: newId(), command: "act", age_ms: 0, emergency: newId(), act: "opened" }]);
}

async function open(tablet: Tablet, page: (typeof PAGES)[number]): Promise<void> {
  await tablet.page.goto(`${tablet.site.url}/#/${page.at}`);
  await expect(tablet.page.locator(page.ready).first()).toBeVisible(PATIENCE);
  await expect(tablet.page.locator(".side .seat.now")).toHaveCount(3);
}

/** Boxes with a line around them, round corners and a few words, that are neither a control nor hold one. */
async function expectOnlyControlsLookLikeIt(tablet: Tablet, where: string): Promise<void> {
  const found = await tablet.page.evaluate(() => {
    const control = "button, a[href], input, select, textarea, summary, label, [role=button]";
    return [...document.querySelectorAll<HTMLElement>(".planner *")]
      .filter((one) => !one.closest(`svg, [inert], ${control}`) && !one.querySelector(control) && (one.textContent ?? "").trim() !== "" && one.checkVisibility())
      .filter((one) => {
        const style = getComputedStyle(one);
        const lines = [style.borderTopWidth, style.borderRightWidth, style.borderBottomWidth, style.borderLeftWidth].every((width) => parseFloat(width) >= 1);
        const drawn = style.borderTopColor !== style.backgroundColor && !/, 0\)$/.test(style.borderTopColor);
        return style.cursor === "pointer" || (lines && drawn && parseFloat(style.borderTopLeftRadius) >= 6 && one.getBoundingClientRect().height <= 64);
      })
      .map((one) => `${one.className}: ${one.textContent!.trim().slice(0, 40)}`);
  });
  expect([...new Set(found)], where).toEqual([]);
  // Figures beside each other are one card.
  expect(await tablet.page.locator(".nets .card, .figures .card").count(), where).toBe(0);
}

for (const screen of SCREENS) {
  for (const language of languages) {
    test(`${screen.name} in ${language} has every control of the planners' pages in reach while emergencies are open`, async ({ newTablet }) => {
      const tablet = await newTablet({ signedIn: "manager", language, width: screen.width, height: screen.height });
      await tablet.page.emulateMedia({ reducedMotion: "reduce" });
      await openEmergencies(tablet);
      for (const page of PAGES) {
        await open(tablet, page);
        await noted(expectNothingCutOrCovered(tablet.page, page.name));
        await noted(expectFocusInSight(tablet.page, `${page.name}, by keyboard`));
        await noted(expectNoWordsOverprinted(tablet.page, `${page.name}, drawn words`));
        await noted(expectOnlyControlsLookLikeIt(tablet, `${page.name}, boxes`));
        if (page.name !== "study") continue;
        await tablet.page.locator(".contested .figure-link").first().click();
        await expect(tablet.page.getByRole("dialog")).toBeVisible();
        await noted(expectNothingCutOrCovered(tablet.page, "a source", { within: ".side-sheet" }));
        await noted(expectNothingCutOrCovered(tablet.page, "a source, the foot", { within: ".page-foot" }));
        await tablet.page.keyboard.press("Escape");
      }
    });
  }
}

/** Where the slider is at each of some steps from its one end to the other. Without the browser's own anchoring, which tablets may not have. */
async function dragged(tablet: Tablet, slider: ReturnType<Tablet["page"]["locator"]>): Promise<{ x: number; y: number; width: number; height: number }[]> {
  const { page } = tablet;
  await page.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLElement>("html, body, .page-scroll, .middle-scroll, .side-list")) one.style.setProperty("overflow-anchor", "none");
  });
  await slider.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
  const from = (await slider.boundingBox())!;
  const at = (share: number) => [from.x + 10 + (from.width - 20) * share, from.y + from.height / 2] as const;
  await page.mouse.move(...at(0));
  await page.mouse.down();
  const boxes = [from];
  for (let i = 0; i <= 12; i++) {
    await page.mouse.move(...at(i / 12));
    await page.waitForTimeout(i % 4 === 3 ? 700 : 90); // a hand rests, and the answer comes
    boxes.push((await slider.boundingBox())!);
  }
  await page.mouse.up();
  return boxes;
}

const SLIDERS = [
  { of: PAGES[0], within: ".controls" },
  { of: PAGES[2], within: ".contested" },
  { of: { name: "plan", at: "plan", ready: ".plan-answer[data-drawn=true]" }, within: ".controls" },
] as const;

for (const screen of SCREENS) {
  for (const language of languages) {
    test(`on ${screen.name} in ${language} a slider stays under the finger that drags it`, async ({ newTablet }) => {
      const tablet = await newTablet({ signedIn: "manager", language, width: screen.width, height: screen.height });
      for (const { of, within } of SLIDERS) {
        await tablet.page.goto(`${tablet.site.url}/#/${of.at}`);
        await expect(tablet.page.locator(of.ready).first()).toBeVisible(PATIENCE);
        const sliders = tablet.page.locator(`${within} input[type=range]`);
        for (let i = 0; i < Math.min(4, await sliders.count()); i++) {
          const boxes = await dragged(tablet, sliders.nth(i));
          const moved = boxes.filter((box) => (["x", "y", "width", "height"] as const).some((side) => Math.abs(box[side] - boxes[0]![side]) > 1));
          if (moved.length > 0) wrong.push(`${of.name}, slider ${i + 1}: from ${JSON.stringify(boxes[0])} to ${JSON.stringify(moved[0])}, ${moved.length} times`);
        }
      }
    });
  }
}

for (const screen of SCREENS) {
  test(`on ${screen.name} no name on the map lies on another or on a mark, and one without room is told otherwise`, async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "manager", width: screen.width, height: screen.height });
    const { page } = tablet;
    const queries = ["", "sites=10", "sites=10&must=West%20Haven&must=East%20Haven&must=New%20Haven&must=Hamden&not=Waterbury&not=Hartford&not=New%20Britain&not=West%20Hartford"];
    for (const query of queries) {
      await page.goto(`${tablet.site.url}/#/plan?${query}`);
      await noted(expectNoWordsOverprinted(page, `plan?${query}, while its answer is of the last choice`));
      await expect(page.locator(".plan-answer[data-fresh=true][data-drawn=true]")).toBeVisible(PATIENCE);
      await noted(expectNoWordsOverprinted(page, `plan?${query}`));
      const { on, out, unnamed, small } = await page.evaluate(() => {
        const map = document.querySelector(".plan-map svg")!;
        const card = document.querySelector(".plan-map-card")!.getBoundingClientRect();
        const names = [...map.querySelectorAll(".plan-mark-name")].map((one) => ({ words: one.textContent!, box: one.getBoundingClientRect() }));
        const marks = [...map.querySelectorAll(".plan-marks > g")].map((one) => ({ one, box: one.querySelector("rect, path")!.getBoundingClientRect() }));
        return {
          on: names.flatMap(({ words, box }) => marks.filter((mark) => box.left < mark.box.right - 2 && mark.box.left < box.right - 2 && box.top < mark.box.bottom - 2 && mark.box.top < box.bottom - 2).map((mark) => `${words} on ${mark.one.getAttribute("data-site")}`)),
          out: names.filter(({ box }) => box.left < card.left || box.right > card.right || box.top < card.top || box.bottom > card.bottom).map(({ words }) => words),
          unnamed: marks.filter(({ one }) => !one.querySelector(".plan-mark-name")).map(({ one }) => one.getAttribute("data-site")).filter((town) => town !== null),
          small: names.filter(({ box }) => box.height < 12).map(({ words, box }) => `${words} is ${box.height} px high`),
        };
      });
      expect.soft(on, query).toEqual([]);
      expect.soft(out, query).toEqual([]);
      expect.soft(small, query).toEqual([]);
      for (const town of unnamed) {
        await expect(page.locator(`.plan-answer [data-site="${town}"]`)).toBeVisible(); // with the number that its mark has
        await page.locator(`.plan-map [data-town="${town}"]`).focus();
        await expect(page.locator(".plan-map-town")).toContainText(`${town}: `);
      }
    }
  });
}
