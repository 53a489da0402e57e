#include "plan/proof/relaxation.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace alongside::plan {

namespace {

/// Of a group without anybody: its weight must stay 0, or the bound would be none.
constexpr double far_outside = -1e18;

/// The nearest point whose parts are at or above 0 and add up to 1.
void onto_simplex(std::vector<double>& parts) {
  std::vector<double> sorted = parts;
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  double sum = 0;
  double shift = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    sum += sorted[i];
    const double candidate = (sum - 1) / static_cast<double>(i + 1);
    if (sorted[i] > candidate) shift = candidate;
  }
  double left = 0;
  for (double& part : parts) left += part = std::max(0.0, part - shift);
  for (double& part : parts) part /= left;
}

}  // namespace

Relaxation::Relaxation(const SiteProblem& problem)
    : problem_(problem),
      group_weight_(group_weights(problem)),
      worth_(problem.candidates()),
      selected_(problem.candidates()),
      served_(problem.demands()) {
  if (!problem.rules.cost.empty()) {
    const double sum = std::accumulate(problem.rules.cost.begin(), problem.rules.cost.end(), 0.0);
    money_scale_ = sum > 0 ? sum / static_cast<double>(problem.candidates()) : 1;
  }
}

double Relaxation::multiplier(const Prices& prices, std::uint32_t demand) const {
  if (problem_.group.empty()) return 1;
  const std::uint32_t g = problem_.group[demand];
  if (problem_.goal == Goal::total) return 1 + prices.group[g];
  return group_weight_[g] > 0 ? prices.group[g] / group_weight_[g] : 0;
}

std::vector<double> Relaxation::weights_at(const Prices& prices) const {
  std::vector<double> out(problem_.demands());
  for (std::uint32_t i = 0; i < problem_.demands(); ++i) out[i] = problem_.weights[i] * multiplier(prices, i);
  return out;
}

Prices Relaxation::prices_around(const Sites& sites) const {
  Prices out;
  std::vector<float> first(problem_.demands(), 0);
  std::vector<float> second(problem_.demands(), 0);
  for (const std::uint32_t site : sites) {
    for (const places::Reached& entry : problem_.reach->column(site)) {
      if (entry.share > first[entry.other])
        second[entry.other] = first[entry.other], first[entry.other] = entry.share;
      else
        second[entry.other] = std::max(second[entry.other], entry.share);
    }
  }
  out.demand.resize(problem_.demands());
  for (std::uint32_t i = 0; i < problem_.demands(); ++i) out.demand[i] = (first[i] + second[i]) / 2;
  const double groups = static_cast<double>(problem_.floors.size());
  if (problem_.goal == Goal::worst_group) {
    // A group without anybody never is the worst.
    out.group.assign(problem_.floors.size(), 1 / groups);
    for (std::size_t g = 0; g < out.group.size(); ++g) {
      if (group_weight_[g] <= 0) out.group[g] = far_outside;
    }
    onto_simplex(out.group);
  } else {
    out.group.assign(problem_.floors.size(), 0);
  }
  return out;
}

double Relaxation::bound_at(const Prices& prices, const std::vector<Standing>& standing) {
  std::fill(worth_.begin(), worth_.end(), 0);
  double sum = 0;
  for (std::uint32_t i = 0; i < problem_.demands(); ++i) {
    const double weight = problem_.weights[i] * multiplier(prices, i);
    if (weight <= 0) continue;
    const float price = prices.demand[i];
    sum += weight * static_cast<double>(price);
    for (const places::Reached& entry : problem_.reach->row(i)) {
      if (entry.share <= price) break;
      worth_[entry.other] += weight * static_cast<double>(entry.share - price);
    }
  }
  if (problem_.goal == Goal::total) {
    for (std::size_t g = 0; g < problem_.floors.size(); ++g)
      sum -= prices.group[g] * problem_.floors[g] * group_weight_[g];
  }
  if (!problem_.rules.cost.empty()) {
    for (std::uint32_t j = 0; j < problem_.candidates(); ++j) worth_[j] -= prices.budget * problem_.rules.cost[j];
    sum += prices.budget * problem_.rules.budget;
  }
  select(standing);
  for (const std::uint32_t site : selection_) sum += worth_[site];
  return sum;
}

