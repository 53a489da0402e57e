// Bad scenarios are told what is wrong, where, and what was expected.
#include "sim/facility/scenario.hpp"

#include <gtest/gtest.h>

#include "sim/facility/bare_scenario_test.hpp"

namespace alongside::sim {
namespace {

struct Wrong {
  const char* from;
  const char* to;
  const char* says;
};

TEST(Scenario, SaysWhatIsWrongAndWhere) {
  const Wrong cases[] = {
      {"booth = { value = 3, assumed = \"a check against theory\" }", "booth = { value = 3 }",
       "bare:11:9: seats.booth: expected where this figure comes from: either source = \"a key of [sources]\" or "
       "assumed = \"why this value\", one of the two"},
      {"booth = { value = 3, assumed", "booth = { value = 3, source",
       "seats.booth.source: expected a key of [sources], found \"a check against theory\""},
      {"booth = { value = 3,", "booth = { value = -3,",
       "bare:11:19: seats.booth.value: expected a whole number from 0 to 200, found -3"},
      {"booth = { value = 3,", "booth = { value = 0,",
       "uses.0.route: expected a seat for it, found no seat of kind booth"},
      {"booth = ", "boots = ",
       "seats.booth.value: expected a whole number from 0 to 200, found nothing; is boots, which stands there, meant "
       "for booth?"},
      {"route = \"inject\"", "route = \"inhale\"",
       "uses.0.route: expected inject, smoke, snort, oral or other, found \"inhale\""},
      {"[\"heroin\"]", "[\"herion\"]", "uses.0.substances: expected names of substances, found \"herion\""},
      {"share = { value = 1,", "share = { value = 0.7,", "uses: expected shares that add up to 1, found 0.7"},
      {"opens = { value = \"00:00\"", "opens = { value = \"0:00\"",
       "hours.opens: expected a time of day such as \"09:00\""},
      {"\"sunday\"]", "\"sundays\"]", "hours.days: expected days from monday to sunday, found \"sundays\""},
      {"day_weights = { value = [1, 1, 1, 1, 1, 1, 1]", "day_weights = { value = [1, 1, 1]",
       "arrivals.day_weights: expected a list of 7 numbers, found 3"},
      {"exponential = 15", "exponential = -15", "uses.0.seat_minutes"},
      {"exponential = 15", "exponential = 15, fixed = 3", "uses.0.seat_minutes"},
      {"aftercare_share = { value = 0,", "aftercare_share = { value = 0.5,",
       "after.leave_early_share: expected at most 1 together with aftercare_share"},
      {"trained = { value = true", "trained = { value = false",
       "staff: expected somebody trained on the floor from 00:00, when people come in to use"},
      {"people_by_hour = { value = [1,1", "people_by_hour = { value = [1.5,1",
       "staff.0.people_by_hour: expected whole people, found 1.5"},
      {"guardrails = \"demonstration\"", "guardrails = \"connecticut-drop-in\"",
       "arrivals.visits_per_week: expected 0: the guardrails allow no consumption on site"},
      {"guardrails = \"demonstration\"", "guardrails = \"nowhere\"",
       "guardrails: no document of guardrails is called \"nowhere\""},
      {"[run]", "[run]\nspeed = 3", "run.speed: expected only settings that are known here, found this one"},
      {"days = 364", "days = 0", "run.days: expected a whole number from 1 to 3660, found 0"},
  };
  for (const Wrong& wrong : cases) {
    std::string text = bare_scenario_text({});
    const auto at = text.find(wrong.from);
    ASSERT_NE(at, std::string::npos) << wrong.from;
    text.replace(at, std::string(wrong.from).size(), wrong.to);
    const auto scenario = parse_scenario("bare", text, {});
    ASSERT_FALSE(scenario.ok()) << wrong.to;
    EXPECT_NE(scenario.error().message.find(wrong.says), std::string::npos) << wrong.to << "\n"
                                                                            << scenario.error().message;
    EXPECT_TRUE(scenario.error().message.starts_with("bare:")) << scenario.error().message;
    EXPECT_EQ(scenario.error().failure, base::Failure::input);
  }
}

TEST(Scenario, TakesAnotherValueForAFigureByItsName) {
  const auto scenario =
      parse_scenario("bare", bare_scenario_text({}), {{"seats.booth", "5"}, {"staff.0.people_by_hour.value.0", "2"}});
  ASSERT_TRUE(scenario.ok()) << scenario.error().message;
  EXPECT_EQ(scenario->seats[0], 5);
  const auto wrong = parse_scenario("bare", bare_scenario_text({}), {{"seats.booth", "many"}});
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().message, "seats.booth.value=many: expected a value as TOML writes it");
}

TEST(Scenario, BringsAsManyPeopleInAWeekAsItSaysWhateverItsHours) {
  const auto scenario = load_scenario("insite", {});
  ASSERT_TRUE(scenario.ok());
  double week = 0;
  for (const double rate : scenario->arrivals_per_hour) week += rate;
  EXPECT_NEAR(week, 180'000.0 / 365 * 7, 1e-3);
  EXPECT_NEAR(scenario->arrivals_per_hour[10], 180'000.0 / (365 * 18), 1e-6) << "27.3973 an hour while it is open";
  EXPECT_EQ(scenario->arrivals_per_hour[5], 0);
}

TEST(Scenario, GivesEveryFigureWithItsOrigin) {
  const auto scenario = load_scenario("onpoint", {});
  ASSERT_TRUE(scenario.ok());
  EXPECT_GT(scenario->parameters.size(), 60U);
  for (const ScenarioParameter& parameter : scenario->parameters)
    EXPECT_NE(parameter.source.empty(), parameter.assumed.empty()) << parameter.path;
}

}  // namespace
}  // namespace alongside::sim
