// The simulated floor keeps every invariant of the floor, does the same twice, and counts nobody twice.
#include "sim/facility/facility.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "document/shipped_documents.hpp"
#include "sim/engine/counted_allocations_test.hpp"
#include "sim/facility/bare_scenario_test.hpp"
#include "sim/facility/results.hpp"

namespace alongside::sim {
namespace {

using namespace domain;

std::vector<std::string> shipped_scenarios() {
  std::vector<std::string> names;
  for (const auto& shipped : document::shipped_documents()) {
    constexpr std::string_view folder = "scenarios/";
    if (shipped.name.starts_with(folder))
      names.emplace_back(
          shipped.name.substr(folder.size(), shipped.name.size() - folder.size() - std::string_view(".toml").size()));
  }
  return names;
}

Scenario shipped(const std::string& name, const std::vector<ScenarioSetting>& settings = {}) {
  auto scenario = load_scenario(name, settings);
  if (!scenario) ADD_FAILURE() << scenario.error().message;
  return std::move(*scenario);
}

std::vector<double> row_of(const Scenario& scenario, std::uint32_t replicate = 0, Watcher* watcher = nullptr) {
  Facility facility(scenario, {.seed = 7, .watcher = watcher});
  std::vector<double> row(row_width, 0.0);
  facility.replicate(replicate, row);
  return row;
}

/// Looks at the whole floor after every command.
class Inspector final : public Watcher {
 public:
  void saw(const State& after, const Command& command, const Refusal& refusal, const Events& events) override {
    ++commands;
    EXPECT_TRUE(refusal.accepted()) << name_of(refusal.reason);
    if (replayed.documents == nullptr) replayed.documents = after.documents;
    for (const Event& event : events) {
      evolve(replayed, event);
      if (const auto* opened = std::get_if<EmergencyOpened>(&event.body))
        opened_at[opened->emergency.number] = event.at;
      if (const auto* assessed = std::get_if<EmergencyAssessed>(&event.body);
          assessed && assessed->assessment.phase == Phase::closed)
        closed.insert(assessed->emergency.number);
    }
    std::vector<int> taken(after.seats.size(), 0);
    for (const Person& person : after.people) {
      if (!person.visit.exists()) continue;
      if (person.seat.exists()) ++taken[person.seat.number];
      EXPECT_FALSE(person.waiting && person.seat.exists());
      if (person.uses > 0 && person.watch == Watch::ended) {
        EXPECT_GE(person.last_look, person.prepared_at) << "a watch that no look ended";
      }
    }
    for (std::size_t i = 0; i < taken.size(); ++i) {
      EXPECT_EQ(taken[i], after.seats[i].taken) << "a seat that does not know who sits there";
      EXPECT_LE(taken[i], after.seats[i].capacity);
    }
    EXPECT_EQ(after.floor_open, after.responsible.exists());
    if (std::holds_alternative<CloseFloor>(command.body)) {
      for (const Person& person : after.people) {
        EXPECT_FALSE(person.visit.exists()) << "left behind at closing";
      }
    }
    if (commands % 500 == 0) {
      EXPECT_TRUE(replayed == after) << "a replay is another floor";
    }
  }

