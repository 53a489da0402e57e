// The playbook's interpreter: what the acts of one emergency ask for, by the rows that the site compiled from its protocol.
//
// Goals: the same answer as the program's own, to the millisecond, with the server or without it (tests/playbook/vectors.json holds
// the two together). Non-goals: any rule of its own; docs/playbook.md says how the rows are read.
// Pure. The answer is data with times, not a moment: a tile is lit from an instant on, a clock is due at one.
import type { Act, Playbook, Rule, Vitals } from "../api/types";

/** One row that lights a tile: the first in order among those in effect at a moment is what the page shows then. */
export interface Light {
  from: number;
  sentence: string | null;
  tone: Rule["tone"];
}
export interface Said {
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
  /** By tile, in the order of the rules. */
  lights: Map<string, Light[]>;
  due: DueClock[];
  /** Every sentence that the protocol says, of tiles and of banners, in the order of the rules. */
  said: Said[];
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

/** How many choices an act has, numbered from 0; an act that is not here has none. Here and not in the playbook: it holds without one. */
const CHOICES: Partial<Record<Act["act"], number>> = {
  started_earlier: 121, place: 6, breathing: 4, oxygen: 2, ems: 3, no_pulse: 2, kind: 11, sign: 14, sign_gone: 14, release_check: 64, closed: 5,
  release_unchecked: 64, released_early: 5, ems_reason: 9, debrief_well: 8, debrief_change: 11,
};

const PRODUCTS_MAX = 8; // of a protocol

/** Section 1: acts that are neither undone nor one half of a double tap, corrected, in order of time. */
export function standingActs(acts: readonly Act[]): Act[] {
  const seen = new Set<string>();
  const inOrder = [...acts].sort(standsBefore).filter((act) => !seen.has(act.id) && seen.add(act.id));
  const named = (by: Act["act"], among: readonly Act[]) => new Set(among.filter((act) => act.act === by && act.target !== undefined).map((act) => act.target!));
  const undone = named("undone", inOrder);
  const isUndone = (act: Act) => undone.has(act.id) && act.act !== "opened" && act.act !== "undone";
  const doubled = named("one_dose", inOrder.filter((act) => !isUndone(act)));
  const stands = (act: Act) => act.act !== "undone" && !isUndone(act) && !(act.act === "naloxone" && doubled.has(act.id));
  const standing = new Map(inOrder.filter(stands).map((act) => [act.id, { ...act }]));
  for (const correction of inOrder) {
    if (correction.act !== "corrected" || correction.target === undefined || !stands(correction)) continue;
    const act = standing.get(correction.target);
    if (!act) continue;
    if (correction.to_at !== undefined) act.at = Math.min(correction.to_at, correction.at);
    if (correction.choice !== undefined && correction.choice < (CHOICES[act.act] ?? 0)) act.choice = correction.choice;
    if (correction.product !== undefined && act.act === "naloxone" && correction.product < PRODUCTS_MAX) act.product = correction.product;
    if (act.act === "vitals" && correction.vitals !== undefined && anythingMeasured(correction.vitals)) act.vitals = correction.vitals;
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

const anythingMeasured = (vitals: Vitals): boolean => Object.keys(vitals).some((field) => measured(vitals, field) !== undefined);

export type LookMeans = Playbook["looks"][number]["means"];
const WORSE: readonly LookMeans[] = ["well", "concern", "respond"];

/** What a look means for the person, by the rows that the site compiled from its protocol. */
export function meaningOf(look: Vitals, playbook: Playbook): LookMeans {
  let worst = 0;
  for (const rule of playbook.looks) {
    const value = measured(look, rule.field);
    if (value === undefined || value < rule.low || value > rule.high) continue;
    if (rule.unless !== null && measured(look, rule.unless) !== undefined) continue;
    worst = Math.max(worst, WORSE.indexOf(rule.means));
  }
  return WORSE[worst]!;
}

/** Section 3: which facts hold, and when each was first set, set since last clear, last set, and cleared while it held. */
class Facts {
  readonly holding = new Set<number>();
  readonly first = new Map<number, number>();
  readonly since = new Map<number, number>();
  readonly last = new Map<number, number>();
  readonly ended = new Map<number, number>();
  private readonly tallies: number[];

  constructor(private readonly playbook: Playbook) {
    this.tallies = playbook.counts.map(() => 0);
  }

  take(act: Act): void {
    const route = this.playbook.products.find((one) => one.product === act.product)?.route;
    for (const effect of this.playbook.effects) {
      if (effect.act !== act.act) continue;
      if (effect.choice !== null && effect.choice !== act.choice) continue;
      if (effect.product !== null && effect.product !== route) continue;
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
    for (const times of [this.first, this.since, this.last]) times.set(opened, t0);
  }

  private put(sets: readonly number[], clears: readonly number[], at: number): void {
    for (const fact of clears) {
      if (this.holding.delete(fact)) this.ended.set(fact, at);
    }
    for (const fact of [...sets].sort((a, b) => a - b)) {
      if (!this.first.has(fact)) this.first.set(fact, at);
      if (!this.holding.has(fact)) this.since.set(fact, at);
      this.last.set(fact, at);
      this.holding.add(fact);
      for (const [row, count] of this.playbook.counts.entries()) {
        if (count.of !== fact) continue;
        this.tallies[row]!++;
        if (this.tallies[row]! >= count.at_least) this.put([count.sets], [], at);
      }
    }
  }
}

/** Section 4: when a rule takes effect on these facts; null: never. */
function takesEffect(rule: Rule, facts: Facts, t0: number, restart: number | null): number | null {
  const holds = (fact: number) => facts.holding.has(fact);
  if (!rule.all.every(holds) || rule.none.some(holds)) return null;
  let at = t0;
  for (const fact of rule.all) at = Math.max(at, facts.since.get(fact)!);
  for (const fact of rule.none) at = Math.max(at, facts.ended.get(fact) ?? at);
  for (const group of [rule.any, rule.any_too]) {
    if (group.length === 0) continue;
    const times = group.filter(holds).map((fact) => facts.since.get(fact)!);
    if (times.length === 0) return null;
    at = Math.max(at, Math.min(...times));
  }
  if (rule.base.length === 0) return at;
  const bases = rule.base.map((fact) => facts[rule.from].get(fact)).filter((time) => time !== undefined);
  if (bases.length === 0) return null;
  const from = Math.max(...bases);
  let due = from + rule.after_ms;
  if (restart !== null && from < restart) due = rule.wait ? restart + rule.after_ms : Math.min(due, restart);
  return Math.max(at, due);
}

/** Section 5: the one clock that is not a rule, because each dose has its own. */
function lookAfterDose(standing: readonly Act[], facts: Facts, playbook: Playbook, restart: number | null): number | null {
  const fact = (name: string) => playbook.facts.indexOf(name);
  if (facts.holding.has(fact("no_pulse"))) return null;
  const looked = facts.last.get(fact("looked"));
  const unanswered = standing
    .filter((act) => act.act === "naloxone")
    .map((dose) => {
      const after = playbook.products.find((one) => one.product === dose.product)?.look_after_ms ?? playbook.look_after_unsaid_ms;
      return restart !== null && dose.at < restart ? Math.min(dose.at + after, restart) : dose.at + after;
    })
    .filter((due) => looked === undefined || looked < due);
  return unanswered.length > 0 ? Math.min(...unanswered) : null;
}

function likeDosesUnanswered(acts: readonly Act[], playbook: Playbook): { first: Act; second: Act } | null {
  const doses = acts.filter((act) => act.act === "naloxone");
  for (const [later, second] of doses.entries()) {
    if (acts.some((act) => act.act === "two_doses" && act.target === second.id)) continue;
    for (const first of doses.slice(0, later)) {
      const like = first.product === second.product || first.product === undefined || second.product === undefined;
      if (first.device !== second.device && like && second.at - first.at <= playbook.like_dose_ms) return { first, second };
    }
  }
  return null;
}

/** `restart`: the last start of the program at which its clock was not sure, if there was one. */
export function assess(acts: readonly Act[], playbook: Playbook, restart: number | null = null): Assessment {
  const standing = standingActs(acts);
  const out: Assessment = {
    t0: acts.length > 0 ? Math.min(...acts.map((act) => act.at)) : 0,
    startedEarlier: false, phase: "respond", beat: "none", beatMs: 0, beatFrom: 0,
    lights: new Map(), due: [], said: [], doses: 0, askOneDoseOrTwo: null, holding: new Set(), since: new Map(), standing,
  };
  if (standing.length === 0) return out;

  const firstTap = (standing.find((act) => act.act === "opened") ?? standing[0]!).at;
  const earlier = standing.filter((act) => act.act === "started_earlier").at(-1)?.choice ?? 0;
  out.startedEarlier = earlier > 0;
  out.t0 = firstTap - earlier * 60_000;

  const facts = new Facts(playbook);
  const opened = playbook.facts.indexOf("opened");
  facts.beginAt(opened, out.t0);
  for (const act of standing) facts.take(act);
  facts.beginAt(opened, out.t0);
  for (const fact of facts.holding) {
    const name = playbook.facts[fact];
    if (name === undefined) continue; // a screen without a protocol knows no fact
    out.holding.add(name);
    out.since.set(name, facts.since.get(fact)!);
  }
  readRules(playbook, facts, restart, out);
  out.doses = standing.filter((act) => act.act === "naloxone").length;
  return out;
}

/** Section 6. */
function readRules(playbook: Playbook, facts: Facts, restart: number | null, out: Assessment): void {
  const found = new Set<string>();
  const isFirst = (what: string) => !found.has(what) && found.add(what) !== undefined;
  for (const rule of playbook.rules) {
    const at = takesEffect(rule, facts, out.t0, restart);
    if (at === null) continue;
    if (rule.out === "phase" && isFirst("phase")) {
      out.phase = rule.name;
      if (rule.name === "closed") return;
    } else if (rule.out === "tile") {
      const lights = out.lights.get(rule.name) ?? [];
      out.lights.set(rule.name, [...lights, { from: at, sentence: rule.sentence, tone: rule.tone }]);
    } else if (rule.out === "clock" && isFirst(`clock ${rule.name}`)) {
      out.due.push({ clock: rule.name, at, repeatsMs: rule.repeats ? rule.after_ms : 0 });
    } else if (rule.out === "beat" && isFirst("beat")) {
      Object.assign(out, { beat: rule.name, beatMs: rule.beat_ms, beatFrom: at });
    }
    if (rule.sentence !== null && (rule.out === "tile" || rule.out === "banner")) {
      out.said.push({ from: at, sentence: rule.sentence, tone: rule.tone });
    }
  }
  const dose = lookAfterDose(out.standing, facts, playbook, restart);
  if (dose !== null) out.due.push({ clock: "look_after_dose", at: dose, repeatsMs: 0 });
  const looks = out.due.filter((due) => due.clock === "look" || due.clock === "look_after_dose").map((due) => due.at);
  if (looks.length > 0) out.lights.set("vitals", [{ from: Math.min(...looks), sentence: "look_again", tone: "due" }]);
  out.askOneDoseOrTwo = likeDosesUnanswered(out.standing, playbook);
}

/** When a tile is lit first, or null. */
export function litFrom(asked: Assessment, tile: string): number | null {
  const lights = asked.lights.get(tile);
  return lights ? Math.min(...lights.map((light) => light.from)) : null;
}

/** What lights a tile at a moment: the first row in order among those in effect. */
export function lightAt(asked: Assessment, tile: string, now: number): Light | null {
  return asked.lights.get(tile)?.find((light) => light.from <= now) ?? null;
}
