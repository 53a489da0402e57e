// Relaxation: a bound that no set of sites can beat, from prices.
//
// "Each demand counts once" is let go and paid for: demand i has a price u_i in shares of reach, and a candidate is worth rho_j = sum of
// W_i x max(0, a_ij - u_i). Then
//     L(u) = sum W_i u_i + the most that sites under the rules are worth
// is at least the best objective, for any prices (Cornuejols, Fisher and Nemhauser 1977), and the lowest of them equals the strong linear
// relaxation. Floors and the budget are let go in the same way, with a price each; the worst group's goal by weights over groups that add up
// to 1. Prices move along subgradients with Polyak's step. A row is looked at only as far as its shares exceed its price, so that a step costs
// a fraction of the matrix. One thread; one object for each problem, used again for each node.
#pragma once

#include <functional>

#include "plan/proof/problem.hpp"
#include "solve/until.hpp"

namespace alongside::plan {

/// Any values at or above 0 make a bound (group weights of the worst group's goal add up to 1).
struct Prices {
  std::vector<float> demand;  ///< u_i, in shares
  std::vector<double> group;  ///< of each floor; the weights over groups for the worst group's goal
  double budget = 0;          ///< objective for one unit of money
};

class Relaxation {
 public:
  explicit Relaxation(const SiteProblem& problem);

  /// Prices halfway between what the best and the second best of these sites reach.
  Prices prices_around(const Sites& sites) const;

  struct Found {
    double bound = 0;  ///< the lowest
    Prices prices;     ///< that gave it
    Sites sites;       ///< that were worth most at them: they obey the regions, not always the budget or the floors
    std::uint32_t steps = 0;
  };
  struct Effort {
    std::uint32_t steps_max;
    std::uint32_t patience;  ///< steps without a lower bound before the step is halved
    double first_step;       ///< Polyak's factor, in (0, 2)
    double last_step;        ///< below it there is an end
    solve::Until until = {};
  };
  /// Lowers the bound until it is at most `enough`, or the effort is spent. `known`: a value that some set has, which the step aims at. `seen` is given
  /// each set of sites that was worth most at some prices and may better `known` by returning a higher one.
  Found lower(const Prices& from, const std::vector<Standing>& standing, double known, double enough,
              const Effort& effort, const std::function<double(const Sites&, const Prices&)>& seen);

  /// After `lower`: decides candidates that cannot be otherwise in a set worth more than `known`. How many were decided; `standing` is changed.
  std::uint32_t decide(const Found& found, double known, std::vector<Standing>& standing);
  /// The candidates of the selection at these prices, the one worth most first, then all others.
  std::vector<std::uint32_t> by_worth(const Prices& prices, const std::vector<Standing>& standing);
  /// Weights with the prices of floors in them: what a search for a set that meets the floors should look at.
  std::vector<double> weights_at(const Prices& prices) const;

 private:
  double bound_at(const Prices& prices, const std::vector<Standing>& standing);
  void select(const std::vector<Standing>& standing);
  std::vector<double> group_slopes(const Prices& prices, double& group_scale) const;
  bool step(Prices& prices, double length_of_step, double above);
  double multiplier(const Prices& prices, std::uint32_t demand) const;

  const SiteProblem& problem_;
  std::vector<double> group_weight_;
  std::vector<double> worth_;  ///< rho_j - price of its money
  std::vector<std::uint8_t> selected_;
  Sites selection_;
  std::vector<std::uint32_t> order_;
  std::vector<std::int32_t> served_;  ///< by how many of the selection, above its price
  double money_scale_ = 1;
};

}  // namespace alongside::plan
