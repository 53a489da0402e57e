// One person's whole day as it is tapped: by a nurse on a tablet, by somebody with a phone, by keyboard, with each kind of double tap thrown
// in. It counts its taps, and the report says afterwards exactly what was done and nothing else.
import { expect, MANAGER, openFloor, test, type Tablet } from "./site";
import type { Locator } from "@playwright/test";

const FINGER_MS = 700; // what a tap brought under the finger waits half a second
const AGAIN_MS = 3_100; // after three seconds a second tap is a second act

/** A hand that counts. */
class Hand {
  taps = 0;
  constructor(private readonly tablet: Tablet) {}

  async tap(control: Locator): Promise<void> {
    await control.click();
    this.taps++;
  }
  /** As people under stress tap: twice, the second one meant for nothing. It counts as one. */
  async double(control: Locator): Promise<void> {
    await control.dblclick({ delay: 20 });
    this.taps++;
    await this.rest();
  }
  async rest(): Promise<void> {
    await this.tablet.page.waitForTimeout(FINGER_MS);
  }
  /** The taps since the last question. */
  counted(): number {
    const taps = this.taps;
    this.taps = 0;
    return taps;
  }
}

test.use({ kind: "training" }); // nobody is on its floor yet

test("one person's day: what was tapped is what the report says", async ({ site, newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await tablet.post("/sign-in", { staff: MANAGER.staff, pin: MANAGER.pin });
  await page.reload();
  page.setDefaultTimeout(15_000);
  const hand = new Hand(tablet);
  const seat = (label: string) => page.locator(`[data-seat="${label}"]`);
  await openFloor(tablet);
  hand.counted();

  // The first visit: four taps from the door to the seat.
  await hand.tap(tablet.button("Welcome someone"));
  const handle = (await page.locator(".offers .chip").first().textContent())!;
  await hand.tap(page.locator(".offers .chip").first());
  await hand.tap(tablet.button("Yes"));
  await hand.tap(page.locator(".purpose.first").first());
  expect(hand.counted()).toBeLessThanOrEqual(4);
  await expect(seat("1")).toContainText(handle);

  // The first use, begun with a double tap, looked at with a double tap, one by one and all together.
  await hand.tap(seat("1"));
  await hand.tap(tablet.button("Begins to prepare"));
  await hand.rest();
  await hand.tap(tablet.button("inject"));
  await hand.tap(tablet.button("heroin"));
  await hand.double(tablet.button("Begins now: the watch starts"));
  await expect(seat("1")).toHaveAttribute("data-state", "preparing");
  await hand.tap(seat("1"));
  await hand.rest();
  await hand.double(tablet.button("All well"));
  await hand.double(tablet.button("Seen all, all well"));

  // They leave, no they do not, they leave.
  await hand.tap(seat("1"));
  await hand.rest();
  await hand.double(tablet.button("Leaves early"));
  await hand.tap(page.getByRole("button", { name: /^Undo/ }));
  await expect(seat("1")).toContainText(handle);
  await hand.rest();
  await hand.tap(seat("1"));
  await hand.rest();
  await hand.tap(tablet.button("Leaves early"));
  await expect(seat("1")).not.toContainText(handle);

  // Back again: the reader types the card; three taps to the seat.
  hand.counted();
  await hand.rest();
  await hand.tap(tablet.button("Welcome someone"));
  await page.getByPlaceholder("Card or handle").fill(handle);
  await page.keyboard.press("Enter");
  await hand.tap(tablet.button("Yes"));
  await hand.tap(page.locator(".purpose.first").first());
  expect(hand.counted()).toBeLessThanOrEqual(3);
  const booth = (await page.locator("[data-seat]", { hasText: handle }).getAttribute("data-seat"))!;
  await hand.rest();

  // The second use: neither what nor how is said, and the watch starts.
  await hand.tap(seat(booth));
  await hand.tap(tablet.button("Begins to prepare"));
  await hand.rest();
  await hand.tap(tablet.button("Begins now: the watch starts"));
  await expect(seat(booth)).toHaveAttribute("data-state", "preparing");

  // An overdose, on the phone of somebody who is not signed in. First breath in three taps, the first of them a double one.
  const phone = await newTablet({ width: 390, height: 844 });
  phone.page.setDefaultTimeout(15_000);
  const thumb = new Hand(phone);
  await phone.button("Emergency").dblclick({ delay: 20 });
  thumb.taps = 1;
  await thumb.tap(phone.button("No, gasping, not sure"));
  await thumb.tap(phone.tile("breaths"));
  expect(thumb.counted()).toBeLessThanOrEqual(3);
  await thumb.double(phone.tile("helper"));
  await thumb.tap(phone.tile("oxygen"));
  await thumb.tap(phone.button("Where?"));
  await thumb.rest();
  await thumb.tap(phone.button("Booths"));
  await thumb.rest();
  await thumb.tap(phone.button(`Booth ${booth}`));
  await thumb.rest();
  await thumb.double(phone.tile("naloxone"));
  await thumb.tap(phone.button("4 mg IN"));
  await phone.page.waitForTimeout(AGAIN_MS);
  await thumb.tap(phone.tile("naloxone")); // a second dose, tapped as the first was
  await thumb.tap(phone.button("2 mg IN"));
  await thumb.rest();

  // Meanwhile another screen opens one by mistake, by keyboard alone.
  await tablet.button("Emergency").focus();
  await page.keyboard.press("Enter");
  await expect(tablet.tile("helper")).toBeVisible();
  await tablet.button("More").focus();
  await page.keyboard.press("Enter");
  await tablet.button("Opened by mistake").focus();
  await page.keyboard.press("Enter");
  await tablet.saved();
  await expect(phone.page.getByText(/Another emergency took the helpers/)).toHaveCount(0);

  // Breathing is back; the release check; they go before the hour, and the reason is said.
  await thumb.tap(phone.button("Breathing is back"));
  await thumb.tap(phone.button("More"));
  await thumb.rest();
  await thumb.tap(phone.button("Release check"));
  await thumb.rest();
  for (const item of await phone.page.locator("[data-release]").all()) await thumb.tap(item);
  await thumb.rest();
  await thumb.tap(phone.button("All in order: record"));
  await thumb.rest();
  await thumb.tap(phone.button("May go"));
  await thumb.rest();
  await thumb.tap(phone.button("Wishes to leave"));
  await thumb.rest();
  await thumb.double(phone.button("Right: close it"));
  await thumb.tap(phone.button("It stayed calm"));
  await phone.saved();

  // Somebody comes for supplies alone, gets them, and leaves served.
  await hand.rest();
  await hand.tap(tablet.button("Welcome someone"));
  await hand.tap(page.locator(".purpose", { hasText: "supplies" }));
  await hand.rest();
  await hand.tap(page.locator(".waiting", { hasText: "supplies" }));
  await hand.rest();
  await hand.double(tablet.button("Has the supplies, leaves"));

  // They leave, and what was left unsaid is said afterwards, from today's list.
  await hand.tap(seat(booth));
  await hand.rest();
  await hand.tap(tablet.button(/^Leaves/));
  await hand.rest();
  await hand.tap(tablet.button("Today"));
  await hand.tap(page.locator(".today-open", { hasText: handle }).first());
  await hand.rest();
  await hand.tap(page.getByRole("button", { name: /Show/ }));
  await hand.tap(tablet.button(/^Correct the use/));
  await hand.tap(tablet.button("smoke"));
  await hand.tap(tablet.button("fentanyl"));
  await hand.tap(tablet.button("This is right"));
  await expect(page.getByText("Corrected.")).toBeVisible();

  await hand.tap(page.getByRole("button", { name: /Responsible:/ }));
  await hand.rest();
  await hand.tap(page.getByRole("dialog").getByRole("button", { name: "Close the floor" }));
  await expect(page.getByText("The floor is closed.").first()).toBeVisible();

  // The record has each thing once.
  const [overdose, mistake, ...others] = [...(await tablet.board()).emergencies].sort((a, b) => a.acts.length - b.acts.length).reverse();
  expect(others).toEqual([]);
  const times = (act: string) => overdose!.acts.filter((one) => one.act === act).length;
  for (const [act, n] of Object.entries({ opened: 1, breathing: 1, breaths: 1, helper: 1, oxygen: 1, naloxone: 2, breathing_back: 1, release_check: 1, released_early: 1, closed: 1, debrief_well: 1 })) {
    expect([act, times(act)]).toEqual([act, n]);
  }
  expect(mistake!.outcome).toBe("opened_by_mistake");

  const { figures } = site.report().sites[0]!;
  expect(figures.visits).toMatchObject({ total: 3, new_enrolments: 1, could_not_be_served: 0, left_before_served: 0 });
  expect(figures.uses).toMatchObject({ total: 2, by_route: { inject: 1, smoke: 1 }, by_substance: { heroin: 1, fentanyl: 1 } });
  expect(figures.emergencies).toMatchObject({ total: 1, still_open: 0, opened_by_mistake: 1, overdoses: { count: 1 } });
  expect(figures.emergencies.any_use.all.naloxone.count).toBe(1);
  // Naming a product and saying what was unsaid complete the record; the one thing taken back is the leaving.
  expect(figures.corrections).toEqual({ all: 1, uses_corrected: 0, acts_corrected: 0, acts_undone: 0, acts_moved: 0, emergencies_joined: 0, floor_undone: 1 });
});
