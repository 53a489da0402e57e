#include "plan/words/results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "document/csv.hpp"
#include "document/indented_json.hpp"
#include "plan/words/amounts.hpp"

namespace alongside::plan {

namespace json = boost::json;

namespace {

constexpr double withheld_rate_step = 5;  ///< per 100,000 a year

json::value number(double value) { return std::isfinite(value) ? json::value(value) : json::value(nullptr); }
template <class Value>
json::value or_null(const std::optional<Value>& value) {
  return value ? number(*value) : json::value(nullptr);
}
json::value or_null(const std::optional<Spread>& spread) {
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
std::string names_text(const Plan& plan, const Sites& sites) {
  std::string out;
  for (const std::uint32_t site : sites) {
    if (!plan.is_existing(site)) out += (out.empty() ? "" : "; ") + plan.candidates[site].name;
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
                      {"says", plan.capacity->says}};
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
  return json::object{{"currency", plan.document->currency}, {"list", std::move(list)}, {"says", plan.costs_text()}};
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
      {"fitted_on", hindsight->fitted_on},
      {"scored_on", hindsight->scored_on},
      {"deaths_scored", hindsight->deaths_scored},
      {"places_used", hindsight->places_used},
      {"plan", json::object{{"set", names(plan, hindsight->plan)}, {"share_of_best", hindsight->plan_share}}},
      {"naive", json::object{{"set", names(plan, hindsight->naive)}, {"share_of_best", hindsight->naive_share}}},
      {"own_reach",
       json::object{{"set", names(plan, hindsight->own_reach)}, {"share_of_best", hindsight->own_reach_share}}},
      {"best", json::object{{"set", names(plan, hindsight->best)}, {"proven", hindsight->best_proven}}},
      {"says", hindsight->says()}};
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

/// For the least cost of each death the list of costs says the same.
std::string curve_text(const Plan& plan) {
  if (plan.curve.empty() || !plan.costs.empty()) return {};
  const bool priced = plan.curve.front().cost_per_unit.has_value();
  std::string out = fmt::format("\nsites  objective  one more{}  set\n",
                                priced ? fmt::format("  {} for each", plan.document->currency) : "");
  for (const CurvePoint& point : plan.curve) {
    out += fmt::format("{:>5}  {:>9}  {:>8}", point.sites, amount_text(point.objective),
                       point.one_more ? amount_text(*point.one_more, 2) : "");
    if (priced) out += fmt::format("  {:>12}", point.cost_per_unit ? amount_text(*point.cost_per_unit) : "");
    out += "  " + names_text(plan, point.set) + "\n";
  }
  return out;
}

}  // namespace

std::string plan_as_json(const Plan& plan, const std::optional<Hindsight>& hindsight, const std::string& coverage) {
  const Solution& solved = plan.solution;
  json::array figures;
  for (const document::Figure& figure : plan.figures) {
    figures.push_back(json::object{{"path", figure.path},
                                   {"value", figure.value},
                                   {"basis", document::name_of(figure.basis)},
                                   {"says", figure.says}});
  }
  json::array groups;
  for (const auto& [group, share] : plan.group_shares)
    groups.push_back(json::object{{"group", group}, {"share_within_reach", share}});
  json::array reached;
  for (const double share : plan.reached_share) reached.push_back(share);
  json::array remarks;
  for (const std::string& remark : plan.all_remarks()) remarks.push_back(json::value(remark));
  const bool smoothed = plan.document->smoothing && plan.demand.rates.prior_shape > 0;
  const json::object all{
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
      {"unit", plan.unit},
      {"sites_asked", plan.sites_asked()},
      {"capacity", capacity_json(plan)},
      {"visits",
       plan.document->visits.from == VisitsFrom::none ? json::value(nullptr) : json::value(plan.visits_text())},
      {"costs", costs_json(plan)},
      {"nodes", solved.nodes},
      {"demand",
       json::object{{"from", name_of(plan.demand.from)},
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
                    {"neighbour_shape", smoothed ? number(plan.demand.rates.neighbour_shape) : json::value(nullptr)}}},
      {"naive", json::object{{"set", names(plan, plan.naive)},
                             {"objective", plan.naive_objective},
                             {"share_of_plan", solved.objective > 0 ? number(plan.naive_objective / solved.objective)
                                                                    : json::value(nullptr)},
                             {"says", plan.beside_naive()}}},
      {"own_reach", json::object{{"set", names(plan, plan.own_reach)},
                                 {"objective", plan.own_reach_objective},
                                 {"says", plan.beside_own_reach()}}},
      {"curve", curve_json(plan)},
      {"existing", existing_json(plan)},
      {"phases", phases_json(plan)},
      {"rings_km", rings_json(plan)},
      {"reached_share", std::move(reached)},
      {"coverage", coverage.empty() ? json::value(nullptr) : json::value(coverage)},
      {"remarks", std::move(remarks)},
      {"sureness", sureness_json(plan)},
      {"hindsight", hindsight_json(plan, hindsight)},
      {"groups", std::move(groups)},
      {"figures", std::move(figures)}};
  return document::indented(all);
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

std::string plan_as_text(const Plan& plan, const std::optional<Hindsight>& hindsight, const std::string& coverage) {
  const Solution& solved = plan.solution;
  std::string out =
      fmt::format("{}: {} site{}, {} {}\n{}\n\n", plan.document->name, plan.sites.size(),
                  plan.sites.size() == 1 ? "" : "s", amount_text(solved.objective), plan.unit, plan.document->about);
  for (const PlannedSite& site : plan.sites) {
    out += fmt::format("  {:<24} {:>7} {}", plan.candidates[site.candidate].name, amount_text(site.demand_served),
                       plan.site_unit());
    if (site.visits && plan.document->objective != Objective::person_visits)
      out += fmt::format(", {} person-visits a year", amount_text(*site.visits));
    if (site.chosen_share) out += fmt::format(", in the best set of {:.0f}% of draws", 100 * *site.chosen_share);
    out += site.forced ? ", forced\n" : "\n";
    if (!site.veto_cost) continue;
    out += fmt::format("  {:<24} without it {}: {} less", "", names_text(plan, site.instead),
                       amount_text(std::max(0.0, *site.veto_cost), 2));
    if (site.veto_spread)
      out += fmt::format(" (middle 90%: {} to {})", amount_text(site.veto_spread->low90, 2),
                         amount_text(site.veto_spread->high90, 2));
    out += "\n";
  }
  out += fmt::format("\n{}: objective {:.6g}, bound {:.6g}\n", solved.says(), solved.objective, solved.bound);
  if (const std::string fewer = plan.fewer_text(); !fewer.empty()) out += fewer + "\n";
  out += fmt::format("demand: {}\n", plan.demand_text());
  for (const std::string& says :
       {plan.existing_text(), plan.visits_text(), plan.capacity ? plan.capacity->says : std::string(),
        plan.costs_text(), plan.phases_text()})
    out += says.empty() ? "" : says + "\n";
  for (const std::string& remark : plan.all_remarks()) out += "remark: " + remark + "\n";
  out += fmt::format("naive twin ({}): {}. {}\n", names_text(plan, plan.naive), amount_text(plan.naive_objective),
                     plan.beside_naive());
  if (const std::string own = plan.beside_own_reach(); !own.empty())
    out += fmt::format("one-line rule ({}): {}. {}\n", names_text(plan, plan.own_reach),
                       amount_text(plan.own_reach_objective), own);
  if (plan.sureness) {
    const Sureness& sure = *plan.sureness;
    out += fmt::format(
        "\nover {} draws of {}: {} to {} {} (middle 90%); in {:.0f}% of draws no other set is better; on average the "
        "best set of a draw is better by {}\n",
        sure.draws, plan.drawn_text(), amount_text(sure.objective.low90), amount_text(sure.objective.high90), plan.unit,
        100 * sure.best_share, amount_text(sure.regret.mean, 2));
    if (plan.demand.ahead)
      out += fmt::format("deaths a year: {} to {} (middle 90%), within reach {} to {}\n",
                         amount_text(sure.deaths_all.low90), amount_text(sure.deaths_all.high90),
                         amount_text(sure.deaths_reached.low90), amount_text(sure.deaths_reached.high90));
    for (const OftenChosen& one : sure.sets)
      out += fmt::format("  {:>4.0f}%  {}\n", 100 * one.share, names_text(plan, one.set));
  }
  if (const std::string robust = plan.robust_text(); !robust.empty()) out += robust + "\n";
  if (!coverage.empty()) out += coverage + "\n";
  if (!plan.costs.empty())
    out += fmt::format("\nsites  deaths averted  {} a year  for each death  set\n", plan.document->currency);
  for (const CostPoint& point : plan.costs) {
    out += fmt::format("{:>5}  {:>14}  {:>10}  {:>14}  {}{}\n", point.sites, amount_text(point.averted),
                       amount_text(point.cost), amount_text(point.cost / point.averted), names_text(plan, point.set),
                       point.proven ? "" : " (not proven)");
  }
  out += curve_text(plan);
  if (hindsight) out += "\n" + hindsight->says() + "\n";
  out += "\nWhat this stands on:\n";
  for (const document::Figure& figure : plan.figures)
    out += fmt::format("  {} = {} ({}): {}\n", figure.path, figure.value, document::name_of(figure.basis), figure.says);
  out += fmt::format("Law: {}\nResidents: {}\n", plan.document->law, plan.document->residents);
  return out;
}

base::Result<std::string> places_as_csv(const Plan& plan, const places::Counts& counts, int split_year) {
  const places::Places& places = plan.document->places.places;
  const auto any = [&](auto has) { return std::any_of(places.all().begin(), places.all().end(), has); };
  if (!any([](const places::Place& place) { return place.population.has_value(); }))
    return base::input_error(
        "places without a population have no rate: what would be written is their counts, and small counts must not "
        "travel");
  const bool with_group = any([](const places::Place& place) { return place.group != place.region; });
  const bool with_people = any([](const places::Place& place) { return place.people.has_value(); });
  const bool with_cost = any([](const places::Place& place) { return place.cost.has_value(); });
  const auto cell = [](const std::optional<double>& value) {
    return value ? fmt::format(",{}", *value) : std::string(",");
  };
  if (plan.demand.rates.prior_shape <= 0)
    return base::input_error(
        "without smoothing a rate is the count itself, and small counts must not travel: let the document say "
        "smoothing = \"neighbours\"");
  const int first = counts.years.front();
  const int last = counts.years.back();
  if (plan.demand.first_year != first || plan.demand.last_year != last)
    return base::input_error("places are written with the rates of all years of the counts: leave out --from and --to");
  const bool split = split_year > first && split_year <= last;
  const std::vector<double> all = counts.sums(first, last);
  const std::vector<double> before = counts.sums(first, split_year - 1);
  const std::vector<double> after = counts.sums(split_year, last);
  // How sure a withheld rate is: one number for all of them, the mean of theirs.
  double withheld = 0;
  double towns = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] < smallest_count_shown) withheld += plan.demand.rates.shape[i], ++towns;
  }
  constexpr double towns_that_hide_one = 3;
  const double withheld_shape =
      std::round(towns >= towns_that_hide_one ? withheld / towns : plan.demand.rates.prior_shape);
  std::string out = "place,lat,lon,area_km2,population,region";
  for (const auto& [with, column] :
       {std::pair(with_group, "group"), std::pair(with_people, "people"), std::pair(with_cost, "cost")})
    out += with ? fmt::format(",{}", column) : "";
  out += ",deaths";
  if (split) out += fmt::format(",deaths_{}_{},deaths_{}_{}", first, split_year - 1, split_year, last);
  out += ",rate_per_100k,rate_shape\n";
  for (std::size_t i = 0; i < places.size(); ++i) {
    const places::Place& place = places[i];
    const bool shown = all[i] >= smallest_count_shown;
    const bool both = shown && before[i] >= smallest_count_shown && after[i] >= smallest_count_shown;
    const double rate = plan.demand.rates.mean(i) * 1e5;
    out += fmt::format("{},{},{},{},{},{}", document::csv_cell(place.name), place.at.lat, place.at.lon, place.area_km2,
                       place.population.value_or(0), document::csv_cell(place.region));
    if (with_group) out += "," + document::csv_cell(place.group);
    if (with_people) out += cell(place.people);
    if (with_cost) out += cell(place.cost);
    out += shown ? fmt::format(",{}", all[i]) : ",";
    if (split) out += both ? fmt::format(",{},{}", before[i], after[i]) : ",,";
    out += fmt::format(
        ",{},{}\n",
        shown ? fmt::format("{:.0f}", rate)
              : fmt::format("{:.0f}",
                            std::max(withheld_rate_step, std::round(rate / withheld_rate_step) * withheld_rate_step)),
        shown ? fmt::format("{:.0f}", std::max(1.0, plan.demand.rates.shape[i]))
              : fmt::format("{:.0f}", withheld_shape));
  }
  return out;
}

std::string rates_as_toml(const Plan& plan, const std::string& coverage) {
  const Demand& demand = plan.demand;
  if (!demand.ahead) return {};
  return fmt::format(
      "[rates]\nfirst_year = {}\nlast_year = {}\nahead_to = {}\nlevel_log_sd = {:.3f}\nchecked = \"{}\"\n",
      demand.first_year, demand.last_year, demand.ahead->last_year, demand.ahead->level_log_sd, coverage);
}

}  // namespace alongside::plan
