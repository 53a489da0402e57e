// Today's visits as the site lists them, asked again whenever the floor has changed.
import { useEffect, useState } from "react";
import { getTodaysVisits } from "../../api/http";
import type { TodaysVisit } from "../../api/types";
import { useBoard } from "../../parts/use_site";

/** null: not answered yet. "unreachable": the site does not answer, or this reader may not ask. */
export function useTodaysVisits(): TodaysVisit[] | null | "unreachable" {
  const board = useBoard();
  const [visits, setVisits] = useState<TodaysVisit[] | null | "unreachable">(null);
  const seq = board?.seq;
  const covered = board?.covered;
  useEffect(() => {
    let over = false;
    void getTodaysVisits().then((reply) => {
      if (over) return;
      setVisits((before) => (reply.ok ? reply.value.visits : Array.isArray(before) ? before : "unreachable"));
    });
    return () => {
      over = true;
    };
  }, [seq, covered]);
  return visits;
}
