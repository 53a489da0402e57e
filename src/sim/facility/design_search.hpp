// DesignSearch: one search for the fewest seats and staff (search.hpp), with what its parts share. One thread; trials make their own.
//
// What stands where: search.cpp looks for a design, search_confirms.cpp confirms or refutes it on fresh dice and draws the curve. Nobody else includes this.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/facility/removals.hpp"
#include "sim/facility/search.hpp"
#include "sim/facility/search_says.hpp"
#include "sim/facility/trials.hpp"

namespace alongside::sim {

class DesignSearch {
 public:
  DesignSearch(const Scenario& scenario, const SearchPlan& plan, std::vector<std::size_t> roles)
      : scenario_(scenario),
        plan_(plan),
        limits_(scenario, std::move(roles), plan.trained_least),
        trials_(scenario, {.seed = plan.seed,
                           .threads = plan.threads,
                           .visits_most = plan.visits_most,
                           .progress = [this](std::uint64_t replications) { tell(replications); },
                           .stop = plan.stop,
                           .cluster = plan.cluster}) {}

  base::Result<SearchResult> run() {
    SearchResult out;
    fill_head(out);
    look_for_one();
    if (path_.empty())
      refute(out);
    else
      confirm(out);
    if (!ended()) draw_curve(out);
    if (trials_.error()) return *trials_.error();
    if (trials_.stopped()) {
      out.verdict = SearchVerdict::stopped;
      out.best.reset();
      out.one_less.clear();
      out.curve.clear();
    }
    out.designs_tried = trials_.designs_tried();
    out.replications = trials_.replications();
    out.says = search_says(out, scenario_, plan_.trained_least, trials_.used_up());
    return out;
  }

 private:
  bool ended() const { return trials_.stopped() || trials_.error().has_value(); }
  bool must_end() const { return ended() || trials_.used_up(); }
  void tell(std::uint64_t replications) const {
    const bool speaks = plan_.cluster == nullptr || plan_.cluster->is_root();
    if (plan_.progress && speaks) plan_.progress({doing_, trials_.designs_tried(), replications});
  }
  double zone() const { return scenario_.service->indifference; }
  double burden(const Design& design) const { return burden_of(scenario_, design); }

  // Part 1: search.cpp, looking
  bool seems_to_meet(const Design& design);
  void look_for_one();
  Design roster_step(const Design& from, std::size_t taken) const;
  std::optional<std::size_t> furthest_step(const Design& from, std::size_t guess);
  Design fewest_of(Design design, std::size_t kind);
  void look_with_booths();
  void take_what_can_go();
  // Part 2: confirming on fresh dice
  void confirm(SearchResult& out);
  void refute(SearchResult& out);
  std::optional<DesignFound> judge(std::string label, const Design& design, std::uint32_t block,
                                   const TrialRules& rules);
  // Part 3
  void draw_curve(SearchResult& out);
  void fill_head(SearchResult& out) const;

  const Scenario& scenario_;
  const SearchPlan& plan_;
  Limits limits_;
  Trials trials_;
  std::string doing_;
  std::vector<std::pair<Design, bool>> seen_;  ///< of the first part
  FloorLoad load_;
  Design ample_;
  std::vector<Removal> order_;  ///< of staff, from the ample design
  std::vector<std::pair<Design, std::size_t>>
      by_booths_;  ///< for each number of booths the cheapest roster, and its steps
  std::vector<Design>
      path_;               ///< designs that seemed to meet, each a step from the one before; the last is the cheapest
  std::size_t steps_ = 0;  ///< of the order, in the cheapest
};

}  // namespace alongside::sim
