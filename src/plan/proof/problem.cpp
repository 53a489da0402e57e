#include "plan/proof/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alongside::plan {

namespace {

constexpr double money_slack = 1e-9;  ///< of the budget: sums of costs are rounded

base::Result<> check_numbers(const SiteProblem& problem) {
  for (const double weight : problem.weights) {
    if (!(weight >= 0) || !std::isfinite(weight))
      return base::input_error(fmt::format("expected demand from 0 up, found {}", weight));
  }
  for (const double cost : problem.rules.cost) {
    if (!(cost >= 0) || !std::isfinite(cost))
      return base::input_error(fmt::format("expected a cost from 0 up for each candidate, found {}", cost));
  }
  for (const double floor : problem.floors) {
    if (!(floor >= 0 && floor <= 1))
      return base::input_error(fmt::format("expected a floor from 0 to 1 for each group, found {}", floor));
  }
  return base::Done{};
}

base::Result<> check_counts(const SiteProblem& problem) {
  const SiteRules& rules = problem.rules;
  const auto allowed = static_cast<std::uint32_t>(
      rules.standing.size() -
      static_cast<std::size_t>(std::count(rules.standing.begin(), rules.standing.end(), Standing::forbidden)));
  const auto forced =
      static_cast<std::uint32_t>(std::count(rules.standing.begin(), rules.standing.end(), Standing::forced));
  if (rules.sites_max == 0) return base::input_error("expected one site at least, found 0");
  if (rules.sites_max > allowed) {
    return base::input_error(fmt::format(
        "{} sites were asked for and there are {} candidates that may be taken; ask for fewer, or allow more",
        rules.sites_max, allowed));
  }
  if (forced > rules.sites_max) {
    return base::input_error(fmt::format(
        "{} candidates are forced and {} sites were asked for; ask for more, or force fewer", forced, rules.sites_max));
  }
  std::uint32_t wanted = 0;
  for (std::uint32_t r = 0; r < rules.limits.size(); ++r) {
    const RegionLimit& limit = rules.limits[r];
    std::uint32_t there = 0;
    std::uint32_t forced_there = 0;
    for (std::uint32_t j = 0; j < rules.standing.size(); ++j) {
      if (rules.region[j] != r) continue;
      there += rules.standing[j] != Standing::forbidden ? 1 : 0;
      forced_there += rules.standing[j] == Standing::forced ? 1 : 0;
    }
    const std::string name = limit.name.empty() ? fmt::format("region {}", r + 1) : limit.name;
    if (limit.at_least > std::min(there, limit.at_most)) {
      return base::input_error(fmt::format("{} must have {} sites at least, and can have {}", name, limit.at_least,
                                           std::min(there, limit.at_most)));
    }
    if (forced_there > limit.at_most) {
      return base::input_error(
          fmt::format("{} may have {} sites at most, and {} are forced", name, limit.at_most, forced_there));
    }
    wanted += std::max(limit.at_least, forced_there);
  }
  if (wanted > rules.sites_max) {
    return base::input_error(
        fmt::format("the regions ask for {} sites together and {} may be opened", wanted, rules.sites_max));
  }
  return base::Done{};
}

}  // namespace

base::Result<> check(const SiteProblem& problem) {
  if (const auto good = check_numbers(problem); !good) return good;
  if (const auto good = check_counts(problem); !good) return good;
  double reachable = 0;
  for (std::uint32_t i = 0; i < problem.demands(); ++i) {
    const auto row = problem.reach->row(i);
    const bool any = std::any_of(row.begin(), row.end(), [&](const places::Reached& entry) {
      return problem.rules.standing[entry.other] != Standing::forbidden;
    });
    if (any) reachable += problem.weights[i];
  }
  if (reachable <= 0)
    return base::input_error(
        "no candidate that may be taken is within reach of any demand; look at the reach function and at where the "
        "candidates lie");
  Picked forced(problem.rules);
  for (std::uint32_t j = 0; j < problem.candidates(); ++j) {
    if (problem.rules.standing[j] != Standing::forced) continue;
    if (!forced.may_add(j))
      return base::input_error("the forced candidates leave no room for what the regions and the budget ask for");
    forced.add(j);
  }
  bool any = !forced.sites().empty();
  for (std::uint32_t j = 0; j < problem.candidates() && !any; ++j) any = forced.may_add(j);
  const bool regions_ask = std::any_of(problem.rules.limits.begin(), problem.rules.limits.end(),
                                       [](const RegionLimit& limit) { return limit.at_least > 0; });
  if (!any && !problem.rules.cost.empty() && regions_ask)
    return base::input_error(fmt::format(
        "the least that the regions ask for costs more than there is to spend ({}): let one region go, or raise the "
        "budget",
        problem.rules.budget));
  if (!any && !problem.rules.cost.empty()) {
    return base::input_error(
        fmt::format("the rules leave room for no site at all: the cheapest candidate costs {} and there is {} to spend",
                    *std::min_element(problem.rules.cost.begin(), problem.rules.cost.end()), problem.rules.budget));
  }
  if (!any) return base::input_error("the rules of the regions leave room for no site at all");
  return base::Done{};
}

std::vector<double> group_weights(const SiteProblem& problem) {
  std::vector<double> sums(problem.floors.size(), 0);
  for (std::size_t i = 0; i < problem.group.size(); ++i) sums[problem.group[i]] += problem.weights[i];
  return sums;
}

double total_of(const places::ReachMatrix& reach, std::span<const double> weights, const Sites& sites) {
  std::vector<float> best(reach.demands(), 0);
  for (const std::uint32_t site : sites) {
    for (const places::Reached& entry : reach.column(site))
      best[entry.other] = std::max(best[entry.other], entry.share);
  }
  double sum = 0;
  for (std::size_t i = 0; i < best.size(); ++i) sum += weights[i] * static_cast<double>(best[i]);
  return sum;
}

