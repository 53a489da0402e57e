// For the least cost of each death averted: the best set of each number of sites, since the cheapest alone is nearly always a single site.
import type { Plan } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { Said } from "../parts/said";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { amount } from "./words";
import "./sites_table.css";

export function Costs({ plan }: { plan: Plan }) {
  const say = useSay();
  const spoken = useStore(language);
  if (!plan.costs) return null;
  return (
    <section className="card plan-card" aria-label={say("plan.costs")}>
      <h2 className="heading">{say("plan.costs")}</h2>
      <p><Said english={plan.costs.says} said={plan.costs.said?.says} /></p>
      <div className="plan-table-box" tabIndex={0} role="region" aria-label={say("plan.costs_table")}>
        <table className="plan-table plan-cost-table">
          <thead>
            <tr>
              <th scope="col">{say("plan.axis.sites")}</th>
              <th scope="col" className="number">{say("plan.unit.total")}</th>
              <th scope="col" className="number">{say("plan.column.cost")}</th>
              <th scope="col" className="number">{say("plan.column.price")}</th>
              <th scope="col">{say("plan.column.towns")}</th>
            </tr>
          </thead>
          <tbody>
            {plan.costs.list.map((one) => (
              <tr key={one.sites}>
                <th scope="row">{one.sites}</th>
                <td className="number">{amount(one.deaths_averted, spoken)}</td>
                <td className="number">{amount(one.cost, spoken)}</td>
                <td className="number">{amount(one.cost_per_death, spoken)}</td>
                <td>{one.set.join(", ")}{!one.proven && ` (${say("plan.not_proven")})`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
