#include "plan/planning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "plan/draws.hpp"
#include "plan/planner.hpp"
#include "plan/words/amounts.hpp"

namespace alongside::plan {

namespace {

constexpr int rounds_max = 5;  ///< of taking a better set that a veto or the curve came by

}  // namespace

base::Result<Plan> Planner::run() {
  plan_.document = &document_;
  if (const auto good = prepare(); !good) return good.error();
  say("searching");
  auto solved = best_set(problem_, within_, effort(options_.gap), &plan_.costs);
  if (!solved) return with_reach_of_worst_group(solved.error());
  plan_.solution = std::move(*solved);
  if (!by_cost()) leave_out_what_adds_nothing();
  if (plan_.solution.sites.size() == existing_.size())
    return base::input_error("the rules leave room for no center beside those that stand already");
  for (int round = 0; round < rounds_max; ++round) {
    better_.reset();
    describe();
    if (options_.vetoes) vetoes();
    if (options_.curve_sites_max > 0) curve();
    if (!better_ || stopped() || round + 1 == rounds_max) break;
    take_better();
  }
  weigh_capacity();
  remark();
  if (options_.draws > 0 && !plan_.drawn_text().empty()) {
    if (const auto good = draws(); !good) return good.error();
    if (const auto good = take_robust(); !good) return good.error();
  }
  phases();
  return std::move(plan_);
}

double Planner::worth(const SiteProblem& problem, const Within& within, const Sites& sites) const {
  if (!by_cost())
    return (within ? load_of(problem, *within, sites).objective : worth_of(problem, sites).objective) -
           worth_of_existing(problem, within);
  return sites.empty() ? 0 : money_scale * total_of(*problem.reach, problem.weights, sites) / cost_of(costs_, sites);
}

base::Result<Solution> Planner::best_set(const SiteProblem& problem, const Within& within, const SolveOptions& how,
                                         std::vector<CostPoint>* points) const {
  if (!by_cost()) {
    // A gap is asked of what the new sites add: beside existing ones the whole is proven to the end, and told by what is added.
    const double base = worth_of_existing(problem, within);
    SolveOptions whole = how;
    if (base > 0) whole.gap = 0;
    auto solved = within ? solve_within(problem, *within, whole) : solve(problem, whole);
    if (solved && base > 0) {
      solved->objective -= base;
      solved->take_bound(solved->bound - base, how.gap);
    }
    return solved;
  }
  auto found = search_cost_per_death(problem, costs_, how);
  if (!found) return found.error();
  if (points != nullptr) *points = std::move(found->points);
  for (double* value : {&found->solution.objective, &found->solution.bound}) *value *= money_scale;
  return std::move(found->solution);
}

document::Sentence Planner::unit() const {
  using namespace document;
  switch (document_.objective) {
    case Objective::worst_group: return sentence<"plan.unit_worst_group">();
    case Objective::person_visits: return sentence<"plan.unit_visits">();
    case Objective::cost_per_death: return sentence<"plan.unit_for_money">("currency"_is = plain(document_.currency));
    default: break;
  }
  if (!plan_.overdoses) return sentence<"plan.unit_deaths">();
  return sentence<"plan.unit_overdoses">("n"_is = amount(document_.overdose_weight, 2));
}

void Planner::leave_out_what_adds_nothing() {
  Sites& sites = plan_.solution.sites;
  for (std::size_t at = sites.size(); at-- > 0;) {
    if (plan_.rules.standing[sites[at]] == Standing::forced || sites.size() == existing_.size() + 1) continue;
    Sites without = sites;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(at));
    if (keeps_rules(without) && worth(without) >= plan_.solution.objective * (1 - 1e-12)) sites = std::move(without);
  }
}

void Planner::take_better() {
  plan_.solution.sites = better_->first;
  plan_.solution.objective = better_->second;
  plan_.solution.take_bound(std::max(plan_.solution.bound, better_->second), options_.gap);
}

