// What study this is, whose money in which year's prices, and whether anything of it was changed here.
import { Fragment } from "react";
import type { StudyDocument } from "../../api/types";
import { useSay, wordKey } from "../../catalogue/catalogue";
import { Shape } from "../../parts/shapes";
import type { AnswerState } from "./answers";
import { Mark } from "./verdict";
import "./study_head.css";

export function StudyHead({ study, changed, state }: { study: StudyDocument; changed: number; state: AnswerState | null }) {
  const say = useSay();
  const facts = [
    study.place !== "" && <span lang="en">{study.place}</span>,
    study.kind === "study" && say(wordKey("perspective", study.perspective.replaceAll(" ", "_"), "studies.perspective_other")),
    study.kind === "study" && (study.price_year === null ? say("studies.prices_not_stated", { currency: study.currency }) : say("studies.prices", { currency: study.currency, year: study.price_year })),
    study.link !== "" && <a href={study.link} target="_blank" rel="noreferrer">{say("studies.publication")}</a>,
  ].filter((fact) => fact !== false);
  return (
    <header className="study-head">
      <div className="head-row">
        <h2 className="title" lang="en">{study.title}</h2>
        <p className="study-status" role="status">
          {state?.computing && <span className="status-words tone-breathe"><Shape tone="breathe" /> {say("studies.computing")}</span>}
          {changed > 0 && <span className="changed-here">{say("studies.changed", { n: changed })}</span>}
        </p>
      </div>
      <p className="soft small">
        {facts.map((fact, i) => <Fragment key={i}>{i > 0 && " · "}{fact}</Fragment>)}
      </p>
      {!study.is_complete && (
        <p className="note small incomplete"><Mark verdict="partial" /> <span><b>{say("studies.incomplete")}</b> <span lang="en">{study.missing.join(" ")}</span></span></p>
      )}
    </header>
  );
}
