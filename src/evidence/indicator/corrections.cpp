// Corrections: what was put right in the record. What completes a record corrects nothing.
#include <fmt/format.h>

#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

void take(const Seen& seen, Cells& cells) {
  const auto* correction = seen.as<seen::Correction>();
  if (correction && *correction != seen::Correction::completed) cells.add(cell(*correction), seen.times);
}

void rows(const Figures& figures, Section& section) {
  const Cells& cells = figures.cells(indicator::corrections);
  const std::int64_t all = cells.sum();
  section.line(fmt::format("  Corrections in the record: {}", all));
  section.field("all", all);
  section.field("uses_corrected", cells[cell(seen::Correction::use_corrected)]);
  section.field("acts_corrected", cells[cell(seen::Correction::act_corrected)]);
  section.field("acts_undone", cells[cell(seen::Correction::act_undone)]);
  section.field("acts_moved", cells[cell(seen::Correction::act_moved)]);
  section.field("emergencies_joined", cells[cell(seen::Correction::emergencies_joined)]);
  section.field("floor_undone", cells[cell(seen::Correction::floor_undone)]);
}

}  // namespace

constinit const Indicator indicator::corrections{
    .id = "corrections",
    .title = "Corrections",
    .numerator = "acts that put the record right",
    .denominator = "",
    .rule = "On the day on which it was put right; an emergency's on the day of its t0.",
    .unit = "corrections",
    .interval = "none: a full count",
    .sources = "the center itself",
    .section = section::corrections,
    .take = take,
    .rows = rows};

}  // namespace alongside::evidence
