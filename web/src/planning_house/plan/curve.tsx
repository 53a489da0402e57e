// What each further site would add, from 1 to 10.
import type { Plan } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { Line } from "../../plots/marks";
import { Plot } from "../../plots/plot";
import { roundedUp } from "../../plots/scale";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { amount, tick, unitWords } from "./words";
import "./curve.css";

export function Curve({ drawn }: { drawn: Plan }) {
  const say = useSay();
  const spoken = useStore(language);
  const { curve } = drawn;
  const last = curve.at(-1);
  if (!last) return null;
  const unit = unitWords(drawn, say);
  const now = drawn.sites.length;
  const one = curve.find((point) => point.sites === now + 1)?.one_more;
  const sentence =
    one != null && last.one_more !== null && last.sites > now + 1
      ? say("plan.curve_says", { next: now + 1, n: amount(one, spoken), unit, last: last.sites, m: amount(last.one_more, spoken) })
      : one != null
        ? say("plan.curve_next", { next: now + 1, n: amount(one, spoken), unit })
        : say("plan.curve_last", { n: amount(last.objective, spoken), unit, sites: last.sites });
  const priced = drawn.goal !== "person_visits" && curve.some((point) => point.cost_per_unit !== null);
  const top = roundedUp(Math.max(...curve.map((point) => point.spread?.high90 ?? point.objective)));
  return (
    <Plot
      sentence={sentence}
      x={{ label: say("plan.axis.sites"), domain: [1, last.sites], format: String, ticks: curve.map((point) => point.sites) }}
      y={{ label: unit, domain: [0, top], format: (value) => tick(value, spoken) }}
      legend={<><span className="legend"><span className="legend-mark interval" /> {say("plan.legend.curve")}</span></>}
      source={say("plan.curve_source", { n: drawn.sureness?.draws ?? 0 })}
      words={{ asTable: say("capacity.as_table") }}
      table={{
        head: [say("plan.axis.sites"), unit, say("plan.column.one_more"), ...(priced ? [say("plan.column.price")] : []), say("plan.column.towns")],
        rows: curve.map((point) => [
          String(point.sites),
          amount(point.objective, spoken),
          point.one_more === null ? "" : amount(point.one_more, spoken),
          ...(priced ? [point.cost_per_unit === null ? "" : amount(point.cost_per_unit, spoken)] : []),
          point.set.join(", "),
        ]),
      }}
    >
      {(frame) => (
        <>
          <Line frame={frame} dots points={curve.map((point) => ({ x: point.sites, value: point.objective, low95: point.spread?.low90 ?? null, high95: point.spread?.high90 ?? null }))} />
          {curve.filter((point) => point.sites === now).map((point) => <circle key={now} className="plan-curve-now" cx={frame.x.at(now)} cy={frame.y.at(point.objective)} r={7} />)}
        </>
      )}
    </Plot>
  );
}
