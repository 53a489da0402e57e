// Capacity: how a floor would do with other seats, staff and demand. Sliders, headline figures with their intervals, a simulated day on the floor's own
// components, curves, and every assumption behind them. All of it is simulated; nothing of it is the real floor or anybody's record.
import "./page.css";
import { useEffect, useMemo, useState } from "react";
import { getScenario, getScenarios, postCapacity, type ScenarioName } from "../../api/http";
import type { CapacityScenario, Problem } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { PlannerFrame } from "../frame/planner_frame";
import { Shape } from "../../parts/shapes";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { Assumptions } from "./assumptions";
import { ownChoice, settingsOf, type Choice } from "./choice";
import { Controls, ScenarioPicker } from "./controls";
import { Curves } from "./curves";
import { Figures } from "./figures";
import { ProblemNote } from "../parts/problem_note";
import { Runs, type RunState } from "./runs";
import { SimulatedFloor } from "./simulated_floor";
import { fellAway, written } from "./words";

const FIRST = "pilot"; // what most readers plan

export default function CapacityPage() {
  const say = useSay();
  const [tries, setTries] = useState(0);
  const [scenarios, setScenarios] = useState<readonly ScenarioName[] | null>(null);
  const [name, setName] = useState(FIRST);
  const [scenario, setScenario] = useState<CapacityScenario | null>(null);
  const [choice, setChoice] = useState<Choice | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let here = true;
    void getScenarios().then((reply) => {
      if (!here) return;
      setProblem(reply.ok ? null : reply.problem);
      if (!reply.ok) return;
      setScenarios(reply.value);
      setName((before) => (reply.value.some((one) => one.name === before) ? before : (reply.value[0]?.name ?? before)));
    });
    return () => {
      here = false;
    };
  }, [tries]);
  useEffect(() => {
    let here = true;
    if (scenarios === null) return;
    void getScenario(name).then((reply) => {
      if (!here) return;
      setProblem(reply.ok ? null : reply.problem);
      if (!reply.ok) return;
      setScenario(reply.value);
      setChoice(ownChoice(reply.value));
    });
    return () => {
      here = false;
    };
  }, [scenarios, name, tries]);

  const left = (
    <>
      {scenarios && <ScenarioPicker scenarios={scenarios} chosen={name} onChoose={setName} />}
      {scenario && choice && <Controls scenario={scenario} choice={choice} onChange={setChoice} />}
    </>
  );
  return (
    <PlannerFrame title={say("capacity.title")} mark={say("capacity.simulated")} left={left}>
      {problem && <ProblemNote problem={problem} onAgain={() => setTries(tries + 1)} />}
      {!problem && (scenario === null || choice === null) && <p className="soft">{say("capacity.loading")}</p>}
      {scenario && choice && <Planned key={scenario.name} scenario={scenario} choice={choice} />}
    </PlannerFrame>
  );
}

function Planned({ scenario, choice }: { scenario: CapacityScenario; choice: Choice }) {
  const say = useSay();
  const settings = useMemo(() => settingsOf(scenario, choice), [scenario, choice]);
  const [runs] = useState(() => new Runs({
    post: postCapacity,
    wait: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
  }));
  const state = useStore(runs.state);
  const ask = () => runs.ask({ scenario: scenario.name, settings });
  useEffect(ask, [runs, scenario.name, settings]);
  useEffect(() => () => runs.end(), [runs]);
  const use = scenario.visits_per_week > 0;
  const spoken = useStore(language);
  const fewParticipants = fellAway(state.result);
  return (
    <div className="capacity">
      <section className="capacity-top" aria-label={say("capacity.figures")}>
        <div className="head-row">
          <h2 className="title" lang="en">{scenario.title}</h2>
          <Status state={state} />
        </div>
        <p className="soft small about" lang="en">{scenario.about}</p>
        {state.problem && <ProblemNote problem={state.problem} onAgain={ask} />}
        <Figures state={state} use={use} waitMinutes={scenario.service_levels?.wait_minutes ?? null} />
        {!use && <p className="note">{say("capacity.no_use")}</p>}
        {fewParticipants !== null && <p className="note">{say("capacity.few_participants", { n: written(fewParticipants, "share", spoken) })}</p>}
      </section>
      <SimulatedFloor scenario={scenario} settings={settings} />
      {state.result && <Curves result={state.result} compared={state.compared} scenario={scenario} choice={choice} stale={state.stale} />}
      <p className="soft small" lang="en">{scenario.law}</p>
      <Assumptions scenario={scenario} settings={settings} />
    </div>
  );
}

/** How sure the page is, and whether it is still computing. */
function Status({ state }: { state: RunState }) {
  const say = useSay();
  return (
    <p className="capacity-status" role="status" data-computing={state.computing !== null}>
      {state.computing && (
        <span className="status-words tone-breathe"><Shape tone="breathe" /> {say(state.stale ? "capacity.computing_new" : "capacity.computing", { n: state.computing.of })}</span>
      )}
      {state.result && !state.computing && <span className="soft small">{say("capacity.how_sure", { n: state.result.replications })}</span>}
    </p>
  );
}
