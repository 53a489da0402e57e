// How sure a plan is: the same sites and the best ones, over draws of demand and distance.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "chance/quantile.hpp"
#include "plan/draws.hpp"
#include "plan/planner.hpp"

namespace alongside::plan {

namespace {

constexpr std::uint64_t seed_apart = 0x9e3779b97f4a7c15;  ///< overdoses have dice of their own
constexpr std::size_t robust_tried_max = 60;
constexpr std::size_t first_veto = 6;  ///< column of a draw's row
constexpr double often_enough = 0.95;  ///< of draws, in which a robust set's regret is looked at
constexpr std::uint32_t distance_levels =
    8;  ///< of a spread of distances, at the middles of equal parts of its probability
constexpr std::size_t sets_shown = 5;

}  // namespace

Planner::Drawn Planner::drawn(std::uint32_t draw) const {
  Drawn out{.deaths = plan_.demand.drawn(options_.seed, draw), .problem = problem_, .within = {}};
  std::vector<double> overdoses;
  if (plan_.overdoses) overdoses = plan_.overdoses->drawn(options_.seed + seed_apart, draw);
  out.problem.reach = &reaches_[draw % reaches_.size()];
  out.problem.weights = weights_of(document_, with_overdoses(out.deaths, overdoses));
  out.within = within_of(out.deaths);
  return out;
}

base::Result<> Planner::reach_at_each_distance() {
  const std::uint32_t levels = document_.distance_spread > 0 ? distance_levels : 1;
  for (std::uint32_t level = 0; level < levels && reaches_.size() < levels; ++level) {
    const double z = chance::normal_quantile((level + 0.5) / levels);
    auto reach = make_reach(document_, plan_.candidates, levels == 1 ? 1 : std::exp(document_.distance_spread * z),
                            options_.threads);
    if (!reach) return reach.error();
    reaches_.push_back(std::move(*reach));
  }
  return base::Done{};
}

base::Result<> Planner::draws() {
  if (const auto good = reach_at_each_distance(); !good) return good;
  // One row a draw: best, proven, plan, naive, deaths, deaths within reach, the set without each site, each point of the curve, then the best set's
  // sites.
  const std::size_t sites = plan_.sites.size();
  const std::size_t fixed = first_veto + sites + plan_.curve.size();
  const std::size_t width = fixed + plan_.rules.sites_max;
  const auto work = [&](std::uint32_t draw, std::span<double> out) {
    const Drawn one = drawn(draw);
    const auto value = [&](const Sites& set) { return worth(one.problem, one.within, set); };
    SolveOptions how = effort_of_a_draw(*one.problem.reach, options_.seconds_max, options_.stop);
    how.start = &plan_.solution.sites;
    const auto best = best_set(one.problem, one.within, how);
    out[2] = value(plan_.solution.sites);
    out[0] = std::max(out[2], best ? value(best->sites) : 0);
    const Sites& best_sites = out[0] > out[2] ? best->sites : plan_.solution.sites;
    out[1] = best && best->proven ? 1 : 0;
    out[3] = value(plan_.naive);
    out[4] = std::accumulate(one.deaths.begin(), one.deaths.end(), 0.0);
    out[5] = total_of(*one.problem.reach, one.deaths, plan_.solution.sites) -
             total_of(*one.problem.reach, one.deaths, existing_);
    std::size_t at = first_veto;
    for (const PlannedSite& site : plan_.sites)
      out[at++] = site.instead.empty() ? std::numeric_limits<double>::quiet_NaN() : value(site.instead);
    for (const CurvePoint& point : plan_.curve) out[at++] = value(point.set);
    for (std::size_t s = 0; s < plan_.rules.sites_max; ++s)
      out[at++] = s < best_sites.size() ? static_cast<double>(best_sites[s]) : -1;
  };
  auto rows = chance::run_replicates(
      {.count = options_.draws,
       .threads = options_.threads,
       .progress = [&](std::uint32_t done, std::uint32_t of) { say(fmt::format("{} of {} draws", done, of)); },
       .stop = options_.stop},
      width, [&] { return chance::Work(work); });
  if (!rows) return rows.error();
  if (rows->rows() == 0) return base::Done{};
  const auto sets = sum_up(*rows, fixed);
  return look_for_robust(*rows, sets);
}

base::Result<> Planner::look_for_robust(const chance::Replicates& rows, std::vector<Sites> sets) {
  if (by_cost()) return base::Done{};
  if (sets.size() > robust_tried_max) sets.resize(robust_tried_max);
  std::erase(sets, plan_.solution.sites);
  std::erase_if(sets, [&](const Sites& set) { return !keeps_rules(set); });
  if (sets.empty()) return base::Done{};
  sets.insert(sets.begin(), plan_.solution.sites);
  const auto work = [&](std::uint32_t draw, std::span<double> out) {
    const Drawn one = drawn(draw);
    for (std::size_t s = 0; s < sets.size(); ++s) out[s] = worth(one.problem, one.within, sets[s]);
  };
  const auto worths =
      chance::run_replicates({.count = options_.draws, .threads = options_.threads, .stop = options_.stop}, sets.size(),
                             [&] { return chance::Work(work); });
  if (!worths) return worths.error();
  if (worths->rows() < rows.rows()) return base::Done{};  // asked to stop
  const std::vector<double> best = rows.column(0);
  std::vector<double> regrets;
  for (std::size_t s = 0; s < sets.size(); ++s) {
    std::vector<double> regret = worths->column(s);
    for (std::size_t d = 0; d < regret.size(); ++d) regret[d] = best[d] - regret[d];
    std::sort(regret.begin(), regret.end());
    regrets.push_back(regret[static_cast<std::size_t>(often_enough * static_cast<double>(regret.size() - 1))]);
  }
  const auto least = static_cast<std::size_t>(std::min_element(regrets.begin(), regrets.end()) - regrets.begin());
  plan_.sureness->robust = Robust{.set = sets[least],
                                  .regret95 = regrets[least],
                                  .plan_regret95 = regrets.front(),
                                  .tried = static_cast<std::uint32_t>(sets.size())};
  return base::Done{};
}

base::Result<> Planner::take_robust() {
  if (!document_.robust || !plan_.sureness || !plan_.sureness->robust) return base::Done{};
  const Robust robust = *plan_.sureness->robust;
  plan_.chosen_as_robust = robust.set != plan_.solution.sites;
  if (!plan_.chosen_as_robust) return base::Done{};
  plan_.solution.sites = robust.set;
  plan_.solution.objective = worth(robust.set);
  plan_.solution.take_bound(plan_.solution.bound, options_.gap);
  describe();
  weigh_capacity();
  remark();
  if (options_.curve_sites_max > 0) curve();  // what a veto costs is told of the best on expectation alone
  if (const auto good = draws(); !good) return good;
  plan_.sureness->robust = robust;
  return base::Done{};
}

std::vector<Sites> Planner::sum_up(const chance::Replicates& rows, std::size_t fixed) {
  Sureness out;
  out.draws = static_cast<std::uint32_t>(rows.rows());
  const auto difference = [&](std::size_t a, std::size_t b) {
    std::vector<double> values = rows.column(a);
    const std::vector<double> others = rows.column(b);
    for (std::size_t d = 0; d < values.size(); ++d) values[d] -= others[d];
    return values;
  };
  out.objective = over_draws(rows.column(2));
  out.deaths_all = over_draws(rows.column(4));
  out.deaths_reached = over_draws(rows.column(5));
  const std::vector<double> regret = difference(0, 2);
  out.regret = over_draws(regret);
  out.over_naive = over_draws(difference(2, 3));
  std::map<std::uint32_t, std::uint32_t> chosen;
  std::map<Sites, std::uint32_t> sets;
  std::uint32_t best = 0;
  for (std::size_t d = 0; d < rows.rows(); ++d) {
    const auto row = rows.row(d);
    out.draws_not_proven += row[1] == 0 ? 1 : 0;
    best += regret[d] <= 1e-12 ? 1 : 0;
    Sites set;
    for (std::size_t at = fixed; at < row.size(); ++at) {
      if (row[at] >= 0) set.push_back(static_cast<std::uint32_t>(row[at]));
    }
    for (const std::uint32_t site : set) ++chosen[site];
    ++sets[set];
  }
  const auto share = [&](std::uint32_t count) { return static_cast<double>(count) / static_cast<double>(out.draws); };
  out.best_share = share(best);
  for (const auto& [candidate, count] : chosen) {
    if (!plan_.is_existing(candidate)) out.chosen.emplace_back(candidate, share(count));
  }
  std::stable_sort(out.chosen.begin(), out.chosen.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  for (const auto& [set, count] : sets) out.sets.push_back({set, share(count)});
  std::stable_sort(out.sets.begin(), out.sets.end(), [](const auto& a, const auto& b) { return a.share > b.share; });
  std::vector<Sites> all;
  for (const OftenChosen& one : out.sets) all.push_back(one.set);
  if (out.sets.size() > sets_shown) out.sets.resize(sets_shown);
  for (std::size_t s = 0; s < plan_.sites.size(); ++s) {
    PlannedSite& site = plan_.sites[s];
    site.chosen_share = chosen.contains(site.candidate) ? share(chosen[site.candidate]) : 0;
    if (site.veto_cost) site.veto_spread = over_draws(difference(2, first_veto + s));
  }
  for (std::size_t p = 0; p < plan_.curve.size(); ++p)
    plan_.curve[p].spread = over_draws(rows.column(first_veto + plan_.sites.size() + p));
  plan_.sureness = std::move(out);
  return all;
}

}  // namespace alongside::plan
