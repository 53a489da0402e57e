// Transports: emergencies that ended with one.
#include <fmt/format.h>

#include "evidence/indicator/emergencies.hpp"
#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

void take(const Seen& seen, Cells& cells) {
  if (const auto* emergency = seen.as<seen::Emergency>()) cells.add(cell(said(emergency->transport)), seen.times);
}

void rows(const Figures& figures, Section& section) {
  const Answers answers = answers_in(figures.cells(indicator::transports));
  section.block("outcomes").line(answers_line("transported", answers));
  section.field("transports", fields_of(answers));
  section.field("answers_rule", indicator::transports.rule);
}

}  // namespace

constinit const Indicator indicator::transports{
    .id = "transports",
    .title = "Transports",
    .numerator = "emergencies with a transport",
    .denominator = "emergencies",
    .rule = "Of all emergencies; one emergency counts once. What was not recorded is not a no.",
    .unit = "emergencies",
    .interval = "none: a full count",
    .sources = "OnPoint",
    .section = section::emergencies,
    .of = &emergencies,
    .take = take,
    .rows = rows};

}  // namespace alongside::evidence
