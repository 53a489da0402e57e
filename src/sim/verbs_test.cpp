#include "sim/verbs.hpp"

#include <gtest/gtest.h>

namespace alongside::sim {

namespace {

FloorRequest request_for(chance::Asker asker, std::string scenario, std::vector<ScenarioSetting> settings = {}) {
  FloorRequest out(asker);
  out.scenario = std::move(scenario);
  out.settings = std::move(settings);
  return out;
}

std::string why_not_run(const Scenario& scenario, const FloorRequest& request) {
  const auto result = simulate(scenario, request);
  return result ? "run" : result.error().message;
}

}  // namespace

TEST(SimVerbs, APageNamesNoFileOfTheMachine) {
  EXPECT_FALSE(load(request_for(chance::Asker::page, "/etc/passwd")).ok());
  EXPECT_FALSE(load(request_for(chance::Asker::page, "../scenarios/pilot.toml")).ok());
  EXPECT_FALSE(load(request_for(chance::Asker::page, "pilot", {{"documents.protocol", "\"/etc/passwd\""}})).ok());
  EXPECT_FALSE(load(request_for(chance::Asker::page, "pilot", {{"guardrails", "\"/etc/passwd\""}})).ok());
  const auto changed = load(request_for(chance::Asker::page, "pilot", {{"seats.booth", "9"}}));
  ASSERT_TRUE(changed.ok()) << changed.error().message;
  EXPECT_EQ(changed->seats[0], 9);
}

TEST(SimVerbs, WhatACommandMayRunIsRefusedToAPage) {
  const auto pilot = load(request_for(chance::Asker::page, "pilot"));
  ASSERT_TRUE(pilot.ok()) << pilot.error().message;
  FloorRequest request = request_for(chance::Asker::page, "pilot");
  request.run.replications = 401;
  EXPECT_EQ(why_not_run(*pilot, request), "replications: expected 1 to 400, found 401");
  request.run.replications = 0;
  EXPECT_EQ(why_not_run(*pilot, request), "replications: expected 1 to 400, found 0");
  request.run.replications = 2;
  request.run.seed = 1'000'000'001;
  EXPECT_EQ(why_not_run(*pilot, request), "seed: expected 0 to 1000000000, found 1000000001");
  FloorRequest command = request_for(chance::Asker::command, "pilot");
  command.run.replications = 2;
  command.run.seed = request.run.seed;
  EXPECT_EQ(why_not_run(*pilot, command), "run");
}

/// So few replicates that a page may ask for them, of a floor to which a city comes.
TEST(SimVerbs, ACrowdIsTooMuchForAPageHoweverFewTheReplicates) {
  const auto crowd = load(request_for(chance::Asker::page, "pilot", {{"arrivals.visits_per_week", "900000"}}));
  ASSERT_TRUE(crowd.ok()) << crowd.error().message;
  EXPECT_GT(visits_of(*crowd, 5), 5 * 900'000.0) << "the warm-up counts too";
  FloorRequest request = request_for(chance::Asker::page, "pilot");
  request.run.replications = 5;
  EXPECT_NE(why_not_run(*crowd, request).find("expected at most 4000000 simulated visits"), std::string::npos);
}

TEST(SimVerbs, AnAnswerSaysWhatTheFloorWasFittedTo) {
  const auto pilot = load(request_for(chance::Asker::command, "pilot"));
  ASSERT_TRUE(pilot.ok()) << pilot.error().message;
  FloorRequest request = request_for(chance::Asker::command, "pilot");
  request.run.replications = 1;
  const auto result = simulate(*pilot, request, {.to = "center.toml (1 real site)", .lines = {FitLine{}}});
  ASSERT_TRUE(result.ok()) << result.error().message;
  EXPECT_EQ(result->evidence, "center.toml (1 real site)");
  EXPECT_EQ(result->fit.size(), 1U);
}

}  // namespace alongside::sim
