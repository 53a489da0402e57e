import type { Visit } from "../../src/api/types";
import { expectNothingCutOrCovered } from "./measure";
import { expect, newId, openFloor, test, welcome, type Tablet } from "./site";

async function command(tablet: Tablet, name: string, fields: Record<string, unknown>): Promise<void> {
  const [answer] = (await tablet.post("/commands", [{ id: newId(), command: name, age_ms: 0, ...fields }])) as [{ accepted: boolean }];
  expect(answer.accepted, name).toBe(true);
}

/** Somebody on a free seat, by the program's own interface. */
async function seated(tablet: Tablet, code: string, kind: "booth" | "smoking" = "booth", ageMs = 0): Promise<{ visit: string; label: string }> {
  const seat = (await tablet.board()).seats.find((one) => one.kind === kind && one.state === "free")!;
  return { visit: await welcome(tablet, { purpose: kind, seat: seat.seat, code, enrol: true, age_ms: ageMs }), label: seat.label };
}

/** And watched, since `ageMs` ago. */
async function watched(tablet: Tablet, code: string, ageMs = 0): Promise<{ visit: string; label: string }> {
  const somebody = await seated(tablet, code, "booth", ageMs);
  await command(tablet, "begin_use", { visit: somebody.visit, substances: ["heroin"], route: "inject", age_ms: ageMs });
  await expect(tablet.page.locator(`[data-seat="${somebody.label}"]`)).toHaveAttribute("data-state", /preparing|watched|look/);
  return somebody;
}

async function visit(tablet: Tablet, id: string): Promise<Visit> {
  return (await (await tablet.context.request.get(`${tablet.site.url}/api/v1/visits/${id}`)).json()) as Visit;
}

const person = async (tablet: Tablet, id: string) => (await tablet.board()).people.find((one) => one.visit === id);
const seat = (tablet: Tablet, label: string) => tablet.page.locator(`[data-seat="${label}"]`);
const undo = (tablet: Tablet) => tablet.page.locator(".message-place").getByRole("button", { name: "Undo" }).click();

test.describe("the last thing done", () => {
  test("is told in a place of its own: nothing is covered, and nothing moves", async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    const { page } = tablet;
    await openFloor(tablet);
    await watched(tablet, "Heron-41");
    await page.waitForTimeout(11_000); // what was told of the opening is quiet
    const boxes = () => page.locator(".seen-all, .emergency-button, .welcome-button, .next-list, .message-place, .middle").evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
    const before = await boxes();
    await tablet.button("Seen all, all well").click();
    await expect(page.getByText("One look for everybody")).toBeVisible();
    expect(await boxes()).toEqual(before);
    await expectNothingCutOrCovered(page, "the floor, told");
    await tablet.button("Welcome someone").click();
    await expect(page.getByText("One look for everybody")).toBeVisible(); // it goes along to the next page
    await expectNothingCutOrCovered(page, "welcome, told");
  });

  test("stays while it is a refusal, until it is read", async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    const { page } = tablet;
    await openFloor(tablet);
    await watched(tablet, "Heron-41");
    await page.route("**/api/v1/commands", async (route) => {
      const sent = route.request().postDataJSON() as { id: string }[];
      await route.fulfill({ json: sent.map((one) => ({ id: one.id, accepted: false, saved: false, head: { seq: 0, token: "" }, refused: { reason: "nobody_watched" } })) });
    });
    await tablet.button("Seen all, all well").click();
    await page.waitForTimeout(10_500);
    await expect(page.getByText("Nobody needs a look right now.")).toBeVisible();
    await tablet.button("OK").click();
    await expect(page.getByText("Nobody needs a look right now.")).toHaveCount(0);
  });
});

