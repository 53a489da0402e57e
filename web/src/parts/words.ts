// Places and people in words.
import type { Board, Emergency, Seat } from "../api/types";
import { wordKey, type Say } from "../catalogue/catalogue";
import type { KnownEmergency } from "../record/site";
import { assess, standingActs } from "../playbook/assess";
import { siteClock } from "../clock/site_clock";
import { noPlaybook } from "../playbook/no_playbook";
import type { Playbook } from "../api/types";

export function seatInWords(seat: Pick<Seat, "kind" | "label">, say: Say): string {
  return say(wordKey("seat", seat.kind, "seat.other"), { label: seat.label });
}

/** "3" -> "Booth 3": a place label of the Board, told by the seat that has it. */
export function placeInWords(label: string, board: Board | null, say: Say): string {
  const seat = board?.seats.find((one) => one.label === label);
  return seat ? seatInWords(seat, say) : label;
}

/** Where an emergency is: the last place that was said, from the site or from this screen. */
export function emergencyPlace(emergency: KnownEmergency, board: Board | null, playbook: Playbook | null, say: Say): { said: boolean; words: string } {
  const place = standingActs(emergency.acts).filter((act) => act.act === "place").at(-1);
  if (place?.seat !== undefined) {
    const seat = board?.seats.find((one) => one.seat === place.seat);
    if (seat) return { said: true, words: seatInWords(seat, say) };
  }
  if (place?.choice !== undefined) {
    const word = playbook?.choices.place?.[place.choice] ?? PLACES[place.choice];
    if (word && word !== "not_said") return { said: true, words: say(wordKey("place", word, "place.not_said")) };
  }
  return placeFromSite(emergency.fromSite, say);
}

/** When an emergency began, as its own page counts: by its acts, under any protocol. */
export function began(emergency: KnownEmergency): number {
  return emergency.acts.length > 0 ? assess(emergency.acts, noPlaybook).t0 : (emergency.fromSite?.opened_at ?? siteClock.now());
}

export const PLACES = ["not_said", "door", "pavement", "services", "staff_room", "elsewhere"] as const;

function placeFromSite(fromSite: Emergency | null, say: Say): { said: boolean; words: string } {
  if (!fromSite || fromSite.place === "not_said") return { said: false, words: say("place.not_said") };
  if (fromSite.place === "seat") {
    return { said: true, words: seatInWords({ kind: (fromSite.seat_kind ?? "booth") as Seat["kind"], label: fromSite.place_label }, say) };
  }
  return { said: true, words: say(wordKey("place", fromSite.place, "place.not_said")) };
}
