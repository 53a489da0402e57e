// One person's visit today: clock, state, looks, what can be done. What was used stays hidden until somebody asks, for ten seconds.
import "./page.css";
import { useSay } from "../../catalogue/catalogue";
import { clock } from "../../clock/format";
import type { RouteOf } from "../../pages";
import { BackToFloor } from "../frame/back_to_floor";
import { LookForm } from "../floor/look_form";
import { MoveForm } from "../floor/move_form";
import { isWatched } from "../../board/people";
import { PersonActions } from "../floor/person_actions";
import { StaffFrame } from "../frame/staff_frame";
import { TodaysUse } from "../floor/todays_use";
import { UseForm } from "../floor/use_form";
import { usePerson } from "../floor/use_person";
import { Shape } from "../../parts/shapes";
import { useBoard } from "../../parts/use_site";
import { Fact } from "./fact";
import { Looks } from "./looks";
import { PastVisit } from "./past_visit";

export default function VisitPage({ route: { visit } }: { route: RouteOf<"visit"> }) {
  const say = useSay();
  const known = useBoard() !== null;
  const shown = usePerson(visit);
  if (!shown) {
    return (
      <StaffFrame title={say("visit.title")} left={<BackToFloor />}>
        {known ? <PastVisit visit={visit} /> : <p className="soft">{say("floor.waiting_for_site")}</p>}
      </StaffFrame>
    );
  }
  const { board, person, now, covered, state, part, setPart } = shown;
  return (
    <StaffFrame title={say("visit.title")} left={<BackToFloor />}>
      <div className="visit-grid">
        <section className="card">
          <div className="row">
            <h2 className="title place-first">
              {shown.place} {shown.handle}
            </h2>
            <span className={`row strong tone-${state.tone}`}>
              <Shape tone={state.tone} /> {state.words}
            </span>
          </div>
          <dl className="facts">
            <Fact name={say(person.uses > 0 ? "visit.since_preparing" : "visit.since_arrival")} value={clock(now - shown.since)} />
            <Fact name={say("visit.inside_for")} value={clock(now - person.arrived)} />
            <Fact name={say("visit.uses")} value={String(person.uses)} />
            {person.last_look !== null && <Fact name={say("visit.last_look")} value={say("visit.ago", { at: clock(now - person.last_look) })} />}
            {person.look_due !== null && (
              <Fact name={say("visit.next_look")} value={person.look_due <= now ? say("next.due") : clock(person.look_due - now + 999)} />
            )}
            {person.may_go_at !== null && (
              <Fact name={say("visit.may_go")} value={person.may_go_at <= now ? say("visit.after_a_look") : say("visit.in", { at: clock(person.may_go_at - now + 999) })} />
            )}
          </dl>
        </section>
        {part === "use" && <div className="card"><UseForm person={person} board={board} onDone={() => setPart("all")} onBack={() => setPart("all")} /></div>}
        {part === "move" && <div className="card"><MoveForm person={person} board={board} onDone={() => setPart("all")} onBack={() => setPart("all")} /></div>}
        {part === "all" && (
          <>
            {isWatched(person) && <div className="card"><LookForm person={person} onDone={() => {}} /></div>}
            <div className="card">
              <PersonActions person={person} board={board} onPart={setPart} onClose={() => {}} onVisitPage />
            </div>
            {person.uses > 0 && !covered && <div className="card"><TodaysUse visit={visit} floor={board.floor} /></div>}
            <Looks visit={visit} />
          </>
        )}
      </div>
    </StaffFrame>
  );
}
