// The sites one by one; the sets that come next; what leaving a place out costs, only for who asks for it.
import { useState } from "react";
import type { Plan } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { NamedBars } from "../../plots/marks";
import { Said } from "../parts/said";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { amount, difference, listed, numbered, range, share, unitWords } from "./words";
import "./sites_table.css";

/** `drawn`: null while its draws are not known. */
export function SitesTable({ plan, drawn }: { plan: Plan; drawn: Plan | null }) {
  const say = useSay();
  const spoken = useStore(language);
  const withVisits = plan.visits !== null && plan.goal !== "person_visits"; // else they are the goal's own column
  const chosen = new Map(drawn?.sites.map((one) => [one.candidate, one.chosen_share]));
  return (
    <div className="plan-table-box" tabIndex={0} role="region" aria-label={say("plan.sites_table")}>
      <table className="plan-table">
        <thead>
          <tr>
            <th scope="col">{say("plan.column.site")}</th>
            <th scope="col">{say("plan.column.region")}</th>
            <th scope="col" className="number">{unitWords(plan, say)}</th>
            <th scope="col" className="number">{say("plan.column.reach")}</th>
            {withVisits && <th scope="col" className="number">{say("plan.column.visits")}</th>}
            <th scope="col" className="number">{say("plan.column.chosen")}</th>
          </tr>
        </thead>
        <tbody>
          {numbered(plan).map((one, i) => {
            const of = chosen.get(one.candidate);
            return (
              <tr key={one.candidate}>
                <th scope="row"><span className="plan-number">{i + 1}</span> {one.candidate}</th>
                <td>{one.region}</td>
                <td className="number">{amount(one.demand_served, spoken)}</td>
                <td className="number">{amount(one.deaths_within_reach, spoken)}</td>
                {withVisits && <td className="number">{one.visits === null ? "" : amount(one.visits, spoken)}</td>}
                <td className="number">{one.forced ? say("plan.word.must") : of == null ? "…" : share(of, spoken)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

export function RunnersUp({ drawn }: { drawn: Plan }) {
  const say = useSay();
  const spoken = useStore(language);
  const sure = drawn.sureness;
  if (!sure) return null;
  return (
    <section className="card plan-card" aria-label={say("plan.runners_up")}>
      <h2 className="heading">{say("plan.runners_up")}</h2>
      <p className="plot-says">{say("plan.best_share", { share: share(sure.best_share, spoken), n: difference(sure.regret.mean, spoken), unit: unitWords(drawn, say) })}</p>
      <NamedBars max={1} rows={sure.sets.map((one) => ({ name: listed(one.set, spoken), value: one.share, words: share(one.share, spoken) }))} />
      <p className="plot-source">{say("plan.sets_source", { n: sure.draws })}</p>
      {drawn.coverage && <p className="small"><Said english={drawn.coverage} said={drawn.said?.coverage} /></p>}
      {drawn.hindsight && <p>{say("plan.hindsight")} <Said english={drawn.hindsight.says} said={drawn.hindsight.said?.says} /></p>}
    </section>
  );
}

export function Vetoes({ drawn }: { drawn: Plan }) {
  const say = useSay();
  const [shown, setShown] = useState(false);
  return (
    <section className="card plan-card plan-vetoes" aria-label={say("plan.vetoes")}>
      <h2 className="heading">{say("plan.vetoes")}</h2>
      <p className="soft small">{say("plan.vetoes_says")}</p>
      <label className="plan-switch"><input type="checkbox" role="switch" checked={shown} onChange={() => setShown(!shown)} /> {say("plan.vetoes_show")}</label>
      {shown && <VetoTable drawn={drawn} />}
    </section>
  );
}

export function VetoTable({ drawn }: { drawn: Plan }) {
  const say = useSay();
  const spoken = useStore(language);
  return (
    <div className="plan-table-box" tabIndex={0} role="region" aria-label={say("plan.vetoes_table")}>
      <table className="plan-table plan-veto-table">
        <thead>
          <tr>
            <th scope="col">{say("plan.column.without")}</th>
            <th scope="col" className="number">{say("plan.column.veto_cost", { unit: unitWords(drawn, say) })}</th>
            <th scope="col" className="number">{say("plan.column.middle")}</th>
            <th scope="col">{say("plan.column.instead")}</th>
          </tr>
        </thead>
        <tbody>
          {numbered(drawn).map((one) => (
            <tr key={one.candidate}>
              <th scope="row">{one.candidate}</th>
              <td className="number">{one.veto_cost === null ? say("plan.not_computed") : difference(one.veto_cost, spoken)}</td>
              <td className="number">{one.veto_cost_spread === null ? "" : range(one.veto_cost_spread, spoken, say, difference)}</td>
              <td>{one.instead.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