Worth worth_of(const SiteProblem& problem, const Sites& sites) {
  Worth out;
  if (problem.group.empty()) {
    out.objective = total_of(*problem.reach, problem.weights, sites);
    return out;
  }
  std::vector<float> best(problem.demands(), 0);
  for (const std::uint32_t site : sites) {
    for (const places::Reached& entry : problem.reach->column(site))
      best[entry.other] = std::max(best[entry.other], entry.share);
  }
  const std::vector<double> weights = group_weights(problem);
  out.group_shares.assign(weights.size(), 0);
  for (std::size_t i = 0; i < best.size(); ++i) {
    const double reached = problem.weights[i] * static_cast<double>(best[i]);
    out.objective += reached;
    out.group_shares[problem.group[i]] += reached;
  }
  double smallest = 1;
  for (std::size_t g = 0; g < weights.size(); ++g) {
    // A group without anybody is served as well as can be.
    out.group_shares[g] = weights[g] > 0 ? out.group_shares[g] / weights[g] : 1;
    out.allowed = out.allowed && out.group_shares[g] >= problem.floors[g] - 1e-12;
    smallest = std::min(smallest, out.group_shares[g]);
  }
  if (problem.goal == Goal::worst_group) out.objective = smallest;
  return out;
}

Picked::Picked(const SiteRules& rules)
    : rules_(rules), in_(rules.standing.size(), 0), by_region_(std::max<std::size_t>(1, rules.limits.size()), 0) {}

Picked::Picked(const SiteRules& rules, const Sites& sites) : Picked(rules) {
  for (const std::uint32_t site : sites) add(site);
}

bool Picked::fits(std::uint32_t count, double spent, const std::vector<std::uint32_t>& by_region) const {
  std::uint32_t wanted = 0;
  double least = spent;
  for (std::size_t r = 0; r < rules_.limits.size(); ++r) {
    if (by_region[r] > rules_.limits[r].at_most) return false;
    const std::uint32_t lacks = rules_.limits[r].at_least - std::min(by_region[r], rules_.limits[r].at_least);
    wanted += lacks;
    if (lacks == 0 || rules_.cost.empty()) continue;
    std::vector<double> costs;
    for (std::uint32_t j = 0; j < in_.size(); ++j) {
      if (in_[j] == 0 && rules_.standing[j] != Standing::forbidden && rules_.region[j] == r)
        costs.push_back(rules_.cost[j]);
    }
    if (costs.size() < lacks) return false;
    std::partial_sort(costs.begin(), costs.begin() + lacks, costs.end());
    least = std::accumulate(costs.begin(), costs.begin() + lacks, least);
  }
  return count + wanted <= rules_.sites_max && least <= rules_.budget * (1 + money_slack);
}

bool Picked::may_add(std::uint32_t candidate) const {
  if (in_[candidate] != 0 || rules_.standing[candidate] == Standing::forbidden || sites_.size() >= rules_.sites_max ||
      !has_room_for(candidate, candidate))
    return false;
  if (rules_.limits.empty()) return spent_ + cost(candidate) <= rules_.budget * (1 + money_slack);
  auto by_region = by_region_;
  ++by_region[region(candidate)];
  return fits(static_cast<std::uint32_t>(sites_.size()) + 1, spent_ + cost(candidate), by_region);
}

bool Picked::may_swap(std::uint32_t in, std::uint32_t out) const {
  if (in_[in] != 0 || rules_.standing[in] == Standing::forbidden || rules_.standing[out] == Standing::forced ||
      !has_room_for(in, out))
    return false;
  if (spent_ - cost(out) + cost(in) > rules_.budget * (1 + money_slack)) return false;
  if (rules_.limits.empty() || region(in) == region(out)) return true;
  return by_region_[region(in)] < rules_.limits[region(in)].at_most &&
         by_region_[region(out)] > rules_.limits[region(out)].at_least;
}

bool Picked::has_room_for(std::uint32_t candidate, std::uint32_t but) const {
  if (rules_.too_near.empty()) return true;
  const Sites& near = rules_.too_near[candidate];
  return std::none_of(near.begin(), near.end(), [&](std::uint32_t other) { return other != but && has(other); });
}

void Picked::add(std::uint32_t candidate) {
  sites_.insert(std::lower_bound(sites_.begin(), sites_.end(), candidate), candidate);
  in_[candidate] = 1;
  ++by_region_[region(candidate)];
  spent_ += cost(candidate);
}

void Picked::swap(std::uint32_t in, std::uint32_t out) {
  sites_.erase(std::lower_bound(sites_.begin(), sites_.end(), out));
  in_[out] = 0;
  --by_region_[region(out)];
  spent_ -= cost(out);
  add(in);
}

std::uint32_t Picked::missing() const {
  std::uint32_t wanted = 0;
  for (std::size_t r = 0; r < rules_.limits.size(); ++r)
    wanted += rules_.limits[r].at_least - std::min(by_region_[r], rules_.limits[r].at_least);
  return wanted;
}

bool Picked::complete() const {
  for (std::size_t r = 0; r < rules_.limits.size(); ++r) {
    if (by_region_[r] > rules_.limits[r].at_most) return false;
  }
  return missing() == 0 && sites_.size() <= rules_.sites_max && spent_ <= rules_.budget * (1 + money_slack) &&
         std::all_of(sites_.begin(), sites_.end(), [&](std::uint32_t site) { return has_room_for(site, site); });
}

bool keeps_all_rules(const SiteProblem& problem, const Sites& sites) {
  return Picked(problem.rules, sites).complete() && worth_of(problem, sites).allowed;
}

}  // namespace alongside::plan
