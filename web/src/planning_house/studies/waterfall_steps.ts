// The steps of the waterfall: costs, then what each payer saves and what everybody gains, the sum of it, then the value of life, the sum of all. Each
// step begins where the last ended. Where a publication's benefit holds a value of life that it does not state apart there is one sum alone.
import type { StudyEvaluation } from "../../api/types";

interface Part {
  label: string;
  payer: string;
  money: number;
  isCash: boolean;
}
export type Step =
  | (Part & { kind: "part"; from: number; to: number })
  | { kind: "total"; of: "net" | "net_without_value_of_life"; money: number; from: number; to: number };

/** What is nothing (a harm that stands at zero) is no step. */
export function waterfall(answer: StudyEvaluation): Step[] {
  const order = answer.by_payer.map((one) => one.payer as string);
  const place = (payer: string) => (order.indexOf(payer) + order.length) % order.length;
  const cash = new Map(answer.by_payer.map((one) => [one.payer as string, one.is_cash]));
  const costs: Part[] = answer.costs.map((one) => ({ label: one.label, payer: one.payer, money: -one.value, isCash: true }));
  const counted: Part[] = answer.outcomes
    .filter((one) => one.money !== null)
    .map((one) => ({ label: one.label, payer: one.payer ?? "not stated", money: inFavour(one), isCash: cash.get(one.payer ?? "not stated") ?? false }))
    .sort((a, b) => place(a.payer) - place(b.payer) || b.money - a.money);
  const steps: Step[] = [];
  let sum = 0;
  const add = (part: Part) => {
    if (part.money === 0) return;
    steps.push({ ...part, kind: "part", from: sum, to: sum + part.money });
    sum += part.money;
  };
  const total = (of: "net" | "net_without_value_of_life", money: number) => steps.push({ kind: "total", of, money, from: 0, to: money });
  costs.forEach(add);
  counted.filter((one) => one.payer !== "value of life").forEach(add);
  if (answer.net_without_value_of_life !== null) {
    total("net_without_value_of_life", answer.net_without_value_of_life);
    sum = answer.net_without_value_of_life;
  }
  const lives = counted.filter((one) => one.payer === "value of life");
  lives.forEach(add);
  if (lives.length > 0 || answer.net_without_value_of_life === null) total("net", answer.net);
  return steps;
}

const inFavour = (outcome: StudyEvaluation["outcomes"][number]): number => (outcome.kind === "harm" ? -outcome.money! : outcome.money!);

/** What a payer saves over the lives of those concerned, and not within the study's own time. */
export function overLifetimes(answer: StudyEvaluation, payer: string): number {
  return answer.outcomes.filter((one) => one.payer === payer && one.when === "lifetime" && one.money !== null).reduce((sum, one) => sum + inFavour(one), 0);
}
