// The fiscal note: one or two pages for a legislator's staff, sentence by sentence as the program writes it, with what anybody needs to find it again.
import { useMemo } from "react";
import type { StudyEvaluation } from "../../api/types";
import { ProblemNote } from "../parts/problem_note";
import { Said } from "../parts/said";
import { useSay } from "../../catalogue/catalogue";
import { PlannerFrame } from "../frame/planner_frame";
import { writeRoute } from "../../parts/route";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { bare } from "./amounts";
import type { Analysis } from "./answers";
import { readChanges } from "./link";
import { useDrawn } from "./use_drawn";
import "./note_page.css";

const MORE: readonly Analysis[] = ["break_even"];

export function NotePage({ id, query }: { id: string; query: string }) {
  const say = useSay();
  const changes = useMemo(() => readChanges(query), [query]);
  const { answer, problem, again } = useDrawn(id, changes, MORE);
  const left = (
    <>
      <a className="back-link" href={writeRoute({ page: "study", study: id, query })}>← {say("studies.back_to_study")}</a>
      <button className="button main" onClick={() => print()}>{say("studies.print")}</button>
      <p className="soft small">{say("studies.note_says")}</p>
    </>
  );
  return (
    <PlannerFrame reads title={say("studies.title")} mark={say("studies.mark")} beside={say("studies.note")} left={left}>
      {problem && <ProblemNote problem={problem} onAgain={again} />}
      {!problem && !answer && <p className="soft" role="status">{say("studies.computing")}</p>}
      {answer && <Note answer={answer} />}
    </PlannerFrame>
  );
}

function Note({ answer }: { answer: StudyEvaluation }) {
  const say = useSay();
  const spoken = useStore(language);
  return (
    <article className="fiscal-note card" tabIndex={0} aria-label={say("studies.note")}>
      <header>
        <p className="note-kind">{say("studies.note")}</p>
        <h2 lang="en">{answer.title}</h2>
        <p className="soft" lang="en">{answer.place}</p>
        {answer.changes.length > 0 && (
          <div className="note-changes">
            <p className="strong">{say("studies.note_changed")}</p>
            <ul>{answer.changes.map((one) => <li key={one.name}><span lang="en">{one.label}</span>: {one.from !== null && <s>{bare(one.from, one.unit, spoken, true)}</s>} <b>{bare(one.to, one.unit, spoken, true)}</b></li>)}</ul>
          </div>
        )}
      </header>
      <div className="note-parts">
        {answer.note.filter((part) => part.lines.length > 0).map((part) => (
          <section key={part.title}>
            <h3><Said english={part.title} said={part.said?.title} /></h3>
            <ul>{part.lines.map((line, i) => <li key={line}><Said english={line} said={part.said?.lines[i]} /></li>)}</ul>
          </section>
        ))}
      </div>
      <footer>
        <p className="soft small note-digest">{answer.link} · {say("studies.cite", { cite: answer.cite })}</p>
      </footer>
    </article>
  );
}
