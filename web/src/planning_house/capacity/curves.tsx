// The curves of a run: waiting, seats, staff and risk by hour, and how long people wait. Each says what it shows in a sentence.
import type { CapacityHour, CapacityResult, CapacityScenario, Interval } from "../../api/types";
import { useSay, type Say } from "../../catalogue/catalogue";
import type { Language } from "../../catalogue/languages";
import { Bars, Line, NamedBars, Steps, Threshold, type Point } from "../../plots/marks";
import { Plot, TableOf, type Axis, type Table } from "../../plots/plot";
import { roundedUp } from "../../plots/scale";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import type { Choice } from "./choice";
import { hoursOpen } from "./hours";
import { hourName, intervalInWords, outcome, written, type Measure } from "./words";

interface Shared {
  result: CapacityResult;
  compared: CapacityResult | null;
  scenario: CapacityScenario;
  say: Say;
  spoken: Language;
}

export function Curves({ result, compared, scenario, choice, stale }: {
  result: CapacityResult;
  compared: CapacityResult | null;
  scenario: CapacityScenario;
  choice: Choice;
  stale: boolean;
}) {
  const say = useSay();
  const spoken = useStore(language);
  const shared = { result, compared, scenario, say, spoken };
  const use = scenario.visits_per_week > 0;
  return (
    <div className={stale ? "curves stale" : "curves"}>
      {use && <WaitByHour {...shared} />}
      {use && <WaitCurve {...shared} />}
      {use && choice.booth > 0 && <BoothsByHour {...shared} booths={choice.booth} />}
      <StaffByHour {...shared} />
      {use && <EmergenciesByHour {...shared} />}
      {use && <RiskByHour {...shared} />}
      <StaffTime {...shared} />
    </div>
  );
}

type Field = Exclude<keyof CapacityHour, "hour">;

function points(result: CapacityResult | null, hours: readonly number[], of: (hour: CapacityHour) => Interval, middle: boolean): Point[] {
  if (result === null) return [];
  return hours.map((hour, i) => {
    const found = of(result.by_hour[hour]!);
    return { x: middle ? i + 0.5 : i, value: found.value, low95: found.low95, high95: found.high95 };
  });
}

const times = (interval: Interval, factor: number): Interval => ({
  value: interval.value === null ? null : interval.value * factor,
  low95: interval.low95 === null ? null : interval.low95 * factor,
  high95: interval.high95 === null ? null : interval.high95 * factor,
});

/** The hour in which a figure is largest; nothing where none is known. */
function peak(shown: readonly Point[], hours: readonly number[]): { hour: number; value: number } | null {
  let found: { hour: number; value: number } | null = null;
  shown.forEach((point, i) => {
    if (point.value !== null && (found === null || point.value > found.value)) found = { hour: hours[i]!, value: point.value };
  });
  return found;
}

const most = (lists: readonly (readonly Point[])[]): number => Math.max(0, ...lists.flat().map((point) => Math.max(point.value ?? 0, Math.min(point.high95 ?? 0, (point.value ?? 0) * 2))));

function hourAxis(hours: readonly number[], say: Say): Axis {
  const every = hours.length > 12 ? 3 : 2;
  return {
    label: say("capacity.axis.hour"),
    domain: [0, hours.length],
    ticks: hours.flatMap((hour, i) => (hour % every === 0 ? [i] : [])),
    format: (at) => String(hours[at] ?? "").padStart(2, "0"),
  };
}

function hourTable(hours: readonly number[], shown: readonly Point[], compared: readonly Point[], name: string, measure: Measure, { say, spoken }: Shared): Table {
  const known = compared.length > 0;
  return {
    head: [say("capacity.axis.hour"), name, say("capacity.interval"), ...(known ? [say("capacity.own_figures")] : [])],
    rows: hours.map((hour, i) => [
      hourName(hour),
      written(shown[i]!.value, measure, spoken),
      intervalInWords({ value: shown[i]!.value, low95: shown[i]!.low95 ?? null, high95: shown[i]!.high95 ?? null }, measure, spoken, say),
      ...(known ? [written(compared[i]!.value, measure, spoken)] : []),
    ]),
  };
}

