// The look that a hand is making: what was tapped of it, until it is recorded. It outlives its form: whoever closes the sheet, or goes on to
// something else, has seen what they have seen.
import type { Vitals } from "../../api/types";
import type { Key } from "../../catalogue/catalogue";
import { send, takeBack } from "../../parts/send";
import { tell } from "../../parts/tell";
import type { FieldsOf } from "../../api/types";
import { Store } from "../../record/store";

/** As the chips of the form name them. */
export type Seen = Pick<Vitals, "responds" | "breaths" | "oximeter">;

export interface LookDraft {
  visit: string;
  seen: Seen;
  /** What was tapped is in the record already, because it worries. */
  recorded: boolean;
}

export const lookDraft = new Store<LookDraft | null>(null);

export async function recordLook(visit: string, look: Partial<FieldsOf<"look">>, words: Key = "look.recorded"): Promise<void> {
  if (!(await send("look", { visit, responds: "not_seen", ...look }))) return;
  tell(words, {
    undo: () => {
      if (lookDraft.get()?.visit === visit) lookDraft.set(null);
      takeBack("undo_look", { visit })();
    },
  });
}

/** Before anything else is done with this person, and when the form goes. */
export function recordWhatWasSeen(visit: string): void {
  const draft = lookDraft.get();
  if (draft?.visit !== visit) return;
  lookDraft.set(null);
  if (!draft.recorded) void recordLook(visit, draft.seen);
}
