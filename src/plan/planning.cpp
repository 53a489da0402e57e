#include "plan/planning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "chance/quantile.hpp"
#include "chance/replicates.hpp"
#include "plan/demand/naive.hpp"
#include "plan/draws.hpp"
#include "plan/proof/capacity.hpp"
#include "plan/words/amounts.hpp"

namespace alongside::plan {

namespace {

constexpr std::uint64_t seed_apart = 0x9e3779b97f4a7c15;  ///< overdoses have dice of their own
constexpr std::size_t robust_tried_max = 60;
constexpr std::size_t first_veto = 6;  ///< column of a draw's row
constexpr int rounds_max = 5;          ///< of taking a better set that a veto or the curve came by
constexpr double often_enough = 0.95;  ///< of draws, in which a robust set's regret is looked at
constexpr std::uint32_t distance_levels =
    8;  ///< of a spread of distances, at the middles of equal parts of its probability
constexpr std::size_t sets_shown = 5;
constexpr double money_scale = 1e6;  ///< units of money in which a ratio of deaths to money is told

std::vector<double> times(std::vector<double> values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}

/// What each site serves by reaching a demand best, beyond what it has of existing centers.
std::vector<double> served_by(const places::ReachMatrix& reach, const std::vector<double>& weights, const Sites& sites,
                              const Sites& existing = {}) {
  std::vector<double> out(sites.size(), 0);
  std::vector<double> had(weights.size(), 0);
  for_each_reached(reach, existing,
                   [&](std::uint32_t demand, std::size_t, double share, double) { had[demand] = share; });
  for_each_reached(reach, sites, [&](std::uint32_t demand, std::size_t site, double share, double part) {
    out[site] += weights[demand] * (share - had[demand]) * part;
  });
  return out;
}

/// What a site can take; none: the plan has no such limit.
using Within = std::optional<CapacityRule>;

class Planner {
 public:
  Planner(const PlanDocument& document, const places::Counts* counts, const PlanOptions& options)
      : document_(document), counts_(counts), options_(options) {}

