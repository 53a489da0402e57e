// One person on the floor: a look (one tap does most of them), what begins, where to, and leaving.
import { clock } from "../../clock/format";
import { Shape } from "../../parts/shapes";
import { Sheet } from "../../parts/sheet";
import { LookForm } from "./look_form";
import { MoveForm } from "./move_form";
import { PersonActions } from "./person_actions";
import { isWatched } from "../../board/people";
import { TodaysUse } from "./todays_use";
import { UseForm } from "./use_form";
import { usePerson } from "./use_person";

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
            <span className="title place-first">{shown.place}</span>
            <span className="title">{shown.handle}</span>
            <span className={`row tone-${state.tone} strong`}>
              <Shape tone={state.tone} /> {state.words}
            </span>
          </h2>
          <span className="grow" />
          <span className="sheet-clock">{clock(now - shown.since)}</span>
        </>
      }
    >
      {part === "use" && <UseForm person={person} board={board} onDone={onClose} onBack={() => setPart("all")} />}
      {part === "move" && <MoveForm person={person} board={board} onDone={onClose} onBack={() => setPart("all")} />}
      {part === "all" && (
        <>
          {isWatched(person) && <LookForm person={person} onDone={onClose} />}
          <PersonActions person={person} board={board} onPart={setPart} onClose={onClose} />
          {person.uses > 0 && !covered && <TodaysUse visit={visit} floor={board.floor} />}
        </>
      )}
    </Sheet>
  );
}
