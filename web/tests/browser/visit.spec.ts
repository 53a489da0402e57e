import { expect, newId, openFloor, test, welcome } from "./site";

test("a first visit with two uses, from the door to the seat being ready again", async ({ newTablet }) => {
  const tablet = await newTablet();
  const { page } = tablet;
  await tablet.signInByPin("nurse 2");
  await openFloor(tablet);

  await tablet.button("Welcome someone").click();
  const offer = page.getByRole("group", { name: "Handles to choose from" }).getByRole("button").first();
  await expect(offer).not.toHaveText("No code");
  const handle = (await offer.textContent())!;
  await offer.click();
  await expect(page.getByText("Asked by:")).toBeVisible(); // the screen says which rule asks
  await tablet.button("Yes").click();
  await page.locator(".purpose.first").first().click();

  const seat = page.locator(".seat", { hasText: handle });
  await expect(seat).toContainText("seated");
  const label = (await seat.getAttribute("data-seat"))!;

  for (const use of ["Begins to prepare", "Another use"]) {
    await seat.click();
    await tablet.button(use).click();
    await tablet.button("inject").click();
    await tablet.button("heroin").click();
    await tablet.button("Begins now: the watch starts").click();
    await expect(seat).toContainText(/preparing|watched/);
    await seat.click();
    await tablet.button("All well").click();
    await expect(page.getByText("Look recorded.").last()).toBeVisible();
  }
  await tablet.saved();
  const person = (await tablet.board()).people.find((one) => one.handle === handle)!;
  expect(person.uses).toBe(2);

  // No substance on the floor; one tap shows today's use.
  await expect(page.getByText("heroin")).toHaveCount(0);
  await seat.click();
  await tablet.button("Show for 10 seconds").click();
  await expect(page.getByText(/heroin/).first()).toBeVisible();

  await tablet.button("Leaves early").click();
  const empty = page.locator(`[data-seat="${label}"]`);
  await expect(empty).toContainText("being cleaned");
  await empty.click();
  await tablet.button("It is ready").click();
  await expect(empty).toContainText("free");
  await tablet.saved();
});

test("who came for supplies answers the age question before a use, where they are", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  const { page } = tablet;
  await openFloor(tablet);
  await tablet.post("/commands", [{ id: newId(), command: "welcome", age_ms: 0, purpose: "supplies", code: "K-2291-77", enrol: true }]);
  const visit = async () => (await tablet.board()).people.find((one) => one.handle === "K-2291-77")!;
  const { visit: id } = await visit();
  const seat = (await tablet.board()).seats.find((one) => one.kind === "booth" && one.state === "free")!;
  await tablet.post("/commands", [{ id: newId(), command: "take_seat", age_ms: 0, visit: id, seat: seat.seat }]);

  await page.locator(`[data-seat="${seat.label}"]`).click();
  await tablet.button("The whole visit").click();
  await expect(page.getByText("Asked by:")).toBeVisible();
  await expect(tablet.button("Begins to prepare")).toHaveCount(0);
  await tablet.button("Yes").click();
  await tablet.button("Begins to prepare").click();
  await tablet.button("inject").click();
  await tablet.button("heroin").click();
  await tablet.button("Begins now: the watch starts").click();
  await expect.poll(async () => (await visit()).uses).toBe(1);
});

test("a return visit is a card, an answer and a seat", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  await openFloor(tablet);
  await tablet.post("/commands", [{ id: "0192f6a0-7c3e-7d11-9a43-2c5e0d7b8f10", command: "welcome", age_ms: 0, purpose: "supplies", code: "K-2291-77", enrol: true }]);
  const before = (await tablet.board()).people.find((one) => one.handle === "K-2291-77")!;
  await tablet.post("/commands", [{ id: "0192f6a0-7c3e-7d11-9a43-2c5e0d7b8f11", command: "leave", age_ms: 0, visit: before.visit }]);

  let taps = 0;
  const tap = async (name: string) => {
    taps++;
    await tablet.button(name).click();
  };
  await tap("Welcome someone");
  await tablet.page.keyboard.type("K-2291-77"); // a reader types
  await tablet.page.keyboard.press("Enter");
  await expect(tablet.page.getByText("is known here")).toBeVisible();
  await tap("Yes");
  taps++;
  await tablet.page.locator(".purpose.first").first().click();
  await expect(tablet.page.locator(".seat", { hasText: "K-2291-77" })).toBeVisible();
  expect(taps).toBe(3);
});

test("a handle that looks like a name or a number is warned about, and may be kept", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  await openFloor(tablet);
  await tablet.button("Welcome someone").click();
  await tablet.page.keyboard.type("Maria Lopez");
  await tablet.page.keyboard.press("Enter");
  await expect(tablet.page.getByText("looks like a name")).toBeVisible();
  await tablet.button("Keep it").click();
  await expect(tablet.page.getByText("New handle: Maria Lopez")).toBeVisible();
});

test("not old enough opens a kind path", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  await openFloor(tablet);
  await tablet.button("Welcome someone").click();
  await tablet.button("No").click();
  await expect(tablet.page.getByText("Thank you for coming")).toBeVisible();
  await tablet.page.waitForTimeout(700); // no double tap: what came under the finger waits
  await tablet.button("Note: could not be served").click();
  await expect(tablet.page.getByText("Thank you for being kind")).toBeVisible();
});

