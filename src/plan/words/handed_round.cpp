#include "plan/words/handed_round.hpp"

#include <algorithm>
#include <cmath>

namespace alongside::plan {

namespace {

/// [J] In the middle of 1 to 9: nothing of the places is in it.
constexpr double each_of_few = 5;
/// From so many hidden places on, each counts as their mean, to half a death: with the others anywhere from 1 to 9, each can still be any of them.
constexpr std::size_t hidden_for_a_mean = 50;

bool is_small(double deaths) { return deaths > 0 && deaths < smallest_count_shown; }

double value_of_each(const std::vector<double>& sums) {
  double sum = 0;
  std::size_t count = 0;
  for (const double deaths : sums) {
    if (is_small(deaths)) sum += deaths, ++count;
  }
  return count < hidden_for_a_mean ? each_of_few : std::max(1.0, std::round(2 * sum / static_cast<double>(count)) / 2);
}

/// Of the years asked for; all of them where it has none of those, which is refused later.
places::CountsByYear of_years(const places::CountsByYear& counts, const PlanOptions& options) {
  const int first = std::max(counts.years.front(), options.first_year);
  const int last = std::min(counts.years.back(), options.last_year);
  return first > last ? counts : counts.only(first, last);
}
std::vector<double> sums_of(const places::CountsByYear& counts) {
  return counts.sums(counts.years.front(), counts.years.back());
}

/// Every hidden place has the same deaths, spread over the years as those of the places that are shown.
void put_by(places::CountsByYear& counts, const std::vector<bool>& hidden, double each) {
  std::vector<double> by_year(counts.years.size(), 0);
  double all = 0;
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    for (std::size_t year = 0; year < by_year.size() && !hidden[i]; ++year)
      by_year[year] += counts.by_place[i][year], all += counts.by_place[i][year];
  }
  for (std::size_t year = 0; year < by_year.size(); ++year)
    by_year[year] = each * (all > 0 ? by_year[year] / all : 1 / static_cast<double>(by_year.size()));
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    if (hidden[i]) counts.by_place[i] = by_year;
  }
}

}  // namespace

std::size_t HandedRound::hidden() const {
  return static_cast<std::size_t>(std::count(hidden_.begin(), hidden_.end(), true));
}

base::Result<HandedRound> HandedRound::make(const PlanDocument& document, const places::CountsByYear* counts,
                                            const PlanOptions& options, int split_year) {
  HandedRound out;
  out.document_ = std::make_unique<PlanDocument>(document);
  const places::Places& places = document.places.places;
  out.hidden_.assign(places.size(), false);
  std::vector<double> sums;
  if (counts != nullptr) {
    out.counts_ = of_years(*counts, options);
    sums = sums_of(*out.counts_);
  } else {
    for (const places::Place& place : places.all()) sums.push_back(place.deaths.value_or(0));
  }
  for (std::size_t i = 0; i < sums.size(); ++i) out.hidden_[i] = is_small(sums[i]);
  if (out.counts_ && split_year > out.counts_->years.front() && split_year <= out.counts_->years.back()) {
    const auto before = out.counts_->sums(out.counts_->years.front(), split_year - 1);
    for (std::size_t i = 0; i < sums.size(); ++i)
      out.hidden_[i] = out.hidden_[i] || is_small(before[i]) || is_small(sums[i] - before[i]);
  }
  // Pages of several choices of years differ by the years between: then nothing small of any year may be in one.
  if (out.counts_ && out.counts_->years != counts->years) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const auto& by_year = counts->by_place[i];
      out.hidden_[i] = out.hidden_[i] || std::any_of(by_year.begin(), by_year.end(), is_small);
    }
  }
  out.each_ = value_of_each(sums);
  if (out.counts_)
    put_by(*out.counts_, out.hidden_, out.each_);
  else
    out.document_->places.places = places.with_deaths(out.hidden_, out.each_, smallest_count_shown);
  PlanOptions how = options;
  if (options.overdoses != nullptr) {
    out.overdoses_ = of_years(*options.overdoses, options);
    const std::vector<double> of_overdoses = sums_of(*out.overdoses_);
    std::vector<bool> few;
    for (const double count : of_overdoses) few.push_back(is_small(count));
    put_by(*out.overdoses_, few, value_of_each(of_overdoses));
    how.overdoses = &*out.overdoses_;
  }
  auto plan = make_plan(*out.document_, out.counts(), how);
  if (!plan) return plan.error();
  out.plan_ = std::make_unique<Plan>(std::move(*plan));
  return out;
}

}  // namespace alongside::plan
