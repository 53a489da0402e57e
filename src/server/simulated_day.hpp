// SimulatedDay: one day of a simulated floor as the Board of docs/openapi.yaml, and what changes on it from second to second.
//
// Goals: the page's own floor shows a simulated day as it would show a real one: the same State, the same domain::Board. What is written is small: a
// whole Board once, then only fields that changed. Nobody in it is real: people have no code, the handles ("S-12") are counted from the day's beginning.
// Left empty: what is next, acts of emergencies, alarms, what closing waits for. One thread; a few hundred milliseconds for a busy day.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>

#include "sim/facility/scenario.hpp"

namespace alongside::server {

struct DayWanted {
  std::uint64_t seed = 1;
  std::uint32_t replicate = 0;  ///< which of the run's simulated weeks
  int day = 0;                  ///< from Monday; a shift that begins on it
};

/// The same day that replicate of a run with this seed has: from opening until the floor is empty, at most 24 hours. A day on which the site stays
/// closed has no frame.
boost::json::object simulated_day_json(sim::Scenario scenario, const DayWanted& wanted);

}  // namespace alongside::server
