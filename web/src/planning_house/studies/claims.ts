// What may be claimed of published results. Only those of class "reproduced" are tested, since nothing in them was solved from what they confirm.
import type { StudyReproduced } from "../../api/types";

export type Verdict = "holds" | "off" | "fitted" | "constant" | "partial";
export const VERDICTS: readonly Verdict[] = ["holds", "off", "fitted", "constant", "partial"];

export function verdictOf(row: Pick<StudyReproduced, "class" | "holds">): Verdict {
  if (row.class !== "reproduced") return row.class;
  return row.holds === true ? "holds" : "off";
}

export interface Counts {
  /** Of class reproduced: whose inputs are independent of them. */
  tested: number;
  holds: number;
  off: number;
  fitted: number;
  constant: number;
  partial: number;
}

export function counted(rows: readonly StudyReproduced[]): Counts {
  const out: Counts = { tested: 0, holds: 0, off: 0, fitted: 0, constant: 0, partial: 0 };
  for (const row of rows) {
    out[verdictOf(row)]++;
    if (row.class === "reproduced") out.tested++;
  }
  return out;
}