function Legend({ words }: { words: readonly (readonly [look: "interval" | "bar" | "other" | "there", word: string] | null)[] }) {
  return words.map(
    (one) =>
      one && (
        <span key={one[0]} className="legend">
          <i className={`legend-mark ${one[0]}`} aria-hidden="true" /> {one[1]}
        </span>
      ),
  );
}

const source = ({ say, result }: Shared) => say("capacity.source", { n: result.replications });

function HourPlot({ shared, field, factor = 1, hours, label, measure, sentence, threshold, max, bars = false, steps }: {
  shared: Shared;
  field: Field;
  factor?: number;
  hours: readonly number[];
  label: string;
  measure: Measure;
  sentence: (peak: { hour: number; value: number } | null) => string;
  threshold?: { at: number; word: string } | null;
  max?: number;
  bars?: boolean;
  steps?: { points: readonly Point[]; word: string };
}) {
  const { result, compared, say, spoken } = shared;
  const shown = points(result, hours, (hour) => times(hour[field], factor), !bars);
  const before = points(compared, hours, (hour) => times(hour[field], factor), true);
  const top = max ?? roundedUp(Math.max(most([shown, before, steps?.points ?? []]), (threshold?.at ?? 0) * 1.15));
  return (
    <Plot
      sentence={sentence(peak(shown, hours))}
      x={hourAxis(hours, say)}
      y={{ label, domain: [0, top], format: (value) => written(value, measure, spoken) }}
      table={hourTable(hours, shown, before, label, measure, shared)}
      source={source(shared)}
      words={{ asTable: say("capacity.as_table") }}
      legend={<Legend words={[[bars ? "bar" : "interval", say("capacity.legend.estimate")], before.length > 0 ? ["other", say("capacity.own_figures")] : null, steps ? ["there", steps.word] : null]} />}
    >
      {(frame) => (
        <>
          {steps && <Steps frame={frame} points={steps.points} />}
          {bars ? <Bars frame={frame} points={shown} /> : null}
          {before.length > 0 && <Line frame={frame} points={before} look="other" />}
          {bars ? null : <Line frame={frame} points={shown} />}
          {threshold && <Threshold frame={frame} at={threshold.at} word={threshold.word} />}
        </>
      )}
    </Plot>
  );
}

function WaitByHour(shared: Shared) {
  const { say, spoken, scenario } = shared;
  const limit = scenario.service_levels?.wait_minutes;
  return (
    <HourPlot
      shared={shared}
      field="wait_minutes"
      hours={hoursOpen(scenario)}
      label={say("capacity.axis.wait")}
      measure="minutes"
      threshold={limit === undefined ? null : { at: limit, word: say("capacity.threshold.wait", { n: limit }) }}
      sentence={(peak) => (peak === null ? say("capacity.says.nothing") : say("capacity.says.wait_by_hour", { hour: hourName(peak.hour), n: written(peak.value, "minutes", spoken) }))}
    />
  );
}

