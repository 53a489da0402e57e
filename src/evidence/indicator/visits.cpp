// Visits: arrivals, of which how many are imported, and on how many days.
#include <fmt/format.h>

#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

constexpr Category recorded = 0;
constexpr Category imported = 1;

void take(const Seen& seen, Cells& cells) {
  if (const auto* visit = seen.as<seen::Visit>()) cells.add(visit->imported ? imported : recorded, seen.times);
}

void rows(const Figures& figures, Section& section) {
  const std::int64_t visits = figures.sum(indicator::visits);
  const std::int64_t of_them = figures.cells(indicator::visits)[imported];
  std::int64_t days = 0;
  for (const auto& [day, counts] : figures.by_day()) days += counts.of<Cells>(indicator::visits).sum() > 0 ? 1 : 0;
  section.line(fmt::format("  {} visits on {} days ({} of them imported)", visits, days, of_them));
  section.rule(indicator::visits.rule);
  section.field("total", visits);
  section.field("imported", of_them);
  section.field("days_with_visits", days);
}

}  // namespace

constinit const Indicator indicator::visits{
    .id = "visits",
    .title = "Visits",
    .numerator = "visits",
    .denominator = "",
    .rule =
        "A visit is from the door to leaving, counted on the day and in the hour of arrival on the site's wall. "
        "Imported visits whose source wrote no hour are counted by day only.",
    .unit = "visits",
    .interval = "none: a full count",
    .sources = "Health Canada, New York, Sydney, Alberta",
    .section = section::visits,
    .take = take,
    .rows = rows};

}  // namespace alongside::evidence
