// Deaths: recorded ones, always shown; with none, how many there may be at most.
#include <fmt/format.h>

#include "evidence/indicator/emergencies.hpp"
#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"
#include "evidence/statistics.hpp"

namespace alongside::evidence {

namespace {

void take(const Seen& seen, Cells& cells) {
  if (const auto* emergency = seen.as<seen::Emergency>()) cells.add(cell(said(emergency->died)), seen.times);
}

void rows(const Figures& figures, Section& section) {
  const Answers died = answers_in(figures.cells(indicator::deaths));
  const std::int64_t uses = figures.sum(indicator::uses);
  const auto bound = upper_bound_of_none(static_cast<std::uint64_t>(uses));
  Block& block = section.block("outcomes");
  block.line(fmt::format("  {:<16}{:>6} in {} uses; not recorded in {} emergencies", "deaths", died.yes, uses,
                         died.not_recorded));
  Value::Object fields{{"count", died.yes},
                       {"not_recorded", died.not_recorded},
                       {"of", uses},
                       {"of_what", indicator::deaths.denominator}};
  if (died.yes == 0 && bound) {
    const double at_most = *bound * static_cast<double>(uses);
    block.line(fmt::format("  {:<16}at most {:.1f} in these uses, {:.2f} per 10,000 uses (95%, one-sided)", "", at_most,
                           *bound * 10'000));
    block.note(indicator::deaths.rule);
    fields.emplace_back("upper_95", Value::Object{{"count", at_most}, {"per_10000_uses", *bound * 10'000}});
    fields.emplace_back("rule", indicator::deaths.rule);
  } else {
    fields.emplace_back("upper_95", Value());
    fields.emplace_back(
        "why", died.yes == 0 ? "no use is recorded: nothing can be said" : "given only where no death is recorded");
  }
  section.field("deaths", std::move(fields));
}

}  // namespace

constinit const Indicator indicator::deaths{
    .id = "deaths",
    .title = "Deaths",
    .numerator = "deaths recorded",
    .denominator = "uses",
    .rule =
        "No death seen is not no risk: exact one-sided 95% upper bound 1 - 0.05^(1/n) for each use, about 3/n (Hanley "
        "and Lippman-Hand 1983). A use without an emergency counts as survived.",
    .unit = "deaths",
    .interval = "exact one-sided 95% bound where none is recorded",
    .sources = "Rhode Island, Health Canada",
    .section = section::emergencies,
    .of = &uses,
    .take = take,
    .rows = rows};

}  // namespace alongside::evidence