test.describe("a look", () => {
  test("by eye says that nobody heard an answer", async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    await openFloor(tablet);
    const { visit: id, label } = await watched(tablet, "Heron-41");
    await seat(tablet, label).click();
    await tablet.button("All well").click();
    await expect.poll(async () => (await visit(tablet, id)).looks.map((look) => look.responds)).toEqual(["all_well"]);
    await tablet.page.goto(`${tablet.site.url}/#/visit/${id}`);
    await expect(tablet.page.getByText("all well, by eye")).toBeVisible();
  });

  test("moves nothing under the finger, and outlives its sheet however that is closed", async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    const { page } = tablet;
    await openFloor(tablet);
    const { visit: id, label } = await watched(tablet, "Heron-41");
    const ways = [
      () => tablet.button("Close").click(),
      () => page.keyboard.press("Escape"),
      () => page.locator(".sheet-veil").click({ position: { x: 4, y: 4 } }),
    ];
    for (const [number, close] of ways.entries()) {
      await seat(tablet, label).click();
      const place = () => tablet.button("All well").boundingBox();
      await page.locator(".sheet").evaluate((sheet) => Promise.all(sheet.getAnimations({ subtree: true }).map((one) => one.finished))); // it rises as it opens
      const before = await place();
      await tablet.button("talks").click();
      expect(await place()).toEqual(before);
      await page.waitForTimeout(600); // no double tap
      await close();
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await expect.poll(async () => (await visit(tablet, id)).looks.filter((look) => look.responds === "talks").length).toBe(number + 1);
    }
  });

  test("that worries is recorded with its tap", async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    await openFloor(tablet);
    const { visit: id, label } = await watched(tablet, "Heron-41");
    await seat(tablet, label).click();
    await tablet.button("needs touch").click();
    await expect.poll(async () => (await visit(tablet, id)).looks.map((look) => look.responds)).toEqual(["needs_touch"]);
    await tablet.page.keyboard.press("Escape");
    await tablet.page.waitForTimeout(500);
    expect((await visit(tablet, id)).looks.length).toBe(1); // once
  });

  test("that finds no answer is an emergency at once, with the site gone too", async ({ newTablet, site }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    await openFloor(tablet);
    const { label } = await watched(tablet, "Heron-41");
    await seat(tablet, label).click();
    await site.kill();
    await tablet.button("does not wake").click();
    await expect(tablet.page.locator(".emergency-page")).toBeVisible();
    await expect(tablet.page.locator(".emergency-page").getByText(`Booth ${label}`).first()).toBeVisible();
    await expect(tablet.tile("vitals")).toContainText(/last|0:0/);
  });

  test("of everybody is one, whoever taps twice", async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    await openFloor(tablet);
    const { visit: id } = await watched(tablet, "Heron-41");
    await tablet.button("Seen all, all well").click();
    await tablet.page.waitForTimeout(1_200);
    await tablet.button("Seen all, all well").click();
    await expect(tablet.page.getByText("That was the same look")).toBeVisible();
    expect((await visit(tablet, id)).looks.length).toBe(1);
    await undo(tablet);
    await expect.poll(async () => (await visit(tablet, id)).looks.length).toBe(0);
  });
});

