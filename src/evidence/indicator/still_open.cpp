// Still open: emergencies that nobody has closed yet.
#include <fmt/format.h>

#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

void take(const Seen& seen, Cells& cells) {
  const auto* emergency = seen.as<seen::Emergency>();
  if (emergency && emergency->course && emergency->course->is_open) cells.add(0, seen.times);
}

void rows(const Figures& figures, Section& section) {
  const std::int64_t open = figures.sum(indicator::still_open);
  section.phrase(fmt::format("{} still open", open));
  section.field("still_open", open);
}

}  // namespace

constinit const Indicator indicator::still_open{.id = "still-open",
                                                .title = "Still open",
                                                .numerator = "emergencies without an end",
                                                .denominator = "emergencies",
                                                .rule = "An emergency is open until an act closes it.",
                                                .unit = "emergencies",
                                                .interval = "none: a full count",
                                                .sources = "the center itself",
                                                .section = section::emergencies,
                                                .of = &emergencies,
                                                .take = take,
                                                .rows = rows};

}  // namespace alongside::evidence
