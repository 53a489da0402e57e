import { beforeEach, expect, test } from "vitest";
import type { Board, Head } from "../../src/api/types";
import { Live } from "../../src/record/live";

type Listener = (event: { data: string }) => void;

class Stream {
  static opened: Stream[] = [];
  static readonly CLOSED = 2;
  readyState = 1;
  onerror: (() => void) | null = null;
  private readonly listeners = new Map<string, Listener>();
  constructor(readonly address: string) {
    Stream.opened.push(this);
  }
  addEventListener(name: string, listener: Listener): void {
    this.listeners.set(name, listener);
  }
  close(): void {}
  protocol(): void {
    this.listeners.get("protocol")!({ data: "{}" });
  }
  board(head: Head): void {
    this.listeners.get("board")!({ data: JSON.stringify({ now: 0, saved: true, head } as Partial<Board>) });
  }
}

const head = (seq: number): Head => ({ seq, digest: `d${seq}`, token: `${seq}.d${seq}.mark` });
let live: Live;
const addressOfNext = (): string => {
  live.open();
  return Stream.opened.at(-1)!.address;
};

beforeEach(() => {
  Stream.opened = [];
  (globalThis as { EventSource?: unknown }).EventSource = Stream;
  live = new Live();
});

test("a page that has seen nothing presents nothing", () => {
  expect(addressOfNext()).toBe("/api/v1/live");
});

test("the highest head seen, on the floor or in an answer, is presented whole as the site gave it", () => {
  addressOfNext();
  Stream.opened[0]!.board(head(7));
  expect(addressOfNext()).toBe("/api/v1/live?head=7.d7.mark");
  live.sawHead(head(9));
  live.sawHead(head(8));
  expect(addressOfNext()).toBe("/api/v1/live?head=9.d9.mark");
  live.stop();
});

test("a locked site gives no head to keep, and takes none away", () => {
  live.sawHead(head(9));
  live.sawHead({ seq: 0, digest: "0", token: "" });
  expect(addressOfNext()).toBe("/api/v1/live?head=9.d9.mark");
  live.stop();
});

test("another protocol in force at the site is heard of", () => {
  let heard = 0;
  live.onProtocol = () => ++heard;
  addressOfNext();
  Stream.opened[0]!.protocol();
  expect(heard).toBe(1);
  live.stop();
});
