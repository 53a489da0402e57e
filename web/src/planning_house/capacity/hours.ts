// The hours of a site as it lives them: a day that ends past midnight begins with its opening.
import type { CapacityScenario } from "../../api/types";

/** The site's hours in the order in which it lives them, from opening on; `extra` more, in which the last people are still inside. */
export function hoursOpen(scenario: CapacityScenario, extra = 0): number[] {
  const first = Math.floor(scenario.hours.opens_minute / 60);
  const count = Math.min(24, Math.ceil((scenario.hours.opens_minute % 60 + scenario.hours.open_minutes) / 60) + extra);
  return Array.from({ length: count }, (_, i) => (first + i) % 24);
}
