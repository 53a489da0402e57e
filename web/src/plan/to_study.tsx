// From a plan to a cost-benefit study: Baltimore's, with this plan's deaths averted, and what that means in a sentence.
import { useEffect, useState } from "react";
import { getStudy } from "../api/http";
import type { Plan, StudyDocument } from "../api/types";
import { useSay } from "../catalogue/catalogue";
import { language } from "../record/preferences";
import { useStore } from "../record/store";
import { figure } from "../studies/amounts";
import { carried, STUDY } from "./study_link";
import { deaths, deathsAverted } from "./words";

export function ToStudy({ plan }: { plan: Plan }) {
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
  const to = study && carried(deathsAverted(plan), study);
  if (!to) return null;
  return (
    <section className="card plan-card plan-to-study" aria-label={say("plan.to_study")}>
      <a className="button" href={to.href}>{say("plan.to_study")}</a>
      <p className="small">{say("plan.to_study_says", { n: deaths(deathsAverted(plan), spoken), deaths: figure(to.cityDeaths, spoken), cut: figure(to.cut, spoken), nearby: figure(to.nearby, spoken) })}</p>
    </section>
  );
}
