// Two studies side by side: the same units, the same rows, and what one counts that the other does not.
import { useMemo, type ReactNode } from "react";
import type { StudyDocument, StudyEvaluation, StudySpread } from "../../api/types";
import { ProblemNote } from "../parts/problem_note";
import { useSay, wordKey, type Key } from "../../catalogue/catalogue";
import { PlannerFrame } from "../frame/planner_frame";
import { replaceQuery, writeRoute } from "../../parts/route";
import { Shape } from "../../parts/shapes";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { bare, figure, money, totalWords, unitWords } from "./amounts";
import { inputsInWords, payerWord } from "./answer";
import { counted } from "./claims";
import { readPair, writeChanges, writePair, type Pair } from "./link";
import { meet, otherFigures, unlike } from "./matching";
import { useDrawn } from "./use_drawn";
import { useShelf, useStudy } from "./use_studies";
import "./compare_page.css";

const NOTHING_MORE: readonly never[] = [];

export function ComparePage({ query }: { query: string }) {
  const say = useSay();
  const pair = useMemo(() => readPair(query), [query]);
  const a = useStudy(pair.a);
  const b = useStudy(pair.b);
  const isStudy = (one: StudyDocument | null) => one?.kind === "study";
  const answerA = useDrawn(isStudy(a.value) ? pair.a : "", pair.changesA, NOTHING_MORE);
  const answerB = useDrawn(isStudy(b.value) ? pair.b : "", pair.changesB, NOTHING_MORE);
  const problem = a.problem ?? b.problem ?? answerA.problem ?? answerB.problem;
  const again = () => [a, b, answerA, answerB].forEach((one) => one.problem && one.again());
  return (
    <PlannerFrame reads title={say("studies.title")} mark={say("studies.mark")} beside={say("studies.beside_compare")} left={<Choose pair={pair} />}>
      <div className="study">
        <h2 className="title">{say("studies.compare_title")}</h2>
        {problem && <ProblemNote problem={problem} onAgain={again} />}
        {!problem && !(answerA.answer && answerB.answer) && <p className="soft" role="status">{say(pair.a && pair.b ? "studies.computing" : "studies.choose_two")}</p>}
        {a.value && b.value && answerA.answer && answerB.answer && <SideBySide a={a.value} b={b.value} answerA={answerA.answer} answerB={answerB.answer} pair={pair} />}
      </div>
    </PlannerFrame>
  );
}

function Choose({ pair }: { pair: Pair }) {
  const say = useSay();
  const studies = (useShelf().value ?? []).filter((one) => one.kind === "study");
  const choose = (next: Partial<Pair>) => replaceQuery({ page: "compare", query: writePair({ ...pair, ...next }) });
  return (
    <>
      <a className="back-link" href={writeRoute({ page: "studies" })}>← {say("studies.all")}</a>
      {([["studies.compare_first", pair.a, (a: string) => choose({ a, changesA: new Map() })], ["studies.compare_second", pair.b, (b: string) => choose({ b, changesB: new Map() })]] as const).map(([name, chosen, onChoose]) => (
        <label key={name} className="field">
          <span className="heading">{say(name)}</span>
          <select className="select" value={chosen} onChange={(event) => onChoose(event.target.value)}>
            {!studies.some((one) => one.id === chosen) && <option value={chosen}>–</option>}
            {studies.map((one) => <option key={one.id} value={one.id} lang="en">{one.title}</option>)}
          </select>
        </label>
      ))}
      <button className="button quiet" onClick={() => choose({ a: pair.b, b: pair.a, changesA: pair.changesB, changesB: pair.changesA })}>{say("studies.swap")}</button>
      <button className="button quiet" onClick={() => print()}>{say("studies.print")}</button>
    </>
  );
}

interface Two {
  a: StudyDocument;
  b: StudyDocument;
  answerA: StudyEvaluation;
  answerB: StudyEvaluation;
}

