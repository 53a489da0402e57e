import { expect, newId, openFloor, test, welcome } from "./site";

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
  await expect(page.getByText("The site answers again. Everything is saved.")).toBeHidden(); // nothing floats here: the saved mark says it

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
  for (const item of await page.locator("[data-release]").all()) await item.click(); // taken on oxygen: nothing is in order by itself
  await page.waitForTimeout(700);
  await tablet.button("All in order: record").click();
  await tablet.button("May go").click();
  await page.waitForTimeout(700); // the reasons have come under the finger
  await tablet.button("Wishes to leave").click(); // the recovery hour has not even begun
  await expect(page.getByText("Summary: May go")).toBeVisible();
  await tablet.button("Right: close it").click();
  await page.waitForTimeout(700);
  await tablet.button("Later: to the floor").click();
  await expect(page.getByRole("button", { name: "Booth 3 After it: debrief" })).toBeVisible(); // later is not never

  await expect.poll(async () => (await tablet.board()).emergencies[0]?.outcome).toBe("released");
  const emergency = (await tablet.board()).emergencies[0]!;
  const times = (act: string) => emergency.acts.filter((one) => one.act === act);
  for (const act of ["opened", "helper", "airway", "breaths", "oxygen", "naloxone", "breathing_back", "release_check", "released_early", "closed"]) {
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
  await expect(page.getByText("may be on paper only")).toBeVisible();
  await tablet.button("Emergency").click();
  await expect(page.getByText("may be on paper only")).toBeVisible(); // where the next dose is decided, too
  await tablet.button("No, gasping, not sure").click();
  await expect(page.getByText("one every 5 s")).toBeVisible();
  await expect(tablet.tile("naloxone")).toHaveAttribute("data-lit", "due");
  await tablet.tile("breaths").click();
  await expect(page.locator("[data-saved]").first()).toContainText("On this screen: 3 not saved yet");

  await site.start();
  await tablet.saved();
  expect((await tablet.board()).emergencies[0]!.acts.map((act) => act.act)).toEqual(["opened", "breathing", "breaths"]);

  // Until somebody has read it; a page that was opened with the site there says nothing.
  await page.evaluate(() => void (location.hash = "#/"));
  await expect(page.getByText("may be on paper only")).toBeVisible();
  await tablet.button("OK").click();
  await expect(page.getByText("may be on paper only")).toHaveCount(0);
  const other = await newTablet();
  await expect(other.page.getByText("may be on paper only")).toHaveCount(0);
});

for (const gone of [false, true]) {
  test(`a look that finds breaths slow opens one emergency, ${gone ? "with the site gone" : "with the site there"}`, async ({ site, newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    const { page } = tablet;
    await openFloor(tablet);
    const seat = (await tablet.board()).seats.find((one) => one.kind === "booth" && one.state === "free")!;
    const visit = await welcome(tablet, { purpose: "booth", code: "K-7713-42", enrol: true, seat: seat.seat });
    await tablet.post("/commands", [{ id: newId(), command: "begin_use", age_ms: 0, visit, route: "inject", substances: ["heroin"] }]);
    await page.locator(`[data-seat="${seat.label}"]`).click();
    if (gone) await site.kill();
    await tablet.button("breaths: slow").click(); // the tap itself takes the hand there
    await expect(tablet.tile("airway")).toHaveAttribute("data-lit", /.+/); // the page plays it, with or without the site
    if (gone) await site.start();
    await tablet.saved();
    const [emergency, ...others] = (await tablet.board()).emergencies.filter((one) => one.acts.some((act) => act.visit === visit));
    expect(others).toEqual([]);
    expect(emergency!.acts.map((act) => act.act).sort()).toEqual(["opened", "person", "place", "vitals"]);
    expect(emergency!.acts.find((act) => act.act === "vitals")!.vitals).toEqual({ breaths: "slow" });
  });
}

test("undo for ten seconds, then a correction in two taps", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await tablet.button("Emergency").click();
  await tablet.tile("helper").click();
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(tablet.tile("helper")).toHaveAttribute("data-lit", "due");
  await tablet.tile("airway").click();
  await tablet.button("All times").click(); // the newest is chosen already
  await expect(page.locator(".act.time[aria-pressed=true]")).toContainText("Airway");
  await tablet.button("Did not happen").click();
  await expect(tablet.tile("airway")).toHaveAttribute("data-lit", "due");
  await tablet.saved();
  const acts = (await tablet.board()).emergencies[0]!.acts;
  expect(acts.filter((act) => act.act === "undone")).toHaveLength(2); // nothing is deleted
});

test("an older time is corrected in three taps, and each step of time counts", async ({ newTablet }) => {
  const tablet = await newTablet();
  await tablet.button("Emergency").click();
  await tablet.page.waitForTimeout(1_200);
  await tablet.tile("helper").click();
  await tablet.tile("airway").click();
  await tablet.button("All times").click();
  await tablet.page.locator(".act.time", { hasText: "Helper" }).click();
  await tablet.button("−10 s").click();
  await tablet.button("−10 s").click();
  await tablet.saved();
  const acts = (await tablet.board()).emergencies[0]!.acts;
  const helper = acts.find((act) => act.act === "helper")!;
  const corrections = acts.filter((act) => act.act === "corrected");
  expect(corrections.map((act) => [act.target, act.to_at! - helper.at])).toEqual([[helper.id, -10_000], [helper.id, -20_000]]);
  await expect(tablet.tile("helper")).toHaveCount(0); // the panel stays until it is left
  await tablet.button("Back").click();
  await expect(tablet.tile("helper")).toContainText(/^Helper−0:1\d/);
});

