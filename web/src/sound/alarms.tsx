// Which alarm sounds on this screen, each once: the site's, and those that the page itself knows while the site does not answer.
//
// After a silence (restart, reload) what came meanwhile is one sound. Nothing sounds for a closed emergency. Who hears "nobody
// acknowledges": first every floor screen, again when the responsible person is asked (somebody near may reach them), then every screen.
import { useEffect, useRef } from "react";
import type { Alarm, Playbook, Session } from "../api/types";
import { assess } from "../playbook/assess";
import { useBoard, useEmergencies, useSession } from "../parts/use_site";
import { useNow } from "../clock/use_now";
import { site, type KnownEmergency } from "../record/site";
import { useStore } from "../record/store";
import { play, type Sound } from "./sounds";

const SAME_MS = 3_000; // the site and the page may know one due time a moment apart
const MATTERS: Sound[] = ["not_acknowledged", "emergency_opened", "look_after_dose", "look_overdue"];
const OLD_MS = 120_000; // what was due longer ago than this when a page opens is in the list, and not sounded again

export function Alarms() {
  const board = useBoard();
  const session = useSession();
  const emergencies = useEmergencies();
  const playbook = useStore(site.playbook);
  const now = useNow(1000);
  const heard = useRef<Alarm[]>([]);
  useEffect(() => {
    const due = [...(board?.alarms ?? []), ...ownAlarms(emergencies, playbook)].filter((alarm) => alarm.at <= now);
    const fresh = due.filter((alarm) => !heard.current.some((one) => sameAlarm(one, alarm)));
    if (fresh.length === 0) return;
    heard.current = [...heard.current, ...fresh].slice(-400);
    const loud = fresh.filter((alarm) => now - alarm.at < OLD_MS && isForThisScreen(alarm, session, emergencies));
    const first = MATTERS.find((sound) => loud.some((alarm) => alarm.kind === sound));
    if (first) play(first);
  }, [board, session, emergencies, playbook, now]);
  return null;
}

function sameAlarm(a: Alarm, b: Alarm): boolean {
  if (a.id === b.id) return true;
  return a.kind === b.kind && a.stage === b.stage && (a.emergency ?? a.visit) === (b.emergency ?? b.visit) && Math.abs(a.at - b.at) < SAME_MS;
}

/** The look after a dose, by this page's own reading of the playbook: it sounds with the site gone too. */
function ownAlarms(emergencies: readonly KnownEmergency[], playbook: Playbook | null): Alarm[] {
  if (!playbook) return [];
  return emergencies.flatMap((one) => {
    if (one.fromSite?.closed_at != null || one.fromSite?.joined_into != null) return [];
    const asked = assess(one.acts, playbook, one.fromSite?.restart ?? null);
    if (asked.phase === "closed") return [];
    return asked.due
      .filter((due) => due.clock === "look_after_dose")
      .map((due): Alarm => ({ id: `own/${one.key}/${due.at}`, kind: "look_after_dose", at: due.at, stage: 0, emergency: one.key, visit: null, place: "" }));
  });
}

function isForThisScreen(alarm: Alarm, session: Session | null, emergencies: readonly KnownEmergency[]): boolean {
  const emergency = emergencies.find((one) => one.key === alarm.emergency);
  if (emergency?.fromSite?.closed_at != null) return false;
  if (alarm.kind === "emergency_opened") {
    const opened = emergency?.acts.find((act) => act.act === "opened");
    return opened === undefined || opened.device === undefined || opened.device !== session?.device?.number;
  }
  if (alarm.kind === "not_acknowledged") {
    return alarm.stage >= 3 || session?.staff != null;
  }
  return alarm.kind === "look_after_dose" || session?.staff != null;
}
