// Solve: the best set of sites, and a bound that says how far from the best it can be.
//
// Greedy and swaps first, then the relaxation's bound, then branch and bound on candidates taken or left out, best bound first. What the bound at
// a node decides is decided for all below it. Where covering is all or nothing, or groups have their share, and this does not close, COIN-OR CBC is
// asked (cbc.hpp). Goals:
// an answer at once that only gets better; `gap` 0 is a proof (to 1e-9 of the objective, which is what double precision can hold). Deterministic
// unless time runs out. One call uses one thread; calls may run side by side.
#pragma once

#include <atomic>
#include <limits>
#include <optional>
#include <string>

#include "plan/proof/relaxation.hpp"

namespace alongside::plan {

/// Who may prove. `both`: branch and bound, and CBC for what it leaves open.
enum class Prover : std::uint8_t { none, branch_and_bound, cbc, both };

struct SolveOptions {
  double gap = 0;           ///< (bound - objective) / objective at which to stop
  double seconds_max = 60;  ///< of the whole call
  Prover prover = Prover::both;
  std::uint32_t root_steps_max = 1500;
  std::uint32_t node_steps_max = 60;
  std::uint32_t nodes_max =
      std::numeric_limits<std::uint32_t>::max();  ///< an end that does not hang on the machine's speed
  const Sites* start = nullptr;    ///< a good set known already, that fulfils the rules; its prices are the first
  const Prices* prices = nullptr;  ///< good prices known already, of a problem with the same reach
  const std::atomic<bool>* stop = nullptr;
};

enum class Proof : std::uint8_t {
  none,
  relaxation,
  branch_and_bound,
  cbc,
  full,          ///< no plan is worth more than all its sites full
  all_tried,     ///< every set under the rules was tried
  out_of_reach,  ///< no set under these rules reaches every group: the worst-served one has 0 whatever is chosen
};

struct Solution {
  Sites sites;
  double objective = 0;
  double bound = 0;           ///< no set under these rules is worth more
  double gap = 0;             ///< (bound - objective) / objective, 0 below 1e-9
  bool proven = false;        ///< the gap asked for is met
  Proof proof = Proof::none;  ///< whose bound it is
  std::uint32_t nodes = 0;
  std::uint64_t steps = 0;  ///< of the relaxation
  Prices prices;            ///< of the root

  /// Takes the bound: gap and whether what was asked for is met follow from it.
  void take_bound(double highest, double gap_asked);
  /// "proven optimal by branch and bound: 13 nodes, 812 bounds".
  std::string says() const;
};

/// Refuses what `check` refuses, and rules that no set fulfils (proven). An operation error if time ran out before any set was found.
base::Result<Solution> solve(const SiteProblem& problem, const SolveOptions& options);

}  // namespace alongside::plan
