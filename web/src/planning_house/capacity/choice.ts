// What a planner has chosen beside the scenario's own figures, and how it is asked of the server. Only what differs is sent.
import type { CapacityScenario, CapacitySetting } from "../../api/types";

export interface Choice {
  /** Percent of the scenario's own visits. */
  demand: number;
  booth: number;
  smoking: number;
  aftercare: number;
  /** Trained people more, or fewer, in every hour that has any. */
  trained: number;
}

export const DEMAND = { low: 50, high: 200, step: 5 } as const;
const SEATS_MAX = 60;
const TRAINED_MORE_MAX = 8;

export type SeatChoice = "booth" | "smoking" | "aftercare";

export function ownChoice(scenario: CapacityScenario): Choice {
  return { demand: 100, ...scenario.seats, trained: 0 };
}

export function isOwn(scenario: CapacityScenario, choice: Choice): boolean {
  return settingsOf(scenario, choice).length === 0;
}

/** From one to about twice as many as the scenario has. A kind that it has none of is not offered: nobody in it would sit there. */
export function seatLimits(scenario: CapacityScenario, kind: SeatChoice): { low: number; high: number } | null {
  const own = scenario.seats[kind];
  if (own === 0) return null;
  return { low: kind === "aftercare" ? 0 : 1, high: Math.min(SEATS_MAX, Math.max(own * 2, own + 6)) };
}

/** The role that the slider changes: of the trained ones that with the most hours. */
export function trainedRole(scenario: CapacityScenario): CapacityScenario["staff"][number] | null {
  const hours = (role: CapacityScenario["staff"][number]) => role.people_by_hour.reduce((sum, people) => sum + people, 0);
  return scenario.staff.filter((role) => role.trained && hours(role) > 0).sort((a, b) => hours(b) - hours(a))[0] ?? null;
}

export function trainedLimits(scenario: CapacityScenario): { low: number; high: number } | null {
  const role = trainedRole(scenario);
  if (role === null) return null;
  const fewest = Math.min(...role.people_by_hour.filter((people) => people > 0));
  return { low: 1 - fewest, high: TRAINED_MORE_MAX };
}

export function withTrained(people: readonly number[], more: number): number[] {
  return people.map((own) => (own === 0 ? 0 : Math.max(0, own + more)));
}

/** Fewest and most trained people over the hours that have any. */
export function trainedRange(scenario: CapacityScenario, choice: Choice): { low: number; high: number } {
  const changed = trainedRole(scenario);
  const sums = Array.from({ length: 24 }, (_, hour) =>
    scenario.staff
      .filter((role) => role.trained)
      .reduce((sum, role) => sum + (role === changed ? withTrained(role.people_by_hour, choice.trained) : role.people_by_hour)[hour]!, 0),
  ).filter((people) => people > 0);
  return sums.length === 0 ? { low: 0, high: 0 } : { low: Math.min(...sums), high: Math.max(...sums) };
}

export function visitsPerWeek(scenario: CapacityScenario, choice: Choice): number {
  return (scenario.visits_per_week * choice.demand) / 100;
}

export function settingsOf(scenario: CapacityScenario, choice: Choice): CapacitySetting[] {
  const out: CapacitySetting[] = [];
  if (choice.demand !== 100) out.push({ path: "arrivals.visits_per_week", value: Number(visitsPerWeek(scenario, choice).toFixed(4)) });
  for (const kind of ["booth", "smoking", "aftercare"] as const) {
    if (choice[kind] !== scenario.seats[kind]) out.push({ path: `seats.${kind}`, value: choice[kind] });
  }
  const role = trainedRole(scenario);
  if (role !== null && choice.trained !== 0) out.push({ path: role.path, value: withTrained(role.people_by_hour, choice.trained) });
  return out;
}
