#include "plan/verbs.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "plan/little_plan_test.hpp"

namespace alongside::plan {

namespace {

PlanRequest quickly(chance::Asker asker, std::string plan) {
  PlanRequest out(asker);
  out.plan = std::move(plan);
  out.options.draws = 0;
  out.options.vetoes = false;
  out.curve = false;
  return out;
}

std::string why_not_read(const PlanRequest& request) {
  const auto input = read(request);
  return input ? "read" : input.error().message;
}

}  // namespace

TEST(PlanVerbs, APageNamesNoFileOfTheMachine) {
  EXPECT_EQ(why_not_read(quickly(chance::Asker::page, "connecticut")), "read");
  EXPECT_EQ(why_not_read(quickly(chance::Asker::page, "/etc/passwd")), "plan: expected the name of a shipped plan");
  PlanRequest request = quickly(chance::Asker::page, "connecticut");
  request.demand = "/etc/passwd";
  EXPECT_NE(why_not_read(request).find("expected no file"), std::string::npos);
  request = quickly(chance::Asker::page, "connecticut");
  for (const std::string path : {"places", "reach.travel_times", "existing.file", "candidates.file"}) {
    request.settings = {{.path = path, .value = "\"/etc/passwd\""}};
    EXPECT_EQ(why_not_read(request), "settings: expected at most 32, each a figure of the plan") << path;
  }
  request.settings = {{.path = "effect.home_share", .value = "0.5"}, {.path = "objective.goal", .value = "\"total\""}};
  EXPECT_EQ(why_not_read(request), "read");
}

TEST(PlanVerbs, WhatACommandMayAskIsRefusedToAPage) {
  const auto both = [](const std::function<void(PlanRequest&)>& change) {
    PlanRequest page = quickly(chance::Asker::page, "connecticut");
    PlanRequest command = quickly(chance::Asker::command, "connecticut");
    change(page);
    change(command);
    EXPECT_EQ(why_not_read(command), "read");
    return why_not_read(page);
  };
  EXPECT_EQ(both([](PlanRequest& one) { one.options.draws = 501; }), "draws: expected 0 to 500, found 501");
  EXPECT_EQ(both([](PlanRequest& one) { one.options.asked.sites = 21; }), "sites: expected 1 to 20, found 21");
  EXPECT_EQ(both([](PlanRequest& one) { one.options.seconds_max = 11; }), "seconds: expected 10 to 10, found 11");
}

TEST(PlanVerbs, NoNumberIsNoAnswerToHowSureOrHowLong) {
  PlanRequest request = quickly(chance::Asker::command, "connecticut");
  request.options.gap = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(why_not_read(request), "expected numbers for --gap and --seconds");
  request.options.gap = 2;
  EXPECT_EQ(why_not_read(request), "gap: expected 0 to 1, found 2");
}

TEST(PlanVerbs, YearsAreChosenAmongCountsOrNotAtAll) {
  PlanRequest request = quickly(chance::Asker::command, "connecticut");
  request.options.first_year = 2015;
  EXPECT_NE(why_not_read(request).find("give them with --demand"), std::string::npos);
  request.options.last_year = 2014;
  EXPECT_EQ(why_not_read(request), "expected --from no later than --to, found 2015 and 2014");
  request = quickly(chance::Asker::command, "connecticut");
  request.coverage = true;
  EXPECT_NE(why_not_read(request).find("--coverage tries forecasts"), std::string::npos);
}

/// The same document by hand, without the verbs.
TEST(PlanVerbs, ThePlanIsTheOneThatItsPartsGive) {
  const auto document = load_plan("connecticut", {}, {});
  ASSERT_TRUE(document.ok()) << document.error().message;
  const auto plan = make_plan(*document, nullptr, quick);
  ASSERT_TRUE(plan.ok()) << plan.error().message;
  const auto input = read(quickly(chance::Asker::command, "connecticut"));
  ASSERT_TRUE(input.ok()) << input.error().message;
  const auto answer = make(*input);
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(plan_as_json(answer->plan, answer->hindsight), plan_as_json(*plan, {}));
  EXPECT_TRUE(answer->plan.curve.empty());
  EXPECT_FALSE(places_file(*input).ok()) << "there are no counts to make them of";
}

TEST(PlanVerbs, ThePlacesOwnCheckStandsOnlyBesideTheirOwnRates) {
  PlanRequest request = quickly(chance::Asker::page, "connecticut");
  const auto input = read(request);
  ASSERT_TRUE(input.ok()) << input.error().message;
  const auto answer = make(*input);
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_FALSE(answer->coverage.says.text().empty()) << "connecticut's places have smoothed rates";
  EXPECT_FALSE(answer->hindsight.has_value());
  request.hindsight = true;
  const auto scored = read(request);
  ASSERT_TRUE(scored.ok());
  const auto with = make(*scored);
  ASSERT_TRUE(with.ok()) << with.error().message;
  EXPECT_TRUE(with->hindsight.has_value());
}

}  // namespace alongside::plan
