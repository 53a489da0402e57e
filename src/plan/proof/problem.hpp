// SiteProblem: which candidates to open, as a solver sees it: weights, reach, and what a set of sites must satisfy.
//
// With a set of sites open, each demand counts by the one that reaches it best: objective = sum of weight x the largest share. Goals: one form
// for covering all or nothing and for reach that falls with distance; every rule that a legislature may set. Non-goals: what the numbers mean.
// Invariants after `check`: every vector has the length it says, nothing is negative or not finite, and no rule is empty by mere counting.
// A value; free to share between threads.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "places/reach_matrix.hpp"

namespace alongside::plan {

using Sites = std::vector<std::uint32_t>;  ///< candidates by number, rising

enum class Standing : std::uint8_t { free, forbidden, forced };

struct RegionLimit {
  std::uint32_t at_least = 0;
  std::uint32_t at_most = std::numeric_limits<std::uint32_t>::max();
  std::string name = {};  ///< for errors; empty: its number
};

struct SiteRules {
  std::uint32_t sites_max = 1;             ///< at most so many
  std::vector<Standing> standing = {};     ///< of each candidate
  std::vector<std::uint32_t> region = {};  ///< of each candidate, a number into `limits`; empty: no limits
  std::vector<RegionLimit> limits = {};
  std::vector<double> cost = {};  ///< of each candidate, in the unit of `budget`; empty: no budget
  double budget = std::numeric_limits<double>::infinity();
  std::vector<Sites> too_near = {};  ///< of each candidate, those that may not stand beside it; empty: any may
};

enum class Goal : std::uint8_t {
  total,        ///< the sum over all demands
  worst_group,  ///< the share that is reached of the group of which the smallest share is
};

struct SiteProblem {
  const places::ReachMatrix* reach = nullptr;  ///< outlives the problem
  std::vector<double> weights = {};            ///< of each demand
  SiteRules rules = {};
  Goal goal = Goal::total;
  std::vector<std::uint32_t> group = {};  ///< of each demand, a number into `floors`; empty: no groups
  std::vector<double> floors = {};        ///< the share of each group's weight that must be reached

  std::uint32_t candidates() const { return reach->candidates(); }
  std::uint32_t demands() const { return reach->demands(); }
};

/// Refuses what cannot be: more sites than candidates, more forced than sites, a region that asks for more than it has, forced sites over the
/// budget, negative or unknown weights, nobody within reach of any candidate that may be taken.
base::Result<> check(const SiteProblem& problem);

struct Worth {
  double objective = 0;              ///< by the goal
  bool allowed = true;               ///< every floor is met (the rules for sites are the search's own business)
  std::vector<double> group_shares;  ///< of each group's weight; empty without groups
};
/// Costs one look at each entry of the sites' columns.
Worth worth_of(const SiteProblem& problem, const Sites& sites);
/// Calls `of(demand, number of the site, share, part)` for each demand and each site that reaches it best: where several do alike, each has an equal
/// part of it, so that nothing hangs on the order in which candidates stand.
template <class Of>
void for_each_reached(const places::ReachMatrix& reach, const Sites& sites, const Of& of) {
  std::vector<std::size_t> best;
  for (std::uint32_t i = 0; i < reach.demands(); ++i) {
    best.clear();
    float share = 0;
    for (const places::Reached& entry : reach.row(i)) {
      if (!best.empty() && entry.share < share) break;
      const auto found = std::lower_bound(sites.begin(), sites.end(), entry.other);
      if (found == sites.end() || *found != entry.other) continue;
      share = entry.share;
      best.push_back(static_cast<std::size_t>(found - sites.begin()));
    }
    for (const std::size_t site : best) of(i, site, static_cast<double>(share), 1 / static_cast<double>(best.size()));
  }
}
/// Sum of weight x largest share, whatever the goal.
double total_of(const places::ReachMatrix& reach, std::span<const double> weights, const Sites& sites);
/// Sum of weights of each group.
std::vector<double> group_weights(const SiteProblem& problem);

/// A set of sites that grows and changes under the rules; knows what may still be added.
class Picked {
 public:
  explicit Picked(const SiteRules& rules);
  Picked(const SiteRules& rules, const Sites& sites);

  const Sites& sites() const { return sites_; }
  bool has(std::uint32_t candidate) const { return in_[candidate] != 0; }
  /// Adding it leaves every rule fulfilled, or possible to fulfil with the sites that are left.
  bool may_add(std::uint32_t candidate) const;
  bool may_swap(std::uint32_t in, std::uint32_t out) const;
  /// Nobody of the set but `but` is too near to it.
  bool has_room_for(std::uint32_t candidate, std::uint32_t but) const;
  void add(std::uint32_t candidate);
  void swap(std::uint32_t in, std::uint32_t out);
  /// Every rule is fulfilled.
  bool complete() const;
  std::uint32_t missing() const;  ///< sites that regions still ask for

 private:
  std::uint32_t region(std::uint32_t candidate) const { return rules_.region.empty() ? 0 : rules_.region[candidate]; }
  double cost(std::uint32_t candidate) const { return rules_.cost.empty() ? 0 : rules_.cost[candidate]; }
  bool fits(std::uint32_t extra, double spent, const std::vector<std::uint32_t>& by_region) const;

  const SiteRules& rules_;
  Sites sites_;
  std::vector<std::uint8_t> in_;
  std::vector<std::uint32_t> by_region_;
  double spent_ = 0;
};

/// Every rule for sites is fulfilled, and every floor met.
bool keeps_all_rules(const SiteProblem& problem, const Sites& sites);

}  // namespace alongside::plan
