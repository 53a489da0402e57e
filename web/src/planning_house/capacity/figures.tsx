// The headline figures of a run, each with its interval, what it was with the scenario's own figures, and the level that is asked of it.
import type { CapacityLevel, CapacityOutcome } from "../../api/types";
import { useSay, type Say } from "../../catalogue/catalogue";
import type { Language } from "../../catalogue/languages";
import { Shape, type Tone } from "../../parts/shapes";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import type { RunState } from "./runs";
import { currencyOf, intervalInWords, outcome, written, type Measure } from "./words";
import "./figures.css";

interface Shown {
  name: "wait_minutes_mean" | "gave_up_share" | "chance_outrun" | "fewer_than_two_share" | "staff_cost_per_day" | "staff_busy_share";
  measure: Measure;
  level?: string;
}

const WITH_USE: readonly Shown[] = [
  { name: "wait_minutes_mean", measure: "minutes", level: "waited_too_long_share" },
  { name: "gave_up_share", measure: "share", level: "gave_up_share" },
  { name: "chance_outrun", measure: "share" },
  { name: "fewer_than_two_share", measure: "share", level: "fewer_than_two_share" },
  { name: "staff_cost_per_day", measure: "money" },
];
const WITHOUT_USE: readonly Shown[] = [{ name: "staff_busy_share", measure: "share" }, { name: "staff_cost_per_day", measure: "money" }];

export function Figures({ state, use, waitMinutes }: { state: RunState; use: boolean; waitMinutes: number | null }) {
  const say = useSay();
  const spoken = useStore(language);
  const { result, compared, stale } = state;
  return (
    <dl className={stale ? "figures card stale" : "figures card"} data-weeks={result?.replications ?? 0} data-stale={stale}>
      {(use ? WITH_USE : WITHOUT_USE).map((shown) => {
        const found = outcome(result, shown.name);
        const before = outcome(compared, shown.name);
        const level = result?.service_levels.find((one) => one.name === shown.level);
        return (
          <div key={shown.name} className="figure" data-figure={shown.name}>
            <dt>{say(`capacity.figure.${shown.name}`, { days: result?.days ?? 7 })}</dt>
            <dd className="figure-value">
              <Value found={found} measure={shown.measure} spoken={spoken} say={say} />
            </dd>
            <dd className="figure-interval">{found && found.value !== null ? intervalInWords(found, shown.measure, spoken, say) : ""}</dd>
            {before && <dd className="figure-own">{say("capacity.own_figure", { n: written(before.value, shown.measure, spoken) })}</dd>}
            {level && (
              <dd className="figure-level">
                <Level level={level} spoken={spoken} say={say} waitMinutes={waitMinutes} />
              </dd>
            )}
          </div>
        );
      })}
    </dl>
  );
}

function Value({ found, measure, spoken, say }: { found: CapacityOutcome | null; measure: Measure; spoken: Language; say: Say }) {
  if (found === null) return <span className="figure-unknown">…</span>;
  if (found.value === null) return <span className="figure-unknown">{say("capacity.not_known")}</span>;
  const unit = measure === "minutes" ? say("capacity.unit.minutes") : measure === "money" ? currencyOf(found.unit) : "";
  return (
    <>
      {written(found.value, measure, spoken)}
      {unit && <span className="figure-unit"> {unit}</span>}
    </>
  );
}

const TONES: Record<"met" | "not_met" | "not_sure", Tone> = { met: "well", not_met: "due", not_sure: "breathe" };

function Level({ level, spoken, say, waitMinutes }: { level: CapacityLevel; spoken: Language; say: Say; waitMinutes: number | null }) {
  const word = level.met === null ? "not_sure" : level.met ? "met" : "not_met";
  const wanted = written(level.wanted, "share", spoken);
  return (
    <>
      <span className={`level tone-${TONES[word]}`} data-level={word}>
        <Shape tone={TONES[word]} /> {say(`capacity.level.${word}`)}
      </span>
      <span className="level-wanted">
        {level.name === "waited_too_long_share"
          ? say("capacity.wanted_wait", { found: written(level.found, "share", spoken), minutes: waitMinutes ?? 0, n: wanted })
          : say("capacity.wanted_at_most", { n: wanted })}
      </span>
    </>
  );
}
