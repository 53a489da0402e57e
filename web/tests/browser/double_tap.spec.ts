// A double tap is one tap, on every page of the staff.
import type { Locator } from "@playwright/test";
import { expect, openFloor, test, welcome, type Tablet } from "./site";

/** Two taps at one place, so many ms apart by the page's own clock, whatever comes under the finger between them. */
async function doubleTap(control: Locator, ms: number): Promise<void> {
  await control.evaluate(
    (element, ms) =>
      new Promise<void>((done) => {
        const box = element.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const tap = (detail: number) => document.elementFromPoint(x, y)?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail, clientX: x, clientY: y }));
        tap(1);
        setTimeout(() => done(void tap(2)), ms);
      }),
    ms,
  );
}

/** What was tapped, by emergency; the program itself says of the first that its helpers are away. */
async function acts(tablet: Tablet): Promise<string[][]> {
  await tablet.saved();
  return (await tablet.board()).emergencies.map((one) => one.acts.map((act) => act.act).filter((act) => act !== "helpers_away").sort());
}

for (const ms of [0, 100, 300, 450]) {
  test(`a double tap on Emergency opens one, ${ms} ms apart: on the sign-in page, on the floor, and on somebody's sheet`, async ({ newTablet }) => {
    const locked = await newTablet();
    await doubleTap(locked.button("Emergency"), ms);
    await expect(locked.page.getByRole("timer")).toBeVisible();
    await expect(locked.page.getByText("Double tap: counted as one.")).toBeVisible();
    expect(await acts(locked)).toEqual([["opened"]]);

    const tablet = await newTablet({ signedIn: "nurse 2" });
    await openFloor(tablet);
    await doubleTap(tablet.button("Emergency"), ms);
    await expect(tablet.page.getByRole("timer")).toBeVisible();
    expect(await acts(tablet)).toEqual([["opened"], ["opened"]]); // that of the first screen, and this one

    await tablet.page.goto(tablet.site.url);
    const seat = (await tablet.board()).seats.find((one) => one.kind === "booth" && one.state === "free")!;
    await welcome(tablet, { purpose: "booth", seat: seat.seat });
    await tablet.page.locator(`[data-seat="${seat.label}"]`).click();
    await expect(tablet.button("Emergency here")).toBeVisible();
    await doubleTap(tablet.button("Emergency here"), ms);
    await expect(tablet.page.locator(".site-name")).toHaveText(`Booth ${seat.label}`);
    expect((await acts(tablet)).filter((one) => one.length > 1)).toEqual([["opened", "person", "place"]]);
  });
}

test("the finger's own double tap opens one emergency, and a tap half a second later on what came there is taken", async ({ newTablet }) => {
  const tablet = await newTablet();
  const box = (await tablet.button("Emergency").boundingBox())!;
  await tablet.page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
  expect(await acts(tablet)).toEqual([["opened"]]);
  await tablet.page.waitForTimeout(800);
  await tablet.button("Another emergency").click();
  expect(await acts(tablet)).toEqual([["opened"], ["opened"]]);
});

test("a double tap on an act is one act, and says so; acts 50 ms after the page opened are all taken", async ({ newTablet }) => {
  const tablet = await newTablet();
  await tablet.button("Emergency").evaluate((button) => {
    const tap = (element: Element) => {
      const box = element.getBoundingClientRect();
      element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 }));
    };
    tap(button);
    return new Promise<void>((done) =>
      setTimeout(() => {
        for (const name of ["helper", "airway", "breaths", "oxygen", "naloxone", "no_pulse"]) tap(document.querySelector(`[data-tile=${name}]`)!);
        tap(document.querySelector(".answer")!);
        done();
      }, 50),
    );
  });
  expect(await acts(tablet)).toEqual([["airway", "breathing", "breaths", "helper", "naloxone", "no_pulse", "opened", "oxygen"]]);

  await tablet.page.waitForTimeout(3_100);
  await doubleTap(tablet.tile("helper"), 200);
  await expect(tablet.tile("helper")).toContainText("counted once");
  await doubleTap(tablet.tile("oxygen"), 900); // its panel stands there by now: nothing is tapped twice
  expect((await acts(tablet))[0]!.filter((act) => act === "helper" || act === "oxygen")).toEqual(["helper", "helper", "oxygen"]);
});

test("a chip tapped twice in one go is not switched off again, and a double tap on undo takes back one act", async ({ newTablet }) => {
  const tablet = await newTablet();
  await tablet.button("Emergency").click();
  await tablet.tile("helper").click();
  await tablet.tile("airway").click();
  await doubleTap(tablet.page.getByRole("button", { name: /^Undo/ }), 250);
  await expect(tablet.tile("airway")).toHaveAttribute("data-lit", "due");
  await expect(tablet.tile("helper")).toHaveAttribute("data-lit", "");
  await tablet.button("More").click();
  await tablet.button("What kind").click();
  await tablet.page.waitForTimeout(700);
  await doubleTap(tablet.button("Opioid"), 250);
  await expect(tablet.button("Opioid")).toHaveAttribute("aria-pressed", "true");
});

test("digits of a PIN count each tap", async ({ newTablet }) => {
  const tablet = await newTablet();
  await tablet.page.locator(".staff-tile").first().click();
  await tablet.page.waitForTimeout(700);
  for (let digit = 0; digit < 4; digit++) await tablet.button("7").click();
  await expect(tablet.page.locator(".pin-dots .on")).toHaveCount(4);
});
