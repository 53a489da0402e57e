// Where a number comes from, beside the page, which stays in use. Its value, unit, basis, source, spread and that spread's own basis, where it is
// used; for what is computed its formula and the figures in it, each a way further.
import type { ReactNode } from "react";
import type { StudyDocument, StudyParameter } from "../../api/types";
import { Said } from "../parts/said";
import { useSay, type Say } from "../../catalogue/catalogue";
import type { Language } from "../../catalogue/languages";
import { SideSheet } from "../parts/side_sheet";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { amount } from "./amounts";
import { payerWord } from "./answer";
import type { Changes } from "./link";
import { namesIn, paidBy, usesOf, type Source, type Use } from "./sources";
import { VerdictWord } from "./verdict";
import "./source_sheet.css";

interface Shared {
  study: StudyDocument;
  changes: Changes;
  onOpen: (source: Source) => void;
}

export function SourceSheet({ source, onClose, ...shared }: Shared & { source: Source; onClose: () => void }) {
  const say = useSay();
  return (
    <SideSheet title={titleOf(shared.study, source, say)} lang={source.kind === "payer" || source.kind === "total" ? undefined : "en"} onClose={onClose}>
      <Body source={source} {...shared} />
    </SideSheet>
  );
}

function titleOf(study: StudyDocument, source: Source, say: Say): string {
  if (source.kind === "payer") return payerWord(source.name, say);
  if (source.kind === "total") return say(source.name === "ratio" ? "studies.ratio" : source.name === "net" ? "studies.net_with" : "studies.net_without", { currency: study.currency });
  const lists = { parameter: study.parameters, outcome: study.outcomes, cost: study.costs, formula: study.formulas };
  return lists[source.kind].find((one) => one.name === source.name)?.label ?? source.name;
}

function Body({ source, ...shared }: Shared & { source: Source }) {
  const { study } = shared;
  const by = <T extends { name: string }>(list: readonly T[]) => list.find((one) => one.name === source.name) ?? null;
  if (source.kind === "parameter") {
    const found = by(study.parameters);
    return found && <ParameterBody parameter={found} {...shared} />;
  }
  if (source.kind === "payer") return <PayerBody payer={source.name} {...shared} />;
  if (source.kind === "total") return <TotalBody of={source.name} {...shared} />;
  const found = by<{ name: string; formula: string; unit: string; source: string }>(source.kind === "outcome" ? study.outcomes : source.kind === "cost" ? study.costs : study.formulas);
  return found && <FormulaBody source={source} found={found} {...shared} />;
}

function ParameterBody({ parameter, study, changes, onOpen }: Shared & { parameter: StudyParameter }) {
  const say = useSay();
  const spoken = useStore(language);
  const changed = changes.get(parameter.name);
  return (
    <dl className="facts-list">
      {changed !== undefined && <Fact name={say("studies.fact.changed")}><b className="changed-value">{amount(changed, parameter.unit, spoken, say, true)}</b></Fact>}
      <Fact name={say("studies.fact.value")}>
        <b className="tabular">{typeof parameter.value === "number" ? amount(parameter.value, parameter.unit, spoken, say, true) : <Cells study={study} parameter={parameter} spoken={spoken} say={say} />}</b>
        <code className="unit-code" lang="en">{parameter.unit}</code>
      </Fact>
      <Fact name={say("studies.fact.basis")}>
        <Basis basis={parameter.basis} />
        <p lang="en">{parameter.source}</p>
      </Fact>
      <Fact name={say("studies.fact.spread")}>
        {parameter.spread === null ? (
          <p>{say("studies.no_spread")}</p>
        ) : (
          <>
            <p><Said english={parameter.spread} said={parameter.said?.spread} /></p>
            {parameter.low95 !== null && parameter.high95 !== null && (
              <p className="tabular">{say("studies.interval95", { low: amount(parameter.low95, parameter.unit, spoken, say), high: amount(parameter.high95, parameter.unit, spoken, say) })}</p>
            )}
            {parameter.spread_basis && <Basis basis={parameter.spread_basis} />}
            <p lang="en">{parameter.spread_source}</p>
          </>
        )}
      </Fact>
      <Fact name={say("studies.fact.used")}><Uses uses={usesOf(study, parameter.name)} onOpen={onOpen} /></Fact>
      {parameter.evidence && <Fact name={say("studies.fact.evidence")}><p>{say("studies.evidence_says")}</p></Fact>}
      <Fact name={say("studies.fact.where")}><code lang="en">{parameter.where}</code></Fact>
    </dl>
  );
}

