// The steps of the waterfall: costs, then cash by payer, the sum of it, then the value of life, the sum of all. Each step begins where the last ended.
import type { StudyEvaluation } from "../api/types";

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
  const costs: Part[] = answer.costs.map((one) => ({ label: one.label, payer: one.payer, money: -one.value, isCash: true }));
  const counted: Part[] = answer.outcomes
    .filter((one) => one.money !== null)
    .map((one) => ({ label: one.label, payer: one.payer ?? "not stated", money: one.kind === "harm" ? -one.money! : one.money!, isCash: one.payer !== "value of life" }))
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
  counted.filter((one) => one.isCash).forEach(add);
  if (answer.net_without_value_of_life !== null) {
    total("net_without_value_of_life", answer.net_without_value_of_life);
    sum = answer.net_without_value_of_life;
  }
  const noCash = counted.filter((one) => !one.isCash);
  noCash.forEach(add);
  if (noCash.length > 0 || answer.net_without_value_of_life === null) total("net", answer.net);
  return steps;
}
