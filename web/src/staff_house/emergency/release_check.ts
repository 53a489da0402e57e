// What the release check may take over from the vitals: only a value that is fresh and was taken on room air, and only what the
// protocol's own limits say of it. Walking and waking are for somebody's eyes.
//
// Pure. What is not known stays "not checked": a chip that lies on both sides of a limit says nothing.
import type { Act, Playbook, Vitals } from "../../api/types";

export type Checked = "unchecked" | "in_order" | "not_in_order";
export const NEXT_CHECKED: Record<Checked, Checked> = { unchecked: "in_order", in_order: "not_in_order", not_in_order: "unchecked" };

export interface Filled {
  checked: "in_order" | "not_in_order";
  /** The one value that says so. */
  value: Vitals;
  ageMs: number;
}

type Limits = NonNullable<Playbook["release"]>;

export function filledFromVitals(standing: readonly Act[], limits: Playbook["release"], now: number): Partial<Record<string, Filled>> {
  if (!limits) return {};
  const oxygen = standing.filter((act) => act.act === "oxygen");
  const fresh = standing.filter((act) => act.act === "vitals" || act.act === "breathing").filter((act) => now - act.at <= limits.vitals_age_ms && onRoomAir(oxygen, act.at, limits)).reverse();
  const filled: Partial<Record<string, Filled>> = {};
  for (const [item, read] of Object.entries(READERS)) {
    for (const act of fresh) {
      const said = read(act, limits);
      if (said === null) continue; // says nothing about this item: an older value may
      if (said.inOrder !== null) filled[item] = { checked: said.inOrder ? "in_order" : "not_in_order", value: said.value, ageMs: now - act.at };
      break;
    }
  }
  return filled;
}

/** Neither on oxygen then, nor so soon after it, nor on oxygen ever since. */
function onRoomAir(oxygen: readonly Act[], at: number, limits: Limits): boolean {
  const before = oxygen.filter((act) => act.at <= at).at(-1);
  const wentOnLater = oxygen.some((act) => act.at > at && act.choice !== 0);
  return !wentOnLater && (before === undefined || (before.choice === 0 && at - before.at >= limits.room_air_ms));
}

/** null: not about this item. `inOrder` null: about it, and nothing can be said. */
type Reading = { value: Vitals; inOrder: boolean | null } | null;

const between = (value: number | undefined, low: number, high: number): boolean | null => (value === undefined ? null : value >= low && value <= high);
const OXIMETER: Partial<Record<string, [low: number, high: number]>> = { from_95: [95, 100], from_90_to_94: [90, 94], from_80_to_89: [80, 89], under_80: [0, 79] };

const READERS: Record<string, (act: Act, limits: Limits) => Reading> = {
  spo2: ({ vitals }, limits) => {
    if (vitals?.spo2_percent !== undefined) return { value: { spo2_percent: vitals.spo2_percent }, inOrder: vitals.spo2_percent >= limits.spo2_at_least };
    if (vitals?.oximeter === undefined) return null;
    const range = OXIMETER[vitals.oximeter];
    const inOrder = !range ? null : range[0] >= limits.spo2_at_least ? true : range[1] < limits.spo2_at_least ? false : null;
    return { value: { oximeter: vitals.oximeter }, inOrder };
  },
  breaths: (act, limits) => {
    const rate = act.vitals?.breaths_per_minute;
    if (rate !== undefined) return { value: { breaths_per_minute: rate }, inOrder: between(rate, limits.breaths_low, limits.breaths_high) };
    const seen = act.act === "breathing" ? (["none", "none", "slow", "ok"] as const)[act.choice ?? 0] : act.vitals?.breaths;
    if (seen === "none" || seen === "slow") return { value: { breaths: seen }, inOrder: false };
    return null; // "ok" is no count, and takes nothing from one
  },
  heart: ({ vitals }, limits) =>
    vitals?.heart_per_minute === undefined ? null : { value: { heart_per_minute: vitals.heart_per_minute }, inOrder: between(vitals.heart_per_minute, limits.heart_low, limits.heart_high) },
  temperature: ({ vitals }, limits) =>
    vitals?.temperature_tenths_c === undefined
      ? null
      : { value: { temperature_tenths_c: vitals.temperature_tenths_c }, inOrder: between(vitals.temperature_tenths_c, limits.temperature_low_tenths_c, limits.temperature_high_tenths_c) },
};
