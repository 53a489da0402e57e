// The shipped scenarios that claim something: the plain queue against Erlang's C, and the peaks of insite-peaks against what it says of itself.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/facility/results.hpp"

namespace alongside::sim {
namespace {

FacilityResult run(const std::string& name, std::uint32_t replications) {
  const auto scenario = load_scenario(name, {});
  if (!scenario) ADD_FAILURE() << scenario.error().message;
  auto result = run_facility(*scenario, {.replications = replications, .threads = 2});
  EXPECT_TRUE(result.ok());
  return std::move(*result);
}

/// What birth and death leave in the long run, state by state; no formula of Erlang's is used.
struct Balance {
  double waits = 0;
  double mean_wait_hours = 0;
  double mean_waiting = 0;
  double seats_taken = 0;
  double wait_longer(double hours) const {
    // Who finds n there waits for n - 2 to leave: fewer than so many leave within the time, a Poisson number of mean 12 t.
    double sum = 0;
    double fewer = 0;
    double term = std::exp(-12 * hours);
    for (std::size_t n = 3; n < p.size(); ++n) {
      fewer += term;
      term *= 12 * hours / static_cast<double>(n - 2);
      sum += p[n] * fewer;
    }
    return sum;
  }
  std::vector<double> p;
};

Balance balance_of_three_seats() {
  Balance out;
  out.p.assign(400, 0.0);
  out.p[0] = 1;
  double sum = 1;
  for (std::size_t n = 1; n < out.p.size(); ++n)
    sum += out.p[n] = out.p[n - 1] * 10 / (4 * std::min<double>(static_cast<double>(n), 3));
  for (std::size_t n = 0; n < out.p.size(); ++n) {
    out.p[n] /= sum;
    const auto people = static_cast<double>(n);
    if (n >= 3) out.waits += out.p[n];
    out.mean_waiting += out.p[n] * std::max(0.0, people - 3);
    out.seats_taken += out.p[n] * std::min(people, 3.0) / 3;
  }
  out.mean_wait_hours = out.mean_waiting / 10;
  return out;
}

TEST(ShippedScenarios, ThePlainQueueComesOutAsItsOwnTextAndABalanceOfStatesSay) {
  const Balance theory = balance_of_three_seats();
  EXPECT_NEAR(theory.mean_wait_hours, 0.35112, 0.000005);
  const FacilityResult result = run("queue", 200);
  const auto expect = [&](const char* name, double truth, double error_max, const std::string& written) {
    const chance::Estimate found = outcome_named(result.outcomes, name).estimate;
    EXPECT_NEAR(found.value, truth, 3 * found.standard_error) << name;
    EXPECT_LT(found.standard_error, error_max) << name << ": too short to say anything";
    EXPECT_NE(result.about.find(written), std::string::npos) << name;
    EXPECT_NEAR(std::stod("0" + written), truth, 0.0005) << name;
  };
  expect("waited_share", theory.waits, 0.003, ".70225");
  expect("waiting_mean", theory.mean_waiting, 0.06, "3.5112");
  expect("booth_use_share", theory.seats_taken, 0.002, ".83333");
  expect("waited_too_long_share", theory.wait_longer(1.0 / 6), 0.004, ".50318");
  expect("wait_minutes_mean", theory.mean_wait_hours * 60, 0.35, "21.067");
  for (std::size_t point = 0; point < wait_curve_minutes.size(); ++point) {
    const chance::Estimate& longer = result.wait_curve[point];
    EXPECT_NEAR(longer.value, theory.wait_longer(wait_curve_minutes[point] / 60.0), 3 * longer.standard_error)
        << wait_curve_minutes[point];
  }
  EXPECT_EQ(outcome_named(result.outcomes, "gave_up_share").estimate.value, 0);
  EXPECT_EQ(outcome_named(result.outcomes, "all_participants_here_share").estimate.value, 0);
}

TEST(ShippedScenarios, InsitePeaksDiffersFromInsiteInFourFiguresEachAssumed) {
  const auto flat = load_scenario("insite", {});
  const auto peaks = load_scenario("insite-peaks", {});
  ASSERT_TRUE(flat.ok() && peaks.ok());
  ASSERT_EQ(flat->parameters.size(), peaks->parameters.size());
  std::set<std::string> differ;
  for (std::size_t i = 0; i < flat->parameters.size(); ++i) {
    const ScenarioParameter& one = flat->parameters[i];
    const ScenarioParameter& other = peaks->parameters[i];
    ASSERT_EQ(one.path, other.path);
    if (one.value == other.value) {
      EXPECT_EQ(one.source, other.source) << one.path;
      EXPECT_EQ(one.assumed, other.assumed) << one.path;
      continue;
    }
    differ.insert(one.path);
    EXPECT_TRUE(other.source.empty()) << one.path;
    EXPECT_TRUE(other.assumed.starts_with("Assumed")) << one.path;
  }
  EXPECT_EQ(differ, (std::set<std::string>{"arrivals.hour_weights", "waiting.longest_queue", "waiting.patience_minutes",
                                           "uses.0.seat_minutes", "uses.1.seat_minutes", "uses.2.seat_minutes",
                                           "uses.3.seat_minutes"}));
}

TEST(ShippedScenarios, InsiteWaitsFiveMinutesAllDayAndInsitePeaksHalfAnHourInTheEvening) {
  const FacilityResult flat = run("insite", 40);
  const FacilityResult peaks = run("insite-peaks", 40);
  EXPECT_NEAR(outcome_named(flat.outcomes, "wait_minutes_mean").estimate.value, 5.4, 0.3);
  for (const std::size_t hour : {18U, 19U, 20U, 21U}) {
    EXPECT_LT(flat.by_hour[hour].wait_minutes.value, 7) << hour;
    EXPECT_GT(peaks.by_hour[hour].wait_minutes.value, 28) << hour;
    EXPECT_LT(peaks.by_hour[hour].wait_minutes.value, 45) << hour;
  }
  EXPECT_LT(peaks.by_hour[10].wait_minutes.value, 6) << "and hardly in the morning";
  EXPECT_NEAR(outcome_named(peaks.outcomes, "gave_up_share").estimate.value, 0.135, 0.01);
}

}  // namespace
}  // namespace alongside::sim
