// Why a sign-in did not work, in words.
import type { Problem } from "../api/types";
import { wordKey, type Say } from "../catalogue/catalogue";
import { lastPart } from "./send";

export function signInProblem(status: number, problem: Problem, say: Say): string {
  if (status === 429) return say("sign_in.slowly", { n: Math.ceil((problem.retry_after_ms ?? 1000) / 1000) });
  if (status === 0) return say("problem.unreachable");
  return say(wordKey("problem", lastPart(problem.type), "sign_in.not_right"));
}
