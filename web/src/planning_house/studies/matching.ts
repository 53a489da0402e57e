// Two studies side by side: the same rows, and what one counts that the other does not. Rows meet where both documents give an outcome, a cost or a
// figure the same name; a row whose units differ is not compared.
import type { StudyDocument, StudyEvaluation, StudyParameter } from "../../api/types";

export interface Met<T> {
  name: string;
  a: T | null;
  b: T | null;
}

export function meet<T extends { name: string }>(a: readonly T[], b: readonly T[]): Met<T>[] {
  const ofB = new Map(b.map((one) => [one.name, one]));
  const namesA = new Set(a.map((one) => one.name));
  return [
    ...a.map((one) => ({ name: one.name, a: one, b: ofB.get(one.name) ?? null })),
    ...b.filter((one) => !namesA.has(one.name)).map((one) => ({ name: one.name, a: null, b: one })),
  ].sort((x, y) => both(y) - both(x));
}

const both = <T>(row: Met<T>): number => (row.a !== null && row.b !== null ? 1 : 0);

/** Figures that both have and that are not the same. */
export function otherFigures(a: StudyDocument, b: StudyDocument): Met<StudyParameter>[] {
  return meet(a.parameters, b.parameters).filter((row) => row.a && row.b && typeof row.a.value === "number" && typeof row.b.value === "number" && (row.a.value !== row.b.value || row.a.unit !== row.b.unit));
}

/** Why the money of two answers cannot simply be held against each other. */
export type Unlike = "currency" | "price_year" | "money_unit" | "perspective" | "price_year_unknown";

export function unlike(a: StudyDocument, b: StudyDocument, answerA: StudyEvaluation, answerB: StudyEvaluation): Unlike[] {
  const out: Unlike[] = [];
  if (a.currency !== b.currency) out.push("currency");
  else if (answerA.money_unit !== answerB.money_unit) out.push("money_unit");
  if (a.price_year === null || b.price_year === null) out.push("price_year_unknown");
  else if (a.price_year !== b.price_year) out.push("price_year");
  if (a.perspective !== b.perspective) out.push("perspective");
  return out;
}
