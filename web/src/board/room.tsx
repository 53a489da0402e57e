// The floor as it is drawn: its rooms with their seats, by kind, with clock, state and handle; no substance. A real floor's, and a simulated one's.
import type { Board, Person, Seat } from "../api/types";
import { useSay } from "../catalogue/catalogue";
import { clock } from "../clock/format";
import { go } from "../parts/route";
import { Shape } from "../parts/shapes";
import { useEmergencies } from "../parts/use_site";
import { openPerson } from "./open_person";
import { countsFrom, waitsForSeat } from "./people";
import { handleInWords, stateInWords } from "./state_words";
import "./room.css";
import "./seat.css";

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
