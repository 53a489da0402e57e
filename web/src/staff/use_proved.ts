// A password that was given for one sheet is given for that sheet alone: once it is closed, this screen is signed out.
import { useEffect, useRef } from "react";
import { signOut } from "../api/http";
import type { Session } from "../api/types";
import { site } from "../record/site";

/** Returns what to call once the password was right. */
export function useProved(session: Session): () => void {
  const proved = useRef(session.by_password && session.device !== null); // perhaps by the sheet that stood here before a reload
  useEffect(
    () => () => {
      // Whoever takes this screen next finds no manager's rights on it.
      if (proved.current) void signOut().then((reply) => reply.ok && site.setSession(reply.value));
    },
    [],
  );
  return () => {
    proved.current = true;
  };
}
