// The floor: seats by kind with clock, state and handle; no substance. Waiting on the left, what is next on the right.
import { Fragment, useEffect } from "react";
import type { Board, Person, Seat } from "../api/types";
import { useSay, wordKey, type Say } from "../catalogue/catalogue";
import { clock } from "../clock/format";
import { useNow } from "../clock/use_now";
import { OpenEmergencies } from "../parts/open_emergencies";
import { mayManage } from "../parts/roles";
import { go } from "../parts/route";
import { Shape, type Tone } from "../parts/shapes";
import { useBoard, useEmergencies, useSession } from "../parts/use_site";
import { useStore } from "../record/store";
import { openPerson } from "./open_person";
import { countsFrom, isAtDesk, waitsForSeat } from "./people";
import { PersonSheet } from "./person_sheet";
import { RegisterScreen } from "./screen_sheet";
import { SeatSheet } from "./seat_sheet";
import { useCovered } from "../parts/covered";
import { StaffFrame } from "./staff_frame";
import { TodayButton } from "./today_button";
import { armSound } from "../sound/sounds";

const ROOMS: readonly Seat["kind"][] = ["booth", "smoking", "aftercare", "toilet"];

export function FloorPage() {
  const say = useSay();
  const board = useBoard();
  const now = useNow(500);
  const open = useStore(openPerson);
  const covered = useCovered();
  useEffect(() => () => openPerson.set(null), []);
  return (
    <StaffFrame title={say("floor.title")} nextFirst left={<Waiting board={board} now={now} covered={covered} />}>
      {board === null ? (
        <p className="soft">{say("floor.waiting_for_site")}</p>
      ) : (
        <>
          <NotRegistered />
          {!board.floor.open && <FloorClosed board={board} />}
          {board.floor.consumption && ROOMS.map((room) => <Room key={room} kind={room} board={board} now={now} covered={covered} />)}
          {!board.floor.consumption && <NoConsumption board={board} now={now} covered={covered} />}
        </>
      )}
      {open && "visit" in open && <PersonSheet visit={open.visit} onClose={() => openPerson.set(null)} />}
      {open && "seat" in open && <SeatSheet seat={open.seat} onClose={() => openPerson.set(null)} />}
    </StaffFrame>
  );
}

/** Whoever may register this screen is asked to, here. */
function NotRegistered() {
  const say = useSay();
  const session = useSession();
  if (session === null || session.device !== null) return null;
  return (
    <div className="note breathe not-registered">
      <p>{say("screen.not_registered")}</p>
      {mayManage(session.staff?.role) && <RegisterScreen />}
    </div>
  );
}

function FloorClosed({ board }: { board: Board }) {
  const say = useSay();
  return (
    <p className="note" role="status">
      {say(board.floor.opens === "protocol_not_signed" ? "floor.closed_unsigned" : "floor.closed")}
    </p>
  );
}

/** Welcome, who waits for a seat, who came for something else, and who is inside without a seat. */
function Waiting({ board, now, covered }: { board: Board | null; now: number; covered: boolean }) {
  const say = useSay();
  const people = board?.people ?? [];
  const onFloor = board?.floor.consumption ?? false; // elsewhere the middle shows who is inside
  const waiting = people.filter(waitsForSeat);
  const atDesk = onFloor ? people.filter(isAtDesk) : [];
  const others = onFloor ? people.filter((person) => person.seat === null && person.state !== "waiting") : [];
  return (
    <>
      <button className="welcome-button" onClick={() => { armSound(); go({ page: "welcome" }); }}>
        {say("welcome.someone")}
      </button>
      <TodayButton />
      <div className="side-list">
        <OpenEmergencies apart />
        {([["floor.waiting", waiting], ["floor.at_desk", atDesk], ["floor.inside", others]] as const).map(([heading, listed]) => listed.length > 0 && (
          <Fragment key={heading}>
            <h2 className="heading">{say(heading, { n: listed.length })}</h2>
            {listed.map((person) => (
              <WaitingCard key={person.visit} person={person} now={now} covered={covered} />
            ))}
          </Fragment>
        ))}
      </div>
    </>
  );
}

export function WaitingCard({ person, now, covered }: { person: Person; now: number; covered: boolean }) {
  const say = useSay();
  const words = person.state === "waiting" ? say(`purpose.${person.purpose}`) : stateInWords(person, now, say).words;
  return (
    <button className="waiting" onClick={() => openPerson.set({ visit: person.visit })}>
      <b>{handleInWords(person, covered, say)}</b>
      <span className="minutes tabular">{say("floor.minutes", { n: Math.floor((now - person.since) / 60_000) })}</span>
      <span className="soft">{words}</span>
    </button>
  );
}

