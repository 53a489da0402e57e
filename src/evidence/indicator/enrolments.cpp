// Enrolments: codes made, on the day they were made.
#include <fmt/format.h>

#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

void take(const Seen& seen, Cells& cells) {
  if (seen.as<domain::ParticipantEnrolled>()) cells.add(0, seen.times);
}

void rows(const Figures& figures, Section& section) {
  const std::int64_t enrolled = figures.sum(indicator::enrolments);
  section.phrase(fmt::format("{} new enrolments", enrolled));
  section.field("new_enrolments", enrolled);
}

}  // namespace

constinit const Indicator indicator::enrolments{.id = "enrolments",
                                                .title = "New enrolments",
                                                .numerator = "codes made",
                                                .denominator = "",
                                                .rule = "A code counts on the day on which it was made.",
                                                .unit = "codes",
                                                .interval = "none: a full count",
                                                .sources = "OnPoint, Melbourne",
                                                .section = section::visits,
                                                .take = take,
                                                .rows = rows};

}  // namespace alongside::evidence
