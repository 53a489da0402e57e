// One visit of today, asked again whenever the floor has changed.
import { useEffect, useState } from "react";
import { getVisit } from "../../api/http";
import type { Visit } from "../../api/types";
import { useBoard } from "../../parts/use_site";

/** null: not answered yet. "unknown": the site has no such visit today, or does not answer. */
export function useVisit(visit: string): Visit | null | "unknown" {
  const [known, setKnown] = useState<Visit | null | "unknown">(null);
  const seq = useBoard()?.seq;
  useEffect(() => {
    let over = false;
    void getVisit(visit).then((reply) => !over && setKnown(reply.ok ? reply.value : "unknown"));
    return () => {
      over = true;
    };
  }, [visit, seq]);
  return known;
}
