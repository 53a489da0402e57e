#include "plan/hindsight.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "plan/demand/naive.hpp"

namespace alongside::plan {

using namespace document;  // sentences and their values

namespace {

Value years(int first, int last) {
  return first == last ? year(first) : part(sentence<"years">("first"_is = year(first), "last"_is = year(last)));
}

/// Plans on a demand, scores on later deaths. `before`: what counting goes by.
base::Result<Hindsight> score(const PlanDocument& document, const Demand& demand, const std::vector<double>& before,
                              const std::vector<double>& after, const PlanOptions& options) {
  if (document.objective == Objective::cost_per_death)
    return base::input_error("scoring in hindsight compares sets of as many sites: give objective.goal = \"total\"");
  if (options.overdoses != nullptr)
    return base::input_error("scoring in hindsight is by deaths alone: leave out --overdoses, or --score-from");
  const auto candidates = make_candidates(document);
  const auto rules = make_rules(document, candidates, options.asked);
  if (!rules) return rules.error();
  const auto reach = make_reach(document, candidates, 1, options.threads);
  if (!reach) return reach.error();
  Hindsight out;
  const SiteProblem fitted = make_problem(document, *reach, *rules, weights_of(document, demand.expected()));
  const auto plan = solve(fitted, {.gap = options.gap, .seconds_max = options.seconds_max, .stop = options.stop});
  if (!plan) return plan.error();
  const SiteProblem seen = make_problem(document, *reach, *rules, after);
  const auto best = solve(
      seen, {.gap = options.gap, .seconds_max = options.seconds_max, .start = &plan->sites, .stop = options.stop});
  if (!best) return best.error();
  const Sites existing = existing_among(candidates);
  const double base = existing.empty() || seen.goal != Goal::total ? 0 : worth_of(seen, existing).objective;
  const double most = best->objective - base;
  if (most <= 0)
    return base::input_error(
        "there is nothing to score by: no set of sites reaches anything of this goal in the later years");
  out.plan = plan->sites;
  out.naive = naive_sites(document, candidates, before, *rules);
  out.own_reach = own_reach_sites(document, candidates, *reach, before, *rules);
  out.best = best->sites;
  out.best_proven = best->proven;
  out.deaths_scored = std::accumulate(after.begin(), after.end(), 0.0);
  const auto share = [&](const Sites& sites) { return (worth_of(seen, sites).objective - base) / most; };
  out.plan_share = share(out.plan);
  out.naive_share = share(out.naive);
  out.own_reach_share = share(out.own_reach);
  return out;
}

}  // namespace

Sentences Hindsight::says() const {
  Sentences out =
      sentence<"plan.hindsight">("fitted"_is = fitted_on, "plan"_is = fixed(plan_share, 3), "scored"_is = scored_on,
                                 "naive"_is = fixed(naive_share, 3), "own"_is = fixed(own_reach_share, 3));
  const double gain = plan_share - std::max(naive_share, own_reach_share);
  if (plan == own_reach && plan != naive)
    out += sentence<"plan.hindsight_same_rule">();
  else if (gain == 0)
    out += sentence<"plan.hindsight_nothing">();
  else if (gain < 0)
    out += sentence<"plan.hindsight_worse">("amount"_is = fixed(-100 * gain, 1));
  else if (gain < 0.01)
    out += sentence<"plan.hindsight_little">();
  else
    out += sentence<"plan.hindsight_adds">("amount"_is = fixed(100 * gain, 1));
  return out;
}

base::Result<Hindsight> hindsight(const PlanDocument& document, const places::CountsByYear& counts, int from_year,
                                  const PlanOptions& options) {
  const int first = std::max(counts.years.front(), options.first_year);
  const int last = std::min(counts.years.back(), options.last_year);
  if (from_year <= first || from_year > last)
    return base::input_error(
        fmt::format("expected a year to score from after {} and up to {}, found {}", first, last, from_year));
  const auto demand =
      make_demand_of_years(document, counts, first, from_year - 1, static_cast<std::uint32_t>(last - from_year + 1));
  if (!demand) return demand.error();
  auto out = score(document, *demand, counts.sums(first, from_year - 1), counts.sums(from_year, last), options);
  if (!out) return out;
  out->fitted_on = years(first, from_year - 1);
  out->scored_on = years(from_year, last);
  out->places_used = document.places.places.size();
  return out;
}

base::Result<Hindsight> hindsight_of_shipped(const PlanDocument& document, std::optional<int> from_year,
                                             const PlanOptions& options) {
  const places::Places& places = document.places.places;
  std::set<std::string> columns;
  for (const places::Place& place : places.all()) {
    for (const auto& [column, deaths] : place.counts) columns.insert(column);
  }
  if (columns.size() != 2)
    return base::input_error(
        "scoring in hindsight needs counts by year (--demand COUNTS.csv), or places with two columns deaths_FROM_TO");
  const auto years_of = [](const std::string& column) {
    const int first = std::stoi(column.substr(column.find('_') + 1));
    return std::pair(first, std::stoi(column.substr(column.rfind('_') + 1)));
  };
  const auto [first, fitted_last] = years_of(*columns.begin());
  const auto [scored_first, last] = years_of(*columns.rbegin());
  if (first > fitted_last || fitted_last >= scored_first || scored_first > last)
    return base::input_error(fmt::format("expected two columns of years one after the other, found {} and {}",
                                         *columns.begin(), *columns.rbegin()));
  if (from_year && *from_year != scored_first) {
    return base::input_error(
        fmt::format("the places' own counts are of {} and of {}: they can be scored from {} on, not from {}; give "
                    "counts by year with --demand",
                    years(first, fitted_last).text, years(scored_first, last).text, scored_first, *from_year));
  }
  std::vector<double> before(places.size(), 0);
  std::vector<double> after(places.size(), 0);
  std::size_t used = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].counts.size() != 2) continue;
    ++used;
    before[i] = places[i].counts.at(*columns.begin());
    after[i] = places[i].counts.at(*columns.rbegin());
  }
  const auto demand = make_demand_of_sums(document, before, fitted_last - first + 1);
  if (!demand) return demand.error();
  auto out = score(document, *demand, before, after, options);
  if (!out) return out;
  out->fitted_on = years(first, fitted_last);
  out->scored_on = years(scored_first, last);
  out->places_used = used;
  return out;
}

}  // namespace alongside::plan
