// What pages watch of the site.
import { useMemo } from "react";
import { site, knownEmergencies, type KnownEmergency } from "../record/site";
import { useStore } from "../record/store";
import type { Board, Session } from "../api/types";

export function useBoard(): Board | null {
  return useStore(site.live.board);
}

/** The session, or null while it is not known. */
export function useSession(): Session | null {
  const session = useStore(site.session);
  return session === "unreachable" ? null : session;
}

/** Every emergency this screen knows: the site's, and its own that the site does not know yet. */
export function useEmergencies(): KnownEmergency[] {
  const board = useBoard();
  const own = useStore(site.ownActs);
  const device = useSession()?.device?.number ?? null;
  return useMemo(() => knownEmergencies(board?.emergencies ?? [], own, device), [board, own, device]);
}
