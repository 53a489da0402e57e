// Every figure of the plan's document with its basis and what it says; what is not shipped; the law and the residents' line.
import type { Plan, PlanDocument } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import type { Choice } from "./choice";

export function StandsOn({ document, plan, choice }: { document: PlanDocument; plan: Plan; choice: Choice }) {
  const say = useSay();
  return (
    <section className="assumptions" aria-label={say("plan.stands_on")}>
      <h2 className="title">{say("plan.stands_on")}</h2>
      <WithheldNote document={document} />
      <div className="card assumption-box" tabIndex={0} role="region" aria-label={say("plan.figures_table")}>
        <table className="assumption-table">
          <thead>
            <tr><th scope="col">{say("capacity.column.figure")}</th><th scope="col">{say("capacity.column.value")}</th><th scope="col">{say("capacity.column.why")}</th></tr>
          </thead>
          <tbody>
            {document.figures.map((one) => {
              const set = choice.figures.get(one.path);
              return (
                <tr key={one.path}>
                  <th scope="row" lang="en">{one.path}</th>
                  <td className="tabular">{set ?? one.value}{set !== undefined && <> <span className="soft">{say("capacity.set_here", { was: one.value })}</span></>}</td>
                  <td><span className="origin">{say(`studies.basis.${one.basis}`)}</span> <span lang="en">{one.says}</span></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="small"><b>{say("plan.law")}</b> <span lang="en">{plan.plan.law}.</span></p>
      <p className="small"><b>{say("plan.residents")}</b> <span lang="en">{plan.plan.residents}.</span></p>
    </section>
  );
}

export function WithheldNote({ document }: { document: PlanDocument }) {
  const say = useSay();
  const withheld = document.places.filter((one) => one.deaths === null).length;
  return <p className="small plan-withheld">{say("plan.withheld", { n: withheld, of: document.places.length })}</p>;
}
