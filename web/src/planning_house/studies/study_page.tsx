// One study: its answer first, beside it what opponents would change; then how sure it is, where the money comes from, what was published, what
// speaks against it, and every figure with its source. The figures that a reader changes live in the address.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { postStudyEvaluate } from "../../api/http";
import type { StudyDocument, StudyParameter } from "../../api/types";
import { ProblemNote } from "../parts/problem_note";
import { useSay } from "../../catalogue/catalogue";
import { PlannerFrame } from "../frame/planner_frame";
import { replaceQuery } from "../../parts/route";
import { useStore } from "../../record/store";
import { observed } from "./amounts";
import { Answer } from "./answer";
import { AnswerStrip } from "./answer_strip";
import { Answers, type Analysis, type AnswerState } from "./answers";
import { Beside } from "./beside";
import { Contested } from "./contested";
import { InputsTable } from "./inputs_table";
import { readChanges, withChange, writeChanges, type Changes } from "./link";
import { MoreAnalyses } from "./more_analyses";
import { OtherSide } from "./other_side";
import { OutcomesTable } from "./outcomes_table";
import { PublishedRows } from "./published_rows";
import { SourceSheet } from "./source_sheet";
import { OpenSource, type Source } from "./sources";
import { StudyHead } from "./study_head";
import { Histogram } from "./histogram";
import { Tornado } from "./tornado";
import { useStudy } from "./use_studies";
import { Legend } from "./verdict";
import { Waterfall } from "./waterfall";
import "./study_page.css";

export function StudyPage({ id, query }: { id: string; query: string }) {
  const say = useSay();
  const loaded = useStudy(id);
  const study = loaded.value;
  const changes = useMemo(() => (study ? known(study, readChanges(query)) : new Map<string, number>()), [study, query]);
  const [source, setSource] = useState<Source | null>(null);
  const setChanges = useCallback((next: Changes) => replaceQuery({ page: "study", study: id, query: writeChanges(next) }), [id]);
  return (
    <OpenSource.Provider value={setSource}>
      <Frame
        study={study}
        changes={changes}
        onChanges={setChanges}
        over={study && source && <SourceSheet study={study} changes={changes} source={source} onOpen={setSource} onClose={() => setSource(null)} />}
      >
        {loaded.problem && <ProblemNote problem={loaded.problem} onAgain={loaded.again} />}
        {!loaded.problem && study === null && <p className="soft" role="status">{say("studies.loading")}</p>}
        {study && study.kind === "study" && <Answered study={study} changes={changes} onChanges={setChanges} />}
        {study && study.kind === "observations" && <Observations study={study} />}
      </Frame>
    </OpenSource.Provider>
  );
}

function Frame({ study, changes, onChanges, over, children }: {
  study: StudyDocument | null;
  changes: Changes;
  onChanges: (changes: Changes) => void;
  over: React.ReactNode;
  children: React.ReactNode;
}) {
  const say = useSay();
  return (
    <PlannerFrame reads title={say("studies.title")} mark={say("studies.mark")} beside={say("studies.beside_study")} over={over} left={study && <Beside study={study} changes={changes} onChanges={onChanges} />}>
      {children}
    </PlannerFrame>
  );
}

/** Only figures that this document has: a link may be older than the document. */
function known(study: StudyDocument, changes: Changes): Changes {
  const names = new Set(study.parameters.map((one) => one.name));
  return new Map([...changes].filter(([name]) => names.has(name.split(".")[0]!)));
}

function Answered({ study, changes, onChanges }: { study: StudyDocument; changes: Changes; onChanges: (changes: Changes) => void }) {
  const say = useSay();
  const { state, again, askMore } = useAnswers(study.id, changes);
  const answerBox = useRef<HTMLDivElement>(null);
  const latest = useRef(changes);
  latest.current = changes;
  const change = useCallback(
    (parameter: StudyParameter, value: number) => {
      const next = withChange(latest.current, parameter.name, value, parameter.value as number);
      latest.current = next; // two keys may come before the page is drawn again
      onChanges(next);
    },
    [onChanges],
  );
  return (
    <div className="study">
      <AnswerStrip state={state} watched={answerBox} />
      <StudyHead study={study} changed={changes.size} state={state} />
      {state.problem && <ProblemNote problem={state.problem} onAgain={again} />}
      <div ref={answerBox}><Answer state={state} /></div>
      <Contested study={study} changes={changes} onChange={change} />
      {state.drawn && (
        <section aria-labelledby="how-sure">
          <h2 className="title" id="how-sure" tabIndex={-1}>{say("studies.how_sure")}</h2>
          <div className={state.drawnStale ? "curves stale" : "curves"}>
            <Histogram study={study} answer={state.drawn} />
            <Tornado answer={state.drawn} />
          </div>
          <MoreAnalyses answer={state.drawn} onWanted={askMore} />
        </section>
      )}
      {state.point && (
        <section aria-labelledby="money">
          <h2 className="title" id="money" tabIndex={-1}>{say("studies.money")}</h2>
          <Waterfall answer={state.point} stale={state.pointStale} />
          <OutcomesTable answer={state.point} drawn={state.drawnStale ? null : state.drawn} />
        </section>
      )}
      <section aria-labelledby="published">
        <h2 className="title" id="published" tabIndex={-1}>{say("studies.published")}</h2>
        <p className="soft">{say("studies.published_says")}</p>
        <Legend />
        <div className="card published-card"><PublishedRows rows={study.published} caption={say("studies.published")} notes /></div>
        <Seen study={study} />
      </section>
      <OtherSide study={study} answer={state.drawn} />
      <InputsTable study={study} changes={changes} onChange={change} />
      {state.point && <Citation state={state} />}
    </div>
  );
}

function useAnswers(id: string, changes: Changes): { state: AnswerState; again: () => void; askMore: (more: readonly Analysis[]) => void } {
  const [answers] = useState(() => new Answers(id, {
    post: postStudyEvaluate,
    wait: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
  }));
  const state = useStore(answers.state);
  const written = writeChanges(changes);
  const again = () => answers.ask(changes);
  useEffect(again, [answers, written]);
  useEffect(() => () => answers.end(), [answers]);
  const askMore = useCallback((more: readonly Analysis[]) => answers.askMore(more), [answers]);
  return { state, again, askMore };
}

function Observations({ study }: { study: StudyDocument }) {
  return (
    <div className="study">
      <StudyHead study={study} changed={0} state={null} />
      <Seen study={study} />
      <OtherSide study={study} answer={null} />
    </div>
  );
}

/** Seen in the field: beside the model, never "reproduced". */
function Seen({ study }: { study: StudyDocument }) {
  const say = useSay();
  if (study.observed.length === 0) return null;
  return (
    <div className="seen card">
      <h3 className="heading">{say("studies.seen")}</h3>
      <ul lang="en">
        {study.observed.map((one) => (
          <li key={one.what}><b className="tabular">{observed(one.value, one.unit)}</b> {one.what}. <span className="soft">{one.source}</span></li>
        ))}
      </ul>
    </div>
  );
}

/** By which anybody finds the same numbers again. */
function Citation({ state }: { state: AnswerState }) {
  const say = useSay();
  const answer = state.drawn ?? state.point!;
  return (
    <p className="citation soft small">
      <span lang="en">{answer.citation}.</span> {say("studies.cite", { cite: answer.cite })}
    </p>
  );
}
