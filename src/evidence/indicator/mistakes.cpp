// Mistakes: emergencies opened by mistake, or whose every act was undone. They stand in no other figure.
#include <fmt/format.h>

#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

void take(const Seen& seen, Cells& cells) {
  if (seen.as<seen::Mistake>()) cells.add(0, seen.times);
}

void rows(const Figures& figures, Section& section) {
  const std::int64_t mistakes = figures.sum(indicator::mistakes);
  section.line(fmt::format("  {} more were opened by mistake and stand in no figure", mistakes));
  section.field("opened_by_mistake", mistakes);
}

}  // namespace

constinit const Indicator indicator::mistakes{
    .id = "mistakes",
    .title = "Opened by mistake",
    .numerator = "emergencies opened by mistake",
    .denominator = "emergencies",
    .rule = "Closed as a mistake with nothing given, or with every act undone; beside the emergencies, not among them.",
    .unit = "emergencies",
    .interval = "none: a full count",
    .sources = "the center itself",
    .section = section::emergencies,
    .of = &emergencies,
    .take = take,
    .rows = rows};

}  // namespace alongside::evidence
