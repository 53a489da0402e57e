// Overdoses: emergencies that meet the case definition.
#include <fmt/format.h>

#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

void take(const Seen& seen, Cells& cells) {
  const auto* emergency = seen.as<seen::Emergency>();
  if (emergency && emergency->is_overdose) cells.add(0, seen.times);
}

void rows(const Figures& figures, Section& section) {
  const std::int64_t overdoses = figures.sum(indicator::overdoses);
  section.line(fmt::format("  {} were overdoses by the case definition", overdoses));
  section.note(indicator::overdoses.rule);
  section.field("overdoses", Value::Object{{"count", overdoses},
                                           {"of", figures.sum(indicator::emergencies)},
                                           {"of_what", indicator::overdoses.denominator},
                                           {"rule", indicator::overdoses.rule}});
}

}  // namespace

constinit const Indicator indicator::overdoses{.id = "overdoses",
                                               .title = "Overdoses",
                                               .numerator = "emergencies that meet the case definition",
                                               .denominator = "emergencies",
                                               .rule =
                                                   "Case definition: breaths, oxygen or naloxone given, or no answer "
                                                   "to voice and touch. Watching closely is its own line.",
                                               .unit = "emergencies",
                                               .interval = "none: a full count",
                                               .sources = "Health Canada, Rhode Island, New York",
                                               .section = section::emergencies,
                                               .of = &emergencies,
                                               .take = take,
                                               .rows = rows};

}  // namespace alongside::evidence