function SideBySide({ pair, ...two }: Two & { pair: Pair }) {
  const say = useSay();
  const { a, b, answerA, answerB } = two;
  const unlikes = unlike(a, b, answerA, answerB);
  return (
    <>
      {unlikes.length > 0 && (
        <div className="note due unlike">
          <p className="strong"><span className="tone-due"><Shape tone="due" /></span> {say("studies.unlike")}</p>
          <ul>{unlikes.map((one) => <li key={one}>{say(`studies.unlike.${one}`)}</li>)}</ul>
        </div>
      )}
      <div className="card compare-card">
        <table className="compare">
          <caption className="visually-hidden">{say("studies.compare_title")}</caption>
          <thead>
            <tr>
              <th scope="col"><span className="visually-hidden">{say("studies.column.step")}</span></th>
              {([[a, pair.changesA], [b, pair.changesB]] as const).map(([study, changes], i) => (
                <th key={i} scope="col">
                  <a lang="en" href={writeRoute({ page: "study", study: study.id, query: writeChanges(changes) })}>{study.title}</a>
                  {changes.size > 0 && <span className="origin">{say("studies.changed", { n: changes.size })}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <Totals {...two} />
          <PayerRows {...two} />
          <Counted {...two} />
          <About {...two} />
          <OtherFigures a={a} b={b} />
        </table>
      </div>
    </>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <tbody>
      <tr className="compare-part"><th scope="rowgroup" colSpan={3}>{name}</th></tr>
      {children}
    </tbody>
  );
}

function Row({ name, english = false, a, b }: { name: string; english?: boolean; a: ReactNode; b: ReactNode }) {
  return (
    <tr>
      <th scope="row" lang={english ? "en" : undefined}>{name}</th>
      <td>{a}</td>
      <td>{b}</td>
    </tr>
  );
}

function Totals({ answerA, answerB }: Two) {
  const say = useSay();
  const spoken = useStore(language);
  const cell = (answer: StudyEvaluation, of: "net" | "net_without_value_of_life" | "ratio" | "cost") => {
    const write = (value: number) => (of === "ratio" ? figure(value, spoken) : money(value, answer.currency, spoken));
    const spread: StudySpread | null = answer.draws?.[of] ?? null;
    const value = answer[of];
    return (
      <>
        {spread && spread.p5 !== spread.p95 && <b className="range">{say("studies.from_to", { low: write(spread.p5), high: write(spread.p95) })}</b>}
        <span>{value === null ? say(of === "ratio" ? "studies.not_defined" : "studies.not_known") : write(value)}{of !== "ratio" && <span className="unit"> {totalWords(answer.money_unit, say)}</span>}</span>
      </>
    );
  };
  const rows: [Key, "net" | "net_without_value_of_life" | "ratio" | "cost"][] = [
    ["studies.net_without", "net_without_value_of_life"],
    ["studies.net_with", "net"],
    ["studies.ratio_long", "ratio"],
    ["studies.total_cost", "cost"],
  ];
  return <Part name={say("studies.compare_totals")}>{rows.map(([name, of]) => <Row key={of} name={say(name)} a={cell(answerA, of)} b={cell(answerB, of)} />)}</Part>;
}

function PayerRows({ answerA, answerB }: Two) {
  const say = useSay();
  const spoken = useStore(language);
  const named = (answer: StudyEvaluation) => answer.by_payer.map((one) => ({ ...one, name: one.payer as string }));
  const cell = (one: { net: number; is_cash: boolean } | null, currency: string) => {
    if (one === null) return <NotCounted />;
    if (!one.is_cash) return money(one.net, currency, spoken);
    return say(one.net < 0 ? "studies.pays" : "studies.saves", { amount: money(Math.abs(one.net), currency, spoken) });
  };
  return (
    <Part name={say("studies.compare_payers")}>
      {meet(named(answerA), named(answerB)).map((row) => <Row key={row.name} name={payerWord(row.name, say)} a={cell(row.a, answerA.currency)} b={cell(row.b, answerB.currency)} />)}
    </Part>
  );
}

function Counted({ answerA, answerB }: Two) {
  const say = useSay();
  const spoken = useStore(language);
  const cell = (one: StudyEvaluation["outcomes"][number] | null, currency: string) =>
    one === null ? (
      <NotCounted />
    ) : (
      <>
        <span>{bare(one.value, one.unit, spoken)} <span className="unit">{unitWords(one.unit, say, one.value)}</span></span>
        <span className="unit">{one.money === null ? say("studies.no_money") : money(one.kind === "harm" ? -one.money : one.money, currency, spoken)}</span>
      </>
    );
  return (
    <Part name={say("studies.compare_counted")}>
      {meet(answerA.outcomes, answerB.outcomes).map((row) => (
        <Row key={row.name} english name={(row.a ?? row.b)!.label} a={cell(row.a, answerA.currency)} b={cell(row.b, answerB.currency)} />
      ))}
    </Part>
  );
}

function NotCounted() {
  const say = useSay();
  return <span className="not-counted">{say("studies.not_counted")}</span>;
}

function About({ a, b, answerA, answerB }: Two) {
  const say = useSay();
  const prices = (one: StudyDocument) => (one.price_year === null ? say("studies.prices_not_stated", { currency: one.currency }) : say("studies.prices", { currency: one.currency, year: one.price_year }));
  const reproduced = (one: StudyDocument) => {
    const count = counted(one.published);
    return say("studies.glance", { holds: count.holds, tested: count.tested });
  };
  const inputs = (one: StudyEvaluation) => inputsInWords(one, say);
  return (
    <Part name={say("studies.compare_about")}>
      <Row name={say("studies.published")} a={reproduced(a)} b={reproduced(b)} />
      <Row name={say("studies.compare_perspective")} a={say(wordKey("perspective", a.perspective.replaceAll(" ", "_"), "studies.perspective_other"))} b={say(wordKey("perspective", b.perspective.replaceAll(" ", "_"), "studies.perspective_other"))} />
      <Row name={say("studies.compare_prices")} a={prices(a)} b={prices(b)} />
      <Row name={say("studies.compare_horizon")} a={<span lang="en">{a.horizon}</span>} b={<span lang="en">{b.horizon}</span>} />
      <Row name={say("studies.how_sure")} a={inputs(answerA)} b={inputs(answerB)} />
    </Part>
  );
}

function OtherFigures({ a, b }: { a: StudyDocument; b: StudyDocument }) {
  const say = useSay();
  const spoken = useStore(language);
  const rows = otherFigures(a, b);
  if (rows.length === 0) return null;
  const cell = (one: StudyDocument["parameters"][number]) => <>{bare(one.value as number, one.unit, spoken, true)} <span className="unit">{unitWords(one.unit, say, one.value as number)}</span></>;
  return <Part name={say("studies.compare_figures")}>{rows.map((row) => <Row key={row.name} english name={row.a!.label} a={cell(row.a!)} b={cell(row.b!)} />)}</Part>;
}
