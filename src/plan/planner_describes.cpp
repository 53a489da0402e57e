// What stands beside a set of sites: whom each serves, naive twins, what a veto and one more cost, capacity, phases, remarks.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "plan/demand/naive.hpp"
#include "plan/planner.hpp"
#include "plan/words/amounts.hpp"

namespace alongside::plan {

using namespace document;  // sentences and their values

namespace {

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

}  // namespace

void Planner::gather_figures() {
  for (const document::Figure& figure : document_.figures) {
    if (figure.path == "demand.neighbours" && !document_.smoothing) continue;
    if (figure.path == "demand.years" && plan_.demand.from == DemandFrom::counts)
      continue;  // the counts bring their own years
    const bool asked = figure.path == "rules.sites" && options_.asked.sites && *options_.asked.sites != document_.sites;
    plan_.figures.push_back(asked ? set_by_hand(figure, fmt::format("{}", *options_.asked.sites)) : figure);
  }
  if (plan_.demand.ahead)
    plan_.figures.push_back({"demand.forecast", "trend", document::FigureBasis::assumed, level_prior_says});
}

void Planner::describe() {
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
  for_each_reached(reach_, sites,
                   [&](std::uint32_t place, std::size_t, double share, double) { plan_.reached_share[place] = share; });
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

void Planner::weigh_capacity() {
  if (!document_.capacity) return;
  const SiteLoad load = load_of(problem_, capacity_of(plan_.expected), plan_.solution.sites);
  Capacity out{.per_site = *document_.capacity,
               .exceeded = load.exceeded,
               .objective_without = worth(problem_, std::nullopt, plan_.solution.sites),
               .unserved = load.unserved,
               .says = {}};
  std::vector<Value> which;
  const Sites& sites = plan_.solution.sites;
  for (std::size_t s = 0; s < sites.size(); ++s) {
    if (load.wanted[s] <= out.per_site * (1 + 1e-9)) continue;
    which.push_back(part(sentence<"plan.capacity_site">("site"_is = plain(plan_.candidates[sites[s]].name),
                                                        "n"_is = amount(load.wanted[s]))));
  }
  if (out.exceeded == 0) {
    out.says = sentence<"plan.capacity_enough">("amount"_is = amount(out.per_site));
  } else if (by_cost()) {
    out.says = sentence<"plan.capacity_by_cost">("amount"_is = amount(out.per_site),
                                                 "which"_is = list(std::move(which), Joined::comma));
  } else {
    out.says = sentence<"plan.capacity_full">(
        "amount"_is = amount(out.per_site), "which"_is = list(std::move(which), Joined::comma),
        "room"_is = part(out.unserved > 0 ? sentence<"plan.capacity_no_room">("amount"_is = amount(out.unserved))
                                          : sentence<"plan.capacity_all_room">()),
        "worth"_is = amount(out.objective_without), "unit"_is = part(plan_.unit));
  }
  plan_.capacity = std::move(out);
}

void Planner::vetoes() {
  for (PlannedSite& site : plan_.sites) {
    if (site.forced || stopped()) continue;
    say("what a veto costs");
    SiteProblem without = problem_;
    without.rules.standing[site.candidate] = Standing::forbidden;
    const auto& standing = without.rules.standing;
    const auto open = static_cast<std::uint32_t>(
        standing.size() - static_cast<std::size_t>(std::count(standing.begin(), standing.end(), Standing::forbidden)));
    if (by_cost())
      without.rules.sites_max = std::min(without.rules.sites_max, open);  // it is the most to try, not a number wanted
    const auto solved = best_set(without, within_, effort(options_.gap));
    if (!solved) continue;  // nothing else is allowed
    consider(solved->sites, solved->objective);
    site.veto_cost = plan_.solution.objective - solved->objective;
    site.instead = solved->sites;
    site.veto_proven = solved->proven;
  }
}

void Planner::remark() {
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

void Planner::cost_curve() {
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

void Planner::curve() {
  if (by_cost()) return cost_curve();
  for (std::uint32_t k = 1; k <= options_.curve_sites_max && !stopped(); ++k) {
    say(fmt::format("{} sites", k));
    SiteProblem other = problem_;
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

void Planner::phases() {
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
      const auto next = *std::max_element(
          left.begin(), left.end(), [&](std::uint32_t a, std::uint32_t b) { return worth(with(a)) < worth(with(b)); });
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

}  // namespace alongside::plan