/// The sites that are worth most together under the number, the regions and `standing`: forced ones, the best of each region that asks for more, then the
/// best of all. That is exact: such sets are the bases of a matroid.
void Relaxation::select(const std::vector<Standing>& standing) {
  const SiteRules& rules = problem_.rules;
  selection_.clear();
  std::fill(selected_.begin(), selected_.end(), 0);
  std::vector<std::uint32_t> by_region(std::max<std::size_t>(1, rules.limits.size()), 0);
  const auto region = [&](std::uint32_t j) { return rules.limits.empty() ? 0 : rules.region[j]; };
  const auto pick = [&](std::uint32_t j) {
    selection_.push_back(j);
    selected_[j] = 1;
    ++by_region[region(j)];
  };
  order_.clear();
  for (std::uint32_t j = 0; j < standing.size(); ++j) {
    if (standing[j] == Standing::forced)
      pick(j);
    else if (standing[j] == Standing::free)
      order_.push_back(j);
  }
  const auto is_worth_more = [&](std::uint32_t a, std::uint32_t b) {
    return worth_[a] != worth_[b] ? worth_[a] > worth_[b] : a < b;
  };
  if (rules.limits.empty()) {
    const std::size_t left = std::min<std::size_t>(
        order_.size(), rules.sites_max - std::min<std::size_t>(rules.sites_max, selection_.size()));
    std::nth_element(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(left), order_.end(), is_worth_more);
    order_.resize(left);
    for (const std::uint32_t j : order_) {
      if (worth_[j] >= 0) pick(j);
    }
    return;
  }
  std::sort(order_.begin(), order_.end(), is_worth_more);
  for (const std::uint32_t j : order_) {
    if (by_region[region(j)] < rules.limits[region(j)].at_least) pick(j);
  }
  for (const std::uint32_t j : order_) {
    if (selection_.size() >= rules.sites_max || worth_[j] < 0) break;
    if (selected_[j] == 0 && by_region[region(j)] < rules.limits[region(j)].at_most) pick(j);
  }
}

/// What each group has above its floor, or above the mean of all, at these prices; in units of `group_scale`.
std::vector<double> Relaxation::group_slopes(const Prices& prices, double& group_scale) const {
  std::vector<double> slope(prices.group.size(), 0);
  group_scale = 1;
  if (slope.empty()) return slope;
  const std::uint32_t demands = problem_.demands();
  for (std::uint32_t i = 0; i < demands; ++i) {
    double reached = static_cast<double>(prices.demand[i]);
    for (const places::Reached& entry : problem_.reach->row(i)) {
      if (entry.share <= prices.demand[i]) break;
      if (selected_[entry.other] != 0) reached += static_cast<double>(entry.share - prices.demand[i]);
    }
    slope[problem_.group[i]] += problem_.weights[i] * reached;
  }
  const double all = std::accumulate(group_weight_.begin(), group_weight_.end(), 0.0);
  group_scale = problem_.goal == Goal::total ? std::max(all, 1e-12) / static_cast<double>(slope.size()) : 1;
  for (std::size_t g = 0; g < slope.size(); ++g) {
    if (problem_.goal == Goal::total)
      slope[g] -= problem_.floors[g] * group_weight_[g];
    else
      slope[g] = group_weight_[g] > 0 ? slope[g] / group_weight_[g] : 1;
    slope[g] /= group_scale;
    if (problem_.goal == Goal::total && slope[g] > 0 && prices.group[g] <= 0) slope[g] = 0;
  }
  if (problem_.goal == Goal::worst_group) {
    // Only differences between groups count: their weights add up to 1.
    const double mean = std::accumulate(slope.begin(), slope.end(), 0.0) / static_cast<double>(slope.size());
    for (double& part : slope) part -= mean;
  }
  return slope;
}

/// Moves the prices against the subgradient so that a bound linear from here would fall by `length_of_step` x `above`. False: there is no way down.
bool Relaxation::step(Prices& prices, double length_of_step, double above) {
  const std::uint32_t demands = problem_.demands();
  double norm = 0;
  for (std::uint32_t i = 0; i < demands; ++i) {
    std::int32_t served = 0;
    for (const places::Reached& entry : problem_.reach->row(i)) {
      if (entry.share <= prices.demand[i]) break;
      served += selected_[entry.other];
    }
    served_[i] = 1 - served;
    const bool stuck = served == 0 && prices.demand[i] <= 0;
    if (stuck || problem_.weights[i] <= 0) served_[i] = 0;
    // Prices differ in size as weights do: each is measured in the square root of its weight, so that all move alike in shares.
    norm += problem_.weights[i] * multiplier(prices, i) * static_cast<double>(served_[i] * served_[i]);
  }
  double group_scale = 1;
  std::vector<double> slope = group_slopes(prices, group_scale);
  for (const double part : slope) norm += part * part;
  double money = 0;
  if (!problem_.rules.cost.empty()) {
    money = problem_.rules.budget / money_scale_;
    for (const std::uint32_t site : selection_) money -= problem_.rules.cost[site] / money_scale_;
    if (money > 0 && prices.budget <= 0) money = 0;
    norm += money * money;
  }
  if (norm <= 0) return false;
  const double t = length_of_step * above / norm;
  for (std::uint32_t i = 0; i < demands; ++i) {
    if (served_[i] == 0) continue;
    const auto row = problem_.reach->row(i);
    const float highest = row.empty() ? 0 : row.front().share;
    prices.demand[i] =
        std::clamp(static_cast<float>(static_cast<double>(prices.demand[i]) - t * served_[i]), 0.0F, highest);
  }
  for (std::size_t g = 0; g < slope.size(); ++g) {
    prices.group[g] -= t * slope[g] / group_scale;
    if (problem_.goal == Goal::total) prices.group[g] = std::max(0.0, prices.group[g]);
  }
  if (problem_.goal == Goal::worst_group && !slope.empty()) {
    for (std::size_t g = 0; g < slope.size(); ++g) {
      if (group_weight_[g] <= 0) prices.group[g] = far_outside;
    }
    onto_simplex(prices.group);
  }
  prices.budget = std::max(0.0, prices.budget - t * money / money_scale_);
  return true;
}

