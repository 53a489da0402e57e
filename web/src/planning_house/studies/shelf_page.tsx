// The shelf: every study at a glance, what was published against what is computed, with field observations and contrary findings beside them.
import { useState } from "react";
import type { StudyOnShelf, StudyReproduced } from "../../api/types";
import { ProblemNote } from "../parts/problem_note";
import { useSay } from "../../catalogue/catalogue";
import { PlannerFrame } from "../frame/planner_frame";
import { go, writeRoute } from "../../parts/route";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { figure, money, observed, totalWords } from "./amounts";
import { writePair } from "./link";
import { PublishedRows } from "./published_rows";
import { isShown, rowsShown, SHOWS, SORTS, sorted, type Show, type Sort } from "./shelf_order";
import { useShelf } from "./use_studies";
import { counted, VERDICTS, verdictOf } from "./claims";
import { Legend, Mark } from "./verdict";
import "./shelf_page.css";

export function ShelfPage() {
  const say = useSay();
  const shelf = useShelf();
  const [show, setShow] = useState<Show>("all");
  const [sort, setSort] = useState<Sort>("title");
  const studies = shelf.value ?? [];
  const shown = sorted(studies.filter((one) => isShown(one, show)), sort);
  const left = (
    <>
      <div className="shelf-controls">
        <h2 className="heading" id="shelf-show">{say("studies.show")}</h2>
        <div className="shelf-show" role="group" aria-labelledby="shelf-show">
          {SHOWS.map((one) => (
            <button key={one} className="chip small" aria-pressed={show === one} onClick={() => setShow(one)}>{say(`studies.show.${one}`)}</button>
          ))}
        </div>
        <label className="field">
          <span className="heading">{say("studies.sort")}</span>
          <select className="select" value={sort} onChange={(event) => setSort(event.target.value as Sort)}>
            {SORTS.map((one) => <option key={one} value={one}>{say(`studies.sort.${one}`)}</option>)}
          </select>
        </label>
      </div>
      <ComparePicker studies={studies.filter((one) => one.kind === "study")} />
    </>
  );
  return (
    <PlannerFrame reads title={say("studies.title")} mark={say("studies.mark")} beside={say("studies.beside_shelf")} left={left}>
      {shelf.problem && <ProblemNote problem={shelf.problem} onAgain={shelf.again} />}
      {!shelf.problem && shelf.value === null && <p className="soft" role="status">{say("studies.loading")}</p>}
      {shelf.value && (
        <div className="shelf">
          <Claim rows={studies.flatMap((one) => one.published)} studies={studies.filter((one) => one.kind === "study").length} />
          {show === "all" && <Overview studies={shown} />}
          <h2 className="title">{say("studies.one_by_one")}</h2>
          <p className="visually-hidden" role="status">{say("studies.found", { n: shown.length })}</p>
          {shown.length === 0 && <p className="note">{say("studies.found_none")}</p>}
          <ul className="shelf-list">
            {shown.map((one) => <li key={one.id}><OnShelf study={one} show={show} /></li>)}
          </ul>
        </div>
      )}
    </PlannerFrame>
  );
}

/** In one sentence: how much of what was published comes out again. */
function Claim({ rows, studies }: { rows: readonly StudyReproduced[]; studies: number }) {
  const say = useSay();
  const count = counted(rows);
  return (
    <section className="claim card" aria-label={say("studies.claim")}>
      <p className="claim-says" data-claim={`${count.holds}/${count.tested}`}>
        <b>{say("studies.claim_holds", { holds: count.holds, tested: count.tested })}</b>{" "}
        {count.off === 0 ? say("studies.claim_all") : count.off === 1 ? say("studies.claim_off_one") : say("studies.claim_off", { n: count.off })}
      </p>
      <div className="claim-bar" aria-hidden="true">
        {VERDICTS.filter((one) => count[one] > 0).map((one) => (
          <span key={one} className={`claim-part verdict-${one}`} style={{ flexGrow: count[one] }}>{count[one]}</span>
        ))}
      </div>
      <Legend counts={count} />
      <p className="soft">{say("studies.claim_rest", { studies })}</p>
    </section>
  );
}

