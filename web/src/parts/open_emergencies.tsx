// Open emergencies by place, each a card that opens it: they go on, whoever is signed in. After them, quietly, those closed today whose
// debrief has waited ("Later").
import { clock } from "../clock/format";
import { useNow } from "../clock/use_now";
import { useSay } from "../catalogue/catalogue";
import { site, type KnownEmergency } from "../record/site";
import { useStore } from "../record/store";
import { armSound } from "../sound/sounds";
import { go } from "./route";
import { Shape } from "./shapes";
import { useBoard, useEmergencies } from "./use_site";
import { began, emergencyPlace } from "./words";
import "../board/seat.css";

/** `apart`: only those that no seat of the floor shows already. */
export function OpenEmergencies({ apart = false }: { apart?: boolean }) {
  const say = useSay();
  const board = useBoard();
  const playbook = useStore(site.playbook);
  const now = useNow(1000);
  const onSeats = new Set(board?.people.filter((person) => person.seat !== null).map((person) => person.emergency));
  const known = useEmergencies().filter((one) => one.fromSite?.joined_into == null);
  const open = known.filter((one) => one.fromSite?.closed_at == null && !(apart && onSeats.has(one.key)));
  const cards = open.map((one) => (
    <button
      key={one.key}
      className="seat now apart"
      onClick={() => {
        armSound();
        go({ page: "emergency", key: one.key });
      }}
    >
      <span className="seat-top">
        <span className="seat-handle">{emergencyPlace(one, board, playbook, say).words}</span>
        <span className="seat-clock">{clock(now - began(one))}</span>
      </span>
      <span className="seat-state tone-now">
        <Shape tone="now" /> {say("state.emergency")}
      </span>
    </button>
  ));
  const waiting = known.filter(debriefWaits).map((one) => (
    <button key={one.key} className="seat apart" onClick={() => go({ page: "emergency", key: one.key })}>
      <span className="seat-handle">{emergencyPlace(one, board, playbook, say).words}</span>
      <span className="seat-state">{say("after.waits")}</span>
    </button>
  ));
  return [...cards, ...waiting];
}

function debriefWaits(one: KnownEmergency): boolean {
  const closed = one.fromSite?.closed_at != null && one.fromSite.outcome !== "opened_by_mistake";
  return closed && !one.acts.some((act) => act.act === "debrief_well" || act.act === "debrief_change");
}
