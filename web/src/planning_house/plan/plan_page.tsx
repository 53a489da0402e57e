// The plan as a reader changes it: the answer first, its naive twin beside it, the map, then how sure and what it stands on.
import { useState } from "react";
import { ProblemNote } from "../parts/problem_note";
import { Said } from "../parts/said";
import { useSay } from "../../catalogue/catalogue";
import { PlannerFrame } from "../frame/planner_frame";
import { writeRoute } from "../../parts/route";
import { Shape } from "../../parts/shapes";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { Answer, NaiveTwin } from "./answer";
import { cycled } from "./choice";
import { Controls } from "./controls";
import { Costs } from "./costs";
import { Curve } from "./curve";
import { StandsOn } from "./figures";
import type { Planned } from "./planned";
import { RunnersUp, SitesTable, Vetoes } from "./sites_table";
import { ToStudy } from "./to_study";
import { TownList } from "./town_list";
import { TownMap } from "./town_map";
import { mapWords, numbered } from "./words";
import "./plan_page.css";

export function PlanPage({ document, choice, state, query, onChange, onAgain }: Planned) {
  const say = useSay();
  const spoken = useStore(language);
  const [cells, setCells] = useState(false);
  const { plan, drawn } = state;
  const sites = plan ? numbered(plan) : [];
  const left = (
    <>
      <Controls document={document} choice={choice} onChange={onChange} />
      <TownList document={document} choice={choice} sites={sites} onChange={onChange} />
      <a className="button" href={writeRoute({ page: "plan_brief", query })}>{say("plan.brief")}</a>
    </>
  );
  return (
    <PlannerFrame reads title={say("plan.title")} mark={say("plan.mark")} left={left}>
      <div className="plan capacity">
        <header className="plan-head">
          <div className="head-row">
            <h2 className="title" lang="en">{document.name}</h2>
            <p className="capacity-status" role="status" data-computing={state.isComputing}>
              {state.isComputing && <span className="status-words tone-breathe"><Shape tone="breathe" /> {say(state.isStale ? "plan.computing_new" : "plan.computing")}</span>}
            </p>
          </div>
          <p className="soft small about" lang="en">{document.about}</p>
        </header>
        {state.problem && <ProblemNote problem={state.problem} onAgain={onAgain} />}
        <div className="plan-first">
          <div className="plan-first-words">
            {plan ? <Answer plan={plan} state={state} choice={choice} /> : !state.problem && <p className="card plan-card soft" role="status">{say("plan.computing")}</p>}
            {plan && <NaiveTwin plan={plan} stale={state.isStale} />}
          </div>
          <section className="card plan-map-card" aria-label={say("plan.map")}>
            <TownMap document={document} choice={choice} sites={sites} reach={plan} cells={cells} stale={state.isStale} onTown={(town) => onChange(cycled(choice, town, document))} />
            <div className="row">
              <p className="plot-source grow">{mapWords(plan, spoken, say)}</p>
              <label className="plan-switch"><input type="checkbox" role="switch" checked={cells} onChange={() => setCells(!cells)} /> {say("plan.cells")}</label>
            </div>
          </section>
        </div>
        {plan && <Costs plan={plan} />}
        {plan && (
          <section className="card plan-card" aria-label={say("plan.one_by_one")}>
            <h2 className="heading">{say("plan.one_by_one")}</h2>
            <SitesTable plan={plan} drawn={state.isDrawnStale ? null : drawn} />
            <p className="plot-source">{say("plan.sites_source")}</p>
            {plan.capacity && <p className="small"><Said english={plan.capacity.says} said={plan.capacity.said?.says} /> <Said english={plan.visits ?? ""} said={plan.said?.visits} /></p>}
          </section>
        )}
        {drawn && (
          <div className={state.isDrawnStale ? "plan-sure stale" : "plan-sure"}>
            <Curve drawn={drawn} />
            <div className="plan-sure-beside">
              <RunnersUp drawn={drawn} />
              <Vetoes drawn={drawn} />
            </div>
          </div>
        )}
        {plan && <ToStudy document={document} plan={plan} />}
        {plan && <StandsOn document={document} plan={plan} choice={choice} />}
      </div>
    </PlannerFrame>
  );
}
