// Visits by day.
#include <fmt/format.h>

#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

void take(const Seen& seen, Cells& cells) {
  if (seen.as<seen::Visit>()) cells.add(0, seen.times);
}

void rows(const Figures& figures, Section& section) {
  Value::List by_day;
  std::vector<std::string> days;
  for (const auto& [day, counts] : figures.by_day()) {
    const std::int64_t visits = counts.of<Cells>(indicator::visits_by_day).sum();
    if (visits <= 0) continue;
    by_day.emplace_back(Value::Object{{"day", document::iso_date(day)}, {"visits", visits}});
    days.push_back(fmt::format("  {} {:>5}", document::iso_date(day), visits));
  }
  section.field("by_day", std::move(by_day));
  section.block("days").pieces(std::move(days));
}

}  // namespace

constinit const Indicator indicator::visits_by_day{.id = "visits-by-day",
                                                   .title = "Visits by day",
                                                   .numerator = "visits",
                                                   .denominator = "visits",
                                                   .rule = "On the day of arrival on the site's wall.",
                                                   .unit = "visits",
                                                   .interval = "none: a full count",
                                                   .sources = "Health Canada",
                                                   .section = section::visits,
                                                   .of = &visits,
                                                   .take = take,
                                                   .rows = rows};

}  // namespace alongside::evidence
