// What can be done with a seat: give it, say that it is ready, or look after the toilet (an occupied clock and a knock; no code asked).
import type { Person } from "../../api/types";
import { handleInWords, stateInWords } from "../../board/state_words";
import { useSay } from "../../catalogue/catalogue";
import { clock } from "../../clock/format";
import { useNow } from "../../clock/use_now";
import { openEmergency } from "../../parts/emergency_button";
import { send, takeBack } from "../../parts/send";
import { Shape } from "../../parts/shapes";
import { Sheet } from "../../parts/sheet";
import { tell } from "../../parts/tell";
import { useBoard } from "../../parts/use_site";
import { seatInWords } from "../../parts/words";
import { takeSeat } from "./take_seat";
import { openPerson } from "../../board/open_person";
import { useCovered } from "../../parts/covered";

/** What is told of a seat alone. */
type SeatCommand = "seat_ready" | "toilet_taken" | "toilet_knocked" | "toilet_freed";

export function SeatSheet({ seat: number, onClose }: { seat: number; onClose: () => void }) {
  const say = useSay();
  const board = useBoard();
  const now = useNow(1000);
  const covered = useCovered();
  const seat = board?.seats.find((one) => one.seat === number);
  if (!board || !seat) return null;
  const people = board.people.filter((person) => seat.visits.includes(person.visit));
  const waiting = board.people.filter((person) => person.seat === null && person.emergency === null);
  const moving = board.people.filter((person) => person.seat !== null && person.seat !== number && person.emergency === null);
  const room = seat.state !== "cleaning" && people.length < seat.capacity;
  const act = async (command: SeatCommand, done: Parameters<typeof tell>[0], undo?: SeatCommand) => {
    onClose();
    const place = seatInWords(seat, say);
    if (await send(command, { seat: number })) {
      tell(done, { values: { place }, ...(undo ? { undo: takeBack(undo, { seat: number }) } : {}) });
    }
  };
  const give = (person: Person) => {
    onClose();
    takeSeat(person, number);
  };
  return (
    <Sheet title={seatInWords(seat, say)} onClose={onClose}>
      <section className="stack">
        {seat.kind === "toilet" && seat.state === "occupied" && seat.since !== undefined && (
          <p className="sheet-clock">{clock(now - seat.since)}</p>
        )}
        <div className="actions">
          {seat.kind === "toilet" && seat.state === "free" && (
            <button className="button main" onClick={() => void act("toilet_taken", "toilet.taken", "toilet_freed")}>{say("toilet.take")}</button>
          )}
          {seat.kind === "toilet" && seat.state === "occupied" && (
            <>
              <button className="button main" onClick={() => void act("toilet_knocked", "toilet.knocked")}>{say("toilet.knock")}</button>
              <button className="button" onClick={() => void act("toilet_freed", "toilet.freed")}>{say("toilet.free")}</button>
            </>
          )}
          {seat.state === "cleaning" && (
            <button className="button main" onClick={() => void act("seat_ready", "seat_done.ready")}>{say("seat_done.is_ready")}</button>
          )}
          <button className="button now" onClick={() => openEmergency({ seat: number, ...(people.length === 1 ? { visit: people[0]!.visit } : {}) })}>
            <Shape tone="now" /> {say("emergency.here")}
          </button>
        </div>
      </section>
      {people.length > 0 && (
        <section>
          <h3 className="heading">{say("seat_sheet.here")}</h3>
          <div className="actions">
            {people.map((person) => (
              <button key={person.visit} className="button" onClick={() => openPerson.set({ visit: person.visit })}>
                {handleInWords(person, covered, say)} · {stateInWords(person, now, say).words}
              </button>
            ))}
          </div>
        </section>
      )}
      {seat.kind !== "toilet" && room && (
        <section>
          <h3 className="heading">{say("seat_sheet.give")}</h3>
          {waiting.length + moving.length === 0 && <p className="soft">{say("seat_sheet.nobody")}</p>}
          <div className="actions">
            {waiting.map((person) => (
              <button key={person.visit} className="button well" onClick={() => give(person)}>
                {handleInWords(person, covered, say)}
              </button>
            ))}
            {moving.map((person) => (
              <button key={person.visit} className="button" onClick={() => give(person)}>
                {handleInWords(person, covered, say)} · {person.place}
              </button>
            ))}
          </div>
        </section>
      )}
    </Sheet>
  );
}
