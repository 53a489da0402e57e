// Published results beside what the document's own figures give: the same rows on the shelf and on a study's page.
import type { StudyReproduced } from "../../api/types";
import { Said } from "../parts/said";
import { useSay } from "../../catalogue/catalogue";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { bare, unitWords } from "./amounts";
import { VerdictWord } from "./verdict";
import "./published_rows.css";

export function PublishedRows({ rows, caption, notes }: { rows: readonly StudyReproduced[]; caption: string; notes: boolean }) {
  const say = useSay();
  const spoken = useStore(language);
  return (
    <table className="published">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say("studies.column.result")}</th>
          <th scope="col" className="number">{say("studies.column.published")}</th>
          <th scope="col" className="number">{say("studies.column.computed")}</th>
          <th scope="col">{say("studies.column.class")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.outcome} data-outcome={row.outcome}>
            <th scope="row">
              <span lang="en">{row.label}</span>{" "}
              <span className="unit">{unitWords(row.unit, say)}</span>
              {notes && row.note !== "" && <span className="row-note" lang="en">{row.note}</span>}
              {notes && row.carried_over !== "" && <span className="row-note"><Said english={row.carried_over} said={row.said?.carried_over} /></span>}
              {notes && <span className="row-note" lang="en">{row.source}</span>}
            </th>
            <td className="number">{bare(row.published, row.unit, spoken)}</td>
            <td className="number">{bare(row.computed, row.unit, spoken)}</td>
            <td><VerdictWord row={row} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
