// What a number of a study's page stands on, for the sheet that opens where it is tapped.
import { createContext, useContext } from "react";
import type { StudyDocument } from "../../api/types";

export interface Source {
  kind: "parameter" | "outcome" | "cost" | "formula" | "payer" | "total";
  name: string;
}

/** Opens the sheet. */
export const OpenSource = createContext<(source: Source) => void>(() => {});
export const useOpenSource = () => useContext(OpenSource);

export interface Use {
  source: Source;
  label: string;
}

/** Where a parameter is used: outcomes and costs that depend on it. */
export function usesOf(study: StudyDocument, parameter: string): Use[] {
  return [
    ...study.outcomes.filter((one) => one.depends_on.includes(parameter)).map((one) => ({ source: { kind: "outcome" as const, name: one.name }, label: one.label })),
    ...study.costs.filter((one) => one.depends_on.includes(parameter)).map((one) => ({ source: { kind: "cost" as const, name: one.name }, label: one.label })),
  ];
}

/** Names in a formula that the document knows as steps, outcomes or figures, in the order in which they stand. */
export function namesIn(study: StudyDocument, formula: string): Use[] {
  const known = new Map<string, Use>();
  for (const one of study.parameters) known.set(one.name, { source: { kind: "parameter", name: one.name }, label: one.label });
  for (const one of study.formulas) known.set(one.name, { source: { kind: "formula", name: one.name }, label: one.label });
  for (const one of study.outcomes) known.set(one.name, { source: { kind: "outcome", name: one.name }, label: one.label });
  for (const one of study.costs) known.set(one.name, { source: { kind: "cost", name: one.name }, label: one.label });
  const names = new Set(formula.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []);
  return [...names].flatMap((name) => known.get(name) ?? []);
}

/** Outcomes and costs of one payer. */
export function paidBy(study: StudyDocument, payer: string): Use[] {
  return [
    ...study.outcomes.filter((one) => one.payer === payer).map((one) => ({ source: { kind: "outcome" as const, name: one.name }, label: one.label })),
    ...study.costs.filter((one) => one.payer === payer).map((one) => ({ source: { kind: "cost" as const, name: one.name }, label: one.label })),
  ];
}

/** A contested figure on which only harms depend: what opponents expect. The others are what they doubt. */
export function isOfHarmOnly(study: StudyDocument, parameter: string): boolean {
  const outcomes = study.outcomes.filter((one) => one.depends_on.includes(parameter));
  return outcomes.length > 0 && outcomes.every((one) => one.kind === "harm") && !study.costs.some((one) => one.depends_on.includes(parameter));
}
