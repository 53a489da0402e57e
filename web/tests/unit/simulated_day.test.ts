import { expect, test } from "vitest";
import type { Board, CapacityDay, CapacityFrame, Person } from "../../src/api/types";
import { counted, PlayedDay } from "../../src/planning_house/capacity/play";

const person = (visit: string, fields: Partial<Person> = {}) => ({ visit, handle: visit, seat: null, place: "", state: "waiting", uses: 0, emergency: null, ...fields });
const seat = (number: number) => ({ seat: number, kind: "booth" as const, label: String(number + 1), state: "free" as const, capacity: 1, visits: [] as string[] });
const board = {
  now: 1_000_000, floor: { open: false, consumption: true }, seats: [seat(0), seat(1)], people: [], emergencies: [], next: [], alarms: [],
} as unknown as Board;

const frames: CapacityFrame[] = [
  { at_seconds: 0, open: true },
  { at_seconds: 10, people: [person("S-1")] as never },
  { at_seconds: 30, people: [{ visit: "S-1", state: "seated", seat: 1, place: "2" }], seats: [{ seat: 1, state: "occupied", visits: ["S-1"] }] },
  { at_seconds: 60, people: [{ visit: "S-1", state: "emergency", emergency: "e" }, person("S-2")] as never },
  { at_seconds: 90, gone: ["S-1"], seats: [{ seat: 1, state: "cleaning", visits: [] }] },
  { at_seconds: 95, gone: ["S-2"], open: false },
];
const day: CapacityDay = { from: 1_000_000, seconds: 95, board, frames };

test("the floor stands as the last frame that is not later left it", () => {
  const played = new PlayedDay(day);
  expect(played.at(9.9).people).toEqual([]);
  expect(played.at(9.9).floor.open).toBe(true);
  expect(played.at(10).people.map((one) => one.visit)).toEqual(["S-1"]);
  const seated = played.at(31);
  expect(seated.seats[1]).toMatchObject({ state: "occupied", visits: ["S-1"], label: "2" });
  expect(seated.people[0]).toMatchObject({ state: "seated", handle: "S-1", place: "2" });
  expect(played.at(95)).toMatchObject({ people: [], floor: { open: false } });
});

test("its clock is the simulated one", () => {
  expect(new PlayedDay(day).at(31.5).now).toBe(1_031_500);
});

test("what stood at one second stands there again after any jump", () => {
  const many: CapacityFrame[] = Array.from({ length: 2500 }, (_, i) => ({
    at_seconds: i,
    people: [person(`S-${i % 7}`, { uses: i })] as never,
    ...(i % 5 === 4 ? { gone: [`S-${(i - 2) % 7}`] } : {}),
  }));
  const long = { ...day, seconds: 2500, frames: many };
  const straight = new Map<number, string>();
  const forward = new PlayedDay(long);
  const people = (one: Board) => JSON.stringify([...one.people].sort((a, b) => a.visit.localeCompare(b.visit)));
  for (let at = 0; at < 2500; at++) straight.set(at, people(forward.at(at)));
  const jumping = new PlayedDay(long);
  for (const at of [2400, 3, 1999, 2000, 399, 400, 401, 0, 1200, 799, 2499]) expect(people(jumping.at(at))).toBe(straight.get(at));
});

test("a Board that was given out does not change when the day goes on", () => {
  const played = new PlayedDay(day);
  const early = played.at(31);
  played.at(95);
  expect(early.people).toHaveLength(1);
  expect(early.seats[1]!.state).toBe("occupied");
});

test("the floor is counted for a sentence", () => {
  expect(counted(new PlayedDay(day).at(61))).toMatchObject({ waiting: 1, inside: 2, emergencies: 1, taken: { booth: 1 }, seats: { booth: 2, aftercare: 0 } });
});
