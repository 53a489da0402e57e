// What may be claimed of a published result, as a shape and a word: only "reproduced" can hold, and only that is teal. Fitted, carried over and
// partial are grey and confirm nothing.
import type { StudyReproduced } from "../../api/types";
import { useSay, type Say } from "../../catalogue/catalogue";
import type { Language } from "../../catalogue/languages";
import { Shape } from "../../parts/shapes";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { distance, percent } from "./amounts";
import { VERDICTS, verdictOf, type Counts, type Verdict } from "./claims";
import "./verdict.css";

export function Mark({ verdict }: { verdict: Verdict }) {
  if (verdict === "holds") return <span className="mark tone-well"><Shape tone="well" /></span>;
  if (verdict === "off") return <span className="mark tone-due"><Shape tone="due" /></span>;
  return (
    <span className="mark soft">
      <svg className="shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {verdict === "fitted" && <path fillRule="evenodd" d="M8 .6 15.4 8 8 15.4.6 8Zm0 3.7L4.3 8 8 11.7 11.7 8Z" />}
        {verdict === "constant" && <path d="M1 3.6h14v3H1zM1 9.4h14v3H1z" />}
        {verdict === "partial" && <path fillRule="evenodd" d="M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8Zm0 2a5.2 5.2 0 1 0 0 10.4Z" />}
      </svg>
    </span>
  );
}

/** "reproduced", "1.2% below: does not hold", "fitted". */
export function VerdictWord({ row }: { row: StudyReproduced }) {
  const say = useSay();
  const spoken = useStore(language);
  const verdict = verdictOf(row);
  const far = verdict === "off" ? farInWords(row, say, spoken) : "";
  return (
    <span className={`verdict verdict-${verdict}`} data-class={row.class} data-verdict={verdict}>
      <Mark verdict={verdict} /> <span>{say(`studies.verdict.${verdict}`)}{far && <span className="verdict-far"> {far}</span>}</span>
    </span>
  );
}

export function farInWords(row: StudyReproduced, say: Say, spoken: Language): string {
  const far = distance(row.published, row.computed);
  if (far === null || far === 0) return "";
  return say(far < 0 ? "studies.below" : "studies.above", { n: percent(Math.abs(far), spoken) });
}

/** What each word means; beside every list that uses them. `counts`: how many of each there are. */
export function Legend({ counts }: { counts?: Counts }) {
  const say = useSay();
  return (
    <ul className="verdict-legend" aria-label={say("studies.legend")}>
      {VERDICTS.map((verdict) => (
        <li key={verdict} className={`verdict-${verdict}`}>
          <Mark verdict={verdict} />
          <span><b>{counts && `${counts[verdict]} `}{say(`studies.verdict.${verdict}`)}</b>: {say(`studies.means.${verdict}`)}</span>
        </li>
      ))}
    </ul>
  );
}