test.describe("a use", () => {
  test("begins with both unsaid, and a tap on a chosen route keeps it", async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    const { page } = tablet;
    await openFloor(tablet);
    const { visit: id, label } = await seated(tablet, "Heron-41", "smoking");
    await seat(tablet, label).click();
    await tablet.button("Begins to prepare").click();
    const smoke = tablet.button("smoke");
    await expect(smoke).toHaveAttribute("aria-pressed", "true");
    await page.waitForTimeout(600);
    await smoke.click();
    await expect(smoke).toHaveAttribute("aria-pressed", "true");
    await page.getByRole("group", { name: "How" }).getByRole("button", { name: "not said" }).click();
    await tablet.button("Begins now: the watch starts").click();
    await expect(page.getByText("The watch has begun.")).toBeVisible();
    expect((await visit(tablet, id)).uses).toMatchObject([{ substances: [], route: "unknown" }]);
    await undo(tablet);
    await expect.poll(async () => (await person(tablet, id))!.uses).toBe(0);
  });

  test("that is refused says so in its form, which stays", async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    const { page } = tablet;
    await openFloor(tablet);
    const { visit: id, label } = await seated(tablet, "Heron-41");
    await seat(tablet, label).click();
    await tablet.button("Begins to prepare").click();
    await tablet.button("heroin").click();
    await page.route("**/api/v1/commands", async (route) => {
      const sent = route.request().postDataJSON() as { id: string }[];
      await route.fulfill({ json: sent.map((one) => ({ id: one.id, accepted: false, saved: false, head: { seq: 0, token: "" }, refused: { reason: "rest_first" } })) });
    });
    await tablet.button("Begins now: the watch starts").click();
    await expect(page.getByRole("dialog").getByText("A rest after the emergency comes first.")).toBeVisible();
    await expect(tablet.button("heroin")).toHaveAttribute("aria-pressed", "true");
    await page.unroute("**/api/v1/commands");
    await page.waitForTimeout(600); // no double tap
    await tablet.button("inject").click();
    await tablet.button("Begins now: the watch starts").click();
    await expect.poll(async () => (await person(tablet, id))!.uses).toBe(1);
  });

  test("is on its way when the site does not answer, and the hand is let go", async ({ newTablet, site }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    await openFloor(tablet);
    const { label } = await seated(tablet, "Heron-41");
    await seat(tablet, label).click();
    await tablet.button("Begins to prepare").click();
    await site.kill();
    await tablet.button("Begins now: the watch starts").click();
    await expect(tablet.page.getByRole("dialog")).toHaveCount(0);
    await expect(tablet.page.locator("[data-saved=due]")).toBeVisible();
  });

  test("is corrected on its visit's page, also when the visit is over, and the correction is taken back", async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    const { page } = tablet;
    await openFloor(tablet);
    const { visit: id } = await watched(tablet, "Heron-41");
    await command(tablet, "leave", { visit: id });
    await page.goto(`${tablet.site.url}/#/visit/${id}`);
    await expect(page.getByText("This visit is over.")).toBeVisible();
    await expect(page.getByText("heroin")).toHaveCount(0);
    await tablet.button("Show for 10 seconds").click();
    await tablet.button(/^Correct the use of/).click();
    await tablet.button("heroin").click();
    await tablet.button("fentanyl").click();
    await tablet.button("smoke").click();
    await tablet.button("This is right").click();
    await expect.poll(async () => (await visit(tablet, id)).uses).toMatchObject([{ substances: ["fentanyl"], route: "smoke" }]);
    await undo(tablet);
    await expect.poll(async () => (await visit(tablet, id)).uses).toMatchObject([{ substances: ["heroin"], route: "inject" }]);
  });
});

test.describe("leaving", () => {
  test("is taken back within ten seconds, to the same seat", async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    await openFloor(tablet);
    const { visit: id, label } = await watched(tablet, "Heron-41");
    for (const words of ["Leaves early", "Gone: not seen leaving"]) {
      await seat(tablet, label).click();
      await tablet.button(words).click();
      await expect.poll(() => person(tablet, id)).toBeUndefined();
      await undo(tablet);
      await expect(seat(tablet, label)).toContainText("Heron-41");
      await expect.poll(async () => (await person(tablet, id))?.place).toBe(label);
    }
  });

  test("after supplies is said in their own words, and is no failing", async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    const { page } = tablet;
    await openFloor(tablet);
    for (const [purpose, words] of [["supplies", "Has the supplies, leaves"], ["drug_checking", "Drugs checked, leaves"], ["services", "Was served, leaves"], ["visitor", "Visitor leaves"]] as const) {
      const id = await welcome(tablet, { purpose, code: `Clover-${purpose}`, enrol: true });
      await page.locator(".waiting", { hasText: `Clover-${purpose}` }).click();
      await expect(tablet.button("Left before a seat was free")).toHaveCount(0);
      await expect(tablet.button("Could not be served")).toBeVisible();
      await tablet.button(words).click();
      await expect.poll(() => person(tablet, id)).toBeUndefined();
      await undo(tablet);
      await expect.poll(async () => (await person(tablet, id))?.state).toBe("waiting");
    }
    await expect(page.getByRole("heading", { name: /^At the desk, \d/ })).toBeVisible();
  });

  test("without a seat keeps its own words for who waits", async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    await openFloor(tablet);
    const id = await welcome(tablet, { purpose: "booth", code: "Alder-12", enrol: true });
    await tablet.page.locator(".waiting", { hasText: "Alder-12" }).click();
    await tablet.button("Left before a seat was free").click();
    await expect.poll(() => person(tablet, id)).toBeUndefined();
    await undo(tablet);
    await expect.poll(() => person(tablet, id)).toBeDefined();
  });
});

