// One person on the floor: a look (one tap does most of them), what begins, where to, and leaving. Leaving early is one tap, not a fault.
import { useSay } from "../catalogue/catalogue";
import { clock } from "../clock/format";
import { openEmergency } from "../parts/emergency_button";
import { go } from "../parts/route";
import { send } from "../parts/send";
import { Shape } from "../parts/shapes";
import { Sheet } from "../parts/sheet";
import { tell } from "../parts/toasts";
import { seatInWords } from "../parts/words";
import type { Board, Person } from "../api/types";
import { AgeStep } from "../welcome/age_step";
import { LookForm } from "./look_form";
import { TodaysUse } from "./todays_use";
import { UseForm } from "./use_form";
import { usePerson, type PersonPart } from "./use_person";

export function PersonSheet({ visit, onClose }: { visit: string; onClose: () => void }) {
  const shown = usePerson(visit);
  if (!shown) return null;
  const { board, person, now, covered, state, part, setPart } = shown;
  return (
    <Sheet
      title={shown.place}
      onClose={onClose}
      head={
        <>
          <h2 className="sheet-title">
            <span className="title">{shown.place}</span>
            <span className="title">{shown.handle}</span>
            <span className={`row tone-${state.tone} strong`}>
              <Shape tone={state.tone} /> {state.words}
            </span>
          </h2>
          <span className="grow" />
          <span className="sheet-clock">{clock(now - person.since)}</span>
        </>
      }
    >
      {part === "use" && <UseForm person={person} floor={board.floor} onDone={onClose} onBack={() => setPart("all")} />}
      {part === "move" && <MoveForm person={person} board={board} onDone={onClose} onBack={() => setPart("all")} />}
      {part === "all" && (
        <>
          {isWatched(person) && <LookForm person={person} onDone={onClose} />}
          <PersonActions person={person} board={board} onPart={setPart} onClose={onClose} />
          {person.uses > 0 && !covered && <TodaysUse visit={visit} />}
        </>
      )}
    </Sheet>
  );
}

const UNWATCHED = new Set(["waiting", "seated", "done"]);
export const isWatched = (person: Person): boolean => !UNWATCHED.has(person.state);

export function PersonActions({ person, board, onPart, onClose, onVisitPage = false }: {
  person: Person;
  board: Board;
  onPart: (part: PersonPart) => void;
  onClose: () => void;
  onVisitPage?: boolean;
}) {
  const say = useSay();
  const seated = person.seat !== null;
  const mayGo = person.state === "may_go" || !isWatched(person);
  const act = async (command: string, fields: Record<string, unknown>, done?: Parameters<typeof tell>[0]) => {
    onClose();
    if ((await send(command, { visit: person.visit, ...fields })) && done) tell(done);
  };
  const answerAge = async (old_enough: "yes" | "no") => {
    if (!(await send("answer_age", { visit: person.visit, old_enough }))) return;
    tell("person.age_told", { undo: () => void send("answer_age", { visit: person.visit, old_enough: "not_asked" }) });
  };
  return (
    <section>
      {person.ask_age && <AgeStep floor={board.floor} answer="not_asked" onAnswer={(answer) => void answerAge(answer)} />}
      <h3 className="heading">{say("person.what_now")}</h3>
      <div className="actions">
        {seated && board.floor.consumption && !person.ask_age && (
          <button className="button" onClick={() => onPart("use")}>
            {say(person.uses === 0 ? "person.begin_use" : "person.another_use")}
          </button>
        )}
        {board.floor.consumption && (
          <button className="button" onClick={() => onPart("move")}>
            {say(seated ? "person.move" : "person.give_seat")}
          </button>
        )}
        {person.emergency ? (
          <button className="button now" onClick={() => go({ page: "emergency", key: person.emergency! })}>
            <Shape tone="now" /> {say("person.to_emergency")}
          </button>
        ) : (
          <button className="button now" onClick={() => openEmergency({ visit: person.visit, ...(person.seat === null ? {} : { seat: person.seat }) })}>
            <Shape tone="now" /> {say("emergency.here")}
          </button>
        )}
        {person.state === "waiting" ? (
          <>
            <button className="button" onClick={() => void act("left_before_served", {}, "person.left_told")}>
              {say("person.left_before")}
            </button>
            <button className="button" onClick={() => void act("could_not_be_served", { reason: "no_seat" }, "person.not_served_told")}>
              {say("person.not_served")}
            </button>
          </>
        ) : (
          <>
            <button className="button" onClick={() => void act("leave", {}, "person.left_told")}>
              {say(mayGo ? "person.leave" : "person.leave_early")}
            </button>
            <button className="button" onClick={() => void act("gone", {}, "person.gone_told")}>
              {say("person.gone")}
            </button>
            {!seated && board.floor.consumption && (
              <button className="button" onClick={() => void act("join_waiting", { purpose: "booth" })}>
                {say("person.wait_booth")}
              </button>
            )}
          </>
        )}
        {!onVisitPage && (
          <button className="button quiet" onClick={() => go({ page: "visit", visit: person.visit })}>
            {say("person.whole_visit")}
          </button>
        )}
      </div>
    </section>
  );
}

/** Another seat: free ones only, by room. */
export function MoveForm({ person, board, onDone, onBack }: { person: Person; board: Board; onDone: () => void; onBack: () => void }) {
  const say = useSay();
  const before = person.seat;
  const free = board.seats.filter((seat) => seat.kind !== "toilet" && seat.state !== "cleaning" && seat.visits.length < seat.capacity && seat.seat !== before);
  const move = async (seat: number) => {
    onDone();
    if (!(await send("take_seat", { visit: person.visit, seat }))) return;
    tell("person.moved", before === null ? {} : { undo: () => void send("take_seat", { visit: person.visit, seat: before }) });
  };
  return (
    <section>
      <h3 className="heading">{say("person.where_to")}</h3>
      {free.length === 0 && <p>{say("person.no_seat_free")}</p>}
      <div className="places">
        {free.map((seat) => (
          <button key={seat.seat} className="button" onClick={() => void move(seat.seat)}>
            {seatInWords(seat, say)}
          </button>
        ))}
      </div>
      <p className="row">
        <button className="button plain" onClick={onBack}>
          {say("common.back")}
        </button>
      </p>
    </section>
  );
}
