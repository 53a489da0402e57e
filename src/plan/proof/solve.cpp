#include "plan/proof/solve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include "plan/proof/cbc.hpp"
#include "plan/proof/local_search.hpp"
#include "plan/words/amounts.hpp"

namespace alongside::plan {

namespace {

constexpr double same = 1e-9;  ///< of the objective: what double precision can tell apart

struct Node {
  double bound;
  std::uint64_t number;  ///< in the order of making: ties go to the older
  std::shared_ptr<const Prices> prices;
  std::vector<Standing> standing;
};
struct IsLater {
  bool operator()(const Node& a, const Node& b) const {
    return a.bound != b.bound ? a.bound < b.bound : a.number > b.number;
  }
};

/// What the rules leave: closes candidates that no longer fit. False: nothing fits.
bool follow_rules(const SiteRules& rules, std::vector<Standing>& standing) {
  const auto forced = static_cast<std::uint32_t>(std::count(standing.begin(), standing.end(), Standing::forced));
  if (forced > rules.sites_max) return false;
  double spent = 0;
  std::vector<std::uint32_t> in(rules.limits.size(), 0);
  std::vector<std::uint32_t> open(rules.limits.size(), 0);
  for (std::uint32_t j = 0; j < standing.size(); ++j) {
    if (standing[j] == Standing::forced && !rules.cost.empty()) spent += rules.cost[j];
    if (!rules.limits.empty()) {
      in[rules.region[j]] += standing[j] == Standing::forced ? 1 : 0;
      open[rules.region[j]] += standing[j] == Standing::free ? 1 : 0;
    }
  }
  const double budget = rules.budget * (1 + same);
  if (spent > budget) return false;
  std::uint32_t missing = 0;
  for (std::size_t r = 0; r < rules.limits.size(); ++r) {
    const std::uint32_t lacks = rules.limits[r].at_least - std::min(in[r], rules.limits[r].at_least);
    if (in[r] > rules.limits[r].at_most || lacks > open[r]) return false;
    missing += lacks;
  }
  if (forced + missing > rules.sites_max) return false;
  const bool full = forced == rules.sites_max;
  if (!rules.too_near.empty()) {
    for (std::uint32_t j = 0; j < standing.size(); ++j) {
      if (standing[j] != Standing::forced) continue;
      for (const std::uint32_t near : rules.too_near[j]) {
        if (standing[near] == Standing::forced) return false;
        standing[near] = Standing::forbidden;
      }
    }
  }
  for (std::uint32_t j = 0; j < standing.size(); ++j) {
    if (standing[j] != Standing::free) continue;
    const bool no_room =
        full || (!rules.limits.empty() && in[rules.region[j]] >= rules.limits[rules.region[j]].at_most);
    const bool too_dear = !rules.cost.empty() && spent + rules.cost[j] > budget;
    if (no_room || too_dear) standing[j] = Standing::forbidden;
  }
  if (rules.limits.empty()) return true;
  for (std::size_t r = 0; r < rules.limits.size(); ++r) {
    std::uint32_t left = 0;
    for (std::uint32_t j = 0; j < standing.size(); ++j)
      left += rules.region[j] == r && standing[j] != Standing::forbidden ? 1 : 0;
    if (left < rules.limits[r].at_least) return false;
  }
  return true;
}

class Solver {
 public:
  Solver(const SiteProblem& problem, const SolveOptions& options)
      : problem_(problem),
        options_(options),
        relaxation_(problem),
        floors_(!problem.group.empty()),
        until_(solve::Until::in(options.seconds_max, options.stop)) {}

  base::Result<Solution> run() {
    first_answer();
    std::vector<Standing> standing = problem_.rules.standing;
    if (!follow_rules(problem_.rules, standing)) return no_set();
    if (!problem_.group.empty() && problem_.goal == Goal::total && !floors_may_be_met(standing)) return no_set();
    if (options_.prover == Prover::none) return answer(std::numeric_limits<double>::infinity(), Proof::none);
    if (problem_.goal == Goal::worst_group && known() <= 0 && found_ && !can_reach_every_group())
      return answer(0, Proof::out_of_reach);
    if (options_.prover == Prover::cbc) return ask_cbc(standing, std::numeric_limits<double>::infinity());

    const Prices from = options_.prices != nullptr ? *options_.prices : relaxation_.prices_around(around_);
    const bool warm = options_.prices != nullptr;
    Relaxation::Found root =
        bound(from, standing, {options_.root_steps_max, 20, warm ? 0.5 : 1.5, 2e-3, until_}, floors_ ? 10 : 40);
    best_.prices = root.prices;
    if (root.bound <= enough()) return answer(root.bound, Proof::relaxation);
    // Where general solvers are strong: covering, all or nothing, and groups that must each have their share. For a sum of reach that falls with
    // distance they are slow.
    const bool for_cbc = options_.prover == Prover::both && (problem_.reach->is_covering() || floors_) && found_;
    constexpr double seconds_before_cbc = 2;
    auto done = branch(std::move(root), std::move(standing), for_cbc ? until_.at_most(seconds_before_cbc) : until_);
    if (!done || done->proven || !for_cbc || until_.is_over()) return done;
    return ask_cbc(problem_.rules.standing, done->bound);
  }

