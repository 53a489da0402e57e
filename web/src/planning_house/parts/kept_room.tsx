// Words that change while a slider moves, in a place that is as large as the longest of them: nothing beside or below them moves.
import type { ReactNode } from "react";
import "./kept_room.css";

/** `others`: what may stand here as well. */
export function KeptRoom({ others, children }: { others: readonly string[]; children: ReactNode }) {
  return (
    <span className="kept-words">
      <span>{children}</span>
      {[...new Set(others)].map((words) => <span key={words} className="kept-other" data-words={words} aria-hidden="true" />)}
    </span>
  );
}
