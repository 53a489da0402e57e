// What a result says, as whoever reads it would ask: no interval of width 0 on what luck could have brought out otherwise, no figure that cannot be, and
// every figure that was assumed named with its reason.
#include "sim/facility/results.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <functional>
#include <sstream>

#include "document/shipped_documents.hpp"
#include "sim/facility/bare_scenario_test.hpp"
#include "sim/facility/search.hpp"

namespace alongside::sim {
namespace {

namespace json = boost::json;

FacilityResult run(const std::string& name, std::uint32_t replications,
                   const std::vector<ScenarioSetting>& settings = {}) {
  const auto scenario = load_scenario(name, settings);
  if (!scenario) ADD_FAILURE() << scenario.error().message;
  auto result = run_facility(*scenario, {.replications = replications, .threads = 2});
  EXPECT_TRUE(result.ok());
  return std::move(*result);
}

chance::Estimate of(const FacilityResult& result, std::string_view name) {
  return outcome_named(result.outcomes, name).estimate;
}

std::optional<double> number(const json::value& value) {
  return value.is_null() ? std::nullopt : std::optional(value.to_number<double>());
}

/// Every object of the document with an estimate and its interval, with where it stands.
void each_interval(const json::value& value, const std::string& where,
                   const std::function<void(const std::string&, const json::object&)>& see) {
  if (const json::array* list = value.if_array()) {
    for (std::size_t i = 0; i < list->size(); ++i) each_interval((*list)[i], where + "." + std::to_string(i), see);
  }
  const json::object* object = value.if_object();
  if (object == nullptr) return;
  const json::value* name = object->if_contains("name");
  const std::string here = where + (name != nullptr && name->is_string() ? "." + std::string(name->as_string()) : "");
  if (object->contains("low95")) return see(here, *object);
  for (const auto& [key, inner] : *object) each_interval(inner, here + "." + std::string(key), see);
}

class EachResult : public testing::TestWithParam<const char*> {};

TEST_P(EachResult, HasNoShareOfNoneOrAllWithoutDoubtAndNoneThatCannotBe) {
  const FacilityResult result = run(GetParam(), 6);
  int shares = 0;
  each_interval(json::parse(result_as_json(result)), "", [&](const std::string& where, const json::object& one) {
    const auto value = number(one.contains("value") ? one.at("value") : one.at("found"));
    const auto low = number(one.at("low95"));
    const auto high = number(one.at("high95"));
    EXPECT_EQ(low.has_value(), high.has_value()) << where;
    if (!value || !low) return;
    EXPECT_LE(*low, *value) << where;
    EXPECT_LE(*value, *high) << where;
    EXPECT_GE(*low, 0) << where;
    if (where.find("share") == std::string::npos && where.find("chance") == std::string::npos) return;
    ++shares;
    EXPECT_LE(*high, 1) << where;
    EXPECT_LT(*low, *high) << where << " is said to be " << *value << " for certain";
  });
  EXPECT_GT(shares, 20);
}

INSTANTIATE_TEST_SUITE_P(Shipped, EachResult, testing::Values("insite", "onpoint", "pilot", "mobile", "demonstration"));

TEST(Results, BoundWhatNeverHappenedByIndependentReplicatesAndNotByPeople) {
  // Nobody waits an hour for one of 200 booths. Ten replicates of some thousand people each: 1 - .05^(1/10) = .2589, and not 3 of many thousands.
  const FacilityResult result =
      run("insite", 10,
          {{"seats.booth", "200"}, {"waiting.patience_minutes", "{ fixed = 1e9, assumed = \"none leaves\" }"}});
  EXPECT_EQ(of(result, "balked_share").value, 0);
  EXPECT_EQ(of(result, "balked_share").low95, 0);
  EXPECT_NEAR(of(result, "balked_share").high95, 0.2589, 0.001);
  EXPECT_EQ(result.wait_curve.back().value, 0);
  EXPECT_NEAR(result.wait_curve.back().high95, 0.2589, 0.001);
  // Everybody waits longer than no minute at all, as far as ten replicates tell.
  EXPECT_EQ(result.wait_curve.front().value, 1);
  EXPECT_NEAR(result.wait_curve.front().low95, 1 - 0.2589, 0.001);
}

TEST(Results, OfOneReplicateDecideNoLevel) {
  const FacilityResult result = run("insite", 1);
  ASSERT_EQ(result.levels.size(), 3U);
  EXPECT_GT(of(result, "gave_up_share").value, 0);
  for (const LevelFound& level : result.levels) {
    EXPECT_EQ(level.met(), std::nullopt) << level.name << ": one replicate tells nothing of the luck in it";
  }
}

TEST(Results, OfAScenarioWithoutEmergenciesSayNothingOfThem) {
  const FacilityResult result = run("demonstration", 4);
  for (const char* name : {"emergencies_per_week", "chance_outrun", "naloxone_doses_per_year", "transports_per_year"})
    EXPECT_TRUE(std::isnan(of(result, name).value)) << name;
  const FacilityResult drop_in = run("drop-in", 4);
  EXPECT_TRUE(std::isnan(of(drop_in, "uses_elsewhere_per_year").value)) << "nobody comes to use";
  EXPECT_GT(of(drop_in, "other_visits_per_day").value, 10) << "and many come for something else";
}

TEST(Results, CountEventsAndPeopleOverTheSameTime) {
  // The first Monday is the warm-up: as long a warm-up again must not make it more events for each person.
  const auto events = [](const char* warm_up) {
    return of(run("onpoint", 12, {{"run.days", "7"}, {"run.warm_up_days", warm_up}}), "events_per_visit").value;
  };
  EXPECT_NEAR(events("7") / events("0"), 1, 0.03);
}

TEST(Results, TextNamesEveryFigureThatWasAssumedWithItsReasonAndEveryOtherWithItsSource) {
  const FacilityResult result = run("pilot", 2);
  std::istringstream lines(result_as_text(result));
  std::string words;
  for (std::string line; std::getline(lines, line);) {
    std::size_t letters = 0;
    for (const char byte : line) letters += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1 : 0;
    EXPECT_LE(letters, 110U) << line;
    words += line.substr(std::min(line.find_first_not_of(' '), line.size())) + " ";
  }
  int assumed = 0;
  for (const ScenarioParameter& one : result.parameters) {
    assumed += one.source.empty() ? 1 : 0;
    EXPECT_NE(words.find(one.path + " = " + one.value), std::string::npos) << one.path;
    EXPECT_NE(words.find(one.source.empty() ? one.assumed : one.source), std::string::npos) << one.path;
  }
  EXPECT_GT(assumed, 40);
  EXPECT_NE(words.find(std::to_string(assumed) + " of " + std::to_string(result.parameters.size())), std::string::npos);
}

TEST(Results, AFigureThatWasSetForTheRunDoesNotBearTheFilesSource) {
  const FacilityResult result =
      run("insite", 2, {{"seats.booth", "15"}, {"waiting.patience_minutes.lognormal.median", "40"}});
  const auto named = [&](std::string_view path) {
    return *std::find_if(result.parameters.begin(), result.parameters.end(),
                         [&](const ScenarioParameter& one) { return one.path == path; });
  };
  EXPECT_EQ(named("seats.booth").value, "15");
  EXPECT_EQ(named("seats.booth").source, "") << "Irwin's 13 booths are not 15";
  EXPECT_NE(named("seats.booth").assumed.find("Set for this run"), std::string::npos);
  EXPECT_NE(named("waiting.patience_minutes").assumed.find("Set for this run"), std::string::npos);
  EXPECT_NE(named("hours.opens").source, "") << "what was not set keeps its source";
}

}  // namespace
}  // namespace alongside::sim
