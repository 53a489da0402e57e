// "Saved at the site", always in view, and otherwise when it is otherwise. A tap on it shows what is only on this screen, to copy
// by hand.
import { useEffect, useState } from "react";
import type { Tap } from "../../record/outbox";
import { useSay, wordKey, type Say } from "../../catalogue/catalogue";
import { site } from "../../record/site";
import { useStore } from "../../record/store";
import { siteClock } from "../../clock/site_clock";
import { timeOfDay } from "../../clock/format";
import { language } from "../../record/preferences";
import { Shape, type Tone } from "../../parts/shapes";
import { useSession } from "../../parts/use_site";
import "./saved_state.css";

export interface SavedState {
  tone: Tone;
  sentence: string;
  count: number;
}

const SAVING_MS = 600; // as long as a save usually takes there is nothing to say but that it is under way

export function useSavedState(): SavedState {
  const say = useSay();
  const unsaved = useStore(site.outbox.unsaved);
  const connected = useStore(site.live.connected);
  const siteSaves = useStore(site.live.siteSaves);
  const slow = useSlow(unsaved.length > 0);
  const count = unsaved.length;
  if (!siteSaves || unsaved.some((tap) => tap.state !== "waiting")) return { tone: "now", sentence: say("saved.not_saved"), count };
  if (count > 0 && !slow && connected) return { tone: "breathe", sentence: say("saved.saving"), count };
  if (count > 0) return { tone: "due", sentence: say("saved.on_this_screen", { n: count }), count };
  if (!connected) return { tone: "due", sentence: say("saved.no_answer"), count };
  return { tone: "well", sentence: say("saved.at_the_site"), count };
}

function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return setSlow(false);
    const timer = setTimeout(() => setSlow(true), SAVING_MS);
    return () => clearTimeout(timer);
  }, [waiting]);
  return slow;
}

/** A pill; on pages where a small control may be tapped it opens the list. */
export function SavedPill({ onOpen }: { onOpen?: (() => void) | undefined }) {
  const state = useSavedState();
  const tone = state.tone === "due" || state.tone === "now" ? state.tone : "";
  const inside = (
    <>
      <span className={`tone-${state.tone}`}>
        <Shape tone={state.tone} />
      </span>
      {state.sentence}
    </>
  );
  if (onOpen && state.count > 0) {
    return (
      <button className={`pill ${tone}`} data-saved={state.tone} onClick={onOpen}>
        {inside}
      </button>
    );
  }
  return (
    <span className={`pill ${tone}`} data-saved={state.tone} role="status">
      {inside}
    </span>
  );
}

/** What is only on this screen, as text to copy by hand. */
export function UnsavedText() {
  const say = useSay();
  const unsaved = useStore(site.outbox.unsaved);
  const session = useSession();
  const zone = session?.site.zone ?? "UTC";
  if (unsaved.length === 0) return <p>{say("saved.nothing_waits")}</p>;
  return (
    <div className="stack">
      <p>{say("saved.copy_by_hand")}</p>
      <ul className="paper-list">
        {unsaved.map((tap) => (
          <li key={tap.id}>
            {timeOfDay(siteClock.at(tap.tappedAt), zone, language.get())} {tapInWords(tap, say)}
            {tap.state === "rejected" ? `: ${say("saved.cannot_be_saved")}` : ""}
          </li>
        ))}
      </ul>
    </div>
  );
}

function tapInWords(tap: Tap, say: Say): string {
  const act = typeof tap.fields.act === "string" ? tap.fields.act : "";
  const product = site.playbook.get()?.products.find((one) => one.product === tap.fields.product)?.label;
  const name = act === "corrected" && product ? say("act.product", { product }) : tap.command === "act" ? say(wordKey("act", act, "act.other")) : say(wordKey("command", tap.command, "command.other"));
  const board = site.live.board.get();
  const place = board?.people.find((person) => person.visit === tap.fields.visit)?.place ?? board?.seats.find((seat) => seat.seat === tap.fields.seat)?.label;
  const vitals = tap.fields.vitals ? Object.values(tap.fields.vitals as Record<string, string | number>) : [];
  const details = [place, ...vitals.map((value) => (typeof value === "string" ? say(wordKey("vital", value, "act.other")) : String(value)))];
  return [name, ...details.filter((detail) => detail !== undefined && detail !== "")].join(", ");
}
