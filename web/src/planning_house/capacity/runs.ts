// Asking for a run: quickly first, then more surely, and never showing an answer to an older question.
//
// A change of a slider waits a moment, asks for a few simulated weeks, and when the reader rests for the full number. What others are compared with
// is the scenario unchanged, as many weeks and the same dice; it is asked for last where it is not known so well yet. Holds no figure of its own.
import type { CapacityResult, CapacitySetting, Problem } from "../../api/types";
import type { Reply } from "../../api/http";
import { Store } from "../../record/store";

export interface Question {
  scenario: string;
  settings: readonly CapacitySetting[];
}

export interface RunRequest extends Question {
  seed: number;
  replications: number;
}

export interface RunState {
  result: CapacityResult | null;
  /** Of the scenario unchanged; null while it is not known, or where `result` is just that. */
  compared: CapacityResult | null;
  /** More is being computed; `of`: how many simulated weeks. */
  computing: { of: number } | null;
  /** `result` answers an earlier question. */
  stale: boolean;
  problem: Problem | null;
}

export const QUICK = 10;
export const SURE = 100;
const SETTLE_MS = 180;
const REST_MS = 500;
const SEED = 1;

export interface Hands {
  post: (request: RunRequest, signal: AbortSignal) => Promise<Reply<CapacityResult>>;
  wait: (ms: number, then: () => void) => () => void;
}

const nothing: RunState = { result: null, compared: null, computing: null, stale: false, problem: null };

export class Runs {
  readonly state = new Store<RunState>(nothing);
  private readonly own = new Map<string, CapacityResult>();
  private asked: Question | null = null;
  private stop: AbortController | null = null;
  private cancelWait: () => void = () => {};

  constructor(private readonly hands: Hands) {}

  ask(question: Question): void {
    const first = this.asked === null || this.asked.scenario !== question.scenario;
    this.asked = question;
    this.cancelWait();
    this.stop?.abort();
    this.stop = new AbortController();
    const before = this.state.get();
    this.state.set({ ...before, ...(first ? { result: null, compared: null } : {}), computing: { of: QUICK }, stale: before.result !== null && !first, problem: null });
    const signal = this.stop.signal;
    this.cancelWait = this.hands.wait(first ? 0 : SETTLE_MS, () => void this.run(question, QUICK, signal));
  }

  /** Leaves the page: nothing more is asked or shown. */
  end(): void {
    this.cancelWait();
    this.stop?.abort();
    this.asked = null;
  }

  private async run(question: Question, replications: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    this.state.set({ ...this.state.get(), computing: { of: replications } });
    const reply = await this.hands.post({ ...question, seed: SEED, replications }, signal);
    if (signal.aborted) return; // somebody has moved on: an answer to the older question is dropped
    if (!reply.ok) {
      this.state.set({ ...this.state.get(), computing: null, problem: reply.problem });
      return;
    }
    const isOwn = question.settings.length === 0;
    if (isOwn) this.own.set(question.scenario, reply.value);
    const own = this.own.get(question.scenario) ?? null;
    this.state.set({
      result: reply.value,
      compared: isOwn ? null : own,
      computing: replications < SURE ? { of: SURE } : null,
      stale: false,
      problem: null,
    });
    if (replications < SURE) this.cancelWait = this.hands.wait(REST_MS, () => void this.run(question, SURE, signal));
    else if (!isOwn && (own === null || own.replications < SURE)) await this.compare(question.scenario, signal);
  }

  private async compare(scenario: string, signal: AbortSignal): Promise<void> {
    const reply = await this.hands.post({ scenario, settings: [], seed: SEED, replications: SURE }, signal);
    if (!reply.ok) return; // what is shown stands without it
    this.own.set(scenario, reply.value);
    if (!signal.aborted) this.state.set({ ...this.state.get(), compared: reply.value });
  }
}
