// A floor command and what to tell about its answer. Order decides on the floor: who comes second is told kindly who won.
import type { Sent } from "../record/outbox";
import type { Fields } from "../record/outbox";
import { site } from "../record/site";
import { wordKey, type Key } from "../catalogue/catalogue";
import { language } from "../record/preferences";
import { say } from "../catalogue/catalogue";
import { tell } from "./toasts";

/** Sends, tells a refusal, and says whether it was done. */
export async function send(command: string, fields: Fields = {}): Promise<Sent["answer"]> {
  const { answer, problem } = await site.send(command, fields);
  if (problem) {
    tell(wordKey("problem", lastPart(problem.type), "problem.other"), { tone: "due" });
    return null;
  }
  if (answer?.refused) {
    tell(refusalKey(answer.refused.reason), { tone: "due", values: refusalValues(answer.refused) });
    return null;
  }
  return answer;
}

export const lastPart = (type: string): string => type.split("/").at(-1) ?? "other";

function refusalKey(reason: string): Key {
  return wordKey("refused", reason, "refused.other");
}

function refusalValues(refused: { reason: string; seat?: string; visit?: string }) {
  const winner = site.live.board.get()?.people.find((person) => person.visit === refused.visit);
  return {
    seat: refused.seat ?? winner?.place ?? "",
    who: winner?.handle ?? say(language.get(), "refused.somebody"),
  };
}
