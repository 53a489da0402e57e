// EMS calls: emergencies with at least one call.
#include <fmt/format.h>

#include "evidence/indicator/emergencies.hpp"
#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

void take(const Seen& seen, Cells& cells) {
  if (const auto* emergency = seen.as<seen::Emergency>()) cells.add(cell(said(emergency->ems)), seen.times);
}

void rows(const Figures& figures, Section& section) {
  const Answers answers = answers_in(figures.cells(indicator::ems_calls));
  section.block("outcomes").line(answers_line("EMS called", answers));
  section.field("ems_calls", fields_of(answers));
}

}  // namespace

constinit const Indicator indicator::ems_calls{
    .id = "ems-calls",
    .title = "EMS calls",
    .numerator = "emergencies with at least one call",
    .denominator = "emergencies",
    .rule = "Of all emergencies; one emergency counts once. What was not recorded is not a no.",
    .unit = "emergencies",
    .interval = "none: a full count",
    .sources = "Health Canada",
    .section = section::emergencies,
    .of = &emergencies,
    .take = take,
    .rows = rows};

}  // namespace alongside::evidence
