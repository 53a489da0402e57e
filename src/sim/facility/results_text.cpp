// The result as tables and plots for a terminal.
#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "sim/facility/assumptions.hpp"
#include "sim/facility/results.hpp"

namespace alongside::sim {

namespace {

constexpr std::size_t bar_letters = 36;

std::string number(double value) {
  if (!std::isfinite(value)) return "unknown";
  const double size = std::abs(value);
  if (size >= 1000) return fmt::format("{:.0f}", value);
  if (size >= 100) return fmt::format("{:.1f}", value);
  if (size >= 1 || value == 0) return fmt::format("{:.2f}", value);
  if (value > 0 && value < 0.00005) return "<0.0001";
  return fmt::format("{:.4f}", value);
}

std::string interval(const chance::Estimate& estimate) {
  if (!std::isfinite(estimate.low95)) return "";
  return fmt::format("{} to {}", number(estimate.low95), number(estimate.high95));
}

/// A bar in eighths of a letter.
std::string bar(double value, double most) {
  static constexpr std::array<const char*, 8> parts{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (!std::isfinite(value) || most <= 0) return "";
  const auto eighths = static_cast<std::size_t>(std::lround(std::clamp(value / most, 0.0, 1.0) * bar_letters * 8));
  std::string out;
  for (std::size_t i = 0; i < eighths / 8; ++i) out += "█";
  return out + parts[eighths % 8];
}

/// What nothing is known of stands in one line at the end.
std::string table(const std::vector<FloorOutcome>& outcomes) {
  std::string out;
  std::string unknown;
  for (const FloorOutcome& outcome : outcomes) {
    if (!std::isfinite(outcome.estimate.value)) {
      unknown += (unknown.empty() ? "" : ", ") + outcome.name;
      continue;
    }
    out += fmt::format("  {:<31}{:>10}   {:<22}{}\n", outcome.name, number(outcome.estimate.value),
                       interval(outcome.estimate), outcome.unit);
    out += fmt::format("      {}\n", outcome.says);
  }
  return unknown.empty()
             ? out
             : out + wrapped("Unknown (nothing to count, nothing said of it in the scenario, or no price): " + unknown,
                             2, 6);
}

using OfHour = chance::Estimate HourOfDay::*;

/// Hours in which somebody works for half an hour a day at least: one late night in a hundred makes no bar.
bool has_enough(const FacilityResult& result, std::size_t hour) { return result.by_hour[hour].staff.value >= 0.5; }

std::string by_hour(const FacilityResult& result, const char* title, OfHour of) {
  double most = 0;
  for (std::size_t hour = 0; hour < result.by_hour.size(); ++hour) {
    const double value = (result.by_hour[hour].*of).value;
    if (std::isfinite(value) && has_enough(result, hour)) most = std::max(most, value);
  }
  if (most <= 0) return "";
  std::string out = fmt::format("\n{}\n", title);
  for (std::size_t hour = 0; hour < result.by_hour.size(); ++hour) {
    const chance::Estimate& estimate = result.by_hour[hour].*of;
    if (!std::isfinite(estimate.value) || !has_enough(result, hour)) continue;
    out += fmt::format("  {:02}:00 {:>8}   {:<20} {}\n", hour, number(estimate.value), interval(estimate),
                       bar(estimate.value, most));
  }
  return out;
}

std::string curve(const FacilityResult& result) {
  if (!std::isfinite(result.wait_curve[0].value)) return "";
  std::string out = "\nShare of those seated who waited longer than … minutes, the welcome at the door included\n";
  for (std::size_t point = 0; point < wait_curve_minutes.size(); ++point) {
    const chance::Estimate& share = result.wait_curve[point];
    out += fmt::format("  {:>5} {:>8}   {:<20} {}\n", wait_curve_minutes[point], number(share.value), interval(share),
                       bar(share.value, 1));
  }
  return out;
}

std::string levels(const FacilityResult& result) {
  if (result.levels.empty()) return "";
  std::string out = "\nService levels of the scenario\n";
  for (const LevelFound& level : result.levels) {
    const auto met = level.met();
    out +=
        fmt::format("  {:<24} at most {:<8} found {:<9} {:<20} {}\n", level.name, number(level.wanted),
                    number(level.found.value), interval(level.found), met ? (*met ? "met" : "NOT MET") : "not decided");
  }
  return out;
}

std::string staff_time(const FacilityResult& result) {
  std::string out = "\nHours of staff time a day (of all seven days), by task\n";
  double most = 0;
  for (const chance::Estimate& hours : result.staff_hours_per_day) most = std::max(most, hours.value);
  for (std::size_t task = 0; task < tasks; ++task) {
    const double hours = result.staff_hours_per_day[task].value;
    out += fmt::format("  {:<9}{:>8}  {}\n", task_names[task], number(hours), bar(hours, most));
  }
  return out;
}

std::string fit(const FacilityResult& result) {
  if (result.evidence.empty()) return "";
  std::string out = fmt::format("\nFitted to {}\n", result.evidence);
  for (const FitLine& line : result.fit) {
    out += fmt::format("  {}: {}\n      {}\n", line.path,
                       line.fitted ? fmt::format("{} instead of {}", line.after, line.before) : "kept " + line.before,
                       line.how_well);
  }
  return out;
}

}  // namespace

std::string result_as_text(const FacilityResult& result) {
  std::string out =
      fmt::format("SIMULATED: {}\n", result.scenario) + wrapped(result.about) +
      wrapped(fmt::format(
          "{} times {} days after {} of warm-up, seed {}{}. Estimate and 95% interval of the simulation; "
          "the model's own assumptions are not in it: {}; the list stands at the end.",
          result.replications, result.days, result.warm_up_days, result.seed,
          result.complete ? "" : "; STOPPED before all were done", how_many_are_assumed(result.parameters))) +
      "\n";
  out += table(result.outcomes);
  if (!result.independent_dice.empty()) {
    out += "\nWithout a bad day's and a person's own risk (independent dice, which understate coincidence)\n" +
           table(result.independent_dice);
  }
  out += levels(result);
  out += by_hour(result, "Minutes waited, the welcome included, by the hour of coming", &HourOfDay::wait_minutes);
  out += by_hour(result, "Share of those who came then and got no seat, by hour", &HourOfDay::gone_without_share);
  out += by_hour(result, "Booths taken while the floor is open, by hour", &HourOfDay::booths);
  out += by_hour(result, "Smoking places taken while the floor is open, by hour", &HourOfDay::smoking);
  out += by_hour(result, "Share of staff time at a task, by hour", &HourOfDay::staff_busy_share);
  out += staff_time(result);
  out += by_hour(result, "Share of emergencies met by fewer than two free responders, by hour",
                 &HourOfDay::fewer_than_two_share);
  out += curve(result);
  return out + fit(result) + assumptions_as_text(result.parameters);
}

}  // namespace alongside::sim
