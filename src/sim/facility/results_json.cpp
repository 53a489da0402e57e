// The result as one JSON document; docs/simulate.md tells its shape.
#include <boost/json.hpp>
#include <cmath>

#include "document/indented_json.hpp"
#include "sim/facility/assumptions.hpp"
#include "sim/facility/results.hpp"

namespace alongside::sim {

namespace json = boost::json;

namespace {

json::value number(double value) { return std::isfinite(value) ? json::value(value) : json::value(nullptr); }

json::object interval(const chance::Estimate& estimate) {
  return {{"value", number(estimate.value)}, {"low95", number(estimate.low95)}, {"high95", number(estimate.high95)}};
}

json::array outcomes(const std::vector<FloorOutcome>& list) {
  json::array out;
  for (const FloorOutcome& outcome : list) {
    out.push_back(json::object{{"name", outcome.name},
                               {"value", number(outcome.estimate.value)},
                               {"unit", outcome.unit},
                               {"low95", number(outcome.estimate.low95)},
                               {"high95", number(outcome.estimate.high95)},
                               {"standard_error", number(outcome.estimate.standard_error)},
                               {"says", outcome.says}});
  }
  return out;
}

json::array levels(const std::vector<LevelFound>& list) {
  json::array out;
  for (const LevelFound& level : list) {
    const auto met = level.met();
    out.push_back(json::object{{"name", level.name},
                               {"wanted", level.wanted},
                               {"wanted_is", "at_most"},
                               {"found", number(level.found.value)},
                               {"low95", number(level.found.low95)},
                               {"high95", number(level.found.high95)},
                               {"met", met ? json::value(*met) : json::value(nullptr)},
                               {"says", level.says}});
  }
  return out;
}

json::array hours(const std::array<HourOfDay, 24>& by_hour) {
  json::array out;
  for (std::size_t hour = 0; hour < by_hour.size(); ++hour) {
    const HourOfDay& of = by_hour[hour];
    out.push_back(json::object{{"hour", hour},
                               {"arrivals", interval(of.arrivals)},
                               {"gone_without_share", interval(of.gone_without_share)},
                               {"wait_minutes", interval(of.wait_minutes)},
                               {"waiting", interval(of.waiting)},
                               {"booths", interval(of.booths)},
                               {"smoking", interval(of.smoking)},
                               {"aftercare", interval(of.aftercare)},
                               {"being_cleaned", interval(of.being_cleaned)},
                               {"staff", interval(of.staff)},
                               {"staff_busy_share", interval(of.staff_busy_share)},
                               {"trained", interval(of.trained)},
                               {"responding", interval(of.responding)},
                               {"emergencies", interval(of.emergencies)},
                               {"fewer_than_two_share", interval(of.fewer_than_two_share)}});
  }
  return out;
}

json::array fit(const std::vector<FitLine>& lines) {
  json::array out;
  for (const FitLine& line : lines) {
    out.push_back(json::object{{"path", line.path},
                               {"before", line.before},
                               {"after", line.after},
                               {"observations", line.observations},
                               {"fitted", line.fitted},
                               {"how_well", line.how_well}});
  }
  return out;
}

}  // namespace

std::string result_as_json(const FacilityResult& result) {
  json::array curve;
  for (std::size_t point = 0; point < wait_curve_minutes.size(); ++point) {
    curve.push_back(
        json::object{{"minutes", wait_curve_minutes[point]}, {"share", interval(result.wait_curve[point])}});
  }
  json::array staff_time;
  for (std::size_t task = 0; task < tasks; ++task) {
    staff_time.push_back(
        json::object{{"task", task_names[task]}, {"hours_per_day", interval(result.staff_hours_per_day[task])}});
  }
  const json::object all{
      {"scenario",
       json::object{
           {"name", result.scenario}, {"about", result.about}, {"guardrails", result.guardrails}, {"law", result.law}}},
      {"seed", result.seed},
      {"replications", result.replications},
      {"complete", result.complete},
      {"days", result.days},
      {"warm_up_days", result.warm_up_days},
      {"outcomes", outcomes(result.outcomes)},
      {"independent_dice", outcomes(result.independent_dice)},
      {"service_levels", levels(result.levels)},
      {"by_hour", hours(result.by_hour)},
      {"wait_curve", std::move(curve)},
      {"staff_time", std::move(staff_time)},
      {"evidence", result.evidence.empty() ? json::value(nullptr) : json::value(result.evidence)},
      {"fit", fit(result.fit)},
      {"parameters", parameters_as_json(result.parameters)}};
  return document::indented(all);
}

}  // namespace alongside::sim
