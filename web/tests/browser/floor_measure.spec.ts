// Every page and sheet of the floor on a phone, and on a tablet with letters at twice their size: nothing is cut or covered, nothing scrolls
// sideways, and every control is at least 48 px.
import { LANGUAGES, languages } from "../../src/catalogue/languages";
import { expectNothingCutOrCovered } from "./measure";
import { expect, newId, test, welcome, type Tablet } from "./site";

const SMALLEST = 48;
const SCREENS = [
  { name: "a phone", width: 390, height: 844 },
  { name: "a tablet at 200%", width: 640, height: 400 },
  { name: "a tablet", width: 1280, height: 800 },
] as const;

/** Everything that is wrong, not only the first. */
const wrong: string[] = [];
async function measured(tablet: Tablet, where: string): Promise<void> {
  await tablet.page.waitForTimeout(250);
  await expectNothingCutOrCovered(tablet.page, where, { smallest: SMALLEST }).catch((error: Error) => void wrong.push(`${where}: ${error.message}`));
}
test.beforeEach(() => void (wrong.length = 0));
test.afterEach(() => expect(wrong).toEqual([]));

for (const screen of SCREENS) {
  for (const language of languages) {
    test(`${screen.name} in ${language} has every control of the floor in reach`, async ({ newTablet }) => {
      const tablet = await newTablet({ signedIn: "manager", language, width: screen.width, height: screen.height });
      const { page } = tablet;
      const command = async (name: string, fields: Record<string, unknown>) => tablet.post("/commands", [{ id: newId(), command: name, age_ms: 0, ...fields }]);
      if (!(await tablet.board()).floor.open) await command("open_floor", { responsible: 1 });
      const seat = (await tablet.board()).seats.find((one) => one.kind === "booth" && one.state === "free")!;
      const visit = await welcome(tablet, { purpose: "booth", seat: seat.seat, code: "Marigold-318", enrol: true });
      await command("begin_use", { visit, substances: ["heroin"], route: "inject" });
      const free = (await tablet.board()).seats.find((one) => one.kind === "booth" && one.state === "free")!;
      const long_ago = await welcome(tablet, { purpose: "booth", seat: free.seat, code: "Juniper-77", enrol: true, age_ms: 300_000 });
      await command("begin_use", { visit: long_ago, substances: ["heroin"], route: "inject", age_ms: 200_000 }); // a look is due
      await welcome(tablet, { purpose: "drug_checking", code: "Clover-8", enrol: true });
      const gone = await welcome(tablet, { purpose: "supplies", code: "Willow-3", enrol: true });
      await command("gone", { visit: gone });
      await command("act", { emergency: newId(), act: "opened" });
      await expect(page.getByText("Clover-8")).toBeAttached();

      await measured(tablet, "floor");
      const overprinted = await page.locator(".next-item").evaluateAll((items) =>
        items.filter((item) => item.querySelector(".when")!.scrollWidth > item.querySelector(".when")!.clientWidth + 1).map((item) => item.textContent),
      );
      expect(overprinted).toEqual([]);
      if (screen.width === 390) {
        const next = (await page.locator(".next-list").boundingBox())!;
        expect(next.y).toBeLessThan((await page.locator(".welcome-button").boundingBox())!.y); // what is next comes first
        expect((await page.locator(".emergency-button").boundingBox())!.width).toBeGreaterThan(screen.width * 0.9); // the largest control here too
      }
      await page.locator(".seen-all").click();
      await expect(page.locator(".message-undo")).toBeVisible();
      await measured(tablet, "floor, told");
      const close = async () => {
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toHaveCount(0);
      };
      const place = page.locator(`[data-seat="${seat.label}"]`);
      await place.click();
      await measured(tablet, "person");
      await page.locator(".actions .button").nth(0).click();
      await measured(tablet, "use");
      await close();
      await place.click();
      await page.locator(".actions .button").nth(1).click();
      await measured(tablet, "another seat");
      await close();
      await page.locator(".waiting", { hasText: "Clover-8" }).click();
      await measured(tablet, "at the desk");
      await close();
      await page.locator("[data-seat^=T]").first().click();
      await measured(tablet, "toilet");
      await close();
      await page.locator(".page-head .pill").first().click();
      await measured(tablet, "shift");
      await close();
      await page.locator(".page-head .pill").last().click();
      await measured(tablet, "this screen");
      for (const [number, name] of ["staff", "screens"].entries()) {
        await page.locator(".sheet section", { has: page.locator("h3") }).filter({ has: page.locator(".row .button + .button") }).first().locator(".button").nth(number).click();
        await measured(tablet, name);
        await close();
        await page.locator(".page-head .pill").last().click();
      }
      await close();
      await page.locator(".welcome-button").click();
      await measured(tablet, "welcome");
      await page.locator(".step .chip").last().click();
      await measured(tablet, "could not be served");
      for (const [name, at] of [["visit", `#/visit/${visit}`], ["a visit that is over", `#/visit/${gone}`], ["today", "#/today"]] as const) {
        await page.goto(`${tablet.site.url}/${at}`);
        await expect(page.locator(".emergency-button")).toBeVisible();
        await page.waitForTimeout(400);
        await measured(tablet, name);
      }
    });
  }
}

for (const screen of SCREENS) {
  test(`${screen.name} keeps a place that holds every refusal whole`, async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2", width: screen.width, height: screen.height });
    const { page } = tablet;
    await page.route("**/api/v1/commands", async (route) => {
      const sent = route.request().postDataJSON() as { id: string }[];
      await route.fulfill({ json: sent.map((one) => ({ id: one.id, accepted: false, saved: false, head: { seq: 0, token: "" }, refused: { reason: "nobody_watched" } })) });
    });
    await page.locator(".seen-all").click();
    await expect(page.locator(".message-place .button")).toBeVisible();
    const told = /^(refused|person\.\w+_told|look\.|use\.(begun|corrected)|shift\.(handed_over|opened|closed)|toilet\.(taken|knocked|freed)|welcome\.(seated|done)|problem\.(unreachable|not-allowed|too-many-codes)|cover\.only_here)/;
    const sentences = languages.flatMap((one) => Object.entries(LANGUAGES[one].sentences).filter(([key]) => told.test(key)).map(([, sentence]) => sentence.replace(/\{(who|place|code)\}/g, "Marigold pebble 318").replace(/\{seat\}/g, "S12")));
    expect(sentences.length).toBeGreaterThan(80);
    const cut = await page.locator(".message-words").evaluate((words, all) => {
      const line = words.querySelector("p")!;
      return all.filter((sentence) => {
        line.lastChild!.textContent = sentence;
        return words.scrollHeight > words.clientHeight + 1 || words.scrollWidth > words.clientWidth + 1;
      });
    }, sentences);
    expect(cut).toEqual([]);
  });
}

/** The demonstration has its own people; who may sign in is measured too. */
for (const screen of SCREENS) {
  test(`${screen.name} has every control of the sign-in in reach`, async ({ newTablet }) => {
    const tablet = await newTablet({ width: screen.width, height: screen.height });
    await expect(tablet.page.locator(".staff-tile").first()).toBeVisible();
    await measured(tablet, "who is here");
    await tablet.page.locator(".staff-tile").first().click();
    await measured(tablet, "PIN");
    for (const digit of "987") await tablet.button(digit).click();
    await tablet.page.keyboard.press("Enter"); // what was tapped last takes no focus: Enter enters
    await expect(tablet.page.getByRole("alert").filter({ hasText: "not right" })).toBeInViewport();
    await expect(tablet.page.locator(".pin-dots")).toBeInViewport();
  });
}
