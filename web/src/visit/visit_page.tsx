// One person's visit today: clock, state, looks, what can be done. What was used stays hidden until somebody asks, for ten seconds.
import { useEffect, useState } from "react";
import { getVisit } from "../api/http";
import type { Visit } from "../api/types";
import { useSay, wordKey } from "../catalogue/catalogue";
import { clock, timeOfDay } from "../clock/format";
import { LookForm } from "../floor/look_form";
import { isWatched, MoveForm, PersonActions } from "../floor/person_sheet";
import { StaffFrame } from "../floor/staff_frame";
import { TodaysUse } from "../floor/todays_use";
import { UseForm } from "../floor/use_form";
import { usePerson } from "../floor/use_person";
import { go } from "../parts/route";
import { Shape } from "../parts/shapes";
import { useBoard, useSession } from "../parts/use_site";
import { language } from "../record/preferences";

export function VisitPage({ visit }: { visit: string }) {
  const say = useSay();
  const known = useBoard() !== null;
  const shown = usePerson(visit);
  const toFloor = () => go({ page: "floor" });
  const left = (
    <>
      <button className="welcome-button" onClick={toFloor}>
        {say("welcome.back_to_floor")}
      </button>
      <div className="side-list" />
    </>
  );
  if (!shown) {
    return (
      <StaffFrame title={say("visit.title")} left={left}>
        <p className="note">{say(known ? "visit.over" : "floor.waiting_for_site")}</p>
      </StaffFrame>
    );
  }
  const { board, person, now, covered, state, part, setPart } = shown;
  return (
    <StaffFrame title={say("visit.title")} left={left}>
      <div className="visit-grid">
        <section className="card">
          <div className="row">
            <h2 className="title">
              {shown.place} {shown.handle}
            </h2>
            <span className={`row strong tone-${state.tone}`}>
              <Shape tone={state.tone} /> {state.words}
            </span>
          </div>
          <dl className="facts">
            <Fact name={say(person.uses > 0 ? "visit.since_preparing" : "visit.since_arrival")} value={clock(now - person.since)} />
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
        {part === "use" && <div className="card"><UseForm person={person} floor={board.floor} onDone={() => setPart("all")} onBack={() => setPart("all")} /></div>}
        {part === "move" && <div className="card"><MoveForm person={person} board={board} onDone={() => setPart("all")} onBack={() => setPart("all")} /></div>}
        {part === "all" && (
          <>
            {isWatched(person) && <div className="card"><LookForm person={person} onDone={() => {}} /></div>}
            <div className="card">
              <PersonActions person={person} board={board} onPart={setPart} onClose={() => {}} onVisitPage />
            </div>
            {person.uses > 0 && !covered && <div className="card"><TodaysUse visit={visit} /></div>}
            <Looks visit={visit} seq={board.seq} />
          </>
        )}
      </div>
    </StaffFrame>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Looks({ visit, seq }: { visit: string; seq: number }) {
  const say = useSay();
  const zone = useSession()?.site.zone ?? "UTC";
  const [looks, setLooks] = useState<Visit["looks"] | null>(null);
  useEffect(() => {
    let over = false;
    void getVisit(visit).then((reply) => !over && reply.ok && setLooks(reply.value.looks));
    return () => {
      over = true;
    };
  }, [visit, seq]);
  if (!looks || looks.length === 0) return null;
  return (
    <section className="card">
      <h2 className="heading">{say("visit.looks")}</h2>
      <table className="looks">
        <thead>
          <tr>
            <th scope="col">{say("vitals.at")}</th>
            <th scope="col">{say("vitals.answers")}</th>
            <th scope="col">{say("look.breaths")}</th>
            <th scope="col">{say("vitals.spo2")}</th>
          </tr>
        </thead>
        <tbody>
          {[...looks].reverse().map((look) => (
            <tr key={`${look.at}/${look.responds}`}>
              <td>{timeOfDay(look.at, zone, language.get())}</td>
              <td>{look.with_all ? say("look.with_all") : say(wordKey("vital", look.responds, "vital.not_seen"))}</td>
              <td>{look.with_all ? "" : say(wordKey("breaths", look.breaths, "vital.not_seen"))}</td>
              <td>{look.oximeter === "not_taken" ? "" : say(wordKey("oximeter", look.oximeter, "vital.not_seen"))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
