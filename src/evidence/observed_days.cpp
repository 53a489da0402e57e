// Observed: days and hours: when the floor was open, and how days differ.
#include <algorithm>
#include <array>

#include "evidence/observed.hpp"

namespace alongside::evidence {

namespace {

using domain::Instant;

/// One day's count, its weekday, and how long it had.
struct DayCount {
  std::size_t weekday = 0;
  std::uint64_t arrivals = 0;
  double exposure = 0;
};

DailySpread spread_of(const std::vector<DayCount>& days) {
  struct Stratum {
    std::uint64_t days = 0;
    std::uint64_t arrivals = 0;
    double exposure = 0;
  };
  std::array<Stratum, 7> strata;
  DailySpread spread;
  for (const DayCount& day : days) {
    ++spread.days;
    spread.arrivals += day.arrivals;
    spread.arrivals_squared += day.arrivals * day.arrivals;
    Stratum& stratum = strata[day.weekday];
    ++stratum.days;
    stratum.arrivals += day.arrivals;
    stratum.exposure += day.exposure;
  }
  for (const DayCount& day : days) {
    const Stratum& stratum = strata[day.weekday];
    if (stratum.arrivals == 0) continue;
    const double expected = static_cast<double>(stratum.arrivals) * day.exposure / stratum.exposure;
    const double apart = static_cast<double>(day.arrivals) - expected;
    spread.pearson += apart * apart / expected;
  }
  for (const Stratum& stratum : strata) {
    if (stratum.arrivals > 0) spread.degrees_of_freedom += stratum.days - 1;
  }
  return spread;
}

void count_day(std::vector<DayClusters::Days>& by, std::uint64_t emergencies, std::uint64_t uses) {
  if (by.size() <= emergencies) by.resize(emergencies + 1);
  ++by[emergencies].days;
  by[emergencies].uses += uses;
}

}  // namespace

std::size_t Observed::week_hour_of(Instant at) const {
  const document::LocalTime local = days_of_site_.on_the_wall(at);
  return weekday_of(local.date) * 24 + local.hour;
}

/// Cut at each full hour of the wall's clock, and where a day of the site ends.
void Observed::open_between(Instant from, Instant until, Books& books) const {
  while (from < until) {
    const document::LocalTime local = days_of_site_.on_the_wall(from);
    const std::int64_t into_second = (from.milliseconds_utc % 1000 + 1000) % 1000;
    const base::Duration into_hour =
        base::minutes(local.minute) + base::seconds(local.second) + base::milliseconds(into_second);
    const Instant next = std::min({until, from + (base::hours(1) - into_hour), days_of_site_.end_of_day(from)});
    const std::int64_t open = (next - from).milliseconds;
    books.counts.live.open_milliseconds[weekday_of(local.date) * 24 + local.hour] += open;
    books.days[date_of(from)].open_milliseconds += open;
    from = next;
  }
}

Observed::Books Observed::all_settled() const {
  Books books = settled_;
  std::unordered_map<std::uint32_t, std::vector<Followed>> followed;
  settle_emergencies(books, followed);
  for (const auto& [number, visit] : visits_) {
    const auto named = followed.find(number);
    settle(visit, named == followed.end() ? std::span<const Followed>{} : named->second, books);
  }
  for (const auto& [number, visit] : imported_) settle(visit, books);
  if (open_since_.is_known()) open_between(open_since_, last_at_, books);
  return books;
}

Observations Observed::observations() const {
  Books books = all_settled();
  Observations& counts = books.counts;
  std::vector<DayCount> live_for_use;
  std::vector<DayCount> live_other;
  std::vector<DayCount> imported_for_use;
  std::vector<DayCount> imported_other;
  for (const auto& [date, day] : books.days) {
    const std::size_t weekday = weekday_of(date);
    if (day.open_milliseconds > 0) {
      const auto exposure = static_cast<double>(day.open_milliseconds);
      live_for_use.push_back({weekday, day.live_for_use, exposure});
      live_other.push_back({weekday, day.live_other, exposure});
      ++counts.live.days_open;
    }
    if (day.is_in_an_imported_file) {
      imported_for_use.push_back({weekday, day.imported_for_use, 1.0});
      imported_other.push_back({weekday, day.imported_other, 1.0});
      ++counts.imported.days_by_weekday[weekday];
    }
    count_day(counts.clusters.by_emergencies, day.emergencies, day.uses);
    count_day(counts.clusters.by_opioid, day.opioid_emergencies, day.uses);
    counts.clusters.uses_squared += day.uses * day.uses;
  }
  counts.live.for_use.daily = spread_of(live_for_use);
  counts.live.for_other.daily = spread_of(live_other);
  counts.imported.for_use.daily = spread_of(imported_for_use);
  counts.imported.for_other.daily = spread_of(imported_other);
  if (!books.days.empty()) {
    counts.days.first = books.days.begin()->first;
    counts.days.last = books.days.rbegin()->first;
  }
  return std::move(books.counts);
}

}  // namespace alongside::evidence
