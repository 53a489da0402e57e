// One page to print and hand over: the map, the sites, why, how sure, the naive twin, the law, who was asked, and the figures. What leaving a place out
// costs is off until somebody switches it on: a page that is handed round should not price a neighbourhood unasked.
import { useState } from "react";
import type { Plan } from "../../api/types";
import { ProblemNote } from "../parts/problem_note";
import { Said } from "../parts/said";
import { useSay } from "../../catalogue/catalogue";
import { PlannerFrame } from "../frame/planner_frame";
import { writeRoute } from "../../parts/route";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { BesideRules } from "./answer";
import { ownFigure, SET_HERE } from "./choice";
import { WithheldNote } from "./figures";
import type { Planned } from "./planned";
import { SitesTable, VetoTable } from "./sites_table";
import { TownMap } from "./town_map";
import { amount, deathsAverted, demandOf, difference, exactShare, listed, mapWords, numbered, proofWords, range, share, unitWords, withinReach, yearWords } from "./words";
import "./brief_page.css";

export function BriefPage(planned: Planned) {
  const say = useSay();
  const { state, query } = planned;
  const [vetoes, setVetoes] = useState(false);
  const ready = state.drawn !== null && !state.isDrawnStale ? state.drawn : null;
  const left = (
    <>
      <a className="back-link" href={writeRoute({ page: "plan", query })}>← {say("plan.back")}</a>
      <button className="button main" disabled={!ready} onClick={() => print()}>{say("studies.print")}</button>
      <label className="plan-switch"><input type="checkbox" role="switch" checked={vetoes} onChange={() => setVetoes(!vetoes)} /> {say("plan.vetoes_show")}</label>
      <p className="soft small">{say("plan.vetoes_says")}</p>
    </>
  );
  return (
    <PlannerFrame reads title={say("plan.title")} mark={say("plan.mark")} beside={say("plan.brief")} left={left}>
      {state.problem && <ProblemNote problem={state.problem} onAgain={planned.onAgain} />}
      {!state.problem && !ready && <p className="soft" role="status">{say("plan.computing")}</p>}
      {ready && <Brief {...planned} plan={ready} vetoes={vetoes} />}
    </PlannerFrame>
  );
}

function Brief({ document, choice, plan, vetoes }: Planned & { plan: Plan; vetoes: boolean }) {
  const say = useSay();
  const spoken = useStore(language);
  const sites = numbered(plan);
  const sure = plan.sureness;
  const choices = [
    choice.must.length > 0 && say("plan.brief_must", { towns: listed(choice.must, spoken) }),
    choice.not.length > 0 && say("plan.brief_not", { towns: listed(choice.not, spoken) }),
    choice.regions !== "free" && say(`plan.brief_regions.${choice.regions}`),
  ].filter((one) => one !== false);
  return (
    <article className="plan-brief card" aria-label={say("plan.brief")} tabIndex={0}>
      <header>
        <p className="heading">{say("plan.brief_kind")}</p>
        <h2><span lang="en">{document.name}</span>: {listed(sites.map((one) => one.candidate), spoken)}</h2>
        <p><b>{withinReach(plan, spoken, say)}</b> {yearWords(plan, say)} {sure && say("plan.reach_range", { range: range(sure.deaths_within_reach_per_year, spoken, say) })}</p>
        <p>{say("plan.brief_says", { n: amount(deathsAverted(plan), spoken), all: demandOf(plan, spoken) })} {plan.goal !== "total" && say("plan.brief_goal", { goal: say(`plan.goal.${plan.goal}`), n: amount(plan.objective, spoken), unit: unitWords(plan, say) })} {sure && say("plan.middle", { range: range(sure.objective, spoken, say), n: sure.draws })}. {choices.join(" ")}</p>
      </header>
      <div className="plan-brief-two">
        <TownMap document={document} choice={choice} sites={sites} reach={plan} cells={false} />
        <div>
          <h3>{say("plan.brief_why")}</h3>
          <SitesTable plan={plan} drawn={plan} />
          <p className="small">{mapWords(plan, spoken, say)}</p>
          <p className="small" lang="en">{document.about}</p>
        </div>
      </div>
      <div className="plan-brief-parts">
        <section>
          <h3>{say("plan.brief_sure")}</h3>
          <p>{proofWords(plan, spoken, say)} {sure && say("plan.best_share", { share: share(sure.best_share, spoken), n: difference(sure.regret.mean, spoken), unit: unitWords(plan, say) })} {plan.coverage && <Said english={plan.coverage} said={plan.said?.coverage} />}</p>
        </section>
        <section>
          <h3>{say("plan.naive")}</h3>
          <p>{listed(plan.naive.set, spoken)}. {plan.naive.share_of_plan !== null && say("plan.naive_does", { n: amount(plan.naive.objective, spoken), unit: unitWords(plan, say), share: exactShare(plan.naive.share_of_plan, spoken) })} <BesideRules plan={plan} /></p>
        </section>
        <section>
          <h3>{say("plan.law")}</h3>
          <p lang="en">{plan.plan.law}.</p>
        </section>
        <section>
          <h3>{say("plan.residents")}</h3>
          <p lang="en">{plan.plan.residents}.</p>
        </section>
      </div>
      {vetoes && (
        <section>
          <h3>{say("plan.vetoes")}</h3>
          <VetoTable drawn={plan} />
        </section>
      )}
      <section className="plan-brief-figures">
        <h3>{say("plan.stands_on")}</h3>
        <ul>
          {SET_HERE.map((path) => {
            const figure = document.figures.find((one) => one.path === path);
            if (!figure) return null;
            const set = choice.figures.get(path);
            return (
              <li key={path}>
                <b>{say(`plan.figure.${path}` as "plan.figure.effect.open_share")}: {exactShare(set ?? ownFigure(document, path), spoken)}</b>{" "}
                {set === undefined ? <>({say(`studies.basis.${figure.basis}`)}) <span lang="en">{figure.says}</span></> : say("plan.brief_set", { was: exactShare(ownFigure(document, path), spoken) })}
              </li>
            );
          })}
        </ul>
        <WithheldNote document={document} />
      </section>
    </article>
  );
}
