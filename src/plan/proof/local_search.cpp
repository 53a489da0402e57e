#include "plan/proof/local_search.hpp"

#include <algorithm>
#include <queue>

namespace alongside::plan {

namespace {

constexpr double worth_the_while = 1e-11;  ///< of the whole: less is rounding

double gain_of(const places::ReachMatrix& reach, std::span<const double> weights, const std::vector<float>& best,
               std::uint32_t candidate) {
  double gain = 0;
  for (const places::Reached& entry : reach.column(candidate)) {
    const float more = entry.share - best[entry.other];
    if (more > 0) gain += weights[entry.other] * static_cast<double>(more);
  }
  return gain;
}

void take(const places::ReachMatrix& reach, std::vector<float>& best, std::uint32_t candidate) {
  for (const places::Reached& entry : reach.column(candidate))
    best[entry.other] = std::max(best[entry.other], entry.share);
}

struct Offer {
  double key;
  std::uint32_t candidate;
  std::size_t looked_at;  ///< how many sites there were
  bool operator<(const Offer& other) const { return key != other.key ? key < other.key : candidate > other.candidate; }
};

Sites greedy_by(const SiteProblem& problem, std::span<const double> weights, bool for_its_money) {
  const places::ReachMatrix& reach = *problem.reach;
  Picked picked(problem.rules);
  std::vector<float> best(problem.demands(), 0);
  const auto key = [&](std::uint32_t j) {
    const double gain = gain_of(reach, weights, best, j);
    return for_its_money ? gain / std::max(problem.rules.cost[j], 1e-12) : gain;
  };
  for (std::uint32_t j = 0; j < problem.candidates(); ++j) {
    if (problem.rules.standing[j] != Standing::forced) continue;
    picked.add(j);
    take(reach, best, j);
  }
  std::vector<Offer> first;
  for (std::uint32_t j = 0; j < problem.candidates(); ++j) {
    if (picked.may_add(j)) first.push_back({key(j), j, picked.sites().size()});
  }
  std::priority_queue<Offer> offers(first.begin(), first.end());
  while (!offers.empty()) {
    const Offer top = offers.top();
    offers.pop();
    if (!picked.may_add(top.candidate)) continue;  // and never again: what is left only shrinks
    if (top.looked_at == picked.sites().size()) {
      picked.add(top.candidate);
      take(reach, best, top.candidate);
    } else {
      offers.push({key(top.candidate), top.candidate, picked.sites().size()});
    }
  }
  return picked.sites();
}

/// The best and the second best site of each demand.
class Service {
 public:
  Service(const SiteProblem& problem, std::span<const double> weights, const Sites& sites)
      : reach_(*problem.reach),
        weights_(weights),
        of_(problem.demands()),
        loss_(problem.candidates(), 0),
        extra_(problem.candidates(), 0) {
    for (const std::uint32_t site : sites) open(site);
  }

  void open(std::uint32_t site) {
    for (const places::Reached& entry : reach_.column(site)) {
      Best& at = of_[entry.other];
      if (at.first_site == site || at.second_site == site) continue;
      if (entry.share > at.first)
        at = {entry.share, at.first, site, at.first_site};
      else if (entry.share > at.second)
        at.second = entry.share, at.second_site = site;
    }
  }

  void close(std::uint32_t site, const Picked& left) {
    for (const places::Reached& entry : reach_.column(site)) {
      Best& at = of_[entry.other];
      if (at.first_site != site && at.second_site != site) continue;
      at = {};
      for (const places::Reached& other : reach_.row(entry.other)) {
        if (!left.has(other.other)) continue;
        if (at.first == 0)
          at.first = other.share, at.first_site = other.other;
        else {
          at.second = other.share, at.second_site = other.other;
          break;
        }
      }
    }
  }

  /// What each site would take with it.
  void weigh(const Sites& sites) {
    for (const std::uint32_t site : sites) {
      loss_[site] = 0;
      for (const places::Reached& entry : reach_.column(site)) {
        const Best& at = of_[entry.other];
        if (at.first_site == site) loss_[site] += weights_[entry.other] * static_cast<double>(at.first - at.second);
      }
    }
  }

  /// How much better it is with this candidate; what closing a site then costs is `cost_of_closing`.
  double look(std::uint32_t candidate, const Sites& sites) {
    for (const std::uint32_t site : sites) extra_[site] = 0;
    double gain = 0;
    for (const places::Reached& entry : reach_.column(candidate)) {
      const Best& at = of_[entry.other];
      const double weight = weights_[entry.other];
      if (entry.share > at.first) {
        gain += weight * static_cast<double>(entry.share - at.first);
        if (at.first > 0) extra_[at.first_site] += weight * static_cast<double>(at.first - at.second);
      } else if (entry.share > at.second) {
        extra_[at.first_site] += weight * static_cast<double>(entry.share - at.second);
      }
    }
    return gain;
  }
  /// After `look`: how much worse it is without this site.
  double cost_of_closing(std::uint32_t site) const { return loss_[site] - extra_[site]; }

 private:
  struct Best {
    float first = 0;
    float second = 0;
    std::uint32_t first_site = none;
    std::uint32_t second_site = none;
  };
  static constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);

  const places::ReachMatrix& reach_;
  std::span<const double> weights_;
  std::vector<Best> of_;
  std::vector<double> loss_;
  std::vector<double> extra_;
};

}  // namespace

Sites greedy(const SiteProblem& problem, std::span<const double> weights) {
  Sites by_gain = greedy_by(problem, weights, false);
  if (problem.rules.cost.empty()) return by_gain;
  Sites by_money = greedy_by(problem, weights, true);
  const double gain = total_of(*problem.reach, weights, by_gain);
  return total_of(*problem.reach, weights, by_money) > gain ? by_money : by_gain;
}

Sites improve(const SiteProblem& problem, std::span<const double> weights, const Sites& from,
              const solve::Until& until) {
  Picked picked(problem.rules, from);
  Service service(problem, weights, from);
  service.weigh(picked.sites());
  double worth = total_of(*problem.reach, weights, from);
  const double enough = worth_the_while * worth;
  const std::uint32_t candidates = problem.candidates();
  for (std::uint32_t j = 0, without_success = 0; without_success < candidates && !until.is_over();
       j = (j + 1) % candidates, ++without_success) {
    if (picked.has(j) || problem.rules.standing[j] == Standing::forbidden) continue;
    const double gain = service.look(j, picked.sites());
    if (gain <= enough) continue;
    std::uint32_t out = candidates;
    const bool is_added = picked.may_add(j);
    if (!is_added) {
      double least = gain - enough;
      for (const std::uint32_t site : picked.sites()) {
        const double cost = service.cost_of_closing(site);
        if (cost < least && picked.may_swap(j, site)) least = cost, out = site;
      }
      if (out == candidates) continue;
    }
    Sites changed = picked.sites();
    if (!is_added) std::erase(changed, out);
    changed.push_back(j);
    const double recounted = total_of(*problem.reach, weights, changed);
    if (recounted <= worth) continue;
    worth = recounted;
    if (is_added) {
      picked.add(j);
    } else {
      picked.swap(j, out);
      service.close(out, picked);
    }
    service.open(j);
    service.weigh(picked.sites());
    without_success = 0;
  }
  return picked.sites();
}

}  // namespace alongside::plan
