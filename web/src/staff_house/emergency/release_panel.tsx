// The release check: a reminder, not an all-clear. Nothing is in order before somebody has checked it, or the vitals have just said so.
import { useSay, wordKey, type Key } from "../../catalogue/catalogue";
import { useNow } from "../../clock/use_now";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { Shape } from "../../parts/shapes";
import { vitalsInWords } from "./last_vitals";
import { PanelFrame } from "./panel_frame";
import { filledFromVitals, NEXT_CHECKED, type Checked } from "./release_check";
import { releaseItems } from "./said";
import type { Scene } from "./scene";

const LOOKS: Record<Checked, { look: string; words: Key; tone: "well" | "due" | null }> = {
  unchecked: { look: "act tile", words: "release.not_checked", tone: null },
  in_order: { look: "act tile done", words: "release.in_order", tone: "well" },
  not_in_order: { look: "act tile due", words: "release.not_in_order", tone: "due" },
};

const MINUTE_MS = 60_000;

/** Each item as the protocol in force words it. The acts keep the numbers of those not checked, and of those not in order. */
export function ReleasePanel({ scene }: { scene: Scene }) {
  const say = useSay();
  const now = useNow(1000);
  const items = releaseItems(scene.playbook, useStore(language));
  const filled = filledFromVitals(scene.asked.standing, scene.playbook.release, now);
  const stateOf = (item: string): Checked => scene.checked[item] ?? filled[item]?.checked ?? "unchecked";
  const bits = (state: Checked) => items.reduce((sum, { item }, number) => (stateOf(item) === state ? sum | (1 << number) : sum), 0);
  const count = (state: Checked) => items.filter(({ item }) => stateOf(item) === state).length;
  const record = () => {
    if (bits("unchecked") !== 0) scene.tap("release_unchecked", { choice: bits("unchecked") });
    scene.tap("release_check", { choice: bits("not_in_order") });
    scene.open({ show: "close" });
  };
  const unchecked = count("unchecked");
  const failed = count("not_in_order");
  return (
    <PanelFrame
      scene={scene}
      title={say("more.release_check")}
      note={say("release.note")}
      foot={
        <>
          <button className={unchecked + failed === 0 ? "act well" : "act due"} onClick={record}>
            {unchecked + failed === 0
              ? say("release.record_all")
              : say("release.record", {
                  what: [unchecked > 0 ? say("release.n_unchecked", { n: unchecked }) : "", failed > 0 ? say("release.n_failed", { n: failed }) : ""].filter((part) => part !== "").join(", "),
                })}
          </button>
          <button className="act" onClick={() => scene.open({ show: "vitals" })}>
            {say("tile.vitals")}
          </button>
        </>
      }
    >
      {items.map(({ item, words }) => {
        const state = stateOf(item);
        const seen = LOOKS[state];
        const from = filled[item];
        return (
          <button key={item} className={seen.look} data-release={item} data-checked={state} onClick={() => scene.check(item, NEXT_CHECKED[state])}>
            <span className="tile-name small-name">{words ?? say(wordKey("release", item, "release.other"))}</span>
            {from && (
              <span className="small tabular">
                {say(from.ageMs < MINUTE_MS ? "release.seen_now" : "release.seen", {
                  what: vitalsInWords({ values: from.value, noOrNotSure: false }, say).map((row) => `${row.name} ${row.value}`).join(", "),
                  n: Math.floor(from.ageMs / MINUTE_MS),
                })}
              </span>
            )}
            <span className="tile-status">
              {seen.tone && <Shape tone={seen.tone} />} {say(seen.words)}
            </span>
          </button>
        );
      })}
    </PanelFrame>
  );
}
