// A floor command and what to tell about its answer. Order decides on the floor: who comes second is told kindly who won.
import { say, wordKey, type Key, type Values } from "../catalogue/catalogue";
import type { CommandAnswer, CommandName, Given } from "../api/types";
import type { Sent } from "../record/outbox";
import { language } from "../record/preferences";
import { site } from "../record/site";
import { tell } from "./tell";

/** Why a command was not done, in words. */
export interface WhyNot {
  key: Key;
  values: Values;
}

/** Sends, tells a refusal, and says whether it was done. */
export async function send<Name extends CommandName>(command: Name, ...fields: Given<Name>): Promise<CommandAnswer | null> {
  const sent = await site.send(command, ...fields);
  const why = whyNot(sent);
  if (why) tell(why.key, { tone: "due", values: why.values });
  return why ? null : sent.answer;
}

const PATIENCE_MS = 600; // an answer takes a tenth of it; after it the command is on its way, and the hand is let go

/** For a form that shows a refusal in itself: settles with it, or with null once the command is done or on its way. What the site says later is told. */
export function sendAndSee<Name extends CommandName>(command: Name, fields: Given<Name>, done: (answer: CommandAnswer) => void): Promise<WhyNot | null> {
  return new Promise((settle) => {
    let waits = true;
    const letGo = (why: WhyNot | null) => {
      waits = false;
      settle(why);
    };
    const timer = setTimeout(() => letGo(null), PATIENCE_MS);
    void site.send(command, ...fields).then((sent) => {
      clearTimeout(timer);
      const why = whyNot(sent);
      if (why === null && sent.answer) done(sent.answer);
      if (why && !waits) tell(why.key, { tone: "due", values: why.values });
      letGo(why);
    });
  });
}

/** The way back from what was done: sends the command that takes it back, and says that it did. */
export function takeBack<Name extends CommandName>(command: Name, ...fields: Given<Name>): () => void {
  return () => void send(command, ...fields).then((answer) => answer && tell("undo.done"));
}

export const lastPart = (type: string): string => type.split("/").at(-1) ?? "other";

function whyNot({ answer, problem }: Sent): WhyNot | null {
  if (problem) return { key: wordKey("problem", lastPart(problem.type), "problem.other"), values: {} };
  if (!answer?.refused) return null;
  const { reason, seat, visit } = answer.refused;
  const winner = site.live.board.get()?.people.find((person) => person.visit === visit);
  return {
    key: wordKey("refused", reason, "refused.other"),
    values: { seat: seat ?? winner?.place ?? "", who: winner?.handle ?? say(language.get(), "refused.somebody") },
  };
}