Relaxation::Found Relaxation::lower(const Prices& from, const std::vector<Standing>& standing, double known,
                                    double enough, const Effort& effort,
                                    const std::function<double(const Sites&, const Prices&)>& seen) {
  Found found{.bound = std::numeric_limits<double>::infinity(), .prices = from, .sites = {}, .steps = 0};
  Prices prices = from;
  double factor = effort.first_step;
  std::uint32_t without_success = 0;
  Sites last;
  for (; found.steps < effort.steps_max && factor >= effort.last_step; ++found.steps) {
    if (found.steps > 0 && effort.until.is_over()) break;
    const double bound = bound_at(prices, standing);
    if (bound < found.bound) {
      without_success =
          bound < found.bound - 1e-7 * std::abs(found.bound) || found.steps == 0 ? 0 : without_success + 1;
      found.bound = bound;
      found.prices = prices;
      found.sites = selection_;
      std::sort(found.sites.begin(), found.sites.end());
    } else {
      ++without_success;
    }
    Sites now = selection_;
    std::sort(now.begin(), now.end());
    if (now != last) {
      const double better = seen(now, prices);
      if (better > known) {
        enough += better - known;
        known = better;
      }
      last = std::move(now);
    }
    if (found.bound <= enough) break;
    if (without_success >= effort.patience) {
      factor /= 2;
      without_success = 0;
      prices = found.prices;
      bound_at(prices, standing);
    }
    // Aim a little below what is known: the bound itself cannot come there, but the way is the right one.
    const double above = std::max(found.bound - known, 1e-9 * std::abs(found.bound));
    if (!step(prices, factor, above)) break;
  }
  return found;
}

std::uint32_t Relaxation::decide(const Found& found, double known, std::vector<Standing>& standing) {
  const double bound = bound_at(found.prices, standing);
  const double slack = bound - known;
  double least_in = selection_.size() < problem_.rules.sites_max ? 0 : std::numeric_limits<double>::infinity();
  double most_out = -std::numeric_limits<double>::infinity();
  for (std::uint32_t j = 0; j < standing.size(); ++j) {
    if (standing[j] != Standing::free) continue;
    if (selected_[j] != 0)
      least_in = std::min(least_in, worth_[j]);
    else
      most_out = std::max(most_out, worth_[j]);
  }
  std::uint32_t decided = 0;
  for (std::uint32_t j = 0; j < standing.size(); ++j) {
    if (standing[j] != Standing::free) continue;
    // One goes in for one that goes out: the least that a set with j, or without it, is worth less than the selection.
    if (selected_[j] == 0 && std::isfinite(least_in) && least_in - worth_[j] >= slack) {
      standing[j] = Standing::forbidden;
      ++decided;
    } else if (selected_[j] != 0 && worth_[j] - std::max(0.0, most_out) >= slack) {
      standing[j] = Standing::forced;
      ++decided;
    }
  }
  return decided;
}

std::vector<std::uint32_t> Relaxation::by_worth(const Prices& prices, const std::vector<Standing>& standing) {
  bound_at(prices, standing);
  std::vector<std::uint32_t> out(standing.size());
  std::iota(out.begin(), out.end(), 0U);
  std::sort(out.begin(), out.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (selected_[a] != selected_[b]) return selected_[a] > selected_[b];
    return worth_[a] != worth_[b] ? worth_[a] > worth_[b] : a < b;
  });
  return out;
}

}  // namespace alongside::plan
