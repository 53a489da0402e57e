// What a plan says of itself in plain words: the same sentences in text, JSON and the page.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plan/planning.hpp"
#include "plan/words/amounts.hpp"

namespace alongside::plan {

using namespace document;  // sentences and their values

namespace {

/// Of another choice beside the plan.
Sentences way(bool is_better) { return is_better ? sentence<"plan.better">() : sentence<"plan.less_well">(); }

}  // namespace

std::vector<std::string> Plan::all_remarks() const {
  std::vector<std::string> out = remarks_of_places;
  out.insert(out.end(), remarks.begin(), remarks.end());
  return out;
}

std::optional<std::pair<double, double>> Plan::rings_km() const {
  if (!document->reach || document->travel_times) return std::nullopt;
  return std::pair(document->reach->half_km(), document->reach->furthest_km());
}

std::string_view Plan::drawn_text() const {
  const bool by_column = document->objective == Objective::person_visits && document->visits.from == VisitsFrom::people;
  if (by_column) return document->distance_spread > 0 ? "distance" : "";
  if (demand.ahead)
    return document->distance_spread > 0 ? "what the years ahead may bring, and distance"
                                         : "what the years ahead may bring";
  return document->distance_spread > 0 ? "demand and distance" : "demand";
}

std::string Plan::years_text() const {
  const auto span = [](int first, int last) {
    return first == last ? fmt::format("{}", first) : fmt::format("{} to {}", first, last);
  };
  std::string out = demand.first_year > 0 ? "deaths of " + span(demand.first_year, demand.last_year) : "";
  if (demand.first_year <= 0)
    out = demand.years > 0 ? fmt::format("deaths of {:g} years in one sum", demand.years) : "rates as given";
  if (demand.ahead)
    return fmt::format("a forecast for {} from {}", span(demand.ahead->first_year, demand.ahead->last_year), out);
  return "an average over " + out;
}

std::string Plan::demand_text() const {
  std::string out = years_text();
  if (demand.from == DemandFrom::shipped_rates) out += ", by the smoothed rates in the file of places";
  out += fmt::format(": {} deaths a year, {} of them ({:.0f}%) within reach; {} averted for each within reach",
                     amount_text(deaths_all), amount_text(deaths_reached),
                     deaths_all > 0 ? 100 * deaths_reached / deaths_all : 0, amount_text(averted_per_death, 4));
  if (overdoses)
    out += fmt::format("; {} overdoses met by an ambulance a year, {} of them within reach", amount_text(overdoses_all),
                       amount_text(overdoses_reached));
  if (demand.ahead && demand.ahead->kept > 0 && demand.ahead->kept < 1)
    out += fmt::format("; beside the others a place's older years count less, by {}% a year",
                       amount_text(100 * (1 - demand.ahead->kept), 2));
  if (demand.ahead && demand.ahead->drift > 0)
    out +=
        fmt::format("; a place moves by about {}% a year beside the others", amount_text(100 * demand.ahead->drift, 2));
  if (demand.from != DemandFrom::shipped_rates && demand.rates.prior_shape > 0) {
    out += fmt::format("; smoothing: what the other places tell of a place's rate counts as {} deaths of its own",
                       amount_text(demand.rates.prior_shape, 2));
  }
  const auto& all = document->places.places.all();
  const auto points =
      std::count_if(all.begin(), all.end(), [](const places::Place& place) { return place.area_km2 <= 0; });
  if (document->over_area && points > 0)
    out += fmt::format("; {} of {} places have no area and count as points", points, all.size());
  return out;
}

std::string Plan::fewer_text() const {
  if (!costs.empty() || sites.size() >= sites_asked()) return {};
  return fmt::format(
      "{} sites were asked for: the rules leave room for no more than {}, or one more would add nothing.",
      sites_asked(), sites.size());
}

std::string Plan::best_text() const {
  if (chosen_as_robust)
    return "These were not chosen as the best on what is expected, but as those that do least badly where they do "
           "badly.";
  if (solution.proof == Proof::out_of_reach)
    return "Some group is out of reach whatever is chosen: no choice is better than another by this goal.";
  constexpr double worth_a_share = 0.5;
  if (!std::isfinite(solution.gap) || solution.gap > worth_a_share)
    return "How much better another choice could do is not known.";
  const std::string which = sites.size() == 1 ? "No other place" : fmt::format("No other {} places", sites.size());
  if (solution.gap == 0)
    return which + (sites.size() == 1 ? " does" : " do") +
           " better in this model, which knows distance and deaths and little else.";
  return fmt::format(
      "In this model, which knows distance and deaths and little else, another choice could do better by {}% at most.",
      amount_text(100 * solution.gap, 2));
}

std::string Plan::existing_text() const {
  if (existing == 0) return {};
  std::string names;
  for (const Candidate& one : candidates) {
    if (one.stands) names += (names.empty() ? "" : "; ") + one.name;
  }
  return fmt::format(
      "{} center{} there already ({}): {} deaths a year lie within {} reach. What is told of the new ones is what they "
      "add to that.",
      existing, existing == 1 ? " is" : "s are", names, amount_text(existing_reached, 3),
      existing == 1 ? "its" : "their");
}

std::string Plan::phases_text() const {
  std::string out;
  for (std::size_t p = 0; p < phases.size(); ++p) {
    std::string names;
    for (const std::uint32_t site : phases[p].opened) names += (names.empty() ? "" : ", ") + candidates[site].name;
    out += fmt::format("{} {}: {} {}",
                       p == 0                   ? "Opened in phases: first"
                       : p + 1 == phases.size() ? "; at last"
                                                : "; then",
                       names, amount_text(phases[p].objective), p == 0 ? unit.text : "");
    while (out.back() == ' ') out.pop_back();
    const double less = phases[p].best.value_or(phases[p].objective) - phases[p].objective;
    if (less > 1e-9 * solution.objective) out += fmt::format(" (any so many alone: {})", amount_text(*phases[p].best));
  }
  return out.empty() ? out : out + ".";
}

std::string Plan::robust_text(const std::function<std::string(std::uint32_t)>& name) const {
  if (!sureness || !sureness->robust) return {};
  const Robust& robust = *sureness->robust;
  if (!chosen_as_robust && robust.set == solution.sites)
    return fmt::format("Of {} sets that are best in some draw, none does less badly where it does badly.",
                       robust.tried);
  std::string names;
  for (const std::uint32_t site : robust.set) {
    if (!is_existing(site)) names += (names.empty() ? "" : "; ") + name(site);
  }
  return fmt::format(
      "{} ({}): in 19 of 20 draws the best is better than that by {} at most, and than the best on what is expected by "
      "{}.",
      chosen_as_robust ? "Chosen to do least badly where it does badly" : "Does least badly where it does badly", names,
      amount_text(robust.regret95, 2), amount_text(robust.plan_regret95, 2));
}

std::string Plan::robust_text() const {
  return robust_text([this](std::uint32_t candidate) { return candidates[candidate].name; });
}

Sentences Plan::beside_naive() const {
  const double gain = solution.objective - naive_objective;
  if (solution.proof == Proof::out_of_reach) return sentence<"plan.naive_out_of_reach">();
  if (solution.sites == naive) return sentence<"plan.naive_same">();
  if (!naive_keeps_floors)
    return sentence<"plan.naive_below_floor">("n"_is = amount(std::abs(gain), 2), "unit"_is = part(unit),
                                              "way"_is = part(way(gain < 0)));
  constexpr double little = 0.05;  // of the objective
  const double share = solution.objective > 0 ? gain / solution.objective : 0;
  const bool bound = !rules.limits.empty() || !rules.cost.empty();
  const bool is_sure = !sureness || sureness->over_naive.low90 > 0;
  return sentence<"plan.naive_beside">("rules"_is = part(bound ? sentence<"plan.naive_rules">() : Sentences()),
                                       "n"_is = amount(std::abs(gain), 2), "unit"_is = part(unit),
                                       "share"_is = percent(std::abs(share), 1), "way"_is = part(way(gain < 0)),
                                       "unsure"_is = part(is_sure          ? Sentences()
                                                          : share < little ? sentence<"plan.naive_little">()
                                                                           : sentence<"plan.naive_unsure">()));
}

Sentences Plan::beside_own_reach() const {
  if (own_reach == solution.sites) return sentence<"plan.own_reach_same">();
  if (own_reach == naive || !own_reach_keeps_floors) return {};
  return sentence<"plan.own_reach_beside">("n"_is = amount(std::abs(solution.objective - own_reach_objective), 2),
                                           "unit"_is = part(unit),
                                           "way"_is = part(way(own_reach_objective > solution.objective)));
}

Sentences Plan::visits_says() const {
  switch (document->visits.from) {
    case VisitsFrom::deaths: return sentence<"plan.visits_by_deaths">("n"_is = count(document->visits.per_unit));
    case VisitsFrom::people: return sentence<"plan.visits_by_people">("n"_is = count(document->visits.per_unit));
    default: return {};
  }
}

Sentences Plan::costs_says() const {
  if (costs.empty()) return {};
  const auto ratio = [](const CostPoint& point) { return point.cost / point.averted; };
  const auto least = std::min_element(costs.begin(), costs.end(),
                                      [&](const CostPoint& a, const CostPoint& b) { return ratio(a) < ratio(b); });
  Sentences out =
      sentence<"plan.costs_least">("n"_is = amount(ratio(*least)), "currency"_is = plain(document->currency),
                                   "sites"_is = count(static_cast<double>(least->set.size())));
  const bool asks_for_more = document->per_region.at_least > 0 || document->floor_share > 0 ||
                             std::count(rules.standing.begin(), rules.standing.end(), Standing::forced) > 0;
  if (document->shared_cost <= 0 && !asks_for_more) out += sentence<"plan.costs_fewest">();
  return out;
}

}  // namespace alongside::plan
