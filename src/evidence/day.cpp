#include "evidence/day.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace alongside::evidence {

namespace {

using base::Instant;

constexpr Instant ever{std::numeric_limits<std::int64_t>::min()};
constexpr Date first_date{std::numeric_limits<std::int32_t>::min(), 1, 1};

/// The years that a Date has: 1900 to 2199. An instant outside is none that happened.
constexpr bool is_on_the_calendar(Instant at) {
  return at >= Instant{-2'208'988'800'000} && at < Instant{7'258'118'400'000};
}

}  // namespace

std::string DayStart::clock() const { return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60); }

SiteDays::SiteDays(document::Zone zone) { rules_.push_back({ever, first_date, std::move(zone), 0}); }

void SiteDays::take(const domain::DaySet& set, Instant at) {
  if (!is_on_the_calendar(at)) return;
  // The clock was put back: what was said of times that are still to come no longer holds.
  while (rules_.back().from >= at) rules_.pop_back();
  const Rule& before = rules_.back();
  const auto found = document::Zone::find(set.zone.text());
  document::Zone zone = found ? *found : before.zone;
  if (zone.name() == before.zone.name() && set.starts_minutes == before.starts_minutes) return;
  const Date reached = day_of(at - base::milliseconds(1));
  rules_.push_back({at, reached, std::move(zone), set.starts_minutes});
}

const SiteDays::Rule& SiteDays::in_force(Instant at) const {
  const auto later = std::find_if(rules_.begin() + 1, rules_.end(), [&](const Rule& rule) { return rule.from > at; });
  return *std::prev(later);
}

/// From the date on the wall: before its start it is still the day before, and where the wall's clock was put back over a start, the next
/// day has begun already.
Date SiteDays::Rule::day_of(Instant at) const {
  Date day = zone.to_local(at).date;
  if (!is_on_the_calendar(at)) return day;
  while (at < begin_of(day)) day = document::day_before(day);
  for (Date next = document::next_day(day); at >= begin_of(next); next = document::next_day(day)) day = next;
  return day;
}

Date SiteDays::day_of(Instant at) const {
  const Rule& rule = in_force(at);
  return std::max(rule.day_of(at), rule.not_before);
}

Date SiteDays::day_of_imported(Instant at) const {
  const document::Zone& zone = in_force(at).zone;
  const Date date = zone.to_local(at).date;
  return at == zone.begin_of(date) ? date : day_of(at);
}

Instant SiteDays::end_of_day(Instant at) const {
  const Date next = document::next_day(day_of(at));
  for (const Rule* rule = &in_force(at); rule != &rules_.back(); ++rule) {
    const Instant until = rule[1].from;
    if (const Instant begins = rule->begin_of(next); begins < until) return begins;
    if (day_of(until) >= next) return until;
  }
  return rules_.back().begin_of(next);
}

std::vector<DayStart> SiteDays::starts_within(Date first, Date last) const {
  std::vector<DayStart> starts;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Rule& rule = rules_[i];
    const bool is_over_by_then = i + 1 < rules_.size() && rules_[i + 1].not_before <= first;
    if (is_over_by_then || rule.not_before > last) continue;
    starts.push_back({rule.not_before > first ? std::optional(rule.not_before) : std::nullopt, rule.zone.name(),
                      rule.starts_minutes});
  }
  return starts;
}

}  // namespace alongside::evidence
