// The floor as the site sends it: one Board at a time, over Server-Sent Events.
//
// Keeps the newest Board, whether the site answers, and the highest head that this page has seen, whole as the site gave it; presents it
// when it opens a new stream, so that a ledger that lost acknowledged rows, or has others, is noticed. Holds no rule.
import type { Board, Head } from "../api/types";
import { siteClock } from "../clock/site_clock";
import { Store } from "./store";

const SILENT_MS = 12_000; // the site sends something each 5 s
const REOPEN_MS = [500, 1_000, 2_000, 4_000];

export class Live {
  readonly board = new Store<Board | null>(null);
  readonly connected = new Store<boolean>(false);
  /** False: the site says that its ledger is closed for writing. */
  readonly siteSaves = new Store<boolean>(true);
  onSignedOut: () => void = () => {};
  /** Another protocol is in force at the site. */
  onProtocol: () => void = () => {};
  onConnected: () => void = () => {};

  private source: EventSource | null = null;
  private highest: Head | null = null;
  private failures = 0;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private reopening: ReturnType<typeof setTimeout> | undefined;
  private wanted = false;

  /** Opens the stream anew: after a sign-in the same address gives another view. */
  open(): void {
    this.wanted = true;
    this.close();
    const query = this.highest ? `?head=${encodeURIComponent(this.highest.token)}` : "";
    const source = new EventSource(`/api/v1/live${query}`);
    this.source = source;
    source.addEventListener("board", (event) => this.gotBoard(JSON.parse((event as MessageEvent<string>).data) as Board));
    source.addEventListener("beat", (event) => {
      const beat = JSON.parse((event as MessageEvent<string>).data) as { now: number; saved: boolean };
      siteClock.heard(beat.now);
      this.siteSaves.set(beat.saved);
      this.heard();
    });
    source.addEventListener("signed_out", () => this.onSignedOut());
    source.addEventListener("protocol", () => this.onProtocol());
    source.onerror = () => {
      this.connected.set(false);
      if (source.readyState === EventSource.CLOSED) this.reopen();
    };
    this.listen();
  }

  stop(): void {
    this.wanted = false;
    this.close();
    this.connected.set(false);
  }

  /** A head that an answer carried. */
  sawHead(head: Head): void {
    if (head.token !== "" && head.seq > (this.highest?.seq ?? 0)) this.highest = head;
  }

  private close(): void {
    this.source?.close();
    this.source = null;
    clearTimeout(this.silence);
    clearTimeout(this.reopening);
  }

  private gotBoard(board: Board): void {
    siteClock.heard(board.now);
    this.sawHead(board.head);
    this.siteSaves.set(board.saved);
    this.board.set(board);
    this.heard();
  }

  private heard(): void {
    this.failures = 0;
    this.listen();
    if (!this.connected.get()) {
      this.connected.set(true);
      this.onConnected();
    }
  }

  private listen(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.connected.set(false);
      this.reopen();
    }, SILENT_MS);
  }

  private reopen(): void {
    clearTimeout(this.reopening);
    if (!this.wanted) return;
    const ms = REOPEN_MS[Math.min(this.failures++, REOPEN_MS.length - 1)]!;
    this.reopening = setTimeout(() => this.wanted && this.open(), ms);
  }
}
