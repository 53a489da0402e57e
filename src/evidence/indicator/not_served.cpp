// Not served: who could not be served, and who left before they were.
#include <fmt/format.h>

#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

constexpr Category could_not = cell(seen::TurnedAway::could_not_be_served);
constexpr Category left_before = cell(seen::TurnedAway::left_before_served);

void take(const Seen& seen, Cells& cells) {
  if (const auto* away = seen.as<seen::TurnedAway>()) cells.add(cell(*away), seen.times);
}

void rows(const Figures& figures, Section& section) {
  const Cells& cells = figures.cells(indicator::not_served);
  section.phrase(
      fmt::format("{} could not be served, {} left before they were served", cells[could_not], cells[left_before]));
  section.field("could_not_be_served", cells[could_not]);
  section.field("left_before_served", cells[left_before]);
}

}  // namespace

constinit const Indicator indicator::not_served{
    .id = "not-served",
    .title = "Not served",
    .numerator = "people who could not be served, or left before they were",
    .denominator = "visits",
    .rule = "On the day on which it was recorded; what was taken back is not counted.",
    .unit = "people",
    .interval = "none: a full count",
    .sources = "Insite",
    .section = section::visits,
    .of = &visits,
    .take = take,
    .rows = rows};

}  // namespace alongside::evidence
