// Highest measure: each emergency once, under the highest level of response.
#include <fmt/format.h>

#include "evidence/indicator/emergencies.hpp"
#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

void take(const Seen& seen, Cells& cells) {
  if (const auto* emergency = seen.as<seen::Emergency>()) {
    cells.add(cell(emergency->kind, emergency->highest), seen.times);
  }
}

std::int64_t count_of(const Cells& cells, std::optional<EmergencyKind> asked, std::size_t response) {
  std::int64_t count = 0;
  for (const EmergencyKind kind : each_kind) count += !asked || *asked == kind ? cells[cell(kind, response)] : 0;
  return count;
}

void rows(const Figures& figures, Section& section) {
  const Cells& cells = figures.cells(indicator::highest_measure);
  Table table{{"", 20}, {}, {}};
  for (const char* name : {"none rec.", "watched", "oxygen", "breaths", "naloxone", "all"}) {
    table.columns.push_back({name, 12});
  }
  rows_by_kind(figures, table, [&](std::optional<EmergencyKind> kind) {
    std::vector<std::string> row;
    for (std::size_t i = 0; i < responses; ++i) row.push_back(fmt::format("{}", count_of(cells, kind, i)));
    row.push_back(fmt::format("{}", emergencies_in(figures, kind)));
    return row;
  });
  Block& block = section.block("highest measure");
  block.line("  Highest level of response");
  block.table(std::move(table));
  block.note(indicator::highest_measure.rule);
  section.field("highest_level", by_kind([&](std::optional<EmergencyKind> kind) {
                  Value::Object fields;
                  for (std::size_t i = 0; i < responses; ++i) {
                    fields.emplace_back(domain::Words<Response>::names[i], count_of(cells, kind, i));
                  }
                  fields.emplace_back("of", emergencies_in(figures, kind));
                  fields.emplace_back("of_what", indicator::highest_measure.denominator);
                  return fields;
                }));
  section.field("highest_level_order", Value::List{"naloxone", "breaths", "oxygen", "watched", "none_recorded"});
  section.field("highest_level_rule", indicator::highest_measure.rule);
}

}  // namespace

constinit const Indicator indicator::highest_measure{
    .id = "highest-measure",
    .title = "Highest level of response",
    .numerator = "emergencies whose highest response it was",
    .denominator = "emergencies",
    .rule =
        "Each emergency once, under the highest recorded level of response: naloxone over breaths over oxygen over "
        "watching only. The order is our choice [J]. A measure that was not recorded raises no level.",
    .unit = "emergencies",
    .interval = "none: a full count",
    .sources = "OnPoint",
    .section = section::emergencies,
    .of = &emergencies,
    .take = take,
    .rows = rows};

}  // namespace alongside::evidence
