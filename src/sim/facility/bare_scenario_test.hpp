// A scenario with nothing on it but seats and time, so that queueing theory says what must come out: no task takes a minute, nobody goes to
// aftercare, nothing goes wrong, and people leave when they give up the seat.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "sim/facility/scenario.hpp"

namespace alongside::sim {

struct BareFloor {
  int booths = 3;
  double arrivals_per_hour = 10;
  std::string hour_weights = "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1";
  double stay_minutes_mean = 15;
  std::string patience = "fixed = 1e9";
  std::string protocol = "bc-aha";
  int days = 364;
  int warm_up_days = 7;
};

// Long: a whole scenario, as its file would have it.
inline std::string bare_scenario_text(const BareFloor& floor) {
  const std::string why = "assumed = \"a check against theory\"";
  std::string text = fmt::format(R"(name = "A bare floor"
about = "Seats and time, for a check against theory."
guardrails = "demonstration"
protocol = "{}"
[hours]
opens = {{ value = "00:00", WHY }}
closes = {{ value = "00:00", WHY }}
last_entry_minutes_before_close = {{ value = 0, WHY }}
days = {{ value = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], WHY }}
[seats]
booth = {{ value = {}, WHY }}
smoking = {{ value = 0, WHY }}
aftercare = {{ value = 0, WHY }}
[arrivals]
visits_per_week = {{ value = {}, WHY }}
other_visits_per_week = {{ value = 0, WHY }}
hour_weights = {{ value = [{}], WHY }}
day_weights = {{ value = [1, 1, 1, 1, 1, 1, 1], WHY }}
participants = {{ value = 10000, WHY }}
[waiting]
longest_queue = {{ value = 1000000, WHY }}
patience_minutes = {{ {}, WHY }}
[[uses]]
name = "any"
substances = ["heroin"]
route = "inject"
share = {{ value = 1, WHY }}
preparation_minutes = {{ fixed = 0, WHY }}
seat_minutes = {{ exponential = {}, WHY }}
emergencies_per_1000 = {{ value = 0, WHY }}
[after]
aftercare_share = {{ value = 0, WHY }}
leave_early_share = {{ value = 1, WHY }}
service_share = {{ value = 0, WHY }}
service_minutes = {{ fixed = 0, WHY }}
[risk]
day_spread = {{ value = 0, WHY }}
person_spread = {{ value = 0, WHY }}
[[staff]]
role = "responder"
trained = {{ value = true, WHY }}
people_by_hour = {{ value = [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1], WHY }}
[tasks]
door_minutes = {{ fixed = 0, WHY }}
look_minutes = {{ fixed = 0, WHY }}
clean_minutes = {{ fixed = 0, WHY }}
restock_minutes = {{ fixed = 0, WHY }}
restock_every_hours = {{ value = 10000, WHY }}
break_minutes = {{ fixed = 0, WHY }}
break_every_hours = {{ value = 10000, WHY }}
[emergency]
noticed_minutes = {{ fixed = 0, WHY }}
people_oxygen = {{ value = 1, WHY }}
people_naloxone = {{ value = 1, WHY }}
people_watched = {{ value = 1, WHY }}
response_minutes_oxygen = {{ fixed = 1, WHY }}
response_minutes_naloxone = {{ fixed = 1, WHY }}
response_minutes_watched = {{ fixed = 1, WHY }}
response_minutes_overamping = {{ fixed = 1, WHY }}
recovery_people = {{ value = 1, WHY }}
naloxone_after_minutes = {{ fixed = 1, WHY }}
doses = {{ value = [1], WHY }}
oxygen_litres_per_minute = {{ value = 10, WHY }}
transport_share = {{ value = 0, WHY }}
pause_seating = {{ value = false, WHY }}
[run]
days = {}
warm_up_days = {}
)",
                                 floor.protocol, floor.booths, floor.arrivals_per_hour * 168, floor.hour_weights,
                                 floor.patience, floor.stay_minutes_mean, floor.days, floor.warm_up_days);
  for (std::size_t at = text.find("WHY"); at != std::string::npos; at = text.find("WHY", at)) text.replace(at, 3, why);
  return text;
}

inline Scenario bare_scenario(const BareFloor& floor) {
  auto scenario = parse_scenario("bare", bare_scenario_text(floor), {});
  if (!scenario) ADD_FAILURE() << scenario.error().message;
  return std::move(*scenario);
}

}  // namespace alongside::sim