/** Every study in a line: what its results may claim, and its answer. */
function Overview({ studies }: { studies: readonly StudyOnShelf[] }) {
  const say = useSay();
  const spoken = useStore(language);
  return (
    <div className="card overview-card" tabIndex={0} role="region" aria-label={say("studies.overview")}>
      <table className="overview">
        <caption className="visually-hidden">{say("studies.overview")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("studies.column.study")}</th>
            <th scope="col">{say("studies.column.results")}</th>
            <th scope="col" className="number">{say("studies.net_without")}</th>
            <th scope="col" className="number">{say("studies.net_with")}</th>
            <th scope="col" className="number">{say("studies.ratio_short")}</th>
          </tr>
        </thead>
        <tbody>
          {studies.map((one) => (
            <tr key={one.id} data-overview={one.id}>
              <th scope="row"><a lang="en" href={writeRoute({ page: "study", study: one.id, query: "" })}>{one.title}</a></th>
              <td><Glance study={one} /></td>
              {one.net === null ? (
                <td colSpan={3} className="soft">{one.kind === "observations" ? say("studies.seen_count", { n: one.observed.length }) : say("studies.not_known")}</td>
              ) : (
                <>
                  <td className="number"><span className="cell-name">{say("studies.net_without")}</span> {one.net_without_value_of_life === null ? (
                      <span className="soft">{say("studies.not_known")}</span>
                    ) : (
                      <>{money(one.net_without_value_of_life, one.currency, spoken)} <span className="unit">{totalWords(one.money_unit!, say)}</span></>
                    )}
                  </td>
                  <td className="number"><span className="cell-name">{say("studies.net_with")}</span> {money(one.net, one.currency, spoken)} <span className="unit">{totalWords(one.money_unit!, say)}</span></td>
                  <td className="number"><span className="cell-name">{say("studies.ratio_short")}</span> {one.ratio === null ? "–" : figure(one.ratio, spoken)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Glance({ study }: { study: StudyOnShelf }) {
  const say = useSay();
  if (study.published.length === 0) return <span className="soft">{say("studies.glance_nothing")}</span>;
  const count = counted(study.published);
  return (
    <span className="glance">
      <span className="glance-marks" aria-hidden="true">{study.published.map((row) => <Mark key={row.outcome} verdict={verdictOf(row)} />)}</span>
      <span className={count.tested > 0 ? "" : "soft"}>{count.tested > 0 ? say("studies.glance", { holds: count.holds, tested: count.tested }) : say("studies.glance_none")}</span>
    </span>
  );
}

function OnShelf({ study, show }: { study: StudyOnShelf; show: Show }) {
  const say = useSay();
  const rows = rowsShown(study, show);
  const onlyContrary = show === "contrary";
  return (
    <article className="shelved card" data-study={study.id} aria-labelledby={`shelf-${study.id}`}>
      <header>
        <h3 id={`shelf-${study.id}`} lang="en"><a href={writeRoute({ page: "study", study: study.id, query: "" })}>{study.title}</a></h3>
        {study.place !== "" && <p className="soft small" lang="en">{study.place}</p>}
        {study.citation !== "" && <p className="soft shelf-citation" lang="en">{study.citation}</p>}
        {!study.is_complete && <p className="small incomplete"><Mark verdict="partial" /> {say("studies.incomplete")}</p>}
      </header>
      <div className="shelved-body">
        {!onlyContrary && rows.length > 0 && <PublishedRows rows={rows} caption={say("studies.published_of", { title: study.title })} notes={false} />}
        {!onlyContrary && study.observed.length > 0 && (show === "all" || show === "field") && (
          <section className="seen">
            <h4 className="heading">{say("studies.seen")}</h4>
            <ul>
              {study.observed.map((one) => (
                <li key={one.what} lang="en"><b className="tabular">{observed(one.value, one.unit)}</b> {one.what}. <span className="soft">{one.source}</span></li>
              ))}
            </ul>
          </section>
        )}
        {study.contrary.length > 0 && (show === "all" || onlyContrary) && (
          <details className="contrary" open={onlyContrary || study.kind === "observations"}>
            <summary>{say("studies.contrary_count", { n: study.contrary.length })}</summary>
            <ul lang="en">{study.contrary.map((line) => <li key={line}>{line}</li>)}</ul>
          </details>
        )}
      </div>
    </article>
  );
}

function ComparePicker({ studies }: { studies: readonly StudyOnShelf[] }) {
  const say = useSay();
  const [a, setA] = useState("");
  const [b, setB] = useState("");
  if (studies.length < 2) return null;
  const chosenA = a || studies[0]!.id;
  const chosenB = b || studies.find((one) => one.id !== chosenA)!.id;
  return (
    <form
      className="compare-picker"
      onSubmit={(event) => {
        event.preventDefault();
        go({ page: "compare", query: writePair({ a: chosenA, b: chosenB, changesA: new Map(), changesB: new Map() }) });
      }}
    >
      <h2 className="heading">{say("studies.compare_two")}</h2>
      {([["studies.compare_first", chosenA, setA], ["studies.compare_second", chosenB, setB]] as const).map(([name, chosen, choose]) => (
        <label key={name} className="field">
          <span className="visually-hidden">{say(name)}</span>
          <select className="select" value={chosen} onChange={(event) => choose(event.target.value)}>
            {studies.map((one) => <option key={one.id} value={one.id} lang="en">{one.title}</option>)}
          </select>
        </label>
      ))}
      <button className="button" type="submit" disabled={chosenA === chosenB}>{say("studies.compare_button")}</button>
    </form>
  );
}