 private:
  double enough() const {
    return found_ ? best_.objective + std::max(options_.gap, same) * std::abs(best_.objective)
                  : -std::numeric_limits<double>::infinity();
  }
  double known() const { return found_ ? best_.objective : 0; }

  bool offer(const Sites& sites) {
    const Worth worth = worth_of(problem_, sites);
    if (!worth.allowed || (found_ && worth.objective <= best_.objective)) return false;
    found_ = true;
    best_.objective = worth.objective;
    best_.sites = sites;
    return true;
  }

  /// What is quickly known: with every candidate open that may be, each floor is met, and so many sites can reach every group that has one.
  bool floors_may_be_met(const std::vector<Standing>& standing) const {
    Sites all;
    for (std::uint32_t j = 0; j < standing.size(); ++j) {
      if (standing[j] != Standing::forbidden) all.push_back(j);
    }
    return worth_of(problem_, all).allowed && (found_ || can_reach_every_group());
  }

  /// Covers groups in place of demands, those with a floor or for a worst group all of them. True too where that is not known in the time.
  bool can_reach_every_group() const {
    std::vector<double> weight = group_weights(problem_);
    for (std::size_t g = 0; g < weight.size(); ++g) {
      if (problem_.goal == Goal::total && problem_.floors[g] <= 0) weight[g] = 0;
    }
    const auto groups = static_cast<std::uint32_t>(weight.size());
    const places::ReachMatrix reach = places::ReachMatrix::build(
        groups, problem_.candidates(), 1, [&](std::uint32_t g, std::vector<places::Reached>& row) {
          for (std::uint32_t j = 0; j < problem_.candidates(); ++j) {
            const auto of = problem_.reach->column(j);
            if (std::any_of(of.begin(), of.end(), [&](const places::Reached& entry) {
                  return problem_.group[entry.other] == g && problem_.weights[entry.other] > 0;
                }))
              row.push_back({1, j});
          }
        });
    SiteProblem covering{.reach = &reach, .weights = std::vector<double>(groups), .rules = problem_.rules};
    double wanted = 0;
    for (std::uint32_t g = 0; g < groups; ++g) wanted += covering.weights[g] = weight[g] > 0 ? 1 : 0;
    const auto most =
        solve(covering, {.seconds_max = until_.seconds_left(),
                         .prover = options_.prover == Prover::both ? Prover::both : Prover::branch_and_bound,
                         .nodes_max = options_.nodes_max,
                         .stop = options_.stop});
    return !most || most->bound > wanted - 0.5;
  }

  void first_answer() {
    std::vector<double> weights = problem_.weights;
    if (problem_.goal == Goal::worst_group) weights = relaxation_.weights_at(relaxation_.prices_around({}));
    Sites sites = options_.start != nullptr ? *options_.start : greedy(problem_, weights);
    if (!Picked(problem_.rules, sites).complete()) return;
    offer(sites);
    sites = improve(problem_, weights, sites, until_);
    offer(sites);
    around_ = std::move(sites);
  }

  /// Lowers the bound; tries the sites it comes by, and sets near them: each of `searches` different ones.
  Relaxation::Found bound(const Prices& from, const std::vector<Standing>& standing, const Relaxation::Effort& effort,
                          std::uint32_t searches) {
    std::uint32_t searched = 0;
    std::uint32_t step = 0;
    const auto seen = [&](const Sites& sites, const Prices& prices) {
      const Picked picked(problem_.rules, sites);
      ++step;
      if (!picked.complete()) return known();
      offer(sites);
      if (searched < searches && step % 8 == 0 && tried_.insert(sites).second) {
        ++searched;
        offer(improve(problem_, floors_ ? relaxation_.weights_at(prices) : problem_.weights, sites, until_));
      }
      return known();
    };
    auto found = relaxation_.lower(from, standing, known(), enough(), effort, seen);
    best_.steps += found.steps;
    return found;
  }

