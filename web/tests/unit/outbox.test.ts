import { beforeEach, expect, test } from "vitest";
import type { Reply } from "../../src/api/http";
import type { ActKind, Command, CommandAnswer, FieldsOf } from "../../src/api/types";
import { Outbox } from "../../src/record/outbox";

type Answering = (commands: Command[]) => Reply<CommandAnswer[]>;

const helper: FieldsOf<"act"> = { emergency: "e", act: "helper" };

let now = 0;
let staff: string | null = "nurse-2";
let timers: { at: number; then: () => void }[] = [];
let requests: Command[][] = [];
let answering: Answering;
let outbox: Outbox;

const head = { seq: 1, digest: "", token: "" };
const saved: Answering = (commands) => ({ ok: true, value: commands.map(({ id }) => ({ id, accepted: true, saved: true, head })) });
const unreachable: Answering = () => ({ ok: false, status: 0, problem: { type: "/problems/unreachable", title: "", status: 0 } });
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

async function pass(ms: number): Promise<void> {
  const until = now + ms;
  for (;;) {
    await settle();
    const next = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
    if (!next) break;
    timers = timers.filter((timer) => timer !== next);
    now = Math.max(now, next.at);
    next.then();
  }
  now = until;
  await settle();
}

beforeEach(() => {
  now = 0;
  staff = "nurse-2";
  timers = [];
  requests = [];
  answering = saved;
  outbox = new Outbox({
    post: async (commands) => {
      requests.push(commands);
      return answering(commands);
    },
    monotonic: () => now,
    wall: () => 1_700_000_000_000 + now,
    wait: (ms, then) => void timers.push({ at: now + ms, then }),
    staff: () => staff,
  });
});

test("a tap is out of the box only when the site has saved it", async () => {
  outbox.add("act", helper);
  expect(outbox.unsaved.get()).toHaveLength(1);
  await pass(0);
  expect(outbox.unsaved.get()).toHaveLength(0);
});

test("a tap without an answer is sent again under the same id, with the age it has then", async () => {
  answering = unreachable;
  const { id } = outbox.add("act", helper);
  await pass(60_000);
  expect(requests.length).toBeGreaterThan(5);
  expect(new Set(requests.flat().map((command) => command.id))).toEqual(new Set([id]));
  answering = saved;
  await pass(8_000);
  expect(outbox.unsaved.get()).toEqual([]);
  const last = requests.at(-1)![0]!;
  expect(last.age_ms).toBeGreaterThan(60_000);
  expect(last.offline).toBe(true);
});

test("retries get rarer, never rarer than every 8 s", async () => {
  answering = unreachable;
  outbox.add("act", helper);
  await pass(600_000);
  expect(requests.length).toBeGreaterThan(70);
  expect(requests.length).toBeLessThan(85);
});

test("a kick sends at once what waits", async () => {
  answering = unreachable;
  outbox.add("act", helper);
  await pass(100_000);
  const before = requests.length;
  answering = saved;
  outbox.kick();
  await pass(0);
  expect(requests.length).toBe(before + 1);
  expect(outbox.unsaved.get()).toEqual([]);
});

test("an act never waits behind a floor command", async () => {
  answering = (commands) => (commands[0]!.command === "act" ? saved(commands) : unreachable(commands));
  outbox.add("leave", { visit: "v" });
  outbox.add("act", helper);
  await pass(0);
  expect(outbox.unsaved.get().map((tap) => tap.command)).toEqual(["leave"]);
});

test("what the site took and could not write down stays in view until it is in the record", async () => {
  answering = (commands) => ({ ok: true, value: commands.map(({ id }) => ({ id, accepted: true, saved: false, head })) });
  outbox.add("act", helper);
  await pass(0);
  expect(outbox.unsaved.get()[0]!.state).toBe("taken");
  answering = saved;
  await pass(20_000);
  expect(outbox.unsaved.get()).toEqual([]);
});

