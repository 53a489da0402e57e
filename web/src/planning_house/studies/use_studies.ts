// Reading the shelf and the documents from the site's server, each once while the page is open: they ship with the program and do not change.
import { useEffect, useState } from "react";
import { getStudies, getStudy, type Reply } from "../../api/http";
import type { Problem, StudyDocument, StudyOnShelf } from "../../api/types";

export interface Loaded<T> {
  value: T | null;
  problem: Problem | null;
  again: () => void;
}

const documents = new Map<string, StudyDocument>();
let shelf: StudyOnShelf[] | null = null;

function useLoaded<T>(key: string, known: () => T | null, ask: () => Promise<Reply<T>>, keep: (value: T) => void): Loaded<T> {
  const [tries, setTries] = useState(0);
  const [got, setGot] = useState<{ key: string; value: T | null; problem: Problem | null }>({ key, value: known(), problem: null });
  useEffect(() => {
    let here = true;
    const before = known();
    if (before !== null) return setGot({ key, value: before, problem: null });
    setGot({ key, value: null, problem: null });
    if (key === "") return;
    void ask().then((reply) => {
      if (reply.ok) keep(reply.value);
      if (here) setGot({ key, value: reply.ok ? reply.value : null, problem: reply.ok ? null : reply.problem });
    });
    return () => {
      here = false;
    };
  }, [key, tries]);
  return { value: got.key === key ? got.value : known(), problem: got.key === key ? got.problem : null, again: () => setTries(tries + 1) };
}

export const useShelf = (): Loaded<StudyOnShelf[]> =>
  useLoaded("shelf", () => shelf, getStudies, (value) => {
    shelf = value;
  });

/** `id` empty: none is wanted. */
export const useStudy = (id: string): Loaded<StudyDocument> =>
  useLoaded(id, () => documents.get(id) ?? null, () => getStudy(id), (value) => void documents.set(id, value));