test("seen all is one tap", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  await openFloor(tablet);
  const visit = await welcome(tablet, { purpose: "booth", seat: (await tablet.board()).seats.find((seat) => seat.kind === "booth" && seat.state === "free")!.seat });
  await tablet.post("/commands", [{ id: newId(), command: "begin_use", age_ms: 0, visit, substances: [], route: "inject" }]);
  await tablet.button("Seen all, all well").click();
  await expect(tablet.page.getByText("One look for everybody")).toBeVisible();
  await expect.poll(async () => (await tablet.board()).people.find((person) => person.visit === visit)!.last_look).not.toBeNull();
});

test("cover screens blanks codes on every tablet, and emergencies go on", async ({ newTablet }) => {
  const first = await newTablet({ signedIn: "nurse 2" });
  const second = await newTablet({ signedIn: "peer 1" });
  await openFloor(first);
  await welcome(first, { purpose: "booth", code: "Juniper-31", enrol: true });
  await expect(second.page.getByText("Juniper-31")).toBeVisible();
  await first.button("Cover screens").click();
  await expect(second.page.getByText("Juniper-31")).toHaveCount(0);
  await expect(first.page.getByText("Juniper-31")).toHaveCount(0);
  await second.button("Emergency").click();
  await expect(second.page.getByText("since first tap")).toBeVisible();
});

test("closing the floor lists who is still watched and what each needs", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  await openFloor(tablet);
  await welcome(tablet, { purpose: "booth", seat: (await tablet.board()).seats.find((seat) => seat.kind === "booth" && seat.state === "free")!.seat });
  await tablet.button(/^Responsible/).click();
  const sheet = tablet.page.getByRole("dialog");
  await expect(sheet.getByText("still need somebody")).toBeVisible();
  await expect(sheet.getByRole("button", { name: "Close the floor" })).toBeDisabled();
});

test("opening the floor: who is responsible, and this tablet's sound is tested", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  const { page } = tablet;
  const board = await tablet.board();
  const closed = { ...board, floor: { ...board.floor, open: false, responsible: null } };
  await page.route("**/api/v1/live*", (route) =>
    route.fulfill({ contentType: "text/event-stream", body: `id: ${board.seq}\nevent: board\ndata: ${JSON.stringify(closed)}\n\n` }),
  );
  const sent: { command: string; responsible?: number }[] = [];
  await page.route("**/api/v1/commands", async (route) => {
    const commands = route.request().postDataJSON() as { id: string; command: string; responsible?: number }[];
    sent.push(...commands);
    await route.fulfill({ json: commands.map(({ id }) => ({ id, accepted: true, saved: true, head: board.head })) });
  });
  await page.reload();
  await expect(page.getByText("The floor is closed. Emergencies always open.")).toBeVisible();
  await tablet.button("Open the floor").click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("Who is responsible for this shift?")).toBeVisible();
  await sheet.getByRole("button", { name: "Test the sound" }).click();
  await sheet.getByRole("button", { name: "I did not hear it" }).click();
  await expect(sheet.getByText("Until then this screen alarms nobody.")).toBeVisible();
  await sheet.getByRole("button", { name: "I heard it" }).click();
  await sheet.getByRole("button", { name: /^peer 1/ }).click();
  await sheet.getByRole("button", { name: "Open the floor" }).click();
  await expect(sheet.getByText("peer 1 takes responsibility with their PIN")).toBeVisible();
  await tablet.typePin("peer 1");
  await expect(page.getByText("The floor is open.")).toBeVisible();
  expect(sent.map((one) => one.command)).toEqual(["open_floor"]);
  expect(sent[0]!.responsible).toBeGreaterThan(0);
});

test("a ledger that lost acknowledged records is told in a red band", async ({ newTablet }) => {
  const tablet = await newTablet({ signedIn: "nurse 2" });
  const { page } = tablet;
  const board = { ...(await tablet.board()), missing: 7 };
  await page.route("**/api/v1/live*", (route) =>
    route.fulfill({ contentType: "text/event-stream", body: `id: ${board.seq}\nevent: board\ndata: ${JSON.stringify(board)}\n\n` }),
  );
  await page.reload();
  await expect(page.getByRole("alert").filter({ hasText: "7 saved records are missing" })).toBeVisible();
});

test.describe("a center where nobody uses on site", () => {
  test.use({ guardrails: "connecticut-drop-in" });
  test("shows no seat, and welcomes for everything else", async ({ newTablet }) => {
    const tablet = await newTablet({ signedIn: "nurse 2" });
    await expect(tablet.button("Welcome someone")).toBeVisible();
    await expect(tablet.page.locator("[data-seat]")).toHaveCount(0);
    await tablet.button("Welcome someone").click();
    await expect(tablet.button("supplies")).toBeVisible();
    await expect(tablet.page.getByText(/Over \d+\?/)).toHaveCount(0);
    await expect(tablet.page.locator(".purpose.first")).toHaveCount(0);
    await tablet.button("supplies").click();
    await expect(tablet.page.getByText("Welcome: supplies.")).toBeVisible();
  });
});