  base::Result<Solution> branch(Relaxation::Found root, std::vector<Standing> standing, const solve::Until& until) {
    std::vector<Node> open;
    std::uint64_t made = 0;
    double closed =
        -std::numeric_limits<double>::infinity();  // the highest bound among what was left because it is near enough
    const auto keep = [&](const Relaxation::Found& found, std::vector<Standing> at) {
      open.push_back({found.bound, made++, std::make_shared<const Prices>(found.prices), std::move(at)});
      std::push_heap(open.begin(), open.end(), IsLater());
    };
    const auto split = [&](const Relaxation::Found& found, std::vector<Standing> at) {
      while (found_ && relaxation_.decide(found, best_.objective, at) > 0) {
        if (!follow_rules(problem_.rules, at)) return;
      }
      const std::uint32_t j = branching_candidate(found, at);
      if (j == at.size()) {
        offer_all_forced(at);
        return;
      }
      for (const Standing side : {Standing::forced, Standing::forbidden}) {
        auto child = at;
        child[j] = side;
        if (follow_rules(problem_.rules, child)) keep(found, std::move(child));
      }
    };
    split(root, std::move(standing));
    while (!open.empty()) {
      if (open.front().bound <= enough()) break;
      if (until.is_over() || best_.nodes >= options_.nodes_max) break;
      std::pop_heap(open.begin(), open.end(), IsLater());
      Node node = std::move(open.back());
      open.pop_back();
      ++best_.nodes;
      const auto found = bound(*node.prices, node.standing, {options_.node_steps_max, 6, 1.0, 0.05, until}, 0);
      Relaxation::Found lowest = found;
      lowest.bound = std::min(found.bound, node.bound);
      if (lowest.bound <= enough()) {
        closed = std::max(closed, lowest.bound);
        continue;
      }
      split(lowest, std::move(node.standing));
    }
    if (!found_ && open.empty()) return no_set();
    const double highest = open.empty() ? closed : std::max(closed, open.front().bound);
    return answer(std::max(highest, known()), Proof::branch_and_bound);
  }

  /// A candidate of the selection that is worth most: taken or left out, the bound moves. The number of candidates: none is left to decide.
  std::uint32_t branching_candidate(const Relaxation::Found& found, const std::vector<Standing>& standing) {
    for (const std::uint32_t j : relaxation_.by_worth(found.prices, standing)) {
      if (standing[j] == Standing::free) return j;
    }
    return static_cast<std::uint32_t>(standing.size());
  }

  void offer_all_forced(const std::vector<Standing>& standing) {
    Picked picked(problem_.rules);
    for (std::uint32_t j = 0; j < standing.size(); ++j) {
      if (standing[j] == Standing::forced) picked.add(j);
    }
    if (picked.complete()) offer(picked.sites());
  }

  base::Result<Solution> ask_cbc(const std::vector<Standing>& standing, double bound) {
    const CbcAnswer cbc = solve_with_cbc(problem_, standing, options_.gap, until_);
    if (cbc.impossible) return no_set();
    if (cbc.found) offer(cbc.sites);
    return answer(std::max(std::min(bound, cbc.bound), known()),
                  cbc.bound < bound || cbc.proven ? Proof::cbc : Proof::branch_and_bound);
  }

  base::Result<Solution> answer(double bound, Proof proof) {
    if (!found_)
      return base::operation_error(
          fmt::format("no set of sites that fulfils all rules was found in {:.0f} s, and none was ruled out; give it "
                      "more time, or let a rule go",
                      options_.seconds_max));
    best_.proof = proof;
    best_.take_bound(bound, options_.gap);
    return best_;  // a copy: another prover may go on from it
  }

  static base::Error no_set() {
    return base::input_error(
        "no set of sites fulfils all of these rules together; let one of them go (a floor, a region's number, the "
        "budget, a forced or forbidden candidate)");
  }

  const SiteProblem& problem_;
  const SolveOptions& options_;
  Relaxation relaxation_;
  bool floors_;
  solve::Until until_;
  bool found_ = false;
  Solution best_;
  Sites around_;  ///< where prices start: a good set, whether or not it meets the floors
  std::set<Sites> tried_;
};

}  // namespace

void Solution::take_bound(double highest, double gap_asked) {
  bound = highest;
  gap = objective > 0 ? (bound - objective) / objective : (bound > same ? std::numeric_limits<double>::infinity() : 0);
  if (gap <= 2 * same) gap = 0, bound = objective;
  proven = gap <= std::max(gap_asked, same);
}

std::string Solution::says() const {
  if (proof == Proof::none || !std::isfinite(bound)) return "a good set, not proven: no bound was asked for";
  if (proof == Proof::out_of_reach)
    return "proven for this model: under these rules some group is out of reach whatever is chosen";
  constexpr double worth_a_share = 0.5;  // beyond it "within 80%" would say less than the number
  if (gap > worth_a_share) return fmt::format("not proven for this model: at most {} is possible", amount_text(bound));
  const std::string how_far =
      gap == 0 ? "proven optimal for this model"
               : fmt::format("within {}% of the best possible for this model", amount_text(100 * gap, 2));
  switch (proof) {
    case Proof::full: return fmt::format("{}, since no plan is worth more than all its sites full", how_far);
    case Proof::all_tried: return fmt::format("{}: every set was tried", how_far);
    case Proof::relaxation: return fmt::format("{}, by a Lagrangian bound ({} steps)", how_far, steps);
    case Proof::branch_and_bound:
      return fmt::format("{}, by branch and bound on a Lagrangian bound ({} nodes, {} steps)", how_far, nodes, steps);
    default: return fmt::format("{}, by COIN-OR CBC", how_far);
  }
}

base::Result<Solution> solve(const SiteProblem& problem, const SolveOptions& options) {
  if (const auto good = check(problem); !good) return good.error();
  return Solver(problem, options).run();
}

}  // namespace alongside::plan
