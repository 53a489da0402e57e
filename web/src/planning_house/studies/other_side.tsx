// What speaks against the answer: where it turns, what may be counted twice, contrary and null findings, what is not known.
import type { StudyDocument, StudyEvaluation } from "../../api/types";
import { Said } from "../parts/said";
import { useSay } from "../../catalogue/catalogue";
import { Shape } from "../../parts/shapes";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { amount } from "./amounts";
import "./other_side.css";

/** `answer`: with its break-even, once it is known. */
export function OtherSide({ study, answer }: { study: StudyDocument; answer: StudyEvaluation | null }) {
  const say = useSay();
  const spoken = useStore(language);
  const turning = answer?.break_even ?? null;
  const turns = turning?.filter((one) => one.values.length > 0) ?? [];
  return (
    <section aria-labelledby="other-side" className="other-side-section">
      <h2 className="title" id="other-side" tabIndex={-1}>{say("studies.other_side")}</h2>
      <div className="other-side">
        {turning && (
          <div className="card turning">
            <h3>{say("studies.turning")}</h3>
            <p className="unit">{say("studies.turning_says")}</p>
            {turns.length === 0 ? <p>{say("studies.turning_none", { n: turning.length })}</p> : (
              <ul>
                {turns.map((one) => (
                  <li key={one.name} data-turns={one.name}>
                    <span lang="en">{one.label}:</span> <b className="tabular">{one.values.map((value) => amount(value, one.unit, spoken, say)).join(" · ")}</b>{" "}
                    <span className="unit"><Said english={one.sentence} said={one.said?.sentence} /></span>
                  </li>
                ))}
              </ul>
            )}
            {turns.length > 0 && turns.length < turning.length && <p className="unit">{say("studies.turning_others", { n: turning.length - turns.length })}</p>}
          </div>
        )}
        {study.double_count.length > 0 && (
          <div className="card note due">
            <h3><span className="tone-due"><Shape tone="due" /></span> {say("studies.double_count")}</h3>
            <ul lang="en">{study.double_count.map((line) => <li key={line}>{line}</li>)}</ul>
          </div>
        )}
        {study.contrary.length > 0 && (
          <div className="card">
            <h3>{say("studies.contrary")}</h3>
            <ul lang="en">{study.contrary.map((line) => <li key={line}>{line}</li>)}</ul>
          </div>
        )}
        {study.not_known.length > 0 && (
          <div className="card">
            <h3>{say("studies.not_known_title")}</h3>
            <ul lang="en">{study.not_known.map((line) => <li key={line}>{line}</li>)}</ul>
          </div>
        )}
        {study.about !== "" && (
          <div className="card">
            <h3>{say("studies.about")}</h3>
            <p lang="en">{study.about}</p>
            <p className="unit" lang="en">{study.horizon}</p>
          </div>
        )}
      </div>
    </section>
  );
}
