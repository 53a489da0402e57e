// Plan: where the next centers would go, as a model of distance and deaths sees it. The page with its map, and a brief to print.
import "./page.css";
import { useEffect, useMemo, useState } from "react";
import { getPlan, postPlan } from "../../api/http";
import type { PlanDocument, Problem } from "../../api/types";
import type { PageOfFolder, RouteOf } from "../../pages";
import { ProblemNote } from "../parts/problem_note";
import { useSay } from "../../catalogue/catalogue";
import { PlannerFrame } from "../frame/planner_frame";
import { replaceQuery } from "../../parts/route";
import { useStore } from "../../record/store";
import { Asking } from "./asking";
import { BriefPage } from "./brief_page";
import { asked, readChoice, writeChoice } from "./choice";
import { PlanPage } from "./plan_page";
import type { Planned } from "./planned";

const PLAN = "connecticut"; // the one that ships with towns and an outline

export default function PlanPages({ route }: { route: RouteOf<PageOfFolder<"planning_house/plan">> }) {
  const say = useSay();
  const [tries, setTries] = useState(0);
  const [document, setDocument] = useState<PlanDocument | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let here = true;
    void getPlan(PLAN).then((reply) => {
      if (!here) return;
      setProblem(reply.ok ? null : reply.problem);
      if (reply.ok) setDocument(reply.value);
    });
    return () => {
      here = false;
    };
  }, [tries]);
  if (document === null) {
    return (
      <PlannerFrame reads title={say("plan.title")} mark={say("plan.mark")} left={null}>
        {problem ? <ProblemNote problem={problem} onAgain={() => setTries(tries + 1)} /> : <p className="soft" role="status">{say("plan.loading")}</p>}
      </PlannerFrame>
    );
  }
  return <Loaded document={document} page={route.page} query={route.query} />;
}

function Loaded({ document, page, query }: { document: PlanDocument; page: string; query: string }) {
  const choice = useMemo(() => readChoice(query, document), [query, document]);
  const [asking] = useState(() => new Asking({
    post: postPlan,
    wait: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
  }));
  const state = useStore(asking.state);
  const ask = () => asking.ask(asked(choice, document.plan));
  useEffect(ask, [asking, choice, document]);
  useEffect(() => () => asking.end(), [asking]);
  const planned: Planned = {
    document,
    choice,
    state,
    query: writeChoice(choice, document),
    onChange: (to) => replaceQuery({ page: "plan", query: writeChoice(to, document) }),
    onAgain: ask,
  };
  return page === "plan_brief" ? <BriefPage {...planned} /> : <PlanPage {...planned} />;
}
