// Search: the fewest seats and the fewest people of staff by hour of the day with which a scenario meets its service levels, and what other designs
// would cost and do.
//
// How: (1) downwards from an ample design, on one block of dice: the fewest booths; then for that many and for each more the cheapest
// roster, along one order of removals (the hour with the most slack over its simulated load first, as square-root staffing counts slack:
// Feldman, Mandelbaum, Massey and Whitt 2008, Management Science 54(2):324-338) by bisection; then one person-hour or seat after the
// other until nothing can be taken away. (2) On fresh dice, so that being chosen cannot flatter a design ("clean-up", Boesel, Nelson and Kim
// 2003, Operations Research 51(5):814-825): the design found must meet every level, and each design with one person-hour or one seat less is tried, by
// Batur and Kim's sequential check (level_decision.hpp), all at once at the scenario's confidence. (3) The curve, likewise.
// Goals: an answer that says how sure it is and what a saving costs; the same at any threads and ranks. Non-goals: a proof that no
// other design is cheaper: what is found is one from which nothing single can be taken. One thread calls it; it starts its own.
#pragma once

#include "sim/facility/trials.hpp"

namespace alongside::sim {

struct SearchProgress {
  std::string doing;  ///< "booths", "roster with 9 booths"
  std::uint32_t designs_tried = 0;
  std::uint64_t replications = 0;
};

struct SearchPlan {
  std::uint64_t seed = 1;
  unsigned threads = 1;
  /// Roles whose numbers may change. Empty: the trained role whose hour costs least, since the model does not know what else others are there for.
  std::vector<std::string> roles = {};
  /// Trained people who are never gone below in an hour in which people come to use: one alone meets every emergency of that hour alone,
  /// however good the day's share looks.
  int trained_least = 2;
  double visits_most =
      6e7;  ///< simulated people in all, so that a search ends; about 15,000 weeks of the scenario `insite`
  std::function<void(const SearchProgress&)> progress = {};
  const std::atomic<bool>* stop = nullptr;
  const chance::Cluster* cluster = nullptr;
};

/// A design with what came of it.
struct DesignFound {
  std::string label;  ///< "found", "one booth less"
  Design design;
  DesignCost cost;
  Trial trial;
  bool on_front =
      false;  ///< no other of the curve costs no more and does no worse in wait, giving up and fewer than two
};

enum class SearchVerdict : std::uint8_t {
  found,
  cannot_be_met,  ///< not even by the most seats and people that fit
  undecided,      ///< nothing was confirmed within the simulated people that the plan allows
  stopped,
};

struct SearchResult {
  std::string scenario;
  std::uint64_t seed = 0;
  ServiceLevels levels;
  std::string method;
  std::vector<std::string> sources;
  SearchVerdict verdict = SearchVerdict::undecided;
  std::optional<DesignFound> best;
  std::vector<DesignFound> one_less;    ///< every design with one person-hour or one seat less than the best
  std::vector<DesignFound> curve;       ///< by cost, or by staff hours and seats where a price is missing
  std::vector<std::string> role_names;  ///< of the scenario, in its order
  std::vector<std::string> roles_changed;
  std::string currency;                 ///< "USD of 2022"; empty: no prices
  std::string cost_unknown;             ///< why there is no cost; empty: there is one
  std::optional<double> use_elsewhere;  ///< price of a use somewhere else
  std::uint32_t designs_tried = 0;
  std::uint64_t replications = 0;
  std::vector<std::string> says;              ///< what a reader must know, in sentences
  std::vector<ScenarioParameter> parameters;  ///< every figure that the search started from, with its origin
};

/// Refuses a scenario without service levels, one where nobody comes to use on site, and roles that it does not have or that cannot be
/// found. Takes a minute and a half for `insite` on two cores.
base::Result<SearchResult> find_design(const Scenario& scenario, const SearchPlan& plan);

/// One JSON document, indented, with a line end; the same bytes for the same result.
std::string search_as_json(const SearchResult& result);
/// A plain answer, the roster, the curve as a table and as bars; at most 100 letters a line.
std::string search_as_text(const SearchResult& result);

std::string_view name_of(Verdict verdict);
std::string_view name_of(SearchVerdict verdict);

}  // namespace alongside::sim
