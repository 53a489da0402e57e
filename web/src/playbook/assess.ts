// The playbook's interpreter: what the acts of one emergency ask for, by the rows that the site compiled from its protocol.
//
// Goals: the same answer as the program's own, to the millisecond, with the server or without it (tests/playbook/vectors.json holds
// the two together). Non-goals: any rule of its own; docs/playbook.md says how the rows are read.
// Pure. The answer is data with times, not a moment: a tile is lit from an instant on, a clock is due at one.
import type { Act, Playbook, Rule, Vitals } from "../api/types";

export interface LitTile {
  from: number;
  sentence: string | null;
  tone: Rule["tone"];
}
export interface Banner {
  from: number;
  sentence: string;
  tone: Rule["tone"];
}
export interface DueClock {
  clock: string;
  at: number;
  repeatsMs: number; // 0: due once
}
export interface Assessment {
  t0: number;
  startedEarlier: boolean;
  phase: string;
  beat: "none" | "breaths" | "compressions";
  beatMs: number;
  beatFrom: number;
  lit: Map<string, LitTile>;
  due: DueClock[];
  /** Everything that the protocol says, in order of what matters most. */
  said: Banner[];
  doses: number;
  askOneDoseOrTwo: { first: Act; second: Act } | null;
  holding: Set<string>;
  since: Map<string, number>;
  standing: Act[];
}

