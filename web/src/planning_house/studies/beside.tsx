// Beside a study: what was changed with a way back for each, the link that carries it, and what else can be done with the answer.
import { useMemo } from "react";
import type { StudyDocument } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { writeRoute } from "../../parts/route";
import { tell } from "../../parts/tell";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { bare } from "./amounts";
import { goTo } from "./answer";
import { without, writeChanges, writePair, type Changes } from "./link";
import { useShelf } from "./use_studies";
import "./beside.css";

const PARTS = [
  ["contested", "studies.contested"],
  ["how-sure", "studies.how_sure"],
  ["money", "studies.money"],
  ["published", "studies.published"],
  ["other-side", "studies.other_side"],
  ["figures", "studies.figures"],
] as const;

export function Beside({ study, changes, onChanges }: { study: StudyDocument; changes: Changes; onChanges: (changes: Changes) => void }) {
  const say = useSay();
  const query = writeChanges(changes);
  const isStudy = study.kind === "study";
  return (
    <>
      <a className="back-link" href={writeRoute({ page: "studies" })}>← {say("studies.all")}</a>
      {isStudy && <Changed study={study} changes={changes} onChanges={onChanges} />}
      {isStudy && (
        <div className="beside-acts">
          <button className="button" onClick={() => void copyLink(query, study.id)}>{say("studies.copy_link")}</button>
          <a className="button" href={writeRoute({ page: "study_note", study: study.id, query })}>{say("studies.note")}</a>
          <CompareLink study={study} changes={changes} />
          <button className="button" onClick={() => print()}>{say("studies.print")}</button>
        </div>
      )}
      {isStudy && (
        <nav className="on-this-page" aria-label={say("studies.on_this_page")}>
          <h2 className="heading">{say("studies.on_this_page")}</h2>
          <ul>
            {PARTS.map(([id, name]) => <li key={id}><a href={`#${id}`} onClick={goTo(id)}>{say(name)}</a></li>)}
          </ul>
        </nav>
      )}
    </>
  );
}

function Changed({ study, changes, onChanges }: { study: StudyDocument; changes: Changes; onChanges: (changes: Changes) => void }) {
  const say = useSay();
  const spoken = useStore(language);
  const byName = useMemo(() => new Map(study.parameters.map((one) => [one.name, one])), [study]);
  return (
    <section className="changes" aria-label={say("studies.changes")}>
      <h2 className="heading">{say("studies.changes")}</h2>
      {changes.size === 0 ? (
        <p className="soft small">{say("studies.changes_none")}</p>
      ) : (
        <>
          <ul>
            {[...changes].map(([name, value]) => {
              const parameter = byName.get(name.split(".")[0]!);
              if (!parameter) return null;
              const own = typeof parameter.value === "number" ? bare(parameter.value, parameter.unit, spoken, true) : "";
              return (
                <li key={name} data-change={name}>
                  <span lang="en">{parameter.label}</span>
                  <span className="tabular">{own && <s>{own}</s>} <b>{bare(value, parameter.unit, spoken, true)}</b></span>
                  <button className="undo-one" onClick={() => onChanges(without(changes, name))} aria-label={say("studies.undo_of", { of: parameter.label })}>{say("studies.undo")}</button>
                </li>
              );
            })}
          </ul>
          <button className="button quiet" onClick={() => onChanges(new Map())}>{say("studies.undo_all")}</button>
        </>
      )}
    </section>
  );
}

async function copyLink(query: string, study: string): Promise<void> {
  const link = new URL(writeRoute({ page: "study", study, query }), location.href).href;
  try {
    await navigator.clipboard.writeText(link);
    tell("studies.copied");
  } catch {
    tell("studies.not_copied", { tone: "due" }); // plain http, or not allowed: the address bar has the same
  }
}

/** Beside the next study of the shelf; the page lets another be chosen. */
function CompareLink({ study, changes }: { study: StudyDocument; changes: Changes }) {
  const say = useSay();
  const shelf = useShelf().value ?? [];
  const others = shelf.filter((one) => one.kind === "study" && one.id !== study.id);
  const other = others.find((one) => one.currency === study.currency) ?? others[0];
  if (!other) return null;
  return (
    <a className="button" href={writeRoute({ page: "compare", query: writePair({ a: study.id, b: other.id, changesA: changes, changesB: new Map() }) })}>
      {say("studies.compare_button")}
    </a>
  );
}
