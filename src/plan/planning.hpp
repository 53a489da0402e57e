// Planning: from a document and counts to a plan: the sites, the proof, how sure, and what stands beside them.
//
// Goals: one call that answers what staff, a department and a neighbourhood ask: where, why there, how sure, what it costs to put it elsewhere; the naive
// twin beside every plan; what a model cannot know said in words. Non-goals: printing (results.hpp); scoring on later years (hindsight.hpp). The same input and seed give the
// same answer on any number of threads, unless time runs out. Threads: starts and ends its own.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "document/sentence.hpp"
#include "plan/demand/model.hpp"
#include "plan/draws.hpp"
#include "plan/proof/cost_search.hpp"
#include "plan/proof/solve.hpp"

namespace alongside::plan {

struct PlanOptions {
  AskedSites asked = {};
  const places::CountsByYear* overdoses =
      nullptr;  ///< met by an ambulance: demand beside deaths, by `demand.overdose_weight`
  double gap = 0;
  std::uint32_t draws = 200;  ///< 0: nothing is said of how sure
  std::uint64_t seed = 1;
  unsigned threads = 1;
  double seconds_max = 60;             ///< for one proof
  std::uint32_t curve_sites_max = 10;  ///< 0: no curve
  bool vetoes = true;
  int first_year = 0;  ///< of the counts; all by default
  int last_year = 9999;
  std::function<void(const std::string& doing)> progress = {};
  const std::atomic<bool>* stop = nullptr;
};

struct PlannedSite {
  std::uint32_t candidate = 0;
  double demand_served = 0;  ///< in the plan's `site_unit`: by being the nearest of the plan
  double deaths_served = 0;  ///< a year, within its reach and best reached from it
  std::optional<double>
      visits;  ///< person-visits a year of those who are nearest to it; within a capacity, those it has room for
  bool forced = false;
  std::optional<double> chosen_share;  ///< of draws whose best set has it
  // What it costs to leave it out:
  std::optional<double> veto_cost;  ///< in the objective; absent where nothing else is allowed, or it is forced
  std::optional<OverDraws> veto_spread;
  Sites instead;  ///< the best set without it
  bool veto_proven = false;
};

struct CurvePoint {
  std::uint32_t sites = 0;
  Sites set;
  double objective = 0;
  double gap = 0;
  std::optional<double> one_more;  ///< over the point before
  std::optional<OverDraws> spread;
  std::optional<double> cost_per_unit;  ///< money a year for one of the objective, where costs are known
};

/// What the sites can take of those who would come.
struct Capacity {
  double per_site = 0;           ///< person-visits a year
  std::uint32_t exceeded = 0;    ///< sites to which more would come
  double objective_without = 0;  ///< of the same sites, if there were no limit
  double unserved = 0;           ///< person-visits a year that find no room at any of them
  document::Sentences says;
};

struct OftenChosen {
  Sites set;
  double share;  ///< of draws whose best set it is
};

/// A set that does least badly where it does badly.
struct Robust {
  Sites set;
  double regret95 = 0;       ///< in 19 of 20 draws the best set is better by no more than this
  double plan_regret95 = 0;  ///< the same of the best set on expectation
  std::uint32_t tried = 0;   ///< sets that were best in some draw
};

struct Phase {
  Sites opened;                ///< in this phase
  double objective = 0;        ///< with all that are open then
  std::optional<double> best;  ///< of any so many centers, where the curve has it
};

struct Sureness {
  std::uint32_t draws = 0;
  std::uint32_t draws_not_proven = 0;                    ///< to 0.1%
  OverDraws objective;                                   ///< of the plan
  OverDraws deaths_all;                                  ///< a year, in all places
  OverDraws deaths_reached;                              ///< a year, within reach of the plan's sites
  OverDraws regret;                                      ///< how much better the best set of each draw is
  OverDraws over_naive;                                  ///< how much better the plan is than the naive one
  double best_share = 0;                                 ///< of draws in which no set is better
  std::vector<std::pair<std::uint32_t, double>> chosen;  ///< candidate and share of draws, the most often first
  std::vector<OftenChosen> sets;                         ///< the most often first, five at most
  std::optional<Robust> robust;                          ///< where more sets than the plan's were best in some draw
};

struct Plan {
  const PlanDocument* document = nullptr;
  std::vector<Candidate> candidates;
  Demand demand;
  std::vector<double> expected;  ///< deaths a year, of each place
  double averted_per_death = 0;  ///< the effect's product
  SiteRules rules;
  Solution solution;
  std::vector<PlannedSite> sites;
  double deaths_reached = 0;  ///< a year: by the plan's sites, beyond those that existing centers reach
  double deaths_all = 0;
  std::vector<double> reached_share;  ///< of each place, by the plan's sites and existing centers
  std::uint32_t existing =
      0;  ///< centers that stand already: the last candidates, in every set, and in no number of sites
  double existing_reached = 0;      ///< deaths a year within their reach alone
  std::optional<Demand> overdoses;  ///< met by an ambulance, where counts were given
  double overdoses_all = 0;         ///< a year
  double overdoses_reached = 0;     ///< a year, beyond those that existing centers reach
  bool chosen_as_robust = false;    ///< not the best on expectation: `sureness->robust` has the difference
  std::vector<Phase> phases;
  Sites naive;
  double naive_objective = 0;
  bool naive_keeps_floors = true;
  Sites own_reach;  ///< the places with the most past deaths times the share of them that a site there would reach
  double own_reach_objective = 0;
  bool own_reach_keeps_floors = true;
  std::optional<Capacity> capacity;
  std::vector<CostPoint> costs;  ///< for the least cost for each death: of each number of sites
  std::vector<CurvePoint> curve;
  std::optional<Sureness> sureness;
  std::vector<std::pair<std::string, double>> group_shares;  ///< of each group's deaths within reach
  document::Sentence unit;                                   ///< of the objective
  std::vector<document::Figure>
      figures;  ///< that it stands on: the document's, less those that are not used, with those set beside it

