// Who waited: somebody for whom it took longer than the welcome at the door that everybody has. With a door that never keeps anybody waiting the seats are a
// plain queue still, since what comes out of it is a Poisson process again (Mirasol 1963, Operations Research 11:785), so Erlang's formula says how many wait.
#include <gtest/gtest.h>

#include "sim/facility/bare_scenario_test.hpp"
#include "sim/facility/facility.hpp"
#include "sim/facility/results.hpp"

namespace alongside::sim {
namespace {

/// Sixty people at a door of two minutes each: nobody waits for one of them.
FacilityResult run_with_a_door(const BareFloor& floor, std::uint32_t replications, const std::string& door,
                               const std::string& people = "60") {
  std::string roster = "[" + people;
  for (int hour = 1; hour < 24; ++hour) roster += ", " + people;
  const auto scenario = parse_scenario(
      "bare", bare_scenario_text(floor),
      {{"tasks.door_minutes", "{ " + door + ", assumed = \"a door\" }"}, {"staff.0.people_by_hour", roster + "]"}});
  EXPECT_TRUE(scenario.ok()) << (scenario.ok() ? "" : scenario.error().message);
  auto result = run_facility(*scenario, {.replications = replications, .threads = 2});
  EXPECT_TRUE(result.ok());
  return std::move(*result);
}

chance::Estimate of(const FacilityResult& result, std::string_view name) {
  return outcome_named(result.outcomes, name).estimate;
}

struct Thirteen {
  double minutes;
  double waits;
  int warm_up_days;
  int days;
  std::uint32_t replicates;
  double error_max;
};

TEST(Waited, IsTheShareThatTheorySaysOfThirteenSeatsWithADoor) {
  const Thirteen cases[] = {
      {20, .1716, 14, 364, 3, 0.004}, {25, .5583, 28, 364, 5, 0.02}, {28, .9318, 420, 728, 6, 0.03}};
  for (const Thirteen& one : cases) {
    const double arrivals = 180'000.0 / (365 * 18);
    const FacilityResult result = run_with_a_door({.booths = 13,
                                                   .arrivals_per_hour = arrivals,
                                                   .stay_minutes_mean = one.minutes,
                                                   .days = one.days,
                                                   .warm_up_days = one.warm_up_days},
                                                  one.replicates, "exponential = 2");
    const chance::Estimate waited = of(result, "waited_share");
    EXPECT_NEAR(waited.value, one.waits, 3 * waited.standard_error) << one.minutes;
    EXPECT_LT(waited.standard_error, one.error_max) << "too short to say anything";
    // What the door itself takes, two minutes on average, is in the wait and not in the queue's part of it.
    const chance::Estimate all = of(result, "wait_minutes_mean");
    const chance::Estimate queued = of(result, "wait_beyond_door_minutes_mean");
    EXPECT_NEAR(all.value - queued.value, 2, 0.02);
    const double theory = one.waits / (13 * 60 / one.minutes - arrivals) * 60;
    EXPECT_NEAR(queued.value, theory, 3 * queued.standard_error) << one.minutes;
  }
}

TEST(Waited, IsNobodyWhereThereIsAlwaysASeatAndSomebodyAtTheDoor) {
  const FacilityResult result =
      run_with_a_door({.booths = 60, .arrivals_per_hour = 4, .days = 28, .warm_up_days = 1}, 4, "fixed = 2");
  EXPECT_EQ(of(result, "waited_share").value, 0);
  EXPECT_EQ(of(result, "wait_beyond_door_minutes_mean").value, 0);
  EXPECT_NEAR(of(result, "wait_minutes_mean").value, 2, 1e-9);
}

TEST(Waited, CountsAWaitForSomebodyAtTheDoorToo) {
  // One person at a door of six minutes, four an hour: M/D/1, whose chance of waiting is its load, .4. There are seats enough.
  const FacilityResult result =
      run_with_a_door({.booths = 60, .arrivals_per_hour = 4, .stay_minutes_mean = 5, .days = 364, .warm_up_days = 1}, 8,
                      "fixed = 6", "1");
  const chance::Estimate waited = of(result, "waited_share");
  EXPECT_NEAR(waited.value, 0.4, 3 * waited.standard_error);
  EXPECT_LT(waited.standard_error, 0.005);
}

}  // namespace
}  // namespace alongside::sim
