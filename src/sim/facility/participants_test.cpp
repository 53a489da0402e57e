// Who comes: nobody is on the site twice, however few participants a scenario has and however many it wants; and who falls away because everybody is
// there already is as many as Erlang's loss formula says.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/facility/bare_scenario_test.hpp"
#include "sim/facility/facility.hpp"
#include "sim/facility/results.hpp"

namespace alongside::sim {
namespace {

/// Looks at who is inside after every command.
class AtTheDoor final : public Watcher {
 public:
  void saw(const domain::State& after, const domain::Command&, const domain::Refusal&,
           const domain::Events& events) override {
    std::multiset<std::uint64_t> inside;
    for (const domain::Person& person : after.people) {
      if (!person.visit.exists()) continue;
      inside.insert(person.person.number);
      twice = twice || inside.count(person.person.number) > 1;
    }
    for (const domain::Event& event : events) welcomed += std::holds_alternative<domain::Welcomed>(event.body) ? 1 : 0;
    most = std::max(most, inside.size());
  }

  bool twice = false;
  std::size_t most = 0;
  std::uint64_t welcomed = 0;
};

Scenario scenario_with(const BareFloor& floor, const std::vector<ScenarioSetting>& settings) {
  auto scenario = parse_scenario("bare", bare_scenario_text(floor), settings);
  if (!scenario) ADD_FAILURE() << scenario.error().message;
  return std::move(*scenario);
}

std::vector<double> row_of(const Scenario& scenario, Watcher* watcher = nullptr, std::uint32_t replicate = 0) {
  Facility facility(scenario, {.seed = 5, .watcher = watcher});
  std::vector<double> row(row_width, 0.0);
  facility.replicate(replicate, row);
  return row;
}

// Floors with one to eight participants: doors, queues, impatience, chairs, services, emergencies, ambulances.
RC_GTEST_PROP(Participants, NobodyIsInsideTwiceWhateverTheScenario, ()) {
  const int participants = *rc::gen::inRange(1, 9);
  const int others = *rc::gen::inRange(0, 3) * 400;
  const int per_hour = *rc::gen::inRange(1, 60);
  const BareFloor floor{.booths = *rc::gen::inRange(1, 6),
                        .arrivals_per_hour = static_cast<double>(per_hour),
                        .stay_minutes_mean = static_cast<double>(*rc::gen::inRange(2, 40)),
                        .patience = *rc::gen::inRange(0, 2) == 0 ? "exponential = 10" : "fixed = 1e9",
                        .days = 1,
                        .warm_up_days = 0};
  const std::string door = *rc::gen::inRange(0, 2) == 0 ? "0" : "3";
  std::vector<ScenarioSetting> settings{{"arrivals.participants", std::to_string(participants)},
                                        {"arrivals.other_visits_per_week", std::to_string(others)},
                                        {"tasks.door_minutes.fixed", door},
                                        {"after.service_minutes.fixed", "6"},
                                        {"after.leave_early_share", *rc::gen::inRange(0, 2) == 0 ? "1" : "0.3"},
                                        {"seats.aftercare", std::to_string(*rc::gen::inRange(0, 3))},
                                        {"waiting.longest_queue", std::to_string(*rc::gen::inRange(0, 5))}};
  Scenario scenario = scenario_with(floor, settings);
  scenario.aftercare_share = scenario.leave_early_share < 1 ? 0.6 : 0;
  UseKind& use = scenario.uses[0];
  use.emergencies_per_use = 0.1 * *rc::gen::inRange(0, 3);
  use.emergency_delay_minutes = chance::Distribution::fixed(1);
  use.severity_share = {0.4, 0.3, 0.3, 0};
  scenario.transport_share = 0.3;

  AtTheDoor watcher;
  const std::vector<double> row = row_of(scenario, &watcher);
  RC_ASSERT(!watcher.twice);
  RC_ASSERT(row[column(FloorCount::refusals)] == 0);
  RC_ASSERT(others > 0 || watcher.most <= static_cast<std::size_t>(participants));
  RC_ASSERT(watcher.welcomed > 0U);
}

TEST(Participants, OnePersonFillsOneBoothAtMostAndNobodyComesMeanwhile) {
  // M/G/1/1: 10 an hour, 15 minutes: 2.5 / 3.5 of the time there is somebody, and as many arrivals find them there.
  const Scenario scenario =
      scenario_with({.booths = 13, .days = 364, .warm_up_days = 0}, {{"arrivals.participants", "1"}});
  AtTheDoor watcher;
  const auto row = row_of(scenario, &watcher);
  EXPECT_EQ(watcher.most, 1U);
  double booth_hours = 0;
  for (std::size_t hour = 0; hour < 24; ++hour) booth_hours += row[column(Hourly::booth_hours, hour)];
  EXPECT_NEAR(booth_hours / (364 * 24), 2.5 / 3.5, 0.01);
  const double came = row[column(FloorCount::arrived)];
  const double fell_away = row[column(FloorCount::nobody_left)];
  EXPECT_NEAR(fell_away / (came + fell_away), 2.5 / 3.5, 0.01);
  EXPECT_NEAR(came + fell_away, 364 * 240, 4 * std::sqrt(364 * 240));
}

TEST(Participants, AsManyFallAwayAsErlangsLossFormulaSays) {
  // M/M/4/4: the arrivals that find all four participants there. Erlang's B by its own recursion, B(c) = a B(c-1) / (c + a B(c-1)).
  double blocked = 1;
  for (int places = 1; places <= 4; ++places) blocked = 2.5 * blocked / (places + 2.5 * blocked);
  EXPECT_NEAR(blocked, 0.1499, 0.0001);
  const Scenario scenario =
      scenario_with({.booths = 6, .days = 364, .warm_up_days = 7}, {{"arrivals.participants", "4"}});
  std::vector<double> fell_away;
  std::vector<double> drawn;
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    const auto row = row_of(scenario, nullptr, replicate);
    fell_away.push_back(row[column(FloorCount::nobody_left)]);
    drawn.push_back(fell_away.back() + row[column(FloorCount::arrived)]);
  }
  const chance::Estimate share = chance::ratio_of_sums(fell_away, drawn);
  EXPECT_NEAR(share.value, blocked, 3 * share.standard_error);
  EXPECT_LT(share.standard_error, 0.001);
}

TEST(Participants, TheNthArrivalDoesTheSameWhetherOrNotSomebodyElseFellAway) {
  // The same arrivals are drawn whatever the number of participants and seats: who falls away takes nobody's place.
  const auto drawn = [](const char* participants, const char* booths) {
    const auto row = row_of(scenario_with({.days = 28, .warm_up_days = 0},
                                          {{"arrivals.participants", participants}, {"seats.booth", booths}}));
    return row[column(FloorCount::arrived)] + row[column(FloorCount::nobody_left)];
  };
  const double all = drawn("100000", "20");
  EXPECT_EQ(drawn("100000", "3"), all);
  EXPECT_EQ(drawn("5", "3"), all);
  EXPECT_EQ(drawn("1", "1"), all);
}

TEST(Participants, WhoFellAwayIsSaidInTheResult) {
  const auto result =
      run_facility(scenario_with({.booths = 13, .days = 28, .warm_up_days = 1}, {{"arrivals.participants", "1"}}),
                   {.replications = 4});
  ASSERT_TRUE(result.ok());
  EXPECT_NEAR(outcome_named(result->outcomes, "all_participants_here_share").estimate.value, 2.5 / 3.5, 0.02);
  EXPECT_LE(outcome_named(result->outcomes, "booth_use_share").estimate.value, 1.0 / 13);
}

}  // namespace
}  // namespace alongside::sim
