// Visits by the hour of the wall's clock. The hour that comes twice in autumn is one.
#include <fmt/format.h>

#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

constexpr Category hours = 24;
constexpr Category not_recorded = hours;

void take(const Seen& seen, Cells& cells) {
  if (const auto* visit = seen.as<seen::Visit>()) cells.add(visit->hour ? *visit->hour : not_recorded, seen.times);
}

Table half_a_day(const Cells& cells, Category first) {
  Table table{{"hour", 6}, {}, {{"visits", {}}}};
  for (Category hour = first; hour < first + hours / 2; ++hour) {
    table.columns.push_back({fmt::format("{}", hour), 7});
    table.rows.front().cells.push_back(fmt::format("{}", cells[hour]));
  }
  return table;
}

void rows(const Figures& figures, Section& section) {
  const Cells& cells = figures.cells(indicator::visits_by_hour);
  Value::List by_hour;
  for (Category hour = 0; hour < hours; ++hour) by_hour.emplace_back(cells[hour]);
  section.field("by_hour", std::move(by_hour));
  section.field("hour_not_recorded", cells[not_recorded]);
  Block& block = section.block("hours");
  block.table(half_a_day(cells, 0));
  block.table(half_a_day(cells, hours / 2));
  if (cells[not_recorded] > 0) block.line(fmt::format("  hour not recorded: {}", cells[not_recorded]));
}

}  // namespace

constinit const Indicator indicator::visits_by_hour{.id = "visits-by-hour",
                                                    .title = "Visits by hour",
                                                    .numerator = "visits",
                                                    .denominator = "visits",
                                                    .rule = "In the hour of arrival on the site's wall.",
                                                    .unit = "visits",
                                                    .interval = "none: a full count",
                                                    .sources = "OnPoint, Insite",
                                                    .section = section::visits,
                                                    .of = &visits,
                                                    .take = take,
                                                    .rows = rows};

}  // namespace alongside::evidence
