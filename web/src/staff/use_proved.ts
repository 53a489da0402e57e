// A password that was given for one sheet is given for that sheet alone: once it is closed, this screen is signed out.
import { useCallback, useEffect, useRef } from "react";
import type { Reply } from "../api/http";
import type { Session, StaffMember } from "../api/types";
import { site } from "../record/site";

/** Signs the reader in by their password, for as long as this sheet stands. */
export type ProveBy = (password: string) => Promise<Reply<Session>>;

/** Called by the sheet itself, which outlives the form that asks. */
export function useProved(session: Session, me: StaffMember): ProveBy {
  const proved = useRef(session.by_password && session.device !== null); // perhaps by the sheet that stood here before a reload
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
      // Whoever takes this screen next finds no manager's rights on it.
      if (proved.current) void site.signOut();
    };
  }, []);
  return useCallback(
    async (password) => {
      const reply = await site.signIn(me.staff, { password });
      if (!reply.ok) return reply;
      if (isOpen.current) proved.current = true;
      else void site.signOut(); // closed while the password was on its way: nobody is left to use its rights
      return reply;
    },
    [me.staff],
  );
}
