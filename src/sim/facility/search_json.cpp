// The result of a search as JSON, for a page or a script: the same figures as the text, every outcome of every point, nothing rounded.
//
// Unknown is null. `meets` is true, false, or null where the replicates did not tell. Pure.
#include <boost/json.hpp>
#include <cmath>

#include "document/indented_json.hpp"
#include "domain/seat/words.hpp"
#include "domain/words.hpp"
#include "sim/facility/assumptions.hpp"
#include "sim/facility/search.hpp"

namespace alongside::sim {

namespace json = boost::json;

namespace {

json::value number(double value) { return std::isfinite(value) ? json::value(value) : json::value(nullptr); }
json::value number(const std::optional<double>& value) { return value ? number(*value) : json::value(nullptr); }

json::object interval(const chance::Estimate& estimate) {
  return {{"value", number(estimate.value)}, {"low95", number(estimate.low95)}, {"high95", number(estimate.high95)}};
}

json::object seats(const Design& design) {
  json::object out;
  for (std::size_t kind = 0; kind < 3; ++kind)
    out[domain::name_of(static_cast<domain::SeatKind>(kind))] = design.seats[kind];
  return out;
}

json::array staff(const Design& design, const std::vector<std::string>& names) {
  json::array out;
  for (std::size_t role = 0; role < names.size(); ++role) {
    json::array people;
    for (const int count : design.people[role]) people.push_back(count);
    out.push_back(json::object{{"role", names[role]}, {"people", std::move(people)}});
  }
  return out;
}

/// true, false, or null where the replicates did not tell.
json::value meets(Verdict verdict) {
  return verdict == Verdict::undecided ? json::value(nullptr) : json::value(verdict == Verdict::meets);
}

json::object point(const DesignFound& found, const std::vector<std::string>& names) {
  json::array outcomes;
  for (const FloorOutcome& outcome : found.trial.outcomes) {
    outcomes.push_back(json::object{{"name", outcome.name},
                                    {"value", number(outcome.estimate.value)},
                                    {"unit", outcome.unit},
                                    {"low95", number(outcome.estimate.low95)},
                                    {"high95", number(outcome.estimate.high95)},
                                    {"says", outcome.says}});
  }
  return {{"label", found.label},
          {"meets", meets(found.trial.verdict)},
          {"verdict", name_of(found.trial.verdict)},
          {"seats", seats(found.design)},
          {"staff_by_hour", staff(found.design, names)},
          {"staff_hours_per_day", staff_hours_per_day(found.design)},
          {"cost_per_day", number(found.cost.total())},
          {"staff_cost_per_day", number(found.cost.staff)},
          {"seats_cost_per_day", number(found.cost.seats)},
          {"replications", found.trial.replications},
          {"outcomes", std::move(outcomes)}};
}

json::object best(const DesignFound& found, const std::vector<std::string>& names) {
  json::object out = point(found, names);
  json::array hours;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    hours.push_back(json::object{{"hour", hour},
                                 {"staff", people_at(found.design, hour)},
                                 {"busy", number(found.trial.busy[hour])},
                                 {"wait_minutes", interval(found.trial.wait_minutes_by_hour[hour])},
                                 {"fewer_than_two_share", interval(found.trial.fewer_than_two_by_hour[hour])}});
  }
  out["by_hour"] = std::move(hours);
  return out;
}

json::array strings(const std::vector<std::string>& list) {
  json::array out;
  for (const std::string& one : list) out.push_back(json::value(one));
  return out;
}

}  // namespace

std::string search_as_json(const SearchResult& result) {
  json::array curve;
  for (const DesignFound& found : result.curve) {
    json::object one = point(found, result.role_names);
    one["on_front"] = found.on_front;
    curve.push_back(std::move(one));
  }
  json::array one_less;
  for (const DesignFound& found : result.one_less) {
    json::object one{{"label", found.label},
                     {"meets", meets(found.trial.verdict)},
                     {"cost_per_day", number(found.cost.total())},
                     {"replications", found.trial.replications}};
    for (const char* name : {"waited_too_long_share", "gave_up_share", "fewer_than_two_share"})
      one[name] = interval(outcome_named(found.trial.outcomes, name).estimate);
    one_less.push_back(std::move(one));
  }
  const json::object all{
      {"scenario", result.scenario},
      {"seed", result.seed},
      {"method", result.method},
      {"sources", strings(result.sources)},
      {"confidence", result.levels.confidence},
      {"indifference", result.levels.indifference},
      {"levels", json::object{{"wait_minutes", result.levels.wait_minutes},
                              {"wait_share", result.levels.wait_share},
                              {"gave_up_share_max", result.levels.gave_up_share_max},
                              {"fewer_than_two_share_max", result.levels.fewer_than_two_share_max}}},
      {"roles_changed", strings(result.roles_changed)},
      {"currency", result.currency.empty() ? json::value(nullptr) : json::value(result.currency)},
      {"cost_unknown_because", result.cost_unknown.empty() ? json::value(nullptr) : json::value(result.cost_unknown)},
      {"use_elsewhere", number(result.use_elsewhere)},
      {"verdict", name_of(result.verdict)},
      {"best", result.best ? json::value(best(*result.best, result.role_names)) : json::value(nullptr)},
      {"one_less", std::move(one_less)},
      {"curve", std::move(curve)},
      {"designs_tried", result.designs_tried},
      {"replications_used", result.replications},
      {"says", strings(result.says)},
      {"parameters", parameters_as_json(result.parameters)}};
  return document::indented(all);
}

}  // namespace alongside::sim
