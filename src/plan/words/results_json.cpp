// A plan as one JSON document, and as GeoJSON.
#include "plan/words/results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "document/indented_json.hpp"
#include "document/said_json.hpp"
#include "plan/words/amounts.hpp"

namespace alongside::plan {

namespace json = boost::json;
using document::said_beside;

namespace {

json::value number(double value) { return std::isfinite(value) ? json::value(value) : json::value(nullptr); }
template <class Value>
json::value or_null(const std::optional<Value>& value) {
  return value ? number(*value) : json::value(nullptr);
}
json::value or_null(const std::optional<OverDraws>& spread) {
  if (!spread) return nullptr;
  return json::object{
      {"mean", number(spread->mean)}, {"low90", number(spread->low90)}, {"high90", number(spread->high90)}};
}

/// Of what is handed round, as many as people read.
constexpr int digits_handed_round = 3;

json::array names(const Plan& plan, const Sites& sites) {
  json::array out;
  for (const std::uint32_t site : sites) {
    if (!plan.is_existing(site)) out.push_back(json::value(plan.candidates[site].name));
  }
  return out;
}
json::array sites_json(const Plan& plan) {
  json::array out;
  for (const PlannedSite& site : plan.sites) {
    const Candidate& at = plan.candidates[site.candidate];
    out.push_back(json::object{{"candidate", at.name},
                               {"lat", at.at.lat},
                               {"lon", at.at.lon},
                               {"region", at.region},
                               {"demand_served", site.demand_served},
                               {"deaths_within_reach", site.deaths_served},
                               {"visits", or_null(site.visits)},
                               {"forced", site.forced},
                               {"chosen_share", or_null(site.chosen_share)},
                               {"veto_cost", or_null(site.veto_cost)},
                               {"veto_cost_spread", or_null(site.veto_spread)},
                               {"veto_proven", site.veto_cost ? json::value(site.veto_proven) : json::value(nullptr)},
                               {"instead", names(plan, site.instead)}});
  }
  return out;
}

json::array curve_json(const Plan& plan) {
  json::array out;
  for (const CurvePoint& point : plan.curve) {
    out.push_back(json::object{{"sites", point.sites},
                               {"objective", point.objective},
                               {"gap", number(point.gap)},
                               {"one_more", or_null(point.one_more)},
                               {"spread", or_null(point.spread)},
                               {"cost_per_unit", or_null(point.cost_per_unit)},
                               {"set", names(plan, point.set)}});
  }
  return out;
}

json::value capacity_json(const Plan& plan) {
  if (!plan.capacity) return nullptr;
  return json::object{{"visits_per_site", plan.capacity->per_site},
                      {"sites_exceeded", plan.capacity->exceeded},
                      {"objective_without", number(plan.capacity->objective_without)},
                      {"visits_without_room", plan.capacity->unserved},
                      {"says", plan.capacity->says.text()},
                      {"said", said_beside({{"says", plan.capacity->says}})}};
}

json::value costs_json(const Plan& plan) {
  if (plan.costs.empty()) return nullptr;
  json::array list;
  for (const CostPoint& point : plan.costs) {
    list.push_back(json::object{{"sites", point.sites},
                                {"set", names(plan, point.set)},
                                {"deaths_averted", point.averted},
                                {"cost", point.cost},
                                {"cost_per_death", point.cost / point.averted},
                                {"proven", point.proven}});
  }
  const document::Sentences says = plan.costs_says();
  return json::object{{"currency", plan.document->currency},
                      {"list", std::move(list)},
                      {"says", says.text()},
                      {"said", said_beside({{"says", says}})}};
}

json::value sureness_json(const Plan& plan) {
  if (!plan.sureness) return nullptr;
  const Sureness& sure = *plan.sureness;
  json::array chosen;
  for (const auto& [candidate, share] : sure.chosen)
    chosen.push_back(json::object{{"candidate", plan.candidates[candidate].name}, {"share", share}});
  json::array sets;
  for (const OftenChosen& one : sure.sets)
    sets.push_back(json::object{{"share", one.share}, {"set", names(plan, one.set)}});
  json::value robust = nullptr;
  if (sure.robust)
    robust = json::object{{"set", names(plan, sure.robust->set)},
                          {"regret_in_19_of_20", sure.robust->regret95},
                          {"regret_in_19_of_20_of_best_expected", sure.robust->plan_regret95},
                          {"says", plan.robust_text()}};
  return json::object{{"draws", sure.draws},
                      {"draws_not_proven", sure.draws_not_proven},
                      {"objective", or_null(std::optional(sure.objective))},
                      {"deaths_per_year", or_null(std::optional(sure.deaths_all))},
                      {"deaths_within_reach_per_year", or_null(std::optional(sure.deaths_reached))},
                      {"regret", or_null(std::optional(sure.regret))},
                      {"over_naive", or_null(std::optional(sure.over_naive))},
                      {"best_share", sure.best_share},
                      {"chosen", std::move(chosen)},
                      {"sets", std::move(sets)},
                      {"robust", std::move(robust)}};
}

json::value hindsight_json(const Plan& plan, const std::optional<Hindsight>& hindsight) {
  if (!hindsight) return nullptr;
  return json::object{
      {"fitted_on", hindsight->fitted_on.text},
      {"scored_on", hindsight->scored_on.text},
      {"deaths_scored", hindsight->deaths_scored},
      {"places_used", hindsight->places_used},
      {"plan", json::object{{"set", names(plan, hindsight->plan)}, {"share_of_best", hindsight->plan_share}}},
      {"naive", json::object{{"set", names(plan, hindsight->naive)}, {"share_of_best", hindsight->naive_share}}},
      {"own_reach",
       json::object{{"set", names(plan, hindsight->own_reach)}, {"share_of_best", hindsight->own_reach_share}}},
      {"best", json::object{{"set", names(plan, hindsight->best)}, {"proven", hindsight->best_proven}}},
      {"says", hindsight->says().text()},
      {"said", said_beside({{"says", hindsight->says()}})}};
}

std::string_view name_of(DemandFrom from) {
  switch (from) {
    case DemandFrom::counts: return "counts";
    case DemandFrom::shipped_rates: return "shipped rates";
    default: return "shipped counts";
  }
}

json::value ahead_json(const Demand& demand) {
  if (!demand.ahead) return nullptr;
  return json::object{{"first_year", demand.ahead->first_year},
                      {"last_year", demand.ahead->last_year},
                      {"level_log_sd", demand.ahead->level_log_sd},
                      {"kept", demand.ahead->kept > 0 ? json::value(demand.ahead->kept) : json::value(nullptr)}};
}
json::value year_or_null(int year) { return year > 0 ? json::value(year) : json::value(nullptr); }

json::value rings_json(const Plan& plan) {
  const auto rings = plan.rings_km();
  if (!rings) return nullptr;
  return json::object{{"half", rings->first}, {"none", rings->second}};
}

json::array phases_json(const Plan& plan) {
  json::array out;
  for (const Phase& phase : plan.phases)
    out.push_back(json::object{
        {"opened", names(plan, phase.opened)}, {"objective", phase.objective}, {"best", or_null(phase.best)}});
  return out;
}

json::value existing_json(const Plan& plan) {
  if (plan.existing == 0) return nullptr;
  json::array list;
  for (const Candidate& one : plan.candidates) {
    if (one.stands) list.push_back(json::object{{"name", one.name}, {"lat", one.at.lat}, {"lon", one.at.lon}});
  }
  return json::object{{"centers", std::move(list)},
                      {"deaths_within_reach_per_year", plan.existing_reached},
                      {"says", plan.existing_text()}};
}

json::object demand_json(const Plan& plan) {
  const bool smoothed = plan.document->smoothing && plan.demand.rates.prior_shape > 0;
  return json::object{{"from", name_of(plan.demand.from)},
                      {"says", plan.demand_text()},
                      {"years", plan.years_text()},
                      {"first_year", year_or_null(plan.demand.first_year)},
                      {"last_year", year_or_null(plan.demand.last_year)},
                      {"ahead", ahead_json(plan.demand)},
                      {"deaths_per_year", plan.deaths_all},
                      {"deaths_within_reach_per_year", plan.deaths_reached},
                      {"averted_per_death_within_reach", plan.averted_per_death},
                      {"counts_withheld", plan.demand.counts_withheld},
                      {"prior_shape", smoothed ? number(plan.demand.rates.prior_shape) : json::value(nullptr)},
                      {"neighbour_shape", smoothed ? number(plan.demand.rates.neighbour_shape) : json::value(nullptr)}};
}

json::array figures_json(const Plan& plan) {
  json::array figures;
  for (const document::Figure& figure : plan.figures) {
    figures.push_back(json::object{{"path", figure.path},
                                   {"value", figure.value},
                                   {"basis", document::name_of(figure.basis)},
                                   {"says", figure.says}});
  }
  return figures;
}

/// With what its sentences are made of.
json::value plan_json(const Plan& plan, const std::optional<Hindsight>& hindsight,
                      const document::Sentences& coverage) {
  const Solution& solved = plan.solution;
  json::array groups;
  for (const auto& [group, share] : plan.group_shares)
    groups.push_back(json::object{{"group", group}, {"share_within_reach", share}});
  json::array reached;
  for (const double share : plan.reached_share) reached.push_back(share);
  json::array remarks;
  for (const std::string& remark : plan.all_remarks()) remarks.push_back(json::value(remark));
  const document::Sentences visits = plan.visits_says();
  return json::object{
      {"plan", json::object{{"name", plan.document->name},
                            {"about", plan.document->about},
                            {"law", plan.document->law},
                            {"residents", plan.document->residents}}},
      {"sites", sites_json(plan)},
      {"goal", plan::name_of(plan.document->objective)},
      {"objective", solved.objective},
      {"bound", number(solved.bound)},
      {"gap", number(solved.gap)},
      {"proven", solved.proven},
      {"how", solved.says()},
      {"unit", plan.unit.text},
      {"sites_asked", plan.sites_asked()},
      {"capacity", capacity_json(plan)},
      {"visits", visits.empty() ? json::value(nullptr) : json::value(visits.text())},
      {"said", said_beside({{"visits", visits}, {"coverage", coverage}})},
      {"costs", costs_json(plan)},
      {"nodes", solved.nodes},
      {"demand", demand_json(plan)},
      {"naive", json::object{{"set", names(plan, plan.naive)},
                             {"objective", plan.naive_objective},
                             {"share_of_plan", solved.objective > 0 ? number(plan.naive_objective / solved.objective)
                                                                    : json::value(nullptr)},
                             {"says", plan.beside_naive().text()},
                             {"said", said_beside({{"says", plan.beside_naive()}})}}},
      {"own_reach", json::object{{"set", names(plan, plan.own_reach)},
                                 {"objective", plan.own_reach_objective},
                                 {"says", plan.beside_own_reach().text()},
                                 {"said", said_beside({{"says", plan.beside_own_reach()}})}}},
      {"curve", curve_json(plan)},
      {"existing", existing_json(plan)},
      {"phases", phases_json(plan)},
      {"rings_km", rings_json(plan)},
      {"reached_share", std::move(reached)},
      {"coverage", coverage.empty() ? json::value(nullptr) : json::value(coverage.text())},
      {"remarks", std::move(remarks)},
      {"sureness", sureness_json(plan)},
      {"hindsight", hindsight_json(plan, hindsight)},
      {"groups", std::move(groups)},
      {"figures", figures_json(plan)}};
}

}  // namespace

std::string plan_as_json(const Plan& plan, const std::optional<Hindsight>& hindsight,
                         const document::Sentences& coverage) {
  return document::indented(document::without_said(plan_json(plan, hindsight, coverage)));
}

std::string plan_for_page(const Plan& plan, const std::optional<Hindsight>& hindsight,
                          const document::Sentences& coverage) {
  return json::serialize(plan_json(plan, hindsight, coverage));
}

std::string plan_as_geojson(const HandedRound& round) {
  const Plan& plan = round.plan();
  json::array features;
  const auto point = [](places::Point at) {
    return json::object{{"type", "Point"}, {"coordinates", json::array{at.lon, at.lat}}};
  };
  for (const PlannedSite& site : plan.sites) {
    const Candidate& at = plan.candidates[site.candidate];
    features.push_back(
        json::object{{"type", "Feature"},
                     {"geometry", point(at.at)},
                     {"properties", json::object{{"kind", "site"},
                                                 {"name", at.name},
                                                 {"demand_served", to_digits(site.demand_served, digits_handed_round)},
                                                 {"chosen_share", or_null(site.chosen_share)}}}});
  }
  for (std::size_t i = 0; i < plan.expected.size(); ++i) {
    const places::Place& place = plan.document->places.places[i];
    if (round.is_left_out(i)) continue;
    const bool hidden = round.is_hidden(i);
    features.push_back(json::object{
        {"type", "Feature"},
        {"geometry", point(place.at)},
        {"properties", json::object{{"kind", "place"},
                                    {"name", place.name},
                                    {"region", place.region},
                                    {"share_within_reach", plan.reached_share[i]},
                                    {"expected_deaths_per_year",
                                     hidden ? json::value(nullptr)
                                            : json::value(to_digits(plan.expected[i], digits_handed_round))}}}});
  }
  return document::indented(json::object{{"type", "FeatureCollection"}, {"features", std::move(features)}});
}

}  // namespace alongside::plan