function WaitCurve(shared: Shared) {
  const { result, compared, say, spoken, scenario } = shared;
  const curve = (of: CapacityResult | null): Point[] => of?.wait_curve.map((one) => ({ x: one.minutes, ...one.share })) ?? [];
  const shown = curve(result);
  const before = curve(compared);
  const last = shown.find((point) => Math.max(point.value ?? 0, before.find((one) => one.x === point.x)?.value ?? 0) < 0.005 && point.x >= 15)?.x ?? shown.at(-1)!.x;
  const within = (list: readonly Point[]) => list.filter((point) => point.x <= last);
  const level = scenario.service_levels;
  const longer = outcome(result, "waited_too_long_share")?.value ?? null;
  const top = roundedUp(Math.max(most([shown]), most([before]), 0.05));
  const rows = shown.map((point, i) => [
    String(point.x),
    written(point.value, "share", spoken),
    intervalInWords({ value: point.value, low95: point.low95 ?? null, high95: point.high95 ?? null }, "share", spoken, say),
    ...(before.length > 0 ? [written(before[i]!.value, "share", spoken)] : []),
  ]);
  return (
    <Plot
      sentence={
        level && longer !== null
          ? say("capacity.says.wait_curve_level", { minutes: level.wait_minutes, found: written(longer, "share", spoken), wanted: written(1 - level.wait_share, "share", spoken) })
          : say("capacity.says.wait_curve")
      }
      x={{ label: say("capacity.axis.longer_than"), domain: [0, last], format: String }}
      y={{ label: say("capacity.axis.share_seated"), domain: [0, Math.min(1, top)], format: (value) => written(value, "share", spoken) }}
      table={{ head: [say("capacity.axis.longer_than"), say("capacity.axis.share_seated"), say("capacity.interval"), ...(before.length > 0 ? [say("capacity.own_figures")] : [])], rows }}
      source={source(shared)}
      words={{ asTable: say("capacity.as_table") }}
      legend={<Legend words={[["interval", say("capacity.legend.estimate")], before.length > 0 ? ["other", say("capacity.own_figures")] : null]} />}
    >
      {(frame) => (
        <>
          {before.length > 0 && <Line frame={frame} points={within(before)} look="other" />}
          <Line frame={frame} points={within(shown)} dots />
          {level && level.wait_minutes <= last && (
            <g className="mark-threshold">
              <path className="mark-line" d={`M${frame.x.at(level.wait_minutes)} ${frame.y.at(0)}V${frame.y.at(1 - level.wait_share)}H${frame.x.at(0)}`} />
              <text className="plot-word" x={frame.x.at(last)} y={frame.y.at(1 - level.wait_share) - 6} textAnchor="end">
                ▲ {say("capacity.threshold.curve", { n: written(1 - level.wait_share, "share", spoken), minutes: level.wait_minutes })}
              </text>
            </g>
          )}
        </>
      )}
    </Plot>
  );
}

function BoothsByHour({ booths, ...shared }: Shared & { booths: number }) {
  const { say, spoken, scenario } = shared;
  const hours = hoursOpen(scenario, 1);
  return (
    <HourPlot
      shared={shared}
      field="booths"
      hours={hours}
      label={say("capacity.axis.booths")}
      measure="count"
      max={roundedUp(booths * 1.04)}
      steps={{ points: hours.map((_, i) => ({ x: i, value: booths })), word: say("capacity.legend.booths", { n: booths }) }}
      sentence={(peak) => (peak === null ? say("capacity.says.nothing") : say("capacity.says.booths", { hour: hourName(peak.hour), n: written(peak.value, "count", spoken), of: booths }))}
    />
  );
}

function StaffByHour(shared: Shared) {
  const { result, say, spoken, scenario } = shared;
  const hours = hoursOpen(scenario, 1);
  const busy = (of: CapacityResult | null) =>
    points(of, hours, (hour) => times(hour.staff_busy_share, hour.staff.value ?? 0), false);
  const shown = busy(result);
  const there = points(result, hours, (hour) => hour.staff, false);
  const shares = points(result, hours, (hour) => hour.staff_busy_share, false);
  const busiest = peak(shares, hours);
  const top = roundedUp(most([there]) * 1.04);
  return (
    <Plot
      sentence={busiest === null ? say("capacity.says.nothing") : say("capacity.says.staff", { hour: hourName(busiest.hour), n: written(busiest.value, "share", spoken) })}
      x={hourAxis(hours, say)}
      y={{ label: say("capacity.axis.staff"), domain: [0, top], format: (value) => written(value, "count", spoken) }}
      table={{
        head: [say("capacity.axis.hour"), say("capacity.legend.staff"), say("capacity.legend.busy"), say("capacity.busy_share")],
        rows: hours.map((hour, i) => [hourName(hour), written(there[i]!.value, "count", spoken), written(shown[i]!.value, "count", spoken), written(shares[i]!.value, "share", spoken)]),
      }}
      source={source(shared)}
      words={{ asTable: say("capacity.as_table") }}
      legend={<Legend words={[["bar", say("capacity.legend.busy")], ["there", say("capacity.legend.staff")]]} />}
    >
      {(frame) => (
        <>
          <Bars frame={frame} points={shown} />
          <Steps frame={frame} points={there} />
        </>
      )}
    </Plot>
  );
}

