#include "evidence/values.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <set>

#include "evidence/merge.hpp"

namespace alongside::evidence {

std::uint32_t month_of(Date day) { return static_cast<std::uint32_t>(day.year) * 100 + day.month; }

namespace {

/// Periods are written yyyymm, or yyyy for a year.
bool is_month(std::uint32_t period) { return period > 9999; }

Date first_of(std::uint32_t month) { return {static_cast<std::int32_t>(month / 100), month % 100, 1}; }

Date last_of(std::uint32_t month) {
  Date day = first_of(month);
  for (Date next = day; month_of(next) == month; next = document::next_day(next)) day = next;
  return day;
}

bool is_whole(std::uint32_t month, const Days& days) { return days.has(first_of(month)) && days.has(last_of(month)); }

}  // namespace

void Cells::add(Category category, std::int64_t count) {
  if (count == 0) return;
  const auto cell = counts_.try_emplace(category).first;
  cell->second += count;
  if (cell->second == 0) counts_.erase(cell);
}

std::int64_t Cells::operator[](Category category) const {
  const auto cell = counts_.find(category);
  return cell == counts_.end() ? 0 : cell->second;
}

std::int64_t Cells::sum() const {
  std::int64_t all = 0;
  for (const auto& [category, count] : counts_) all += count;
  return all;
}

void Cells::merge(const Cells& other) {
  for (const auto& [category, count] : other.counts_) add(category, count);
}

void Samples::add(std::int64_t milliseconds) {
  milliseconds_.insert(std::upper_bound(milliseconds_.begin(), milliseconds_.end(), milliseconds), milliseconds);
}

void Samples::merge(const Samples& other) {
  std::vector<std::int64_t> both;
  both.reserve(milliseconds_.size() + other.milliseconds_.size());
  std::merge(milliseconds_.begin(), milliseconds_.end(), other.milliseconds_.begin(), other.milliseconds_.end(),
             std::back_inserter(both));
  milliseconds_ = std::move(both);
  beside.merge(other.beside);
}

Closed Closed::of_a_site() {
  Closed closed;
  closed.sites_.emplace_back();
  return closed;
}

Closed::Site& Closed::site() {
  assert(!sites_.empty());
  return sites_.back();
}

void Closed::begin(const Source& file, std::int64_t all, bool has_visits) {
  site().files[file] = {all, has_visits, {}};
}

void Closed::close(const Source& source, std::uint32_t period, std::int64_t count) {
  (source.empty() ? site().live : site().files[source].by_period)[period] = count;
}

void Closed::see_visits(std::uint32_t month, std::int64_t count, bool imported) {
  site().visits_by_month[month] += count;
  site().has_live_visits |= !imported;
}

std::map<std::uint32_t, Range> Closed::Site::months() const {
  std::map<std::uint32_t, Range> months;
  const auto overlap = [&](std::uint32_t period, std::int64_t codes) {
    if (!is_month(period)) return;
    Range& month = months[period];
    month.at_least = std::max(month.at_least, codes);
    month.at_most += codes;
  };
  for (const auto& [digest, file] : files) {
    for (const auto& [period, codes] : file.by_period) overlap(period, codes);
  }
  for (const auto& [period, codes] : live) overlap(period, codes);
  return months;
}

std::optional<Range> Closed::Site::whole() const {
  // Months do not add up to the whole, and what is being recorded now is counted at each month's close only.
  if (has_live_visits || files.empty()) return std::nullopt;
  Range all;
  for (const auto& [digest, file] : files) {
    if (file.by_period.empty() && file.has_visits) return std::nullopt;  // the file had no codes
    all.at_least = std::max(all.at_least, file.all);
    all.at_most += file.all;
  }
  return all;
}

std::map<std::uint32_t, Range> Closed::months(const Days& days) const {
  std::map<std::uint32_t, Range> sum;
  std::set<std::uint32_t> not_closed;
  for (const Site& site : sites_) {
    const auto months = site.months();
    for (const auto& [month, range] : months) {
      if (is_whole(month, days)) evidence::merge(sum[month], range);
    }
    // A month of which one site has a count and another has visits but none would sum to less than there were.
    for (const auto& [month, visits] : site.visits_by_month) {
      if (visits > 0 && !months.contains(month)) not_closed.insert(month);
    }
  }
  for (const std::uint32_t month : not_closed) sum.erase(month);
  return sum;
}

std::optional<Range> Closed::whole() const {
  Range all;
  for (const Site& site : sites_) {
    const auto of_site = site.whole();
    if (!of_site) return std::nullopt;
    evidence::merge(all, *of_site);
  }
  return sites_.empty() ? std::nullopt : std::optional(all);
}

void Closed::merge(const Closed& other) { sites_.insert(sites_.end(), other.sites_.begin(), other.sites_.end()); }

void merge(Counted& to, const Counted& from) {
  std::visit([&](auto& into) { into.merge(std::get<std::decay_t<decltype(into)>>(from)); }, to);
}

}  // namespace alongside::evidence
