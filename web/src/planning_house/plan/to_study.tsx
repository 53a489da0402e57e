// From a plan to a cost-benefit study: Baltimore's, with this plan's deaths averted and its sites' cost, and what that means in a sentence.
import { useEffect, useState } from "react";
import { getStudy } from "../../api/http";
import type { Plan, PlanDocument, StudyDocument } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { figure } from "../studies/amounts";
import { ownFigure } from "./choice";
import { carried, STUDY } from "./study_link";
import { amount, deathsAverted } from "./words";
import "./to_study.css";

export function ToStudy({ document, plan }: { document: PlanDocument; plan: Plan }) {
  const say = useSay();
  const spoken = useStore(language);
  const [study, setStudy] = useState<StudyDocument | null>(null);
  useEffect(() => {
    let here = true;
    void getStudy(STUDY).then((reply) => {
      if (here && reply.ok) setStudy(reply.value);
    });
    return () => {
      here = false;
    };
  }, []);
  const siteCost = ownFigure(document, "rules.site_cost");
  const cost = Number.isNaN(siteCost) ? null : siteCost * plan.sites.length;
  const to = study && carried(deathsAverted(plan), cost, study);
  if (!to) return null;
  return (
    <section className="card plan-card plan-to-study" aria-label={say("plan.to_study")}>
      <a className="button" href={to.href}>{say("plan.to_study")}</a>
      <p className="small">{say("plan.to_study_says", { n: amount(deathsAverted(plan), spoken), deaths: figure(to.cityDeaths, spoken), cut: figure(to.cut, spoken), nearby: figure(to.nearby, spoken) })} {cost === null ? say("plan.to_study_rest") : say(plan.sites.length === 1 ? "plan.to_study_cost_one" : "plan.to_study_cost", { cost: amount(cost, spoken), sites: plan.sites.length })}</p>
    </section>
  );
}