  State replayed;
  std::uint64_t commands = 0;
  std::map<std::uint32_t, Instant> opened_at;
  std::set<std::uint32_t> closed;
};

class EachShippedScenario : public testing::TestWithParam<std::string> {};

TEST_P(EachShippedScenario, KeepsEveryInvariantOfTheFloor) {
  Scenario scenario = shipped(GetParam());
  // More emergencies than anybody has seen, so that they meet each other and the closing of the floor.
  for (UseKind& use : scenario.uses) use.emergencies_per_use *= 6;
  Inspector inspector;
  const auto row = row_of(scenario, 0, &inspector);
  EXPECT_EQ(row[column(FloorCount::refusals)], 0);
  EXPECT_GT(inspector.commands, 400U);
  // Every emergency comes to its end: none older than four hours is open when the week is over.
  const Instant end = monday + base::hours(24) * scenario.days;
  for (const auto& [number, at] : inspector.opened_at) {
    if (end - at > base::hours(4)) {
      EXPECT_TRUE(inspector.closed.contains(number)) << number;
    }
  }
  EXPECT_EQ(row[column(FloorCount::emergencies)] > 0, scenario.emergencies_per_use() > 0);
}

TEST_P(EachShippedScenario, DoesTheSameAgainAndWhateverWentBefore) {
  const Scenario scenario = shipped(GetParam());
  const auto first = row_of(scenario, 3);
  Facility facility(scenario, {.seed = 7});
  std::vector<double> other(row_width, 0.0);
  facility.replicate(1, other);
  std::vector<double> again(row_width, 0.0);
  facility.replicate(3, again);
  EXPECT_EQ(first, again);
  if (scenario.emergencies_per_use() > 0) {
    EXPECT_NE(first, other);
  }
}

TEST_P(EachShippedScenario, SaysTheSameBytesOnOneThreadAndOnSeveral) {
  const Scenario scenario = shipped(GetParam());
  const auto json = [&](unsigned threads) {
    return result_as_json(*run_facility(scenario, {.seed = 3, .replications = 9, .threads = threads}));
  };
  const std::string one = json(1);
  EXPECT_EQ(one, json(2));
  EXPECT_EQ(one, json(7));
}

INSTANTIATE_TEST_SUITE_P(Shipped, EachShippedScenario, testing::ValuesIn(shipped_scenarios()), [](const auto& name) {
  std::string out = name.param;
  std::replace_if(out.begin(), out.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return out;
});

TEST(Facility, CountsEverybodyWhoCameOnce) {
  // A site that is empty each night: who came in a week got a seat, gave up or was turned away in it.
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
    const auto row = row_of(shipped("pilot", {{"arrivals.visits_per_week", "600"}}), replicate);
    const auto of = [&](FloorCount which) { return row[column(which)]; };
    EXPECT_GT(of(FloorCount::gave_up), 0);
    EXPECT_EQ(of(FloorCount::arrived),
              of(FloorCount::balked) + of(FloorCount::gave_up) + of(FloorCount::turned_away) + of(FloorCount::seated));
    EXPECT_EQ(of(FloorCount::emergencies),
              of(FloorCount::watched) + of(FloorCount::oxygen) + of(FloorCount::naloxone) + of(FloorCount::overamping));
    EXPECT_EQ(of(FloorCount::begun), of(FloorCount::emergencies) + of(FloorCount::after_leaving));
    double by_hour = 0;
    for (std::size_t hour = 0; hour < 24; ++hour) by_hour += row[column(Hourly::arrived, hour)];
    EXPECT_EQ(by_hour, of(FloorCount::arrived));
  }
}

TEST(Facility, SharesItsDiceBetweenScenarios) {
  // The same people come to a floor with more seats, and who came before comes no later when more come.
  const auto few = row_of(shipped("insite", {{"seats.booth", "11"}}));
  const auto many = row_of(shipped("insite", {{"seats.booth", "20"}}));
  EXPECT_EQ(few[column(FloorCount::arrived)], many[column(FloorCount::arrived)]);
  EXPECT_GT(few[column(FloorCount::gave_up)], many[column(FloorCount::gave_up)]);
}

TEST(Facility, MeetsAsManyEmergenciesAsTheScenarioSaysAndMoreBegin) {
  // Insite's 9.47 in 1,000 uses are those that staff met; about a fifth more begin after people have left.
  const auto result = run_facility(shipped("insite", {{"risk.day_spread", "0"}, {"risk.person_spread", "0"}}),
                                   {.replications = 80, .threads = 2});
  ASSERT_TRUE(result.ok());
  const chance::Estimate& met = outcome_named(result->outcomes, "emergencies_per_1000_uses").estimate;
  EXPECT_NEAR(met.value, 0.718 * 11.6 + 0.282 * 4.0, 3 * met.standard_error + 0.02 * 9.46)
      << "to 2%: how long people stay after the watch is not in the share";
  EXPECT_GT(outcome_named(result->outcomes, "after_leaving_share").estimate.value, 0.15);
}

TEST(Facility, BadDaysBringEmergenciesTogether) {
  const auto result = run_facility(shipped("insite", {{"risk.day_spread", "1.2"}}), {.replications = 60, .threads = 2});
  ASSERT_TRUE(result.ok());
  const auto both = [&](std::string_view name) {
    return std::pair(outcome_named(result->outcomes, name).estimate,
                     outcome_named(result->independent_dice, name).estimate);
  };
  const auto [with, without] = both("coincident_share");
  EXPECT_GT(with.low95, without.high95);
  const auto [often, as_often] = both("emergencies_per_week");
  EXPECT_NEAR(often.value, as_often.value, 3 * (often.standard_error + as_often.standard_error))
      << "clustering must not change how many there are";
}

TEST(Facility, OneTrainedPersonAloneIsOutrunByEachEmergencyThatTakesTwo) {
  Scenario scenario = shipped("pilot");
  for (StaffRole& role : scenario.staff) role.people_by_hour.fill(role.trained ? 1 : 2);
  scenario.staff.erase(
      std::find_if(scenario.staff.begin(), scenario.staff.end(), [](const StaffRole& role) { return role.trained; }) +
          1,
      std::remove_if(scenario.staff.begin(), scenario.staff.end(), [seen = false](const StaffRole& role) mutable {
        return role.trained && std::exchange(seen, true);
      }));
  for (UseKind& use : scenario.uses) use.emergencies_per_use *= 20;
  const auto row = row_of(scenario);
  EXPECT_GT(row[column(FloorCount::oxygen)] + row[column(FloorCount::naloxone)], 0);
  EXPECT_GE(row[column(FloorCount::outrun)], row[column(FloorCount::oxygen)] + row[column(FloorCount::naloxone)]);
  EXPECT_EQ(row[column(FloorCount::no_responder_free)] + row[column(FloorCount::one_responder_free)],
            row[column(FloorCount::emergencies)]);
}

TEST(Facility, NobodyGoesHomeWhileSomebodyIsStillInside) {
  // Trained people are rostered until closing and one untrained person for the night: the trained stay until the last has left.
  Scenario scenario = shipped("pilot", {{"hours.last_entry_minutes_before_close", "0"}});
  for (StaffRole& role : scenario.staff) {
    for (std::size_t hour = 21; hour < 24; ++hour) role.people_by_hour[hour] = role.trained ? 0 : 1;
  }
  const auto row = row_of(scenario);
  EXPECT_GT(row[column(Hourly::inside_hours, 21)], 1) << "nobody to be seen out";
  EXPECT_GT(row[column(Hourly::trained_hours, 21)], 1);
}

TEST(Facility, HasNobodyOnShiftOnDaysOnWhichItStaysClosed) {
  const Scenario scenario = shipped("drop-in");
  ASSERT_FALSE(scenario.hours.days[6]) << "closed on Sundays";
  int rostered = 0;
  for (const StaffRole& role : scenario.staff) rostered += role.people_by_hour[11];
  EXPECT_NEAR(row_of(scenario)[column(Hourly::staff_hours, 11)], 6 * rostered, 0.5) << "six days of seven";
}

TEST(Facility, KeepsTheDaysOfARoundTheClockSiteThatIsNotOpenAllWeek) {
  const Scenario scenario = shipped("demonstration", {{"hours.days", "[\"monday\"]"}});
  const auto row = row_of(scenario);
  EXPECT_NEAR(row[column(FloorCount::open_hours)], 24, 0.01);
}

TEST(Facility, AllocatesNothingForEachEventOnceItHasSeenABusyWeek) {
  const Scenario short_run = shipped("insite");
  const Scenario long_run = shipped("insite", {{"run.days", "28"}});
  const auto allocations = [](const Scenario& scenario) {
    Facility facility(scenario, {.seed = 1});
    std::vector<double> row(row_width, 0.0);
    for (std::uint32_t replicate = 0; replicate < 3; ++replicate) facility.replicate(replicate, row);
    const CountedAllocations counted;
    facility.replicate(2, row);
    return counted.so_far();
  };
  // What a replicate sets up does not grow with its length: 21 days more are two million events more.
  EXPECT_LE(allocations(long_run), allocations(short_run) + 40);
}

}  // namespace
}  // namespace alongside::sim