test("a welcome is taken back", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  await openFloor(tablet);
  const before = (await tablet.board()).people.map((one) => one.visit).sort();
  await tablet.button("Welcome someone").click();
  await tablet.page.waitForTimeout(600);
  await tablet.button("visitor").click();
  await expect(tablet.page.getByText("Welcome: visitor.")).toBeVisible();
  const id = (await tablet.board()).people.find((one) => !before.includes(one.visit))!.visit;
  await undo(tablet);
  await expect.poll(() => person(tablet, id)).toBeUndefined();
  await expect(tablet.page.getByText("Taken back.")).toBeVisible();
});

test("nobody is handed the floor behind their back: they say so with their own PIN", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  const { page } = tablet;
  await openFloor(tablet);
  const responsible = async () => (await tablet.board()).floor.responsible?.label;
  const before = await responsible();
  const to = (await (await tablet.context.request.get(`${tablet.site.url}/api/v1/staff`)).json() as { label: string; number: number }[]).find((one) => one.label === "peer 1")!;
  const [refused] = (await tablet.post("/commands", [{ id: newId(), command: "hand_over", age_ms: 0, to: to.number }])) as [{ refused: { reason: string } }];
  expect(refused.refused.reason).toBe("needs_their_pin");

  await tablet.button(/^Responsible/).click();
  await tablet.button(/^peer 1/).click();
  await tablet.typePin("nurse 2"); // somebody else's
  await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
  expect(await responsible()).toBe(before);
  await tablet.button("Back").click();
  await expect(page.getByText("Hand over to")).toBeVisible();
  await page.waitForTimeout(700); // no double tap: what came under the finger waits
  await tablet.button(/^peer 1/).click();
  await tablet.typePin("peer 1");
  await expect(page.getByText("peer 1 is responsible now.")).toBeVisible();
  expect(await responsible()).toBe("peer 1");

  // Who stands in for them hands it over again, and is offered no way back that would be refused.
  const manager = await newTablet({ signedIn: "manager" });
  await manager.button(/^Responsible/).click();
  await manager.button(/^nurse 2/).click();
  await manager.typePin("nurse 2");
  await expect(manager.page.getByText("nurse 2 is responsible now.")).toBeVisible();
  await expect(manager.page.locator(".message-undo")).toHaveCount(0);
});

test("who could not be served at the door, and a hand-over, are taken back", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  const { page } = tablet;
  await openFloor(tablet);
  await tablet.button("Welcome someone").click();
  await tablet.button("No").click();
  await page.waitForTimeout(700); // no double tap: what came under the finger waits
  await tablet.button("Note: could not be served").click();
  await undo(tablet);
  await expect(page.getByText("Taken back.")).toBeVisible();

  const responsible = async () => (await tablet.board()).floor.responsible?.label;
  const before = await responsible();
  await tablet.button(/^Responsible/).click();
  await tablet.button(/^peer 1/).click();
  await tablet.typePin("peer 1");
  await expect.poll(responsible).toBe("peer 1");
  await undo(tablet);
  await expect.poll(responsible).toBe(before);
});

