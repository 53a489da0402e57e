// The answer, first: which towns, how many deaths a year, how sure, what is proven; and beside it, always, what taking the worst-hit towns would do.
import type { Plan } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { Said } from "../parts/said";
import { Shape } from "../../parts/shapes";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import type { AskState } from "./asking";
import type { Choice } from "./choice";
import { amount, deathsAverted, demandOf, exactShare, listed, numbered, proofWords, range, unitWords, withinReach, yearWords } from "./words";
import "./answer.css";

export function Answer({ plan, state, choice }: { plan: Plan; state: AskState; choice: Choice }) {
  const say = useSay();
  const spoken = useStore(language);
  const sure = state.isDrawnStale ? null : state.drawn?.sureness;
  const sites = numbered(plan);
  const changed = choice.must.length + choice.not.length > 0;
  return (
    <section className={state.isStale ? "plan-answer card stale" : "plan-answer card"} aria-label={say("plan.answer")} data-fresh={!state.isStale} data-drawn={state.drawn !== null && !state.isDrawnStale}>
      <ol className="plan-sites">
        {sites.map((one, i) => <li key={one.candidate} data-site={one.candidate}><span className="plan-number">{i + 1}</span> {one.candidate}</li>)}
      </ol>
      <p className="plan-reach"><b>{withinReach(plan, spoken, say)}</b> {yearWords(plan, say)}</p>
      <p className="plan-says">
        <b className="plan-objective tabular">{amount(plan.objective, spoken)}</b> <span>{plan.goal === "total" ? say("plan.averted_of", { n: demandOf(plan, spoken) }) : unitWords(plan, say)}</span>
      </p>
      <p className="plan-range">{sure ? say("plan.middle", { range: range(sure.objective, spoken, say), n: sure.draws }) : say("plan.drawing")}</p>
      {plan.goal !== "total" && <p>{say("plan.averts", { n: amount(deathsAverted(plan), spoken), all: demandOf(plan, spoken) })}</p>}
      {plan.costs === null && sites.length < plan.sites_asked && <p>{say("plan.fewer", { asked: plan.sites_asked, n: sites.length })}</p>}
      <p className="plan-proof">
        <span className={plan.proven ? "tone-well" : "tone-due"}><Shape tone={plan.proven ? "well" : "due"} /></span> {proofWords(plan, spoken, say)} {changed && say("plan.with_choices")}
      </p>
    </section>
  );
}

export function NaiveTwin({ plan, stale }: { plan: Plan; stale: boolean }) {
  const say = useSay();
  const spoken = useStore(language);
  const { naive } = plan;
  return (
    <section className={stale ? "plan-naive card stale" : "plan-naive card"} aria-label={say("plan.naive")}>
      <h2 className="heading">{say("plan.naive")}</h2>
      <p className="strong">{listed(naive.set, spoken)}</p>
      <p>{naive.share_of_plan === null ? say("plan.naive_none", { n: amount(naive.objective, spoken), unit: unitWords(plan, say) }) : say("plan.naive_does", { n: amount(naive.objective, spoken), unit: unitWords(plan, say), share: exactShare(naive.share_of_plan, spoken) })}</p>
      <p className="small plan-naive-says"><BesideRules plan={plan} /></p>
    </section>
  );
}

/** What the model adds to counting, and to the better rule of one line. */
export function BesideRules({ plan: { naive, own_reach } }: { plan: Plan }) {
  return <><Said english={naive.says} said={naive.said?.says} /> <Said english={own_reach.says} said={own_reach.said?.says} /></>;
}
