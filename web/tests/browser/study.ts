// A study on the page, for the tests of the Studies pages.
import type { StudyChange, StudyEvaluation } from "../../src/api/types";
import { expect, type Tablet } from "./site";

export const PATIENCE = { timeout: 60_000 }; // draws are of low priority, and the machine may be building something

export const answer = (tablet: Tablet) => tablet.page.locator(".answer");
export const slider = (tablet: Tablet, name: string) => tablet.page.locator(`.contested [data-parameter=${name}] input`);
export const total = (tablet: Tablet, name: string) => tablet.page.locator(`[data-total=${name}] .net-point .figure-link`);

export async function openStudy(tablet: Tablet, query = "", id = "baltimore"): Promise<void> {
  await tablet.page.goto(`${tablet.site.url}/#/studies/${id}${query === "" ? "" : `?${query}`}`);
  await rested(tablet);
}

/** The answer and its draws are of the figures as they stand. */
export async function rested(tablet: Tablet): Promise<void> {
  await expect(answer(tablet)).toHaveAttribute("data-point", "true", PATIENCE);
  await expect(answer(tablet)).toHaveAttribute("data-drawn", "true", PATIENCE);
}

/** What the program itself answers. */
export async function evaluated(tablet: Tablet, changes: StudyChange[]): Promise<StudyEvaluation> {
  return (await tablet.post("/studies/evaluate", { study: "baltimore", changes, draws: 0, seed: 1, with: [] })) as StudyEvaluation;
}
export const millions = (value: number) => `${value < 0 ? "−" : ""}$${Number((Math.abs(value) / 1e6).toFixed(2))}M`;