test("an answer of no is told once, and nothing waits any more", async () => {
  answering = (commands) => ({ ok: true, value: commands.map(({ id }) => ({ id, accepted: false, saved: false, head, refused: { reason: "seat_taken", seat: "4" } })) });
  const { sent } = outbox.add("take_seat", { visit: "v", seat: 3 });
  await pass(0);
  expect((await sent).answer?.refused?.reason).toBe("seat_taken");
  expect(outbox.unsaved.get()).toEqual([]);
});

test("one command that the site cannot take does not hold up the others", async () => {
  answering = unreachable;
  outbox.add("act", helper);
  const { id: bad } = outbox.add("act", { emergency: "e", act: "wrong" as ActKind });
  outbox.add("act", { emergency: "e", act: "airway" });
  await pass(0);
  answering = (commands) => (commands.some((command) => command.id === bad) ? { ok: false, status: 409, problem: { type: "/problems/id-used", title: "", status: 409 } } : saved(commands));
  await pass(30_000);
  expect(outbox.unsaved.get().map((tap) => [tap.id, tap.state])).toEqual([[bad, "rejected"]]); // an act stays in view, for paper
});

test("a floor command is sent only under the sign-in that tapped it", async () => {
  answering = unreachable;
  outbox.add("leave", { visit: "v" });
  await pass(0);
  staff = "peer-1";
  answering = saved;
  requests = [];
  await pass(60_000);
  expect(requests).toEqual([]);
  staff = "nurse-2";
  outbox.kick();
  await pass(0);
  expect(requests).toHaveLength(1);
});

test("acts are sent with nobody signed in", async () => {
  staff = null;
  outbox.add("act", { emergency: "e", act: "opened" });
  await pass(0);
  expect(outbox.unsaved.get()).toEqual([]);
});

test("a tap while a request is under way goes with the next one", async () => {
  let release: (() => void) | undefined;
  const slow = new Promise<void>((resolve) => (release = resolve));
  const post = async (commands: Command[]) => {
    requests.push(commands);
    await slow;
    return saved(commands);
  };
  outbox = new Outbox({ post, monotonic: () => now, wall: () => now, wait: () => {}, staff: () => staff });
  outbox.add("act", helper);
  outbox.add("act", { emergency: "e", act: "airway" });
  outbox.add("act", { emergency: "e", act: "breaths" });
  release!();
  await settle();
  await settle();
  expect(requests.map((request) => request.length)).toEqual([1, 2]);
});

test("a tap that is refused for now is sent again, and spoils none of the others", async () => {
  const slow = { type: "/problems/too-many-codes", title: "", status: 429, retry_after_ms: 3000 };
  answering = unreachable;
  const welcome = outbox.add("welcome", { purpose: "booth", code: "Amber heron 41" });
  const leave = outbox.add("leave", { visit: "v" });
  await pass(0);
  answering = (commands) => ({
    ok: true,
    value: commands.map(({ id, command }) => ({ id, accepted: command !== "welcome", saved: command !== "welcome", head, ...(command === "welcome" ? { problem: slow } : {}) })),
  });
  await pass(500);
  expect((await leave.sent).answer?.saved).toBe(true);
  expect(outbox.unsaved.get().map((tap) => [tap.id, tap.state])).toEqual([[welcome.id, "waiting"]]);
  answering = saved;
  await pass(2000);
  expect(outbox.unsaved.get()).toHaveLength(1);
  await pass(1000);
  expect((await welcome.sent).answer?.saved).toBe(true);
  expect(outbox.unsaved.get()).toHaveLength(0);
});

test("with the record closed a new tap goes to the site at once, and what it has taken is not asked for again at each", async () => {
  answering = (commands) => ({ ok: true, value: commands.map(({ id }) => ({ id, accepted: true, saved: false, head })) });
  const opened = outbox.add("act", { emergency: "e", act: "opened" });
  await pass(600);
  const second = outbox.add("act", helper);
  await pass(0);
  expect(requests.map((commands) => commands.map(({ id }) => id))).toEqual([[opened.id], [second.id]]);
  answering = saved;
  await pass(9_300);
  expect(requests).toHaveLength(2);
  await pass(200);
  expect(requests[2]!.map(({ id }) => id)).toEqual([opened.id, second.id]);
  expect(outbox.unsaved.get()).toHaveLength(0);
});
