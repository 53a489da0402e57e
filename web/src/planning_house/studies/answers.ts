// Asking for a study's answer while a slider moves: at most one point answer under way and the latest question behind it, then, when the reader
// rests, the draws. An answer to an older question is never shown. Holds no figure of its own.
import type { Reply, StudyRequest } from "../../api/http";
import type { Problem, StudyEvaluation } from "../../api/types";
import { Store } from "../../record/store";
import { asked, writeChanges, type Changes } from "./link";

export type Analysis = StudyRequest["with"][number];

export interface AnswerState {
  /** The answer with the figures as they stand now, or as they stood a moment ago (`pointStale`). */
  point: StudyEvaluation | null;
  pointStale: boolean;
  /** With draws; of an earlier choice while `drawnStale`. */
  drawn: StudyEvaluation | null;
  drawnStale: boolean;
  computing: boolean;
  problem: Problem | null;
}

export const DRAWS = 50_000;
export const SEED = 1;
export const REST_MS = 300;
/** One that takes longer is not waited for where a newer question stands. */
export const LATE_MS = 300;

export interface Hands {
  post: (request: StudyRequest, signal: AbortSignal) => Promise<Reply<StudyEvaluation>>;
  wait: (ms: number, then: () => void) => () => void;
}

const nothing: AnswerState = { point: null, pointStale: false, drawn: null, drawnStale: false, computing: false, problem: null };

export class Answers {
  readonly state = new Store<AnswerState>(nothing);
  private changes: Changes = new Map();
  private more: readonly Analysis[] = [];
  private underWay: AbortController | null = null;
  private isWanted = false;
  private drawing: AbortController | null = null;
  private cancelRest: () => void = () => {};
  private cancelLate: () => void = () => {};
  private ended = false;

  constructor(private readonly study: string, private readonly hands: Hands) {}

  ask(changes: Changes): void {
    this.ended = false; // a page in its strict mode leaves once and comes again
    const first = this.state.get().point === null;
    this.changes = changes;
    this.drawing?.abort();
    this.drawing = null;
    this.cancelRest();
    this.state.set({ ...this.state.get(), pointStale: !first, drawnStale: this.state.get().drawn !== null, computing: true, problem: null });
    if (this.underWay === null) void this.point();
    else this.isWanted = true;
    this.cancelRest = this.hands.wait(first ? 0 : REST_MS, () => void this.draw());
  }

  /** Other analyses are wanted too, from now on. */
  askMore(more: readonly Analysis[]): void {
    if (more.every((one) => this.more.includes(one))) return;
    this.more = more;
    this.drawing?.abort();
    this.drawing = null;
    this.cancelRest();
    this.state.set({ ...this.state.get(), drawnStale: this.state.get().drawn !== null, computing: true });
    this.cancelRest = this.hands.wait(0, () => void this.draw());
  }

  /** Leaves the page: nothing more is asked or shown. */
  end(): void {
    this.ended = true;
    this.cancelRest();
    this.cancelLate();
    this.underWay?.abort();
    this.drawing?.abort();
    this.underWay = null;
    this.drawing = null;
    this.isWanted = false;
  }

  private async point(): Promise<void> {
    const stop = new AbortController();
    const changes = this.changes;
    this.underWay = stop;
    this.isWanted = false;
    this.cancelLate = this.hands.wait(LATE_MS, () => this.late(stop));
    const reply = await this.hands.post({ study: this.study, changes: asked(changes), draws: 0, seed: SEED, with: [] }, stop.signal);
    if (this.ended || this.underWay !== stop) return; // given up
    this.cancelLate();
    this.underWay = null;
    if (this.isWanted && writeChanges(changes) !== writeChanges(this.changes)) return void this.point(); // somebody has moved on
    if (reply.ok) this.state.set({ ...this.state.get(), point: reply.value, pointStale: false });
    else this.fail(reply.problem);
  }

  /** Nobody waits for an answer to an older question. */
  private late(stop: AbortController): void {
    if (this.underWay !== stop) return;
    if (!this.isWanted) {
      this.cancelLate = this.hands.wait(LATE_MS, () => this.late(stop));
      return;
    }
    this.underWay = null;
    stop.abort();
    void this.point();
  }

  private async draw(): Promise<void> {
    const stop = new AbortController();
    this.drawing = stop;
    const wanted: Analysis[] = ["tornado", "break_even", ...this.more];
    const reply = await this.hands.post({ study: this.study, changes: asked(this.changes), draws: DRAWS, seed: SEED, with: wanted }, stop.signal);
    if (this.ended || this.drawing !== stop) return;
    this.drawing = null;
    if (!reply.ok) return this.fail(reply.problem);
    this.state.set({ ...this.state.get(), point: reply.value, pointStale: false, drawn: reply.value, drawnStale: false, computing: false });
  }

  private fail(problem: Problem): void {
    this.drawing?.abort();
    this.drawing = null;
    this.cancelRest();
    this.state.set({ ...this.state.get(), computing: false, problem });
  }
}
