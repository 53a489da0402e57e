import { expect, openFloor, test, welcome } from "./site";

test("an overdose from first tap to release, with a power cut at the site in the middle", async ({ site, newTablet }) => {
  const tablet = await newTablet(); // nobody signed in: the lock screen
  const { page } = tablet;
  await tablet.button("Emergency").click();
  await expect(page.getByText("since first tap")).toBeVisible();
  await tablet.button("Where?").click();
  await tablet.button("Booths").click();
  await tablet.button("Booth 3").click();
  await expect(page.locator(".site-name")).toHaveText("Booth 3");
  await tablet.button("No, gasping, not sure").click();
  await expect(tablet.tile("breaths")).toHaveAttribute("data-lit", "breathe");
  await expect(page.getByText("one every 5 s")).toBeVisible();
  await tablet.tile("helper").click();
  await tablet.tile("airway").click();
  await tablet.tile("breaths").click();
  await expect(tablet.tile("breaths")).toContainText("going on");
  await tablet.saved();

  await site.kill();
  await tablet.tile("oxygen").click();
  await tablet.tile("naloxone").click();
  await tablet.button("4 mg IN").click();
  await expect(page.locator("[data-saved]").first()).toContainText(/On this screen: \d not saved yet/);
  await expect(tablet.tile("oxygen")).toContainText("on"); // the page plays on
  await expect(tablet.tile("naloxone")).toContainText("one dose");
  await expect(page.getByText("Look after the dose").or(page.getByText("Next look"))).toBeVisible();

  await site.start();
  await tablet.saved();
  await expect(page.getByText("The site answers again. Everything is saved.")).toBeVisible();

  await tablet.tile("vitals").click();
  await page.getByRole("button", { name: "Tap each breath" }).click();
  await page.waitForTimeout(4_000);
  await page.getByRole("button", { name: "Tap each breath" }).click();
  await page.waitForTimeout(4_000);
  await page.getByRole("button", { name: "Tap each breath" }).click(); // two breaths in 8 s: 15 a minute
  await tablet.button("talks").click();
  await tablet.button("SpO2 95 or more").click();
  await tablet.button("Back").click();
  await tablet.button("Breathing is back").click();
  await tablet.button("Started earlier").click();
  await tablet.button("2 min before the first tap").click();
  await expect(page.getByText("since it began")).toBeVisible();

  await tablet.button("More").click();
  await tablet.button("Release check").click();
  await tablet.button("All in order: record").click();
  await tablet.button("May go").click();
  await expect(page.getByText("Summary: May go")).toBeVisible();
  await tablet.button("Right: close it").click();

  await expect.poll(async () => (await tablet.board()).emergencies[0]?.outcome).toBe("released");
  const emergency = (await tablet.board()).emergencies[0]!;
  const times = (act: string) => emergency.acts.filter((one) => one.act === act);
  for (const act of ["opened", "helper", "airway", "breaths", "oxygen", "naloxone", "breathing_back", "closed"]) {
    expect([act, times(act).length]).toEqual([act, 1]); // each once, however often it was sent
  }
  const rate = emergency.acts.find((one) => one.vitals?.breaths_per_minute !== undefined)!.vitals!.breaths_per_minute!;
  expect(rate).toBeGreaterThanOrEqual(13);
  expect(rate).toBeLessThanOrEqual(15);
  expect(times("corrected")[0]!.product).toBeDefined();
});

test("a tablet off the network for a minute keeps every tap with its own time", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page, context } = tablet;
  await page.clock.install();
  await page.reload();
  await tablet.button("Emergency").click();
  await tablet.saved();
  await context.setOffline(true);
  await tablet.tile("helper").click();
  await page.clock.runFor(30_000);
  await tablet.tile("airway").click();
  await expect(page.locator("[data-saved]").first()).toContainText("On this screen: 2 not saved yet");
  await page.clock.runFor(30_000);
  await expect(page.getByRole("timer")).toHaveText(/^1:0\d$/); // the clock goes on
  await expect(tablet.tile("vitals")).toContainText("look now"); // and so does the protocol
  await context.setOffline(false);
  await page.clock.runFor(15_000);
  await tablet.saved();
  const acts = (await tablet.board()).emergencies[0]!.acts;
  const at = (name: string) => acts.find((act) => act.act === name)!.at;
  // The page's own clock ran 75 s while a moment passed at the site: each act keeps its age, so the distance stays.
  expect(Math.abs(at("airway") - at("helper") - 30_000)).toBeLessThan(2_500);
});

