// A study's answer with its draws, asked once: for pages where nothing moves.
import { useEffect, useState } from "react";
import { postStudyEvaluate } from "../../api/http";
import type { Problem, StudyEvaluation } from "../../api/types";
import { DRAWS, SEED, type Analysis } from "./answers";
import { asked, readChanges, writeChanges, type Changes } from "./link";

/** `id` empty: none is wanted. Give the same `more` while the same is wanted. */
export function useDrawn(id: string, changes: Changes, more: readonly Analysis[]): { answer: StudyEvaluation | null; problem: Problem | null; again: () => void } {
  const [answer, setAnswer] = useState<StudyEvaluation | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tries, setTries] = useState(0);
  const query = writeChanges(changes);
  useEffect(() => {
    const stop = new AbortController();
    setAnswer(null);
    setProblem(null);
    if (id === "") return;
    void ask(id, asked(readChanges(query)), more, stop.signal).then((reply) => {
      if (stop.signal.aborted) return;
      if (reply.ok) setAnswer(reply.value);
      else setProblem(reply.problem);
    });
    return () => stop.abort();
  }, [id, query, more, tries]);
  return { answer: answer?.study === id ? answer : null, problem, again: () => setTries(tries + 1) };
}

// A reader's newer run stops the older one, so that two of one page follow each other.
let before: Promise<unknown> = Promise.resolve();

function ask(study: string, changes: ReturnType<typeof asked>, more: readonly Analysis[], signal: AbortSignal): ReturnType<typeof postStudyEvaluate> {
  const mine = before.then(() => postStudyEvaluate({ study, changes, draws: DRAWS, seed: SEED, with: more }, signal));
  before = mine;
  return mine;
}