export function Room({ kind, board, now, covered }: { kind: Seat["kind"]; board: Board; now: number; covered: boolean }) {
  const say = useSay();
  const seats = board.seats.filter((seat) => seat.kind === kind);
  if (seats.length === 0) return null;
  const taken = seats.filter((seat) => seat.state === "occupied").length;
  return (
    <section className="room">
      <h2 className="heading">{say(`floor.room.${kind}`, { n: taken, of: seats.length })}</h2>
      <ul className={`seats ${kind}`}>
        {seats.map((seat) => (
          <li key={seat.seat} className="seat-place">
            <SeatCard seat={seat} people={board.people.filter((person) => seat.visits.includes(person.visit))} now={now} covered={covered} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SeatCard({ seat, people, now, covered }: { seat: Seat; people: Person[]; now: number; covered: boolean }) {
  const say = useSay();
  const emergencies = useEmergencies();
  const person = mostPressing(people);
  const open = () => {
    if (person?.emergency) go({ page: "emergency", key: person.emergency });
    else if (people.length === 1 && person) openPerson.set({ visit: person.visit });
    else openPerson.set({ seat: seat.seat });
  };
  if (!person) {
    const since = seat.kind === "toilet" && seat.state === "occupied" ? seat.since : undefined;
    const knock = seat.knock_due !== undefined && seat.knock_due <= now && since !== undefined;
    return (
      <button className={since === undefined ? "seat empty" : knock ? "seat due" : "seat"} data-seat={seat.label} onClick={open}>
        <span className="seat-top">
          {seat.label}
          {since !== undefined && <SeatClock ms={now - since} />}
        </span>
        <span className={`seat-state ${knock ? "tone-due" : since !== undefined ? "tone-well" : ""}`}>
          {since !== undefined && <Shape tone={knock ? "due" : "well"} />}
          {say(knock ? "seat_state.knock" : `seat_state.${seat.state}`)}
        </span>
      </button>
    );
  }
  const state = stateInWords(person, now, say);
  return (
    <button className={`seat ${state.tone === "well" ? "" : state.tone}`} data-seat={seat.label} data-state={person.state} onClick={open}>
      <span className="seat-top">
        {seat.label}
        <SeatClock ms={now - countsFrom(person, emergencies)} />
      </span>
      <span className="seat-handle">{people.length > 1 ? say("floor.people", { n: people.length }) : handleInWords(person, covered, say)}</span>
      {person.state === "preparing" && <span className="seat-note">{say("state.preparing")}</span>}
      <span className={`seat-state tone-${state.tone}`}>
        <Shape tone={state.tone} /> {state.words}
      </span>
    </button>
  );
}

function SeatClock({ ms }: { ms: number }) {
  const shown = clock(ms);
  return <span className={shown.length > 5 ? "seat-clock long" : "seat-clock"}>{shown}</span>;
}

/** A center where nobody uses on site: no seat is shown, only who is inside. */
export function NoConsumption({ board, now, covered }: { board: Board; now: number; covered: boolean }) {
  const say = useSay();
  const emergencies = useEmergencies();
  const inside = board.people.filter((person) => !waitsForSeat(person));
  return (
    <section className="room">
      <h2 className="heading">{say("floor.inside", { n: inside.length })}</h2>
      <ul className="seats smoking">
        {inside.map((person) => {
          const state = stateInWords(person, now, say);
          return (
            <li key={person.visit} className="seat-place">
              <button className={`seat ${state.tone === "well" ? "" : state.tone}`} onClick={() => (person.emergency ? go({ page: "emergency", key: person.emergency }) : openPerson.set({ visit: person.visit }))}>
                <span className="seat-top">
                  {say(`purpose.${person.purpose}`)} <SeatClock ms={now - countsFrom(person, emergencies)} />
                </span>
                <span className="seat-handle">{handleInWords(person, covered, say)}</span>
                <span className={`seat-state tone-${state.tone}`}>
                  <Shape tone={state.tone} /> {state.words}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const PRESSING = ["emergency", "still_sedated", "concern", "look_overdue", "look_due", "may_go", "recovery", "preparing", "watched", "seated"];

function mostPressing(people: Person[]): Person | undefined {
  return [...people].sort((a, b) => rank(a) - rank(b))[0];
}
const rank = (person: Person) => (PRESSING.indexOf(person.state) + PRESSING.length + 1) % (PRESSING.length + 1);

export function handleInWords(person: Person, covered: boolean, say: Say): string {
  if (covered) return say("cover.covered");
  return person.handle ?? say("floor.no_code");
}

/** A person's state as the board says it now: a look falls due between two messages of the site. */
export function stateInWords(person: Person, now: number, say: Say): { tone: Tone; words: string } {
  if (isAtDesk(person)) return { tone: "well", words: say("place.inside") };
  const lookDue = person.look_due !== null && person.look_due <= now;
  const watched = person.state === "watched" || person.state === "preparing" || person.state === "look_due";
  const state = watched && lookDue ? "look_due" : person.state;
  if (state === "recovery" && lookDue) return { tone: "due", words: say("state.look_due") };
  const tones: Record<string, Tone> = {
    emergency: "now", still_sedated: "due", concern: "due", look_due: "due", look_overdue: "due", may_go: "due",
  };
  const words = state === "preparing" ? "state.watched" : wordKey("state", state, "state.watched");
  return { tone: tones[state] ?? "well", words: say(words) };
}
