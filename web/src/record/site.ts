// The page's one connection to its site: session, live floor, outbox, protocol, and the acts that so far only this screen has.
//
// One object for the whole page, made once. Nothing of it is written to the tablet.
import { getProtocol, getSession, registerDevice, sendCommands, signIn, signOut, type Reply } from "../api/http";
import type { Act, ActKind, CommandName, Emergency, FieldsOf, Given, Playbook, Session } from "../api/types";
import { siteClock } from "../clock/site_clock";
import { standsBefore } from "../playbook/assess";
import { uuid7 } from "./ids";
import { Live } from "./live";
import { Outbox, type Sent } from "./outbox";
import { Store } from "./store";

/** null: not asked yet. "unreachable": the site does not answer, and nothing is known. */
export type SessionState = Session | null | "unreachable";

interface OwnAct {
  emergency: string;
  tappedAt: number; // monotonic
  act: Omit<Act, "at">;
}

/** What somebody tapped on this screen, in the order of the taps. */
export interface TapHere {
  id: string;
  emergency: string;
  act: ActKind;
  fields: ActFields;
  tappedAt: number; // monotonic
}

export type ActFields = Partial<Omit<Act, "id" | "act" | "at">>;

const SESSION_RETRY_MS = 2_000;
const TAPS_KEPT = 64; // enough to know a tap that repeats another of the last seconds

class Site {
  readonly session = new Store<SessionState>(null);
  /** The page was opened while the site did not answer: taps of before that were not saved went with the page that held them. */
  readonly openedAway = new Store(false);
  readonly playbook = new Store<Playbook | null>(null);
  /** Acts tapped here that no Board has shown yet. */
  readonly ownActs = new Store<readonly OwnAct[]>([]);
  /** The newest acts tapped here, whether a Board has shown them or not. */
  tapsHere: readonly TapHere[] = [];
  readonly live = new Live();
  readonly outbox = new Outbox({
    post: sendCommands,
    monotonic: () => performance.now(),
    wall: () => Date.now(),
    wait: (ms, then) => void setTimeout(then, ms),
    staff: () => this.staff()?.staff ?? null,
  });

