import { expect, openFloor, test, welcome } from "./site";

test("two tablets race for one seat: one has it, the other is told kindly who was first", async ({ newTablet }) => {
  const first = await newTablet({ signedIn: "nurse 2" });
  const second = await newTablet({ signedIn: "peer 1" });
  await openFloor(first);
  await welcome(first, { purpose: "booth", code: "Heron-41", enrol: true });
  await welcome(first, { purpose: "booth", code: "Juniper-52", enrol: true });
  const seat = (await first.board()).seats.find((one) => one.kind === "booth" && one.state === "free")!;

  const sheets = [
    { tablet: first, handle: "Heron-41" },
    { tablet: second, handle: "Juniper-52" },
  ];
  for (const { tablet } of sheets) {
    await tablet.page.locator(`[data-seat="${seat.label}"]`).click();
    await expect(tablet.page.getByRole("dialog", { name: `Booth ${seat.label}` })).toBeVisible();
  }
  // Both have tapped before either is heard.
  let tapped = 0;
  let release = () => {};
  const bothTapped = new Promise<void>((go) => (release = go));
  for (const { tablet } of sheets) {
    await tablet.page.route("**/api/v1/commands", async (route) => {
      if (++tapped === sheets.length) release();
      await bothTapped;
      await route.continue();
    });
  }
  await Promise.all(sheets.map(({ tablet, handle }) => tablet.page.getByRole("dialog").getByRole("button", { name: handle }).click()));

  await expect.poll(async () => (await first.board()).seats.find((one) => one.seat === seat.seat)!.visits.length).toBe(1);
  const board = await first.board();
  const winner = board.people.find((person) => person.seat === seat.seat)!.handle!;
  const loser = sheets.find(({ handle }) => handle !== winner)!;
  await expect(loser.tablet.page.getByText(`${seat.label} went to ${winner} a moment earlier. Please choose another seat.`)).toBeVisible();
  await loser.tablet.button("Cover screens").click(); // what was told before names nobody either
  await expect(loser.tablet.page.getByText(`${seat.label} went to somebody else a moment earlier.`)).toBeVisible();
  expect(board.people.find((person) => person.handle === loser.handle)!.seat).toBeNull();
});
