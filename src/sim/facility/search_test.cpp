// The search against what queueing theory asks for, its words for what cannot be, and that it says the same however it is run.
#include "sim/facility/search.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <sstream>

#include "sim/facility/removals.hpp"

namespace alongside::sim {
namespace {

/// A floor without anything but a queue: no emergencies, staff tasks that take no time, nobody gives up. 10 people an hour round the clock.
struct Queue {
  int booths = 3;
  std::string seat_minutes = "exponential = 15";
  std::string door_minutes = "fixed = 0";
  double wait_minutes = 5;
  double wait_share = 0.9;
  std::string service = "yes";
  std::string costs = {};
  std::string hourly_cost = {};
  double visits_per_week = 1680;
  double emergencies_per_1000 = 0;
  double indifference = 0.03;
};

// Long: a whole scenario, setting by setting.
std::string text_of(const Queue& queue) {
  const std::string assumed = ", assumed = \"a test\" }\n";
  std::string everyday = "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]";
  std::string out = "name = \"a queue\"\nabout = \"A test.\"\nguardrails = \"demonstration\"\nprotocol = \"bc-aha\"\n";
  const auto table = [&](const std::string& name) { out += fmt::format("[{}]\n", name); };
  const auto value = [&](const std::string& key, const std::string& is) {
    out += fmt::format("{} = {{ value = {}{}", key, is, assumed);
  };
  const auto spread = [&](const std::string& key, const std::string& is) {
    out += fmt::format("{} = {{ {}{}", key, is, assumed);
  };
  table("hours");
  value("opens", "\"00:00\"");
  value("closes", "\"00:00\"");
  value("last_entry_minutes_before_close", "0");
  value("days", R"(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])");
  table("seats");
  value("booth", std::to_string(queue.booths));
  value("smoking", "0");
  value("aftercare", "0");
  table("arrivals");
  value("visits_per_week", fmt::format("{}", queue.visits_per_week));
  value("other_visits_per_week", "0");
  value("hour_weights", everyday);
  value("day_weights", "[1, 1, 1, 1, 1, 1, 1]");
  value("participants", "10000");
  table("waiting");
  value("longest_queue", "1000000");
  spread("patience_minutes", "fixed = 1e9");
  out += "[[uses]]\nname = \"any\"\nsubstances = [\"heroin\"]\nroute = \"inject\"\n";
  value("share", "1");
  spread("preparation_minutes", "fixed = 0");
  spread("seat_minutes", queue.seat_minutes);
  value("emergencies_per_1000", fmt::format("{}", queue.emergencies_per_1000));
  if (queue.emergencies_per_1000 > 0) {
    spread("emergency_delay_minutes", "fixed = 2");
    spread("severity", "oxygen = 1");
  }
  table("after");
  value("aftercare_share", "0");
  value("leave_early_share", "1");
  value("service_share", "0");
  spread("service_minutes", "fixed = 0");
  table("risk");
  value("day_spread", "0");
  value("person_spread", "0");
  out += "[[staff]]\nrole = \"responder\"\n";
  value("trained", "true");
  value("people_by_hour", everyday);
  if (!queue.hourly_cost.empty()) value("hourly_cost", queue.hourly_cost);
  table("tasks");
  spread("door_minutes", queue.door_minutes);
  for (const char* task : {"look", "clean", "restock", "break"}) spread(fmt::format("{}_minutes", task), "fixed = 0");
  value("restock_every_hours", "10000");
  value("break_every_hours", "10000");
  table("emergency");
  spread("noticed_minutes", "fixed = 0");
  for (const char* people : {"oxygen", "naloxone", "watched"}) value(fmt::format("people_{}", people), "1");
  for (const char* kind : {"oxygen", "naloxone", "watched", "overamping"})
    spread(fmt::format("response_minutes_{}", kind), "fixed = 10");
  value("recovery_people", "0");
  spread("naloxone_after_minutes", "fixed = 1");
  value("doses", "[1]");
  value("oxygen_litres_per_minute", "10");
  value("transport_share", "0");
  value("pause_seating", "false");
  out += queue.costs;
  if (!queue.service.empty()) {
    table("service");
    value("wait_minutes", fmt::format("{}", queue.wait_minutes));
    value("wait_share", fmt::format("{}", queue.wait_share));
    value("gave_up_share_max", "0.05");
    value("fewer_than_two_share_max", "0.2");
    value("confidence", "0.95");
    value("indifference", fmt::format("{}", queue.indifference));
  }
  return out + "[run]\ndays = 2\nwarm_up_days = 1\n";
}

Scenario scenario_of(const Queue& queue) {
  auto scenario = parse_scenario("queue.toml", text_of(queue), {});
  EXPECT_TRUE(scenario.ok()) << (scenario.ok() ? "" : scenario.error().message);
  return std::move(scenario).value();
}

SearchResult found_in(const Scenario& scenario, const SearchPlan& plan = {}) {
  auto result = find_design(scenario, plan);
  EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().message);
  return std::move(result).value();
}

/// What two tests ask about.
const SearchResult& erlang() {
  static const SearchResult result = found_in(scenario_of({}));
  return result;
}

// 10 people an hour who sit for 15 minutes on average: 2.5 seats' worth. Erlang's C, worked by hand, times exp(-(4c - 10) t) for a wait of more
// than t hours: with 5 minutes, .594 for 3 seats, .194 for 4, .057 for 5.
TEST(Search, FindsTheSeatsThatErlangAsksFor) {
  const SearchResult& result = erlang();
  ASSERT_EQ(result.verdict, SearchVerdict::found);
  EXPECT_EQ(result.best->design.seats[0], 5);
  EXPECT_NEAR(outcome_named(result.best->trial.outcomes, "waited_too_long_share").estimate.value, 0.057, 0.01);
  // One less was tried, and fails.
  ASSERT_EQ(result.one_less.size(), 1U);
  EXPECT_EQ(result.one_less[0].label, "one booth less");
  EXPECT_EQ(result.one_less[0].trial.verdict, Verdict::fails);
  EXPECT_NEAR(outcome_named(result.one_less[0].trial.outcomes, "waited_too_long_share").estimate.value, 0.194, 0.03);
  // One person does work that takes no time.
  EXPECT_EQ(staff_hours_per_day(result.best->design), 24);
}

TEST(Search, ShowsWhatASavingCosts) {
  const SearchResult& result = erlang();
  bool fails_cheaper = false;
  bool meets_dearer = false;
  for (std::size_t i = 0; i < result.curve.size(); ++i) {
    const DesignFound& point = result.curve[i];
    const bool cheaper = point.design.seats[0] < 5;
    fails_cheaper = fails_cheaper || (cheaper && point.trial.verdict == Verdict::fails);
    meets_dearer = meets_dearer || (!cheaper && point.trial.verdict == Verdict::meets);
    if (i == 0) continue;
    // By staff hours and seats, as nothing is priced.
    const DesignFound& before = result.curve[i - 1];
    EXPECT_GE(staff_hours_per_day(point.design) + seats_in(point.design),
              staff_hours_per_day(before.design) + seats_in(before.design));
    // The same dice for all: with the same staff, more seats never make more people wait.
    if (staff_hours_per_day(point.design) == staff_hours_per_day(before.design)) {
      EXPECT_LE(outcome_named(point.trial.outcomes, "waited_too_long_share").estimate.value,
                outcome_named(before.trial.outcomes, "waited_too_long_share").estimate.value + 0.01);
    }
  }
  EXPECT_TRUE(fails_cheaper);
  EXPECT_TRUE(meets_dearer);
  EXPECT_FALSE(result.cost_unknown.empty());
  EXPECT_FALSE(result.best->cost.total().has_value());
}

// The door as the queue: one person of staff welcomes for 15 minutes on average. Time from coming to the end of the welcome in an M/M/c longer than 30
// minutes, from the closed form of a sojourn, by hand: .46 with 3 people, .19 with 4.
TEST(Search, FindsStaffByHourBetweenWhatFailsAndWhatMeetsAtAllHours) {
  const SearchResult result = found_in(scenario_of({.booths = 3,
                                                    .seat_minutes = "fixed = 0.1",
                                                    .door_minutes = "exponential = 15",
                                                    .wait_minutes = 30,
                                                    .wait_share = 0.7,
                                                    .indifference = 0.05}));
  ASSERT_EQ(result.verdict, SearchVerdict::found);
  EXPECT_GT(staff_hours_per_day(result.best->design), 24 * 3);
  EXPECT_LE(staff_hours_per_day(result.best->design), 24 * 4);
  EXPECT_LE(result.best->design.seats[0], 4) << search_as_text(result);  // of 10: nobody sits long
  // One person at all hours cannot do the work of two and a half: the line only grows, and where nobody is seated nobody is seen to wait.
  const auto as_it_stands = std::find_if(result.curve.begin(), result.curve.end(), [](const DesignFound& point) {
    return point.label == "as the scenario has it";
  });
  ASSERT_NE(as_it_stands, result.curve.end());
  EXPECT_EQ(as_it_stands->trial.verdict, Verdict::fails);
}

TEST(Search, HasNoShareWithoutDoubtInItsCurveItsHoursAndItsText) {
  const SearchResult result =
      found_in(scenario_of({.booths = 12, .visits_per_week = 840, .emergencies_per_1000 = 20, .indifference = 0.1}));
  ASSERT_EQ(result.verdict, SearchVerdict::found);
  int none = 0;
  for (const DesignFound& found : result.curve) {
    for (const FloorOutcome& outcome : found.trial.outcomes) {
      if (!outcome.name.ends_with("_share") || !std::isfinite(outcome.estimate.value)) continue;
      EXPECT_LT(outcome.estimate.low95, outcome.estimate.high95) << found.label << " " << outcome.name;
    }
  }
  for (const chance::Estimate& share : result.best->trial.fewer_than_two_by_hour) {
    if (!std::isfinite(share.value)) continue;
    none += share.value == 0 ? 1 : 0;
    EXPECT_LT(share.low95, share.high95);
  }
  EXPECT_GT(none, 0) << "nothing to ask about";
  EXPECT_NE(search_as_text(result).find("\nAssumed\n  hours.opens = 00:00: a test\n"), std::string::npos);
  // A share of none stands with how far it may be from that.
  std::istringstream lines(search_as_text(result));
  for (std::string line; std::getline(lines, line);) {
    if (line.find(" 0.0%") != std::string::npos) {
      EXPECT_NE(line.find("(0.0% to "), std::string::npos) << line;
    }
  }
}

TEST(Search, SaysTheSameOnOneThreadAndOnTwo) {
  const Scenario scenario = scenario_of({.visits_per_week = 840, .emergencies_per_1000 = 30, .indifference = 0.1});
  const SearchPlan one{.seed = 3, .threads = 1, .visits_most = 3e5};
  const SearchPlan two{.seed = 3, .threads = 2, .visits_most = 3e5};
  const std::string said = search_as_json(found_in(scenario, one));
  EXPECT_EQ(said, search_as_json(found_in(scenario, two)));
  EXPECT_NE(said.find("\"fewer_than_two_share\""), std::string::npos);
}

// Two free of two: whoever comes second to an emergency finds one free at most.
TEST(Search, KeepsTwoTrainedPeopleWherePeopleComeToUse) {
  const SearchResult result =
      found_in(scenario_of({.booths = 6, .visits_per_week = 840, .emergencies_per_1000 = 20, .indifference = 0.1}));
  ASSERT_EQ(result.verdict, SearchVerdict::found);
  for (const int people : result.best->design.people[0]) EXPECT_GE(people, 2);
}

TEST(Search, PricesWhereThereArePrices) {
  const std::string costs =
      "[costs]\ncurrency = \"USD\"\nprice_year = 2024\nseat_per_year = { value = 3650, assumed = \"a test\" }\n";
  const SearchResult result = found_in(scenario_of({.costs = costs, .hourly_cost = "20"}));
  ASSERT_EQ(result.verdict, SearchVerdict::found);
  EXPECT_DOUBLE_EQ(*result.best->cost.total(), 5 * 10 + 24 * 20);
  EXPECT_EQ(result.currency, "USD of 2024");
  EXPECT_TRUE(result.cost_unknown.empty());
}

TEST(Search, SaysSoWhereNoSeatsAndNoStaffCanMeetTheLevels) {
  // The welcome alone takes longer than the wait that is allowed.
  const SearchResult result = found_in(scenario_of({.door_minutes = "fixed = 10", .visits_per_week = 170}));
  EXPECT_EQ(result.verdict, SearchVerdict::cannot_be_met);
  EXPECT_FALSE(result.best.has_value());
  EXPECT_FALSE(result.curve.empty());
  EXPECT_NE(search_as_text(result).find("cannot be met"), std::string::npos);
}

TEST(Search, IsRefusedWithoutLevels) {
  const auto result = find_design(scenario_of({.service = ""}), {});
  ASSERT_FALSE(result.ok());
  EXPECT_NE(result.error().message.find("[service]"), std::string::npos);
  EXPECT_EQ(result.error().failure, base::Failure::input);
}

TEST(Search, IsRefusedWhereNobodyComesToUse) {
  const auto drop_in = load_scenario("drop-in", {});
  ASSERT_TRUE(drop_in.ok());
  const auto result = find_design(*drop_in, {});
  ASSERT_FALSE(result.ok());
  EXPECT_NE(result.error().message.find("nobody comes to use"), std::string::npos);
}

TEST(Search, IsRefusedForARoleThatTheScenarioDoesNotHave) {
  const auto result = find_design(scenario_of({}), {.roles = {"nurse"}});
  ASSERT_FALSE(result.ok());
  EXPECT_NE(result.error().message.find("it has responder"), std::string::npos);
}

TEST(Search, EndsWhenItIsStopped) {
  std::atomic<bool> stop = false;
  const SearchPlan plan{.progress = [&](const SearchProgress&) { stop = true; }, .stop = &stop};
  const SearchResult result = found_in(scenario_of({}), plan);
  EXPECT_EQ(result.verdict, SearchVerdict::stopped);
  EXPECT_FALSE(result.best.has_value());
  EXPECT_LE(result.designs_tried, 2U);
}

TEST(Removals, TakeTheHourWithMostSlackFirst) {
  Scenario scenario = scenario_of({});
  const Limits limits(scenario, {0}, 1);
  FloorLoad load;
  load.busy.fill(2);
  load.busy[4] = 0.5;
  load.busy[20] = 6;
  Design design = design_of(scenario);
  design.people[0].fill(8);
  const auto order = limits.order(design, load);
  ASSERT_EQ(order.size(), 24U * 7U);  // one stays in every hour in which people come
  EXPECT_EQ(order.front().hour, 4U);
  for (std::size_t i = 0; i < 24; ++i) EXPECT_NE(order[i].hour, 20U);
  for (const Removal& removal : order) design = limits.without(design, removal);
  for (const int people : design.people[0]) EXPECT_EQ(people, 1);
}

TEST(Removals, LeaveHoursOutsideOpeningToTheScenarioOrToTheOpeningHourNextToThem) {
  const auto insite = load_scenario("insite", {});
  ASSERT_TRUE(insite.ok());
  const std::size_t responder = 1;
  const Limits limits(*insite, {responder}, 2);
  Design design = limits.ample(false);
  EXPECT_GT(design.people[responder][2], 4);
  EXPECT_EQ(design.people[responder][3], 4);  // after closing at three, as the scenario has it
  EXPECT_EQ(design.people[responder][5], 0);
  EXPECT_FALSE(limits.may_take(design, {.seat = false, .which = responder, .hour = 3}));
  while (design.people[responder][2] > 1)
    design = limits.without(design, {.seat = false, .which = responder, .hour = 2});
  EXPECT_EQ(design.people[responder][3], 1);
}

TEST(Removals, NeverTakeTheLastSeatOfAKindThatSomebodyNeeds) {
  const Scenario scenario = scenario_of({});
  const Limits limits(scenario, {0}, 2);
  Design design = design_of(scenario);
  EXPECT_TRUE(limits.may_take(design, {.seat = true, .which = 0, .hour = 0}));
  design.seats[0] = 1;
  EXPECT_FALSE(limits.may_take(design, {.seat = true, .which = 0, .hour = 0}));
}

}  // namespace
}  // namespace alongside::sim