test("nobody is offered what their role may not do", async ({ newTablet }) => {
  const nurse = await newTablet({ signedIn: "nurse 2" });
  await openFloor(nurse);
  const peer = await newTablet({ signedIn: "peer 1" });
  await peer.button(/^Responsible/).click();
  await expect(peer.page.getByText("hands over or closes")).toBeVisible();
  await expect(peer.button("Close the floor")).toHaveCount(0);
  await expect(peer.page.getByText("Hand over to")).toHaveCount(0);
});

test("today lists who is inside and who has left, and who was still here comes back", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  const { page } = tablet;
  await openFloor(tablet);
  const { visit: id, label } = await watched(tablet, "Heron-41");
  await command(tablet, "gone", { visit: id });
  const key = newId();
  await command(tablet, "act", { emergency: key, act: "opened" });
  await command(tablet, "act", { emergency: key, act: "place", choice: 1 });
  await command(tablet, "act", { emergency: key, act: "closed", choice: 0 });
  await tablet.button("Today").click();
  const row = page.locator(".today-row", { hasText: "Heron-41" });
  await expect(row).toContainText("gone, not seen leaving");
  await expect(page.getByText("heroin")).toHaveCount(0);
  await row.getByRole("button", { name: "Was still here" }).click();
  await expect.poll(async () => (await person(tablet, id))?.place).toBe(label);
  await expect(row.getByRole("button", { name: "Was still here" })).toHaveCount(0);
  const closed = page.locator(".today-row", { hasText: "Door" });
  await expect(closed).toContainText("May go");
  await tablet.button("Cover screens").click();
  await expect(page.getByText("Heron-41")).toHaveCount(0);
  await expect(closed).not.toContainText("May go");
  await closed.getByRole("button").click();
  await expect(page.locator(".emergency-page")).toBeVisible();
});

test("an emergency's seat shows the emergency's time, not the use's", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  await openFloor(tablet);
  const { visit: id, label } = await watched(tablet, "Heron-41", 25 * 60_000);
  await expect(seat(tablet, label).locator(".seat-clock")).toHaveText(/^2\d:/);
  const key = newId();
  await command(tablet, "act", { emergency: key, act: "opened" });
  await command(tablet, "act", { emergency: key, act: "person", visit: id });
  await expect(seat(tablet, label)).toHaveAttribute("data-state", "emergency");
  await expect(seat(tablet, label).locator(".seat-clock")).toHaveText(/^0:\d\d$/);
  await command(tablet, "act", { emergency: key, act: "started_earlier", choice: 2 });
  await expect(seat(tablet, label).locator(".seat-clock")).toHaveText(/^2:\d\d$/);
});

test("a manager takes a screen away, and it knows nothing from then on", async ({ newTablet }) => {
  const manager = await newTablet({ signedIn: "manager" });
  const other = await newTablet({ signedIn: "nurse 2" });
  await expect(other.button("Welcome someone")).toBeVisible();
  await manager.page.locator(".page-head").getByRole("button", { name: "manager", exact: true }).click();
  await manager.button("The site’s screens").click();
  const sheet = manager.page.getByRole("dialog");
  await expect(manager.button("Take away: floor tablet 2")).toHaveCount(0);
  await manager.page.locator("input[name=password]").fill("demonstration");
  await manager.page.locator("input[name=password]").press("Enter");
  await manager.button("Take away: floor tablet 2").click();
  await expect(sheet.getByText("Only registering it again")).toBeVisible();
  await manager.button("Keep it").click();
  await manager.page.waitForTimeout(700);
  await manager.button("Take away: floor tablet 2").click();
  await manager.page.waitForTimeout(700); // no double tap: what came under the finger waits
  await manager.button("Take away: floor tablet 2").click();
  await expect(manager.page.getByText("floor tablet 2 is no screen of this site any more.")).toBeVisible();
  await expect(other.page.locator("input[type=password]")).toBeVisible();
});
