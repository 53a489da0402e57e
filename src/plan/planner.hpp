// Planner: one run of planning (planning.hpp), step by step, with what the steps share. One thread makes it; it starts and ends threads for draws.
//
// What stands where: planning.cpp prepares and searches, planner_describes.cpp tells what the sites are, planner_draws.cpp how sure. Nobody else
// includes this.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "chance/replicates.hpp"
#include "plan/planning.hpp"
#include "plan/proof/capacity.hpp"

namespace alongside::plan {

/// What a site can take; none: the plan has no such limit.
using Within = std::optional<CapacityRule>;

class Planner {
 public:
  Planner(const PlanDocument& document, const places::CountsByYear* counts, const PlanOptions& options)
      : document_(document), counts_(counts), options_(options) {}

  base::Result<Plan> run();

 private:
  static constexpr double money_scale = 1e6;  ///< units of money in which a ratio of deaths to money is told

  void say(const std::string& doing) const {
    if (options_.progress) options_.progress(doing);
  }
  bool stopped() const { return options_.stop != nullptr && *options_.stop; }
  SolveOptions effort(double gap) const {
    return {.gap = gap, .seconds_max = options_.seconds_max, .stop = options_.stop};
  }
  bool by_cost() const { return document_.objective == Objective::cost_per_death; }
  double worth(const SiteProblem& problem, const Within& within, const Sites& sites) const;
  /// What stands already is worth what it is worth without a plan; a share of a group is told with it.
  double worth_of_existing(const SiteProblem& problem, const Within& within) const {
    if (existing_.empty() || problem.goal != Goal::total) return 0;
    return within ? load_of(problem, *within, existing_).objective : worth_of(problem, existing_).objective;
  }
  double worth(const Sites& sites) const { return worth(problem_, within_, sites); }

  CapacityRule capacity_of(const std::vector<double>& deaths) const {
    return {.per_site = *document_.capacity, .visits = person_visits(document_, deaths)};
  }
  /// The costs know no capacity: a site that is full costs no less.
  Within within_of(const std::vector<double>& deaths) const {
    return document_.capacity && !by_cost() ? Within(capacity_of(deaths)) : std::nullopt;
  }

  /// By the plan's objective; `points` gets the list of numbers of sites where that is asked for.
  base::Result<Solution> best_set(const SiteProblem& problem, const Within& within, const SolveOptions& how,
                                  std::vector<CostPoint>* points = nullptr) const;

  document::Sentence unit() const;

  bool keeps_rules(const Sites& sites) const { return keeps_all_rules(problem_, sites); }

  /// As many sites as were asked for may be more than do anything.
  void leave_out_what_adds_nothing();

  /// A search that is not proven, within a capacity or out of time, may find a better set on its way to another answer: then that is the plan.
  void consider(const Sites& sites, double objective) {
    const double so_far = better_ ? better_->second : plan_.solution.objective;
    if (keeps_rules(sites) && objective > so_far * (1 + 1e-9) + 1e-12) better_ = std::pair(sites, objective);
  }
  void take_better();

  base::Result<> know_costs();

  base::Result<> prepare();

  base::Result<> prepare_overdoses();
  /// Deaths, and what overdoses count as beside them.
  std::vector<double> with_overdoses(std::vector<double> deaths, const std::vector<double>& overdoses) const {
    for (std::size_t i = 0; i < overdoses.size(); ++i) deaths[i] += document_.overdose_weight * overdoses[i];
    return deaths;
  }

  /// Why a floor cannot be met, where there is one: what the worst-served group can have at most.
  base::Error with_reach_of_worst_group(base::Error error) const;

  void gather_figures();

  void describe();

  void weigh_capacity();

  void vetoes();

  void remark();

  void cost_curve();

  void curve();

  /// The plan's problem as one draw has it.
  struct Drawn {
    std::vector<double> deaths;
    SiteProblem problem;
    Within within;
  };
  Drawn drawn(std::uint32_t draw) const;

  base::Result<> reach_at_each_distance();

  base::Result<> draws();

  /// Among the sets that were best in some draw: the one of which the regret is least in 19 draws of 20.
  base::Result<> look_for_robust(const chance::Replicates& rows, std::vector<Sites> sets);

  /// Where the document asks for it, the plan is the robust set; all that is told of a plan is then told of it.
  base::Result<> take_robust();

  /// In each phase those of the plan that, with what is open, are worth most; one after another where they are many.
  void phases();

  /// Returns the sets that were best in some draw, the most often first.
  std::vector<Sites> sum_up(const chance::Replicates& rows, std::size_t fixed);

  const PlanDocument& document_;
  const places::CountsByYear* counts_;
  const PlanOptions& options_;
  std::optional<std::pair<Sites, double>> better_;  ///< a set that is worth more than the plan's, come by on the way
  Sites existing_;
  std::vector<double> overdoses_;  ///< expected, a year; empty: none given
  SiteCosts costs_;                ///< for the least cost for each death
  places::ReachMatrix reach_;
  std::vector<places::ReachMatrix> reaches_;  ///< at each distance of the spread
  SiteProblem problem_;
  Within within_;
  Plan plan_;
};

}  // namespace alongside::plan
