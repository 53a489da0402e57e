// Any measure: emergencies in which each measure was used at all.
#include <fmt/format.h>

#include "evidence/indicator/emergencies.hpp"
#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

constexpr std::size_t measures = domain::Words<domain::Measure>::names.size();

void take(const Seen& seen, Cells& cells) {
  const auto* emergency = seen.as<seen::Emergency>();
  if (!emergency) return;
  for (std::size_t measure = 0; measure < measures; ++measure) {
    cells.add(cell(emergency->kind, measure, said(emergency->given[measure])), seen.times);
  }
}

Answers answers_of(const Cells& cells, std::optional<EmergencyKind> asked, std::size_t measure) {
  Cells of_measure;
  for (const EmergencyKind kind : each_kind) {
    if (asked && *asked != kind) continue;
    for (const Said answer : {Said::yes, Said::no, Said::not_recorded}) {
      of_measure.add(cell(answer), cells[cell(kind, measure, answer)]);
    }
  }
  return answers_in(of_measure);
}

void rows(const Figures& figures, Section& section) {
  const Cells& cells = figures.cells(indicator::any_measure);
  Table table{{"", 20}, {}, {}};
  for (const std::string_view name : domain::Words<domain::Measure>::names) {
    table.columns.push_back({std::string(name), 14});
  }
  table.columns.push_back({"emergencies", 14});
  rows_by_kind(figures, table, [&](std::optional<EmergencyKind> kind) {
    std::vector<std::string> row;
    for (std::size_t measure = 0; measure < measures; ++measure) {
      const Answers answers = answers_of(cells, kind, measure);
      row.push_back(fmt::format("{} ({})", answers.yes, answers.not_recorded));
    }
    row.push_back(fmt::format("{}", emergencies_in(figures, kind)));
    return row;
  });
  Block& block = section.block("any measure");
  block.line("  Any use of each measure: yes (not recorded)");
  block.table(std::move(table));
  block.note(indicator::any_measure.rule);
  section.field("any_use", by_kind([&](std::optional<EmergencyKind> kind) {
                  Value::Object fields;
                  for (std::size_t measure = 0; measure < measures; ++measure) {
                    fields.emplace_back(domain::Words<domain::Measure>::names[measure],
                                        fields_of(answers_of(cells, kind, measure)));
                  }
                  return fields;
                }));
  section.field("any_use_rule", indicator::any_measure.rule);
}

}  // namespace

constinit const Indicator indicator::any_measure{
    .id = "any-measure",
    .title = "Any use of each measure",
    .numerator = "emergencies in which the measure was used",
    .denominator = "emergencies",
    .rule = "Emergencies in which the measure was used at all. One emergency may be in several rows.",
    .unit = "emergencies",
    .interval = "none: a full count",
    .sources = "OnPoint, San Francisco",
    .section = section::emergencies,
    .of = &emergencies,
    .take = take,
    .rows = rows};

}  // namespace alongside::evidence