  base::Result<Plan> run() {
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

 private:
  void say(const std::string& doing) const {
    if (options_.progress) options_.progress(doing);
  }
  bool stopped() const { return options_.stop != nullptr && *options_.stop; }
  SolveOptions effort(double gap) const {
    return {.gap = gap, .seconds_max = options_.seconds_max, .stop = options_.stop};
  }
  bool by_cost() const { return document_.objective == Objective::cost_per_death; }
  double worth(const Problem& problem, const Within& within, const Sites& sites) const {
    if (!by_cost())
      return (within ? load_of(problem, *within, sites).objective : worth_of(problem, sites).objective) -
             worth_of_existing(problem, within);
    return sites.empty() ? 0 : money_scale * total_of(*problem.reach, problem.weights, sites) / cost_of(costs_, sites);
  }
  /// What stands already is worth what it is worth without a plan; a share of a group is told with it.
  double worth_of_existing(const Problem& problem, const Within& within) const {
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
  base::Result<Solution> best_set(const Problem& problem, const Within& within, const SolveOptions& how,
                                  std::vector<CostPoint>* points = nullptr) const {
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

  std::string unit() const {
    switch (document_.objective) {
      case Objective::worst_group: return "share of the worst-served group's need within reach";
      case Objective::person_visits: return "person-visits a year";
      case Objective::cost_per_death: return fmt::format("deaths averted for each million {}", document_.currency);
      default: break;
    }
    if (!plan_.overdoses) return "deaths averted a year";
    return fmt::format("deaths averted a year, each overdose met counting as {} of one",
                       amount_text(document_.overdose_weight, 2));
  }

  bool keeps_rules(const Sites& sites) const { return keeps_all_rules(problem_, sites); }

  /// As many sites as were asked for may be more than do anything.
  void leave_out_what_adds_nothing() {
    Sites& sites = plan_.solution.sites;
    for (std::size_t at = sites.size(); at-- > 0;) {
      if (plan_.rules.standing[sites[at]] == Standing::forced || sites.size() == existing_.size() + 1) continue;
      Sites without = sites;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(at));
      if (keeps_rules(without) && worth(without) >= plan_.solution.objective * (1 - 1e-12)) sites = std::move(without);
    }
  }

  /// A search that is not proven, within a capacity or out of time, may find a better set on its way to another answer: then that is the plan.
  void consider(const Sites& sites, double objective) {
    const double so_far = better_ ? better_->second : plan_.solution.objective;
    if (keeps_rules(sites) && objective > so_far * (1 + 1e-9) + 1e-12) better_ = std::pair(sites, objective);
  }
  void take_better() {
    plan_.solution.sites = better_->first;
    plan_.solution.objective = better_->second;
    plan_.solution.take_bound(std::max(plan_.solution.bound, better_->second), options_.gap);
  }

  base::Result<> know_costs() {
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

  base::Result<> prepare() {
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

  base::Result<> prepare_overdoses() {
    if (options_.overdoses == nullptr) return base::Done{};
    if (document_.overdose_weight <= 0)
      return base::input_error(
          "counts of overdoses were given, and the plan does not say how many deaths one counts as: add "
          "demand.overdose_weight");
    if (counts_ == nullptr)
      return base::input_error(
          "counts of overdoses stand beside counts of deaths: give those with --demand COUNTS.csv");
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
  /// Deaths, and what overdoses count as beside them.
  std::vector<double> with_overdoses(std::vector<double> deaths, const std::vector<double>& overdoses) const {
    for (std::size_t i = 0; i < overdoses.size(); ++i) deaths[i] += document_.overdose_weight * overdoses[i];
    return deaths;
  }

  /// Why a floor cannot be met, where there is one: what the worst-served group can have at most.
  base::Error with_reach_of_worst_group(base::Error error) const {
    if (document_.floor_share <= 0 || error.failure != base::Failure::input) return error;
    constexpr double seconds_for_a_reason = 5;
    Problem other = problem_;
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

  void gather_figures() {
    for (const document::Figure& figure : document_.figures) {
      if (figure.path == "demand.neighbours" && !document_.smoothing) continue;
      if (figure.path == "demand.years" && plan_.demand.from == DemandFrom::counts)
        continue;  // the counts bring their own years
      const bool asked =
          figure.path == "rules.sites" && options_.asked.sites && *options_.asked.sites != document_.sites;
      plan_.figures.push_back(asked ? set_by_hand(figure, fmt::format("{}", *options_.asked.sites)) : figure);
    }
    if (plan_.demand.ahead)
      plan_.figures.push_back({"demand.forecast", "trend", document::Basis::assumed, level_prior_says});
  }

  void describe() {
    plan_.figures.clear();
    plan_.sites.clear();
    plan_.group_shares.clear();
    plan_.curve.clear();
    gather_figures();
    const Sites& sites = plan_.solution.sites;
    const auto load = within_ ? std::optional(load_of(problem_, *within_, sites)) : std::nullopt;
    const auto served = load ? load->served
                             : times(served_by(reach_, problem_.weights, sites, existing_),
                                     by_cost() ? money_scale / cost_of(costs_, sites) : 1);
    const bool visited = document_.visits.from != VisitsFrom::none;
    const auto visits = served_by(reach_, person_visits(document_, plan_.expected), sites);
    const auto deaths = served_by(reach_, plan_.expected, sites, existing_);
    for (std::size_t s = 0; s < sites.size(); ++s) {
      if (plan_.is_existing(sites[s])) continue;
      PlannedSite site;
      site.candidate = sites[s];
      site.demand_served = served[s];
      site.deaths_served = deaths[s];
      if (visited) site.visits = load ? load->taken[s] : visits[s];
      site.forced = plan_.rules.standing[sites[s]] == Standing::forced;
      plan_.sites.push_back(std::move(site));
    }
    plan_.existing_reached = total_of(reach_, plan_.expected, existing_);
    plan_.deaths_reached = total_of(reach_, plan_.expected, sites) - plan_.existing_reached;
    if (plan_.overdoses)
      plan_.overdoses_reached = total_of(reach_, overdoses_, sites) - total_of(reach_, overdoses_, existing_);
    plan_.reached_share.assign(plan_.expected.size(), 0);
    for_each_reached(reach_, sites, [&](std::uint32_t place, std::size_t, double share, double) {
      plan_.reached_share[place] = share;
    });
    SiteRules as_many = plan_.rules;
    if (by_cost()) as_many.sites_max = static_cast<std::uint32_t>(sites.size());
    plan_.naive = naive_sites(document_, plan_.candidates, plan_.demand.known_deaths, as_many);
    plan_.naive_objective = worth(plan_.naive);
    plan_.naive_keeps_floors = worth_of(problem_, plan_.naive).allowed;
    plan_.own_reach = own_reach_sites(document_, plan_.candidates, reach_, plan_.demand.known_deaths, as_many);
    plan_.own_reach_objective = worth(plan_.own_reach);
    plan_.own_reach_keeps_floors = worth_of(problem_, plan_.own_reach).allowed;
    for (const auto& [sites_of_rule, of_rule] :
         {std::pair(&plan_.naive, plan_.naive_objective), std::pair(&plan_.own_reach, plan_.own_reach_objective)})
      consider(*sites_of_rule, of_rule);
    const std::vector<std::string> names = group_names(document_);
    const Worth worth = worth_of(problem_, sites);
    for (std::size_t g = 0; g < worth.group_shares.size(); ++g)
      plan_.group_shares.emplace_back(names[g], worth.group_shares[g]);
  }

  void weigh_capacity() {
    if (!document_.capacity) return;
    const Load load = load_of(problem_, capacity_of(plan_.expected), plan_.solution.sites);
    Capacity out{.per_site = *document_.capacity,
                 .exceeded = load.exceeded,
                 .objective_without = worth(problem_, std::nullopt, plan_.solution.sites),
                 .unserved = load.unserved,
                 .says = {}};
    std::string which;
    const Sites& sites = plan_.solution.sites;
    for (std::size_t s = 0; s < sites.size(); ++s) {
      if (load.wanted[s] <= out.per_site * (1 + 1e-9)) continue;
      which += fmt::format("{}{} ({})", which.empty() ? "" : ", ", plan_.candidates[sites[s]].name,
                           amount_text(load.wanted[s]));
    }
    if (out.exceeded == 0) {
      out.says =
          fmt::format("No site would have more than it can take ({} person-visits a year).", amount_text(out.per_site));
    } else if (by_cost()) {
      out.says = fmt::format(
          "More would come than the {} person-visits a year that a center can take to {}: the costs do not know of "
          "that.",
          amount_text(out.per_site), which);
    } else {
      out.says = fmt::format(
          "More would come than the {} person-visits a year that a center can take to {}. Who finds a site full goes "
          "on "
          "to the next within reach; {}. Without this limit the same sites would be worth {} {}.",
          amount_text(out.per_site), which,
          out.unserved > 0 ? fmt::format("{} person-visits a year find no room", amount_text(out.unserved))
                           : "all find room",
          amount_text(out.objective_without), plan_.unit);
    }
    plan_.capacity = std::move(out);
  }

  void vetoes() {
    for (PlannedSite& site : plan_.sites) {
      if (site.forced || stopped()) continue;
      say("what a veto costs");
      Problem without = problem_;
      without.rules.standing[site.candidate] = Standing::forbidden;
      const auto& standing = without.rules.standing;
      const auto open =
          static_cast<std::uint32_t>(standing.size() - static_cast<std::size_t>(std::count(
                                                           standing.begin(), standing.end(), Standing::forbidden)));
      if (by_cost())
        without.rules.sites_max =
            std::min(without.rules.sites_max, open);  // it is the most to try, not a number wanted
      const auto solved = best_set(without, within_, effort(options_.gap));
      if (!solved) continue;  // nothing else is allowed
      consider(solved->sites, solved->objective);
      site.veto_cost = plan_.solution.objective - solved->objective;
      site.instead = solved->sites;
      site.veto_proven = solved->proven;
    }
  }

  void remark() {
    plan_.remarks.clear();
    plan_.remarks_of_places = document_.remarks;
    if (!document_.away_from.empty())
      plan_.remarks.push_back(
          fmt::format("{} of {} candidates may not be taken: among them those nearer to what {} lists than it asks.",
                      std::count(plan_.rules.standing.begin(), plan_.rules.standing.end(), Standing::forbidden),
                      plan_.candidates.size() - plan_.existing, document_.away_from_name));
    const auto& all = document_.places.places.all();
    std::map<std::pair<double, double>, std::string> at;
    std::vector<std::string> twice;
    for (const places::Place& place : all) {
      const auto [first, is_new] = at.emplace(std::pair(place.at.lat, place.at.lon), place.name);
      if (!is_new) twice.push_back(fmt::format("{} and {}", first->second, place.name));
    }
    if (!twice.empty())
      plan_.remarks_of_places.push_back(
          fmt::format("Of the places, {} lie at one point{}: if that is a slip, distances from there are wrong.",
                      twice.front(), twice.size() > 1 ? fmt::format(", and {} more pairs", twice.size() - 1) : ""));
    std::string unreached;
    for (const auto& [group, share] : plan_.group_shares) {
      if (share <= 0) unreached += (unreached.empty() ? "" : ", ") + group;
    }
    if (document_.goal() == Goal::worst_group && !unreached.empty())
      plan_.remarks.push_back(fmt::format(
          "Out of reach of these sites: {}. The worst-served group is at 0, so this goal cannot tell sets apart.",
          unreached));
    if (!plan_.demand.ahead && document_.foretells && plan_.demand.from != DemandFrom::shipped_rates)
      plan_.remarks.push_back(
          "The deaths are one sum over years: how they rise or fall from year to year is not in it, and the interval "
          "does "
          "not hold it. Counts by year (--demand) would tell.");
  }

  void cost_curve() {
    for (const CostPoint& point : plan_.costs) {
      const double ratio = point.averted / point.cost;
      plan_.curve.push_back({.sites = point.sites,
                             .set = point.set,
                             .objective = money_scale * ratio,
                             .gap = point.ratio_bound / ratio - 1,
                             .one_more = {},
                             .spread = {},
                             .cost_per_unit = point.cost / point.averted});
    }
  }

  void curve() {
    if (by_cost()) return cost_curve();
    for (std::uint32_t k = 1; k <= options_.curve_sites_max && !stopped(); ++k) {
      say(fmt::format("{} sites", k));
      Problem other = problem_;
      other.rules.sites_max = k + plan_.existing;
      SolveOptions how = effort(options_.gap);
      if (within_ && !plan_.curve.empty()) how.start = &plan_.curve.back().set;
      const auto solved =
          k == plan_.sites_asked() ? base::Result<Solution>(plan_.solution) : best_set(other, within_, how);
      if (!solved) continue;  // the rules ask for more sites, or there are no more candidates
      consider(solved->sites, solved->objective);
      if (!plan_.curve.empty() && plan_.curve.back().set == solved->sites)
        break;  // the rules leave room for no more, or another adds nothing
      CurvePoint point{.sites = k,
                       .set = solved->sites,
                       .objective = solved->objective,
                       .gap = solved->gap,
                       .one_more = {},
                       .spread = {},
                       .cost_per_unit = {}};
      if (!plan_.curve.empty() && plan_.curve.back().sites + 1 == k)
        point.one_more = point.objective - plan_.curve.back().objective;
      double cost = document_.shared_cost;
      for (const std::uint32_t site : point.set)
        cost += plan_.candidates[site].cost.value_or(std::numeric_limits<double>::quiet_NaN());
      if (std::isfinite(cost) && document_.objective != Objective::worst_group && point.objective > 0)
        point.cost_per_unit = cost / point.objective;
      plan_.curve.push_back(std::move(point));
    }
  }

  /// The plan's problem as one draw has it.
  struct Drawn {
    std::vector<double> deaths;
    Problem problem;
    Within within;
  };
  Drawn drawn(std::uint32_t draw) const {
    Drawn out{.deaths = plan_.demand.drawn(options_.seed, draw), .problem = problem_, .within = {}};
    std::vector<double> overdoses;
    if (plan_.overdoses) overdoses = plan_.overdoses->drawn(options_.seed + seed_apart, draw);
    out.problem.reach = &reaches_[draw % reaches_.size()];
    out.problem.weights = weights_of(document_, with_overdoses(out.deaths, overdoses));
    out.within = within_of(out.deaths);
    return out;
  }

  base::Result<> reach_at_each_distance() {
    const std::uint32_t levels = document_.distance_spread > 0 ? distance_levels : 1;
    for (std::uint32_t level = 0; level < levels && reaches_.size() < levels; ++level) {
      const double z = chance::normal_quantile((level + 0.5) / levels);
      auto reach = make_reach(document_, plan_.candidates, levels == 1 ? 1 : std::exp(document_.distance_spread * z),
                              options_.threads);
      if (!reach) return reach.error();
      reaches_.push_back(std::move(*reach));
    }
    return base::Done{};
  }

  base::Result<> draws() {
    if (const auto good = reach_at_each_distance(); !good) return good;
    // One row a draw: best, proven, plan, naive, deaths, deaths within reach, the set without each site, each point of the curve, then the best set's
    // sites.
    const std::size_t sites = plan_.sites.size();
    const std::size_t fixed = first_veto + sites + plan_.curve.size();
    const std::size_t width = fixed + plan_.rules.sites_max;
    const auto work = [&](std::uint32_t draw, std::span<double> out) {
      const Drawn one = drawn(draw);
      const auto value = [&](const Sites& set) { return worth(one.problem, one.within, set); };
      SolveOptions how = effort_of_a_draw(*one.problem.reach, options_.seconds_max, options_.stop);
      how.start = &plan_.solution.sites;
      const auto best = best_set(one.problem, one.within, how);
      out[2] = value(plan_.solution.sites);
      out[0] = std::max(out[2], best ? value(best->sites) : 0);
      const Sites& best_sites = out[0] > out[2] ? best->sites : plan_.solution.sites;
      out[1] = best && best->proven ? 1 : 0;
      out[3] = value(plan_.naive);
      out[4] = std::accumulate(one.deaths.begin(), one.deaths.end(), 0.0);
      out[5] = total_of(*one.problem.reach, one.deaths, plan_.solution.sites) -
               total_of(*one.problem.reach, one.deaths, existing_);
      std::size_t at = first_veto;
      for (const PlannedSite& site : plan_.sites)
        out[at++] = site.instead.empty() ? std::numeric_limits<double>::quiet_NaN() : value(site.instead);
      for (const CurvePoint& point : plan_.curve) out[at++] = value(point.set);
      for (std::size_t s = 0; s < plan_.rules.sites_max; ++s)
        out[at++] = s < best_sites.size() ? static_cast<double>(best_sites[s]) : -1;
    };
    auto rows = chance::run_replicates(
        {.count = options_.draws,
         .threads = options_.threads,
         .progress = [&](std::uint32_t done, std::uint32_t of) { say(fmt::format("{} of {} draws", done, of)); },
         .stop = options_.stop},
        width, [&] { return chance::Work(work); });
    if (!rows) return rows.error();
    if (rows->rows() == 0) return base::Done{};
    const auto sets = sum_up(*rows, fixed);
    return look_for_robust(*rows, sets);
  }

  /// Among the sets that were best in some draw: the one of which the regret is least in 19 draws of 20.
  base::Result<> look_for_robust(const chance::Replicates& rows, std::vector<Sites> sets) {
    if (by_cost()) return base::Done{};
    if (sets.size() > robust_tried_max) sets.resize(robust_tried_max);
    std::erase(sets, plan_.solution.sites);
    std::erase_if(sets, [&](const Sites& set) { return !keeps_rules(set); });
    if (sets.empty()) return base::Done{};
    sets.insert(sets.begin(), plan_.solution.sites);
    const auto work = [&](std::uint32_t draw, std::span<double> out) {
      const Drawn one = drawn(draw);
      for (std::size_t s = 0; s < sets.size(); ++s) out[s] = worth(one.problem, one.within, sets[s]);
    };
    const auto worths =
        chance::run_replicates({.count = options_.draws, .threads = options_.threads, .stop = options_.stop},
                               sets.size(), [&] { return chance::Work(work); });
    if (!worths) return worths.error();
    if (worths->rows() < rows.rows()) return base::Done{};  // asked to stop
    const std::vector<double> best = rows.column(0);
    std::vector<double> regrets;
    for (std::size_t s = 0; s < sets.size(); ++s) {
      std::vector<double> regret = worths->column(s);
      for (std::size_t d = 0; d < regret.size(); ++d) regret[d] = best[d] - regret[d];
      std::sort(regret.begin(), regret.end());
      regrets.push_back(regret[static_cast<std::size_t>(often_enough * static_cast<double>(regret.size() - 1))]);
    }
    const auto least = static_cast<std::size_t>(std::min_element(regrets.begin(), regrets.end()) - regrets.begin());
    plan_.sureness->robust = Robust{.set = sets[least],
                                    .regret95 = regrets[least],
                                    .plan_regret95 = regrets.front(),
                                    .tried = static_cast<std::uint32_t>(sets.size())};
    return base::Done{};
  }

  /// Where the document asks for it, the plan is the robust set; all that is told of a plan is then told of it.
  base::Result<> take_robust() {
    if (!document_.robust || !plan_.sureness || !plan_.sureness->robust) return base::Done{};
    const Robust robust = *plan_.sureness->robust;
    plan_.chosen_as_robust = robust.set != plan_.solution.sites;
    if (!plan_.chosen_as_robust) return base::Done{};
    plan_.solution.sites = robust.set;
    plan_.solution.objective = worth(robust.set);
    plan_.solution.take_bound(plan_.solution.bound, options_.gap);
    describe();
    weigh_capacity();
    remark();
    if (options_.curve_sites_max > 0) curve();  // what a veto costs is told of the best on expectation alone
    if (const auto good = draws(); !good) return good;
    plan_.sureness->robust = robust;
    return base::Done{};
  }

  /// In each phase those of the plan that, with what is open, are worth most; one after another where they are many.
  void phases() {
    if (document_.phases.empty()) return;
    Sites open = existing_;
    Sites left;
    for (const PlannedSite& site : plan_.sites) left.push_back(site.candidate);
    for (const std::uint32_t count : document_.phases) {
      Phase phase;
      for (std::uint32_t n = 0; n < count && !left.empty(); ++n) {
        const auto with = [&](std::uint32_t site) {
          Sites set = open;
          set.insert(std::lower_bound(set.begin(), set.end(), site), site);
          return set;
        };
        const auto next = *std::max_element(left.begin(), left.end(), [&](std::uint32_t a, std::uint32_t b) {
          return worth(with(a)) < worth(with(b));
        });
        open = with(next);
        std::erase(left, next);
        phase.opened.push_back(next);
      }
      if (phase.opened.empty()) break;  // there are fewer sites than were asked for
      phase.objective = worth(open);
      for (const CurvePoint& point : plan_.curve) {
        if (point.sites == open.size() - existing_.size() && !plan_.chosen_as_robust) phase.best = point.objective;
      }
      plan_.phases.push_back(std::move(phase));
    }
  }

  /// Returns the sets that were best in some draw, the most often first.
  std::vector<Sites> sum_up(const chance::Replicates& rows, std::size_t fixed) {
    Sureness out;
    out.draws = static_cast<std::uint32_t>(rows.rows());
    const auto difference = [&](std::size_t a, std::size_t b) {
      std::vector<double> values = rows.column(a);
      const std::vector<double> others = rows.column(b);
      for (std::size_t d = 0; d < values.size(); ++d) values[d] -= others[d];
      return values;
    };
    out.objective = spread_of(rows.column(2));
    out.deaths_all = spread_of(rows.column(4));
    out.deaths_reached = spread_of(rows.column(5));
    const std::vector<double> regret = difference(0, 2);
    out.regret = spread_of(regret);
    out.over_naive = spread_of(difference(2, 3));
    std::map<std::uint32_t, std::uint32_t> chosen;
    std::map<Sites, std::uint32_t> sets;
    std::uint32_t best = 0;
    for (std::size_t d = 0; d < rows.rows(); ++d) {
      const auto row = rows.row(d);
      out.draws_not_proven += row[1] == 0 ? 1 : 0;
      best += regret[d] <= 1e-12 ? 1 : 0;
      Sites set;
      for (std::size_t at = fixed; at < row.size(); ++at) {
        if (row[at] >= 0) set.push_back(static_cast<std::uint32_t>(row[at]));
      }
      for (const std::uint32_t site : set) ++chosen[site];
      ++sets[set];
    }
    const auto share = [&](std::uint32_t count) { return static_cast<double>(count) / static_cast<double>(out.draws); };
    out.best_share = share(best);
    for (const auto& [candidate, count] : chosen) {
      if (!plan_.is_existing(candidate)) out.chosen.emplace_back(candidate, share(count));
    }
    std::stable_sort(out.chosen.begin(), out.chosen.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    for (const auto& [set, count] : sets) out.sets.push_back({set, share(count)});
    std::stable_sort(out.sets.begin(), out.sets.end(), [](const auto& a, const auto& b) { return a.share > b.share; });
    std::vector<Sites> all;
    for (const OftenChosen& one : out.sets) all.push_back(one.set);
    if (out.sets.size() > sets_shown) out.sets.resize(sets_shown);
    for (std::size_t s = 0; s < plan_.sites.size(); ++s) {
      PlannedSite& site = plan_.sites[s];
      site.chosen_share = chosen.contains(site.candidate) ? share(chosen[site.candidate]) : 0;
      if (site.veto_cost) site.veto_spread = spread_of(difference(2, first_veto + s));
    }
    for (std::size_t p = 0; p < plan_.curve.size(); ++p)
      plan_.curve[p].spread = spread_of(rows.column(first_veto + plan_.sites.size() + p));
    plan_.sureness = std::move(out);
    return all;
  }

  const PlanDocument& document_;
  const places::Counts* counts_;
  const PlanOptions& options_;
  std::optional<std::pair<Sites, double>> better_;  ///< a set that is worth more than the plan's, come by on the way
  Sites existing_;
  std::vector<double> overdoses_;  ///< expected, a year; empty: none given
  SiteCosts costs_;                ///< for the least cost for each death
  places::ReachMatrix reach_;
  std::vector<places::ReachMatrix> reaches_;  ///< at each distance of the spread
  Problem problem_;
  Within within_;
  Plan plan_;
};

}  // namespace

base::Result<Plan> make_plan(const PlanDocument& document, const places::Counts* counts, const PlanOptions& options) {
  return Planner(document, counts, options).run();
}

}  // namespace alongside::plan
