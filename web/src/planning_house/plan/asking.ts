// Asking for a plan while a reader chooses: at most one quick plan under way and the latest question behind it, then, when the reader rests, the same
// with draws, the curve and vetoes. An answer to an older question is never shown. Holds no figure of its own.
import type { Reply } from "../../api/http";
import type { Plan, PlanRequest, Problem } from "../../api/types";
import { Store } from "../../record/store";

export interface AskState {
  /** The plan of the choice as it stands, or of an earlier one (`isStale`). */
  plan: Plan | null;
  isStale: boolean;
  /** With draws, curve and vetoes; of an earlier choice while `isDrawnStale`. */
  drawn: Plan | null;
  isDrawnStale: boolean;
  isComputing: boolean;
  problem: Problem | null;
}

export const DRAWS = 200;
export const REST_MS = 400;
const SEED = 1;

export interface Hands {
  post: (request: PlanRequest, signal: AbortSignal) => Promise<Reply<Plan>>;
  wait: (ms: number, then: () => void) => () => void;
}

export class Asking {
  readonly state = new Store<AskState>({ plan: null, isStale: false, drawn: null, isDrawnStale: false, isComputing: false, problem: null });
  private question: PlanRequest | null = null;
  private underWay: AbortController | null = null;
  private drawing: AbortController | null = null;
  private cancelRest: () => void = () => {};
  /** The reader rests: draws are due, once no quick plan is under way (the server lets a newer request of one reader stop an older one). */
  private isResting = false;

  constructor(private readonly hands: Hands) {}

  ask(question: PlanRequest): void {
    const before = this.state.get();
    this.question = question;
    this.drawing?.abort();
    this.drawing = null;
    this.cancelRest();
    this.state.set({ ...before, isStale: before.plan !== null, isDrawnStale: before.drawn !== null, isComputing: true, problem: null });
    this.isResting = false;
    if (this.underWay === null) void this.quick();
    this.cancelRest = this.hands.wait(REST_MS, () => {
      this.isResting = true;
      if (this.underWay === null) void this.draw();
    });
  }

  /** Leaves the page: nothing more is asked or shown. */
  end(): void {
    this.cancelRest();
    this.underWay?.abort();
    this.drawing?.abort();
    this.underWay = this.drawing = this.question = null;
  }

  private async quick(): Promise<void> {
    const question = this.question!;
    const stop = (this.underWay = new AbortController());
    const reply = await this.hands.post({ ...question, seed: SEED, draws: 0, curve: false, vetoes: false }, stop.signal);
    if (this.underWay !== stop) return; // the page was left
    this.underWay = null;
    if (this.question !== question) return void this.quick(); // somebody has moved on
    if (!reply.ok) return this.fail(reply.problem);
    this.state.set({ ...this.state.get(), plan: reply.value, isStale: false });
    if (this.isResting) void this.draw();
  }

  private async draw(): Promise<void> {
    const stop = (this.drawing = new AbortController());
    const reply = await this.hands.post({ ...this.question!, seed: SEED, draws: DRAWS, curve: true, vetoes: true, hindsight: this.question!.goal !== "cost_per_death" }, stop.signal);
    if (this.drawing !== stop) return;
    this.drawing = null;
    if (!reply.ok) return this.fail(reply.problem);
    this.state.set({ plan: reply.value, isStale: false, drawn: reply.value, isDrawnStale: false, isComputing: false, problem: null });
  }

  private fail(problem: Problem): void {
    this.cancelRest();
    this.drawing?.abort();
    this.drawing = null;
    this.state.set({ ...this.state.get(), isComputing: false, problem });
  }
}