base::Result<> Planner::know_costs() {
  costs_.shared = document_.shared_cost;
  for (std::size_t j = 0; j < plan_.candidates.size(); ++j) {
    const Candidate& candidate = plan_.candidates[j];
    if (!candidate.cost && plan_.rules.standing[j] != Standing::forbidden) {
      return base::input_error(
          fmt::format("objective.goal = \"cost_per_death\" needs a cost of every candidate, and {} has none: give "
                      "rules.site_cost, or a column \"cost\" in the places' file",
                      candidate.name));
    }
    costs_.of_candidate.push_back(candidate.cost.value_or(0));
  }
  return base::Done{};
}

base::Result<> Planner::prepare() {
  auto demand = make_demand(document_, counts_, options_.first_year, options_.last_year);
  if (!demand) return demand.error();
  plan_.demand = std::move(*demand);
  plan_.expected = plan_.demand.expected();
  plan_.deaths_all = std::accumulate(plan_.expected.begin(), plan_.expected.end(), 0.0);
  plan_.averted_per_death = document_.effect.averted_per_death_reached();
  if (plan_.averted_per_death <= 0)
    return base::input_error(
        "the effect's shares multiply to 0: such a center would avert no death, and any place is as good as any "
        "other");
  if (const auto good = prepare_overdoses(); !good) return good.error();
  plan_.unit = unit();
  plan_.candidates = make_candidates(document_);
  existing_ = existing_among(plan_.candidates);
  plan_.existing = static_cast<std::uint32_t>(existing_.size());
  auto rules = make_rules(document_, plan_.candidates, options_.asked);
  if (!rules) return rules.error();
  plan_.rules = std::move(*rules);
  const std::uint32_t in_phases = std::accumulate(document_.phases.begin(), document_.phases.end(), 0U);
  if (in_phases > 0 && in_phases != plan_.sites_asked())
    return base::input_error(
        fmt::format("rules.phases opens {} centers together, and {} are asked for", in_phases, plan_.sites_asked()));
  if (by_cost()) {
    if (const auto good = know_costs(); !good) return good;
  }
  auto reach = make_reach(document_, plan_.candidates, 1, options_.threads);
  if (!reach) return reach.error();
  reach_ = std::move(*reach);
  problem_ =
      make_problem(document_, reach_, plan_.rules, weights_of(document_, with_overdoses(plan_.expected, overdoses_)));
  within_ = within_of(plan_.expected);
  return base::Done{};
}

base::Result<> Planner::prepare_overdoses() {
  if (options_.overdoses == nullptr) return base::Done{};
  if (document_.overdose_weight <= 0)
    return base::input_error(
        "counts of overdoses were given, and the plan does not say how many deaths one counts as: add "
        "demand.overdose_weight");
  if (counts_ == nullptr)
    return base::input_error("counts of overdoses stand beside counts of deaths: give those with --demand COUNTS.csv");
  auto demand = make_demand(document_, options_.overdoses, options_.first_year, options_.last_year);
  if (!demand) return demand.error();
  if (demand->last_year != plan_.demand.last_year)
    return base::input_error(
        fmt::format("expected overdoses and deaths up to the same year, found {} and {}: choose with --to",
                    demand->last_year, plan_.demand.last_year));
  plan_.overdoses = std::move(*demand);
  overdoses_ = plan_.overdoses->expected();
  plan_.overdoses_all = std::accumulate(overdoses_.begin(), overdoses_.end(), 0.0);
  return base::Done{};
}

base::Error Planner::with_reach_of_worst_group(base::Error error) const {
  if (document_.floor_share <= 0 || error.failure != base::Failure::input) return error;
  constexpr double seconds_for_a_reason = 5;
  SiteProblem other = problem_;
  other.goal = Goal::worst_group;
  std::fill(other.floors.begin(), other.floors.end(), 0);
  const auto most = solve(other, {.gap = gap_of_a_draw,
                                  .seconds_max = std::min(seconds_for_a_reason, options_.seconds_max),
                                  .stop = options_.stop});
  if (most)
    error.message += fmt::format(
        "; rules.floor_share asks for {:.3g} of each group's need within reach, and under the other rules the "
        "worst-served group can have {:.3g} at most",
        document_.floor_share, most->bound);
  return error;
}

base::Result<Plan> make_plan(const PlanDocument& document, const places::CountsByYear* counts,
                             const PlanOptions& options) {
  return Planner(document, counts, options).run();
}

}  // namespace alongside::plan
