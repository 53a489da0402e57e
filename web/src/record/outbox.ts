// Every tap on its way to the record: kept in this page's memory until the site has it, sent again under the same id.
//
// Goals: no tap is lost while the page lives; what the screen says about it ("on this screen", "saved at the site", "not saved: on
// paper too") is always true; an act of an emergency never waits behind a floor command.
// Non-goals: browser storage. A tap that may name a person's place is never written to the tablet.
// Two lanes, `acts` and `floor`, each in order and each with its own retries. A floor command is sent only under the sign-in that
// tapped it. Each command's age is taken on the monotonic clock at the moment of sending.
import type { Reply } from "../api/http";
import type { Command, CommandAnswer, CommandName, FieldsOf, Problem } from "../api/types";
import { uuid7 } from "./ids";
import { Store } from "./store";

/** waiting: only on this screen. taken: the site acts on it and could not write it down. rejected: the site cannot take it. */
export type TapState = "waiting" | "taken" | "rejected";

export interface Tap {
  readonly id: string;
  readonly command: CommandName;
  readonly fields: Readonly<Record<string, unknown>>; // those of its command
  readonly tappedAt: number; // monotonic
  readonly wallAt: number;
  readonly lane: Lane;
  readonly staff: string | null; // whose sign-in a floor command needs
  state: TapState;
  offline: boolean;
}

export type Lane = "acts" | "floor";

export interface Sent {
  answer: CommandAnswer | null; // null: rejected as a whole
  problem: Problem | null;
}

export interface OutboxParts {
  post: (commands: Command[]) => Promise<Reply<CommandAnswer[]>>;
  monotonic: () => number;
  wall: () => number;
  wait: (ms: number, then: () => void) => void;
  staff: () => string | null;
}

const BATCH_MAX = 64;
const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000];
const TAKEN_RETRY_MS = 10_000;

/** The record is closed, or too much was asked: the tap stands, and is sent again. */
const isForLater = (problem: Problem): boolean => problem.status === 429 || problem.status === 503;

interface LaneState {
  sending: boolean;
  failures: number;
  oneByOne: boolean;
  asleep: boolean;
  takenRest: boolean; // what the site has taken unsaved is not asked again yet; what is new goes at once
}

export class Outbox {
  /** Every tap that is not in the record, oldest first. A new array for each change. */
  readonly unsaved = new Store<readonly Tap[]>([]);
  /** Called with each answer, so that the highest head is kept. */
  onAnswer: (answer: CommandAnswer) => void = () => {};
  /** Called when the site answered that nobody is signed in, or the device is unknown. */
  onNotAllowed: () => void = () => {};

  private readonly lanes: Record<Lane, LaneState> = { acts: freshLane(), floor: freshLane() };
  private readonly settled = new Map<string, (sent: Sent) => void>();

  constructor(private readonly parts: OutboxParts) {}

  /** Takes a tap and starts to send it. The promise settles when the site has answered, however long that takes. */
  add<Name extends CommandName>(command: Name, fields: FieldsOf<Name>, id: string = uuid7(this.parts.wall())): { id: string; sent: Promise<Sent> } {
    const tap: Tap = {
      id,
      command,
      fields,
      tappedAt: this.parts.monotonic(),
      wallAt: this.parts.wall(),
      lane: command === "act" || command === "move_act" ? "acts" : "floor",
      staff: this.parts.staff(),
      state: "waiting",
      offline: false,
    };
    const sent = new Promise<Sent>((resolve) => this.settled.set(id, resolve));
    this.unsaved.set([...this.unsaved.get(), tap]);
    void this.pump(tap.lane);
    return { id, sent };
  }

  /** Something says that the site may answer again: try at once. */
  kick(): void {
    for (const lane of ["acts", "floor"] as const) {
      this.lanes[lane].failures = 0;
      this.lanes[lane].asleep = false;
      this.lanes[lane].takenRest = false;
      void this.pump(lane);
    }
  }

  private sendable(lane: Lane): Tap[] {
    const staff = this.parts.staff();
    const rests = (tap: Tap) => tap.state === "rejected" || (tap.state === "taken" && this.lanes[lane].takenRest);
    return this.unsaved
      .get()
      .filter((tap) => tap.lane === lane && !rests(tap) && (lane === "acts" || tap.staff === staff))
      .slice(0, this.lanes[lane].oneByOne ? 1 : BATCH_MAX);
  }