  private sawPeople = false;
  /** Requests on their way that change who is signed in here, how many there were, and whether the site is to be asked when they are over. */
  private changing = 0;
  private changes = 0;
  private askAfterChange = false;
  private askingAgain: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.outbox.onAnswer = (answer) => this.live.sawHead(answer.head);
    this.outbox.onNotAllowed = () => void this.askSession();
    this.live.onSignedOut = () => void this.askSession();
    this.live.onProtocol = () => {
      void this.askProtocol();
      void this.askSession();
    };
    this.live.onConnected = () => {
      this.outbox.kick();
      if (typeof this.session.get() !== "object" || this.session.get() === null) void this.askSession();
      void this.askProtocol();
    };
    this.live.board.watch(() => {
      this.dropActsThatTheBoardShows();
      this.noticeThatNobodyIsSignedIn();
    });
  }

  begin(): void {
    void this.askSession();
    void this.askProtocol();
  }

  staff() {
    const session = this.session.get();
    return session !== null && session !== "unreachable" ? session.staff : null;
  }

  signIn(staff: string, secret: { pin: string } | { password: string }): Promise<Reply<Session>> {
    return this.changeSession(signIn(staff, secret));
  }

  signOut(): Promise<Reply<Session>> {
    return this.changeSession(signOut());
  }

  registerDevice(label: string): Promise<Reply<Session>> {
    return this.changeSession(registerDevice(label));
  }

  /** Who is here, as the site says it. While this page changes that, the answer may be of before: it is asked for afterwards. */
  async askSession(): Promise<void> {
    if (this.changing > 0) return void (this.askAfterChange = true);
    const before = this.changes;
    const reply = await getSession();
    if (before !== this.changes) return this.askSession();
    if (reply.ok) return this.setSession(reply.value);
    if (this.session.get() === null) {
      this.session.set("unreachable");
      this.openedAway.set(true);
    }
    if (reply.status !== 0 && this.session.get() !== "unreachable") return;
    clearTimeout(this.askingAgain); // nobody answers: perhaps a sign-out is among what was lost
    this.askingAgain = setTimeout(() => void this.askSession(), SESSION_RETRY_MS);
  }

  /** `work` changes who is signed in here, perhaps in more than one step: what the site says in between shows on no page. */
  async whileChanging<T>(work: () => Promise<T>): Promise<T> {
    this.changing++;
    this.changes++;
    if (this.changing > 1) this.askAfterChange = true; // their answers may overtake each other
    try {
      return await work();
    } finally {
      this.changing--;
      if (this.changing === 0 && this.askAfterChange) {
        this.askAfterChange = false;
        void this.askSession();
      }
    }
  }

  private changeSession(change: Promise<Reply<Session>>): Promise<Reply<Session>> {
    return this.whileChanging(async () => {
      const reply = await change;
      // The stream that is open knows this browser by a sign-in that has ended: another one is opened.
      if (reply.ok) this.setSession(reply.value, true);
      else this.askAfterChange = true; // perhaps done, and its answer lost
      return reply;
    });
  }

  /** The site said who is signed in: another view of the floor from now on. */
  private setSession(session: Session, signedAnew = false): void {
    const before = this.session.get();
    this.session.set(session);
    const who = (one: SessionState) => (one && one !== "unreachable" ? `${one.device?.number ?? ""}/${one.staff?.staff ?? ""}` : "");
    if (session.device === null && session.staff === null) {
      this.live.stop();
      this.live.board.set(null);
    } else if (signedAnew || who(before) !== who(session) || !this.live.connected.get()) {
      if (session.staff === null) this.live.board.set(withoutHandles(this.live.board.get()));
      this.live.open();
    }
    this.outbox.kick();
  }

  async askProtocol(): Promise<void> {
    const reply = await getProtocol();
    if (reply.ok) this.playbook.set(reply.value);
  }

  send<Name extends CommandName>(command: Name, ...[fields]: Given<Name>): Promise<Sent> {
    return this.outbox.add(command, (fields ?? {}) as FieldsOf<Name>).sent;
  }

  /** One act of an emergency: on this screen at once, at the site as soon as it answers. Returns the act's id. */
  act(emergency: string, act: ActKind, fields: ActFields = {}): string {
    const id = uuid7();
    const tappedAt = performance.now();
    const own: OwnAct = { emergency, tappedAt, act: { id, act, ...fields } };
    this.tapsHere = [...this.tapsHere, { id, emergency, act, fields, tappedAt }].slice(-TAPS_KEPT);
    this.ownActs.set([...this.ownActs.get(), own]);
    this.outbox.add("act", { emergency, act, ...fields }, id);
    return id;
  }

  moveAct(act: string, from: string, to: string): void {
    this.outbox.add("move_act", { act, from, to });
    this.ownActs.set(this.ownActs.get().map((own) => (own.act.id === act ? { ...own, emergency: to } : own)));
  }

  openEmergency(where: ActFields = {}): string {
    const key = uuid7();
    this.act(key, "opened");
    if (where.seat !== undefined) this.act(key, "place", { seat: where.seat });
    if (where.visit !== undefined) this.act(key, "person", { visit: where.visit });
    if (where.vitals !== undefined) this.act(key, "vitals", { vitals: where.vitals });
    return key;
  }

  /** Whoever was ended, or signed out by a new PIN, sees from now on what a screen without anybody sees: the site says who is here. */
  private noticeThatNobodyIsSignedIn(): void {
    const sees = this.live.board.get()?.sees_people ?? false;
    if (this.sawPeople && !sees && this.staff() !== null) void this.askSession();
    this.sawPeople = sees;
  }

  private dropActsThatTheBoardShows(): void {
    const board = this.live.board.get();
    if (!board) return;
    const shown = new Set(board.emergencies.flatMap((emergency) => emergency.acts.map((act) => act.id)));
    const left = this.ownActs.get().filter((own) => !shown.has(own.act.id));
    if (left.length !== this.ownActs.get().length) this.ownActs.set(left);
  }
}

function withoutHandles(board: ReturnType<Live["board"]["get"]>) {
  return board && { ...board, sees_people: false, people: board.people.map((person) => ({ ...person, handle: null })) };
}

export const site = new Site();

/** An emergency as this screen knows it: the site's acts and its own that are on their way. */
export interface KnownEmergency {
  key: string;
  acts: Act[];
  fromSite: Emergency | null;
}

export function knownEmergencies(emergencies: readonly Emergency[], own: readonly OwnAct[], device: number | null): KnownEmergency[] {
  const known = new Map<string, KnownEmergency>();
  for (const fromSite of emergencies) known.set(fromSite.key, { key: fromSite.key, acts: [...fromSite.acts], fromSite });
  const shown = new Set(emergencies.flatMap((emergency) => emergency.acts.map((act) => act.id)));
  for (const one of own) {
    if (shown.has(one.act.id)) continue;
    const here = known.get(one.emergency) ?? { key: one.emergency, acts: [], fromSite: null };
    here.acts.push({ ...one.act, at: Math.round(siteClock.at(one.tappedAt)), ...(device === null ? {} : { device }) });
    known.set(one.emergency, here);
  }
  for (const one of known.values()) one.acts.sort(standsBefore);
  return [...known.values()];
}