function FormulaBody({ source, found, study, onOpen }: Shared & { source: Source; found: { formula: string; unit: string; source: string } }) {
  const say = useSay();
  const outcome = source.kind === "outcome" ? study.outcomes.find((one) => one.name === source.name)! : null;
  const cost = source.kind === "cost" ? study.costs.find((one) => one.name === source.name)! : null;
  const payer = outcome?.payer ?? cost?.payer ?? null;
  const basis = outcome?.payer_basis ?? cost?.payer_basis ?? null;
  const published = study.published.filter((row) => row.outcome === source.name || row.outcome === `${source.name}.money`);
  const parts = [...namesIn(study, found.formula), ...namesIn(study, outcome?.money ?? "")].filter(
    (one, i, all) => one.source.name !== source.name && all.findIndex((other) => other.source.name === one.source.name) === i,
  );
  return (
    <dl className="facts-list">
      <Fact name={say("studies.fact.formula")}>
        <code lang="en">{found.formula}</code>
        <code className="unit-code" lang="en">{found.unit}</code>
      </Fact>
      {outcome?.money && <Fact name={say("studies.fact.money")}><code lang="en">{outcome.money}</code></Fact>}
      {payer && <Fact name={say("studies.column.payer")}><p>{payerWord(payer, say)}</p>{basis && <Basis basis={basis} />}</Fact>}
      {found.source !== "" && <Fact name={say("studies.fact.source")}><p lang="en">{found.source}</p></Fact>}
      {published.map((row) => (
        <Fact key={row.outcome} name={say("studies.column.published")}>
          <Published row={row} />
        </Fact>
      ))}
      <Fact name={say("studies.fact.made_of")}><Uses uses={parts} onOpen={onOpen} /></Fact>
    </dl>
  );
}

function Published({ row }: { row: StudyDocument["published"][number] }) {
  const say = useSay();
  const spoken = useStore(language);
  return (
    <>
      <p className="tabular">{amount(row.published, row.unit, spoken, say)}</p>
      <p><VerdictWord row={row} /></p>
      <p lang="en">{row.source}</p>
      {row.note !== "" && <p lang="en" className="soft">{row.note}</p>}
    </>
  );
}

function PayerBody({ payer, study, onOpen }: Shared & { payer: string }) {
  const say = useSay();
  return (
    <dl className="facts-list">
      {payer === "value of life" && <Fact name={say("studies.fact.basis")}><p>{say("studies.value_of_life_says")}</p></Fact>}
      <Fact name={say("studies.fact.made_of")}><Uses uses={paidBy(study, payer)} onOpen={onOpen} /></Fact>
    </dl>
  );
}

function TotalBody({ of, study, onOpen }: Shared & { of: string }) {
  const say = useSay();
  const counted = study.outcomes.filter((one) => one.money !== null && (of !== "net_without_value_of_life" || one.payer !== "value of life"));
  return (
    <dl className="facts-list">
      <Fact name={say("studies.fact.formula")}>
        <p>{say(of === "ratio" ? "studies.total.ratio" : of === "net" ? "studies.total.net" : "studies.total.net_without")}</p>
      </Fact>
      <Fact name={say("studies.fact.made_of")}>
        <Uses
          uses={[
            ...counted.map((one) => ({ source: { kind: "outcome" as const, name: one.name }, label: one.label })),
            ...study.costs.map((one) => ({ source: { kind: "cost" as const, name: one.name }, label: one.label })),
          ]}
          onOpen={onOpen}
        />
      </Fact>
    </dl>
  );
}

function Cells({ study, parameter, spoken, say }: { study: StudyDocument; parameter: StudyParameter; spoken: Language; say: Say }) {
  const labels = study.axes.find((one) => one.name === parameter.over)?.labels ?? [];
  return (
    <ul className="cells">
      {(parameter.value as number[]).map((value, i) => <li key={i}><span className="soft" lang="en">{labels[i] ?? i + 1}</span> {amount(value, parameter.unit, spoken, say, true)}</li>)}
    </ul>
  );
}

function Basis({ basis }: { basis: "source" | "derived" | "assumed" | "fitted" }) {
  const say = useSay();
  return <p><span className={`basis basis-${basis}`}>{say(`studies.basis.${basis}`)}</span></p>;
}

function Uses({ uses, onOpen }: { uses: readonly Use[]; onOpen: (source: Source) => void }) {
  const say = useSay();
  if (uses.length === 0) return <p>{say("studies.used_nowhere")}</p>;
  return (
    <ul className="uses" lang="en">
      {uses.map((one) => (
        <li key={`${one.source.kind}:${one.source.name}`}><button type="button" className="use-link" onClick={() => onOpen(one.source)}>{one.label}</button></li>
      ))}
    </ul>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