function EmergenciesByHour(shared: Shared) {
  const { say, spoken, scenario, result } = shared;
  const week = outcome(result, "emergencies_per_week")?.value ?? null;
  return (
    <HourPlot
      shared={shared}
      field="emergencies"
      factor={7}
      hours={hoursOpen(scenario, 1)}
      label={say("capacity.axis.emergencies")}
      measure="count"
      bars
      sentence={(peak) => (peak === null || week === null ? say("capacity.says.nothing") : say("capacity.says.emergencies", { n: written(week, "count", spoken) }))}
    />
  );
}

function RiskByHour(shared: Shared) {
  const { say, spoken, scenario, result } = shared;
  const wanted = scenario.service_levels?.fewer_than_two_share_max;
  const independent = result.independent_dice.find((one) => one.name === "chance_outrun")?.value ?? null;
  const clustered = outcome(result, "chance_outrun")?.value ?? null;
  const met = outcome(result, "fewer_than_two_share")?.value ?? null;
  return (
    <HourPlot
      shared={shared}
      field="fewer_than_two_share"
      bars
      hours={hoursOpen(scenario, 1)}
      label={say("capacity.axis.fewer_than_two")}
      measure="share"
      threshold={wanted === undefined ? null : { at: wanted, word: say("capacity.threshold.at_most", { n: written(wanted, "share", spoken) }) }}
      sentence={(peak) =>
        peak === null || met === null
          ? say("capacity.says.nothing")
          : `${say("capacity.says.risk", { n: written(met, "share", spoken) })}${
              independent === null || clustered === null ? "" : ` ${say("capacity.says.clusters", { n: written(clustered, "share", spoken), other: written(independent, "share", spoken) })}`
            }`
      }
    />
  );
}

function StaffTime(shared: Shared) {
  const { result, say, spoken } = shared;
  const rows = result.staff_time.map((one) => ({ task: one.task, name: say(taskKey(one.task)), hours: one.hours_per_day })).sort((a, b) => (b.hours.value ?? 0) - (a.hours.value ?? 0));
  const max = Math.max(0, ...rows.map((row) => row.hours.value ?? 0));
  const first = rows[0];
  return (
    <figure className="plot card">
      <figcaption className="plot-says">
        {first && first.hours.value !== null ? say("capacity.says.staff_time", { task: first.name, n: written(first.hours.value, "count", spoken) }) : say("capacity.says.nothing")}
      </figcaption>
      <NamedBars max={max} rows={rows.map((row) => ({ name: row.name, value: row.hours.value, words: say("capacity.hours", { n: written(row.hours.value, "count", spoken) }) }))} />
      <p className="plot-source">{source(shared)}</p>
      <TableOf
        summary={say("capacity.as_table")}
        table={{
          head: [say("capacity.task"), say("capacity.hours_a_day"), say("capacity.interval")],
          rows: rows.map((row) => [row.name, written(row.hours.value, "count", spoken), intervalInWords(row.hours, "count", spoken, say)]),
        }}
      />
    </figure>
  );
}

const TASKS = ["response", "look", "door", "service", "clean", "break", "restock"] as const;
function taskKey(task: string) {
  const known = TASKS.find((one) => one === task) ?? "service";
  return `capacity.task.${known}` as const;
}