  private async pump(lane: Lane): Promise<void> {
    const state = this.lanes[lane];
    if (state.sending || state.asleep) return;
    const batch = this.sendable(lane);
    if (batch.length === 0) return;
    state.sending = true;
    const reply = await this.parts.post(batch.map((tap) => this.wire(tap)));
    state.sending = false;
    if (reply.ok) this.answered(lane, batch, reply.value);
    else this.failed(lane, batch, reply.status, reply.problem);
  }

  private wire(tap: Tap): Command {
    return {
      ...tap.fields,
      id: tap.id,
      command: tap.command,
      age_ms: Math.max(0, Math.round(this.parts.monotonic() - tap.tappedAt)),
      wall_ms: Math.round(tap.wallAt),
      ...(tap.offline ? { offline: true } : {}),
    } as Command; // its own fields were checked when it was tapped
  }

  private answered(lane: Lane, batch: Tap[], answers: CommandAnswer[]): void {
    const state = this.lanes[lane];
    state.failures = 0;
    state.oneByOne = false;
    const done = new Set<string>();
    let taken = false;
    let later = 0; // ms until those are sent again that are refused for now
    for (const answer of answers) {
      const tap = batch.find((one) => one.id === answer.id);
      if (!tap) continue;
      this.onAnswer(answer);
      if (answer.accepted && !answer.saved) {
        tap.state = "taken";
        taken = true;
        this.settle(tap.id, { answer, problem: null });
      } else if (answer.problem && isForLater(answer.problem)) {
        later = Math.max(later, answer.problem.retry_after_ms ?? RETRY_MS[0]!);
      } else if (answer.problem) {
        this.reject(tap, answer.problem, done);
      } else {
        done.add(tap.id);
        this.settle(tap.id, { answer, problem: null });
      }
    }
    this.unsaved.set(this.unsaved.get().filter((tap) => !done.has(tap.id)));
    if (taken) this.restTaken(lane);
    if (later > 0) this.sleep(lane, later);
    else if (batch.some((tap) => !answers.some((answer) => answer.id === tap.id))) this.sleep(lane, RETRY_MS[0]!);
    else void this.pump(lane);
  }

  private failed(lane: Lane, batch: Tap[], status: number, problem: Problem): void {
    const state = this.lanes[lane];
    for (const tap of batch) tap.offline = true;
    if (status === 401 || problem.type === "/problems/no-device") {
      this.onNotAllowed(); // the taps wait: somebody may sign in, or register this screen
    } else if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
      if (batch.length > 1) {
        state.oneByOne = true; // one of them spoils the batch: find out which
        void this.pump(lane);
        return;
      }
      const done = new Set<string>();
      this.reject(batch[0]!, problem, done);
      state.oneByOne = false;
      this.unsaved.set(this.unsaved.get().filter((tap) => !done.has(tap.id)));
      void this.pump(lane);
      return;
    }
    this.unsaved.set([...this.unsaved.get()]);
    const step = problem.retry_after_ms ?? RETRY_MS[Math.min(state.failures, RETRY_MS.length - 1)]!;
    state.failures++;
    this.sleep(lane, step);
  }

  /** A floor command that cannot be taken is told to who tapped it and is over; an act stays in view, to be written on paper. */
  private reject(tap: Tap, problem: Problem, done: Set<string>): void {
    tap.state = "rejected";
    if (tap.lane === "floor") done.add(tap.id);
    this.settle(tap.id, { answer: null, problem });
  }

  private sleep(lane: Lane, ms: number): void {
    const state = this.lanes[lane];
    state.asleep = true;
    this.parts.wait(ms, () => {
      if (!state.asleep) return;
      state.asleep = false;
      void this.pump(lane);
    });
  }

  private restTaken(lane: Lane): void {
    const state = this.lanes[lane];
    state.takenRest = true;
    this.parts.wait(TAKEN_RETRY_MS, () => {
      state.takenRest = false;
      void this.pump(lane);
    });
  }

  private settle(id: string, sent: Sent): void {
    this.settled.get(id)?.(sent);
    this.settled.delete(id);
  }
}

function freshLane(): LaneState {
  return { sending: false, failures: 0, oneByOne: false, asleep: false, takenRest: false };
}