/** Acts stand in this order everywhere. */
export function standsBefore(a: Act, b: Act): number {
  return a.at !== b.at ? a.at - b.at : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Acts that are neither undone nor one half of a double tap, corrected, in order of time. */
export function standingActs(acts: readonly Act[]): Act[] {
  const inOrder = [...acts].sort(standsBefore);
  const voided = new Set(inOrder.filter((act) => (act.act === "undone" || act.act === "one_dose") && act.target).map((act) => act.target!));
  const standing = new Map<string, Act>();
  for (const act of inOrder) {
    if (act.act !== "undone" && !voided.has(act.id)) standing.set(act.id, { ...act });
  }
  for (const correction of inOrder) {
    if (correction.act !== "corrected" || !standing.has(correction.id)) continue;
    const act = correction.target === undefined ? undefined : standing.get(correction.target);
    if (!act) continue;
    if (correction.to_at !== undefined) act.at = correction.to_at;
    if (correction.choice !== undefined) act.choice = correction.choice;
    if (correction.product !== undefined) act.product = correction.product;
    if (correction.vitals !== undefined && Object.keys(correction.vitals).length > 0) act.vitals = correction.vitals;
  }
  return [...standing.values()].sort(standsBefore);
}

const CHIPS: Record<string, readonly string[]> = {
  responds: ["not_seen", "talks", "wakes_to_voice", "needs_touch", "does_not_wake"],
  breaths: ["not_seen", "none", "slow", "ok"],
  oximeter: ["not_taken", "no_reading", "under_80", "from_80_to_89", "from_90_to_94", "from_95"],
};

/** A vital sign as the bands count it: a chip by its number in its list; undefined where it was not measured. */
function measured(vitals: Vitals, field: string): number | undefined {
  const value = (vitals as Record<string, string | number | undefined>)[field];
  if (typeof value !== "string") return value;
  const chip = CHIPS[field]?.indexOf(value) ?? -1;
  return chip > 0 ? chip : undefined;
}

class Folding {
  readonly holding = new Set<number>();
  readonly first = new Map<number, number>();
  readonly since = new Map<number, number>();
  readonly last = new Map<number, number>();
  private readonly timesSet = new Map<number, number>();

  constructor(private readonly playbook: Playbook) {}

  take(act: Act): void {
    for (const effect of this.playbook.effects) {
      if (effect.act !== act.act) continue;
      if (effect.choice !== null && effect.choice !== act.choice) continue;
      if (effect.product !== null && effect.product !== this.playbook.products.find((one) => one.product === act.product)?.route) continue;
      this.put(effect.sets, effect.clears, act.at);
    }
    if (act.act !== "vitals" || !act.vitals) return;
    for (const band of this.playbook.bands) {
      const value = measured(act.vitals, band.field);
      if (value !== undefined && value >= band.low && value <= band.high) this.put(band.sets, band.clears, act.at);
    }
  }

  /** Everything counts from t0, however it came to be known. */
  beginAt(opened: number, t0: number): void {
    this.holding.add(opened);
    this.first.set(opened, t0);
    this.since.set(opened, t0);
  }

  private put(sets: readonly number[], clears: readonly number[], at: number): void {
    for (const fact of clears) this.holding.delete(fact);
    for (const fact of sets) {
      if (!this.first.has(fact)) this.first.set(fact, at);
      if (!this.holding.has(fact)) this.since.set(fact, at);
      this.last.set(fact, at);
      this.holding.add(fact);
      for (const count of this.playbook.counts) {
        if (count.of !== fact) continue;
        const times = (this.timesSet.get(count.sets) ?? 0) + 1;
        this.timesSet.set(count.sets, times);
        if (times >= count.at_least) this.put([count.sets], [], at);
      }
    }
  }
}

type RuleMore = Rule & { any_too?: number[]; repeats?: boolean };

/** When a rule takes effect on these facts; null: never. */
function takesEffect(rule: RuleMore, facts: Folding, t0: number): number | null {
  const holds = (fact: number) => facts.holding.has(fact);
  if (!rule.all.every(holds) || rule.none.some(holds)) return null;
  let at = t0;
  for (const fact of rule.all) at = Math.max(at, facts.since.get(fact)!);
  for (const group of [rule.any, rule.any_too ?? []]) {
    if (group.length === 0) continue;
    const times = group.filter(holds).map((fact) => facts.since.get(fact)!);
    if (times.length === 0) return null;
    at = Math.max(at, Math.min(...times));
  }
  if (rule.base.length === 0) return at;
  const times = facts[rule.from];
  const bases = rule.base.map((fact) => times.get(fact)).filter((time) => time !== undefined);
  if (bases.length === 0) return null;
  const due = Math.max(...bases) + rule.after_ms;
  if (rule.ended_by !== null && holds(rule.ended_by) && facts.last.get(rule.ended_by)! >= due) return null;
  return Math.max(at, due);
}

function likeDosesUnanswered(acts: readonly Act[], playbook: Playbook): { first: Act; second: Act } | null {
  const doses = acts.filter((act) => act.act === "naloxone");
  const answered = (dose: Act) => acts.some((act) => act.act === "two_doses" && act.target === dose.id);
  for (const [later, second] of doses.entries()) {
    for (const first of doses.slice(0, later)) {
      if (first.device === second.device) continue;
      const like = first.product === second.product || first.product === undefined || second.product === undefined;
      if (like && second.at - first.at <= playbook.like_dose_ms && !answered(first) && !answered(second)) return { first, second };
    }
  }
  return null;
}

export function assess(acts: readonly Act[], playbook: Playbook): Assessment {
  const standing = standingActs(acts);
  const out: Assessment = {
    t0: acts.length > 0 ? Math.min(...acts.map((act) => act.at)) : 0,
    startedEarlier: false, phase: "respond", beat: "none", beatMs: 0, beatFrom: 0,
    lit: new Map(), due: [], said: [], doses: 0, askOneDoseOrTwo: null, holding: new Set(), since: new Map(), standing,
  };
  if (standing.length === 0) return out;

  const openings = standing.filter((act) => act.act === "opened").map((act) => act.at);
  const firstTap = openings.length > 0 ? Math.min(...openings) : standing[0]!.at;
  const earlier = standing.filter((act) => act.act === "started_earlier" && act.choice !== undefined).at(-1)?.choice ?? 0;
  out.startedEarlier = earlier > 0;
  out.t0 = firstTap - earlier * 60_000;
  out.doses = standing.filter((act) => act.act === "naloxone").length;
  out.askOneDoseOrTwo = likeDosesUnanswered(standing, playbook);

  const opened = playbook.facts.indexOf("opened");
  const facts = new Folding(playbook);
  facts.beginAt(opened, out.t0);
  for (const act of standing) facts.take(act);
  facts.beginAt(opened, out.t0);
  for (const fact of facts.holding) {
    out.holding.add(playbook.facts[fact]!);
    out.since.set(playbook.facts[fact]!, facts.since.get(fact)!);
  }
  readRules(playbook, facts, out);
  return out;
}

function readRules(playbook: Playbook, facts: Folding, out: Assessment): void {
  const found = new Set<string>();
  for (const rule of playbook.rules as RuleMore[]) {
    const at = takesEffect(rule, facts, out.t0);
    if (at === null) continue;
    const first = !found.has(`${rule.out}:${rule.out === "clock" ? rule.name : ""}`);
    found.add(`${rule.out}:${rule.out === "clock" ? rule.name : ""}`);
    if (rule.out === "phase" && first) {
      out.phase = rule.name;
      if (rule.name === "closed") return;
    } else if (rule.out === "tile") {
      const lit = out.lit.get(rule.name);
      if (!lit || at < lit.from) out.lit.set(rule.name, { from: at, sentence: rule.sentence, tone: rule.tone });
    } else if (rule.out === "clock" && first) {
      out.due.push({ clock: rule.name, at, repeatsMs: rule.repeats ? rule.after_ms : 0 });
    } else if (rule.out === "beat" && first) {
      Object.assign(out, { beat: rule.name, beatMs: rule.beat_ms, beatFrom: at });
    }
    if (rule.sentence !== null && (rule.out === "tile" || rule.out === "banner")) {
      out.said.push({ from: at, sentence: rule.sentence, tone: rule.tone });
    }
  }
  // Vitals are asked for when either look is due.
  const looks = out.due.filter((due) => due.clock === "look" || due.clock === "look_after_dose").map((due) => due.at);
  if (looks.length > 0) out.lit.set("vitals", { from: Math.min(...looks), sentence: "look_again", tone: "due" });
}
