// What begins, where to, and leaving: each in one tap, and taken back in another for ten seconds. Leaving early is no fault.
import type { Board, CommandName, Given, Person } from "../../api/types";
import { useSay, type Key } from "../../catalogue/catalogue";
import { openEmergency } from "../../parts/emergency_button";
import { go } from "../../parts/route";
import { send, takeBack } from "../../parts/send";
import { Shape } from "../../parts/shapes";
import { tell } from "../../parts/tell";
import { AgeStep } from "../welcome/age_step";
import { recordWhatWasSeen } from "./look_draft";
import { isAtDesk, isWatched, waitsForSeat } from "../../board/people";
import type { PersonPart } from "./use_person";

export function PersonActions({ person, board, onPart, onClose, onVisitPage = false }: {
  person: Person;
  board: Board;
  onPart: (part: PersonPart) => void;
  onClose: () => void;
  onVisitPage?: boolean;
}) {
  const say = useSay();
  const { visit } = person;
  const seated = person.seat !== null;
  const consumption = board.floor.consumption;
  const answerAge = async (old_enough: "yes" | "no") => {
    if (!(await send("answer_age", { visit, old_enough }))) return;
    tell("person.age_told", { undo: takeBack("answer_age", { visit, old_enough: "not_asked" }) });
  };
  return (
    <section>
      {person.ask_age && <AgeStep floor={board.floor} answer="not_asked" onAnswer={(answer) => void answerAge(answer)} />}
      <h3 className="heading">{say("person.what_now")}</h3>
      <div className="actions">
        {seated && consumption && !person.ask_age && (
          <button className="button" onClick={() => onPart("use")}>
            {say(person.uses === 0 ? "person.begin_use" : "person.another_use")}
          </button>
        )}
        {consumption && (
          <button className="button" onClick={() => onPart("move")}>
            {say(seated ? "person.move" : "person.give_seat")}
          </button>
        )}
        {person.emergency ? (
          <button className="button now" onClick={() => go({ page: "emergency", key: person.emergency! })}>
            <Shape tone="now" /> {say("person.to_emergency")}
          </button>
        ) : (
          <button className="button now" onClick={() => openEmergency({ visit, ...(person.seat === null ? {} : { seat: person.seat }) })}>
            <Shape tone="now" /> {say("emergency.here")}
          </button>
        )}
        <Leaving person={person} consumption={consumption} onClose={onClose} />
        {!onVisitPage && (
          <button className="button quiet" onClick={() => go({ page: "visit", visit })}>
            {say("person.whole_visit")}
          </button>
        )}
      </div>
    </section>
  );
}

function Leaving({ person, consumption, onClose }: { person: Person; consumption: boolean; onClose: () => void }) {
  const say = useSay();
  const { visit } = person;
  const act = async <Name extends CommandName>(words: Key, undo: (() => void) | null, command: Name, ...fields: Given<Name>) => {
    recordWhatWasSeen(visit); // before they leave, while there is somebody to record it of
    onClose();
    if (await send(command, ...fields)) tell(words, undo ? { undo } : {});
  };
  const comeBack = takeBack("undo_leaving", { visit });
  const leave = (words: Key, look = "button") => (
    <button className={look} onClick={() => void act("person.left_told", comeBack, "leave", { visit })}>
      {say(words)}
    </button>
  );
  const notServed = (reason: "no_seat" | "other", look: string) => (
    <button className={look} onClick={() => void act("person.not_served_told", comeBack, "could_not_be_served", { visit, reason })}>
      {say("person.not_served")}
    </button>
  );
  const waitBooth = consumption && (
    <button className="button" onClick={() => void act("person.waits_told", null, "join_waiting", { visit, purpose: "booth" })}>
      {say("person.wait_booth")}
    </button>
  );
  if (waitsForSeat(person)) {
    return (
      <>
        <button className="button" onClick={() => void act("person.left_told", comeBack, "left_before_served", { visit })}>
          {say("person.left_before")}
        </button>
        {notServed("no_seat", "button")}
      </>
    );
  }
  if (isAtDesk(person)) {
    return (
      <>
        {leave(`person.served.${person.purpose}`, "button well")}
        {waitBooth}
        {notServed("other", "button quiet")}
      </>
    );
  }
  return (
    <>
      {leave(person.state === "may_go" || !isWatched(person) ? "person.leave" : "person.leave_early")}
      <button className="button" onClick={() => void act("person.gone_told", comeBack, "gone", { visit })}>
        {say("person.gone")}
      </button>
      {person.seat === null && waitBooth}
    </>
  );
}