test("a screen reloaded with the server down opens an emergency and plays it", async ({ site, newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    for (let tries = 0; tries < 100 && !(await caches.match("/api/v1/protocol")); tries++) await new Promise((next) => setTimeout(next, 50));
  });
  const kept = await page.evaluate(async () => (await (await caches.open("alongside-page")).keys()).map((request) => new URL(request.url).pathname));
  expect(kept.filter((path) => path.startsWith("/api/"))).toEqual(["/api/v1/protocol"]); // never data

  await site.kill();
  await page.reload();
  await expect(page.getByText("The site does not answer").first()).toBeVisible();
  await tablet.button("Emergency").click();
  await tablet.button("No, gasping, not sure").click();
  await expect(page.getByText("one every 5 s")).toBeVisible();
  await expect(tablet.tile("naloxone")).toHaveAttribute("data-lit", "due");
  await tablet.tile("breaths").click();
  await expect(page.locator("[data-saved]").first()).toContainText("On this screen: 3 not saved yet");

  await site.start();
  await tablet.saved();
  expect((await tablet.board()).emergencies[0]!.acts.map((act) => act.act)).toEqual(["opened", "breathing", "breaths"]);
});

test("undo for ten seconds, then a correction in two taps", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await tablet.button("Emergency").click();
  await tablet.tile("helper").click();
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(tablet.tile("helper")).toHaveAttribute("data-lit", "due");
  await tablet.tile("airway").click();
  await tablet.tile("airway").click(); // a done tile shows its times
  await tablet.button("Did not happen").click();
  await expect(tablet.tile("airway")).toHaveAttribute("data-lit", "due");
  await tablet.saved();
  const acts = (await tablet.board()).emergencies[0]!.acts;
  expect(acts.filter((act) => act.act === "undone")).toHaveLength(2); // nothing is deleted
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
  await second.button("Another dose now").click();
  for (const tablet of [first, second]) {
    await expect(tablet.page.getByText("One dose or two?")).toBeVisible();
    await expect(tablet.tile("breaths")).toBeVisible();
    await expect(tablet.tile("naloxone")).toContainText("2 doses"); // two until answered
  }
  await first.button("One dose").click();
  await expect(second.tile("naloxone")).toContainText("one dose");
});

test("opened by mistake closes while nothing was given", async ({ newTablet }) => {
  const tablet = await newTablet();
  await tablet.button("Emergency").click();
  await tablet.saved();
  await tablet.button("More").click();
  await tablet.button("Opened by mistake").click();
  await expect.poll(async () => (await tablet.board()).emergencies[0]?.outcome).toBe("opened_by_mistake");
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

test("what the site took and could not write down says so: on paper too", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await page.route("**/api/v1/commands", async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { saved: boolean }[];
    await route.fulfill({ response: answer, json: body.map((one) => ({ ...one, saved: false })) });
  });
  await tablet.button("Emergency").click();
  await expect(page.locator("[data-saved]").first()).toContainText("NOT SAVED: write it on paper too");
  await page.unroute("**/api/v1/commands");
});

test("the emergency page names the place and never the person", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  await openFloor(tablet);
  const seat = (await tablet.board()).seats.find((one) => one.kind === "booth" && one.state === "free")!;
  await welcome(tablet, { purpose: "booth", seat: seat.seat, code: "Marigold-12", enrol: true });
  await tablet.page.locator(`[data-seat="${seat.label}"]`).click();
  await tablet.button("Emergency here").click();
  await expect(tablet.page.locator(".site-name")).toHaveText(`Booth ${seat.label}`);
  await expect(tablet.page.getByText("Marigold-12")).toHaveCount(0);
});