  /// Of `demand_served`: the objective's, but no site serves a share of a group.
  std::string site_unit() const {
    return document->objective == Objective::worst_group ? "deaths averted a year" : unit.text;
  }
  bool is_existing(std::uint32_t candidate) const { return candidates[candidate].stands; }
  /// Up to where half or more would come, and beyond which nobody does, in km; none by a table of travel times.
  std::optional<std::pair<double, double>> rings_km() const;
  /// How many centers were asked for, those that stand already not counted.
  std::uint32_t sites_asked() const { return rules.sites_max - existing; }
  /// Where demand comes from, how many deaths, how many within reach; how far smoothing goes, and what is taken for a point.
  std::string demand_text() const;
  /// What differs from draw to draw; empty: nothing does.
  std::string_view drawn_text() const;
  /// That there are fewer sites than asked for; empty: there are not.
  std::string fewer_text() const;
  /// In plain words, whether the model adds anything to counting.
  document::Sentences beside_naive() const;
  /// The same of the better rule of one line: deaths times a place's own reach.
  document::Sentences beside_own_reach() const;
  /// For whoever never heard of a solver: that no other choice does better, or how much better one might.
  std::string best_text() const;
  /// The centers that stand already; empty: none.
  std::string existing_text() const;
  /// What opens when, and what that order costs; empty: all at once.
  std::string phases_text() const;
  /// The set that does least badly where it does badly; empty: the plan is that. `name`: what a candidate is called.
  std::string robust_text(const std::function<std::string(std::uint32_t)>& name) const;
  std::string robust_text() const;
  /// The years that it rests on and the years that it foretells.
  std::string years_text() const;
  /// What whoever reads it should know beside the answer: two places at one point, a group out of reach.
  std::vector<std::string> remarks;
  std::vector<std::string> remarks_of_places;  ///< those that name places, which a page that is handed round leaves out
  std::vector<std::string> all_remarks() const;
  /// What person-visits go by, and that deaths averted are not in them; empty where nothing counts visits.
  document::Sentences visits_says() const;
  /// The least money for each death averted, and what the list by number of sites shows; empty for other objectives.
  document::Sentences costs_says() const;
};

/// `document` outlives the plan.
base::Result<Plan> make_plan(const PlanDocument& document, const places::CountsByYear* counts,
                             const PlanOptions& options);

}  // namespace alongside::plan