test("three seconds after a tap the next one is a new act at once: a second dose is never a correction of the first", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await tablet.button("Emergency").click();
  await tablet.tile("naloxone").click();
  await tablet.button("4 mg IN").click();
  await tablet.tile("naloxone").click();
  await expect(tablet.tile("naloxone")).toContainText("counted once");
  for (const tile of ["helper", "airway", "breaths"]) await tablet.tile(tile).click();
  await page.waitForTimeout(3_100);
  for (const tile of ["naloxone", "helper", "airway", "breaths"]) await tablet.tile(tile).click();
  await expect(tablet.tile("naloxone")).toContainText("2 doses");
  await expect(page.getByText(/Naloxone at .* Which product\?/)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Undo/ })).toContainText("Breaths");
  await expect(tablet.tile("helper")).toContainText("2 helpers");
  await expect(tablet.tile("airway")).toContainText("again");
  await tablet.button("2 mg IN").click();
  await expect(page.getByRole("button", { name: /^Undo/ })).toContainText("Product: 2 mg IN"); // no correction in words
  await tablet.saved();
  const acts = (await tablet.board()).emergencies[0]!.acts;
  for (const act of ["naloxone", "helper", "airway", "breaths", "corrected"]) expect([act, acts.filter((one) => one.act === act).length]).toEqual([act, 2]);
  expect(acts.filter((act) => act.act === "corrected").map((act) => act.to_at)).toEqual([undefined, undefined]);
});

test("oxygen and no pulse offer what else there is while they are on, and are on again in one tap", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await tablet.button("Emergency").click();
  await tablet.tile("oxygen").click();
  await tablet.tile("no_pulse").click();
  await page.waitForTimeout(3_100);
  await tablet.tile("oxygen").click();
  await expect(page.locator(".panel .act")).toHaveText(["Oxygen off", "Back"]);
  await tablet.button("Oxygen off").click();
  await tablet.tile("no_pulse").click();
  await expect(page.locator(".panel .act")).toHaveText(["AED on", "Pulse is back", "Back"]);
  await tablet.button("Pulse is back").click();
  await tablet.tile("oxygen").click();
  await expect(tablet.tile("oxygen")).toContainText(", on");
  await tablet.tile("no_pulse").click();
  await expect(tablet.tile("no_pulse")).toContainText("compressions");
  await tablet.saved();
  const acts = (await tablet.board()).emergencies[0]!.acts;
  for (const act of ["oxygen", "no_pulse"]) expect(acts.filter((one) => one.act === act).map((one) => one.choice)).toEqual([1, 0, 1]);
});

test("cannot give breaths is one tap away while breaths are lit or going on", async ({ newTablet }) => {
  const tablet = await newTablet();
  const cannot = tablet.button("Cannot give breaths");
  await tablet.button("Emergency").click();
  await expect(tablet.tile("airway")).toBeVisible();
  await expect(cannot).toHaveCount(0);
  await tablet.button("No, gasping, not sure").click();
  await expect(cannot).toBeVisible();
  await tablet.tile("breaths").click();
  await tablet.tile("naloxone").click();
  await expect(tablet.button("4 mg IN")).toBeVisible(); // beside the question, too
  await cannot.click();
  await expect(tablet.tile("breaths")).toContainText("cannot give breaths");
  await tablet.button("Breathing is back").click();
  await expect(cannot).toHaveCount(0);
});

test("a step of EMS tapped again is said again, and corrects nothing; without a place the script says to say it", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await tablet.button("Emergency").click();
  await tablet.tile("ems").click();
  await expect(page.getByText("Say where you are")).toBeVisible();
  await expect(page.locator(".ems-script")).not.toContainText("not said");
  const called = page.getByRole("button", { name: /^Called/ });
  await called.click();
  await page.waitForTimeout(3_100);
  await called.click();
  await expect(called).toContainText("again");
  await tablet.saved();
  expect((await tablet.board()).emergencies[0]!.acts.map((act) => act.act)).toEqual(["opened", "ems", "ems"]);
});

test("not sure is not told as no breaths, and a place said with the first tap stands at 0:00", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  await openFloor(tablet);
  const seat = (await tablet.board()).seats.find((one) => one.kind === "booth" && one.state === "free")!;
  await welcome(tablet, { purpose: "booth", seat: seat.seat });
  await tablet.page.locator(`[data-seat="${seat.label}"]`).click();
  await tablet.button("Emergency here").click();
  await tablet.button("No, gasping, not sure").click();
  await expect(tablet.page.locator(".last-vitals")).toContainText("no, or not sure");
  await expect(tablet.page.locator(".last-vitals")).not.toContainText("none");
  await expect(tablet.page.locator(".times")).toContainText("0:00 Place");
  await expect(tablet.page.locator(".times")).not.toContainText("−");
});

test("a tablet whose clock is wrong shows no time until the site has told it", async ({ site, newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await page.clock.install({ time: new Date("2031-05-05T05:05:00Z") });
  await page.route("**/api/v1/live*", (route) => route.abort());
  await page.goto(`${site.url}/`);
  await tablet.button("Emergency").click();
  await expect(page.getByRole("timer")).toBeVisible();
  await expect(page.locator(".emergency-head")).not.toContainText(/\d\d:\d\d/);
  await page.unroute("**/api/v1/live*");
  await page.clock.runFor(15_000);
  await expect(page.locator(".emergency-head")).toContainText(/\d\d:\d\d/);
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
