// A floor simulated with known figures is told as evidence; the fit finds them again, says how well, and leaves alone what it cannot know.
#include "sim/facility/calibration.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/facility/bare_scenario_test.hpp"

namespace alongside::sim {
namespace {

/// Quantile points of a lognormal from its textbook values: the standard normal's at 0.05, 0.10 … 0.95, and far ends.
MinutesSeen lognormal_times(double median, double sigma, std::uint64_t n) {
  const double z[] = {-3.2,  -1.645, -1.282, -1.036, -0.842, -0.674, -0.524, -0.385, -0.253, -0.126, 0,
                      0.126, 0.253,  0.385,  0.524,  0.674,  0.842,  1.036,  1.282,  1.645,  3.2};
  MinutesSeen out{
      .n = n, .mean = median, .sd = 1, .log_n = n, .log_mean = std::log(median), .log_sd = sigma, .quantiles = {}};
  for (const double one : z) out.quantiles.push_back(median * std::exp(sigma * one));
  return out;
}

SiteEvidence evidence() {
  SiteEvidence seen;
  seen.live.emplace();
  seen.live->open_hours.fill(10);
  seen.live->for_use.by_hour.fill(120);
  seen.live->for_use.daily = {.days = 70,
                              .arrivals = 20160,
                              .mean = 288,
                              .variance = 300,
                              .variance_to_mean = 1.04,
                              .degrees_of_freedom = 63,
                              .pearson = 70};
  UsesSeen uses;
  uses.route = RouteSeen::inject;
  uses.mix = MixSeen::opioid;
  uses.uses = 20'000;
  uses.emergencies.counts[0][2] = 200;
  uses.stayed = lognormal_times(40, 0.2, 19'800);
  seen.uses.push_back(uses);
  StaysByKindSeen stays{.seat = SeatSeen::booth, .route = RouteSeen::inject, .seen = {}};
  stays.seen.preparation = lognormal_times(2, 0.5, 12);
  stays.seen.seat_time = lognormal_times(22, 0.4, 5'000);
  seen.stays_by_kind.push_back(stays);
  seen.leaving.visits = 1'000;
  seen.leaving.moved_to_aftercare = 600;
  seen.leaving.left_early = 50;
  return seen;
}

const FitLine& line_of(const std::vector<FitLine>& lines, const std::string& path) {
  for (const FitLine& line : lines) {
    if (line.path == path) return line;
  }
  ADD_FAILURE() << path;
  return lines.front();
}

Scenario with_emergencies() {
  std::string text = bare_scenario_text({});
  const std::string from = "emergencies_per_1000 = { value = 0, assumed = \"a check against theory\" }";
  text.replace(text.find(from), from.size(),
               "emergencies_per_1000 = { value = 2, assumed = \"x\" }\nemergency_delay_minutes = { lognormal = { "
               "median = 17, sigma = 0.69 }, assumed = \"x\" }\n"
               "severity = { watched = 1, assumed = \"x\" }");
  return *parse_scenario("bare", text, {});
}

TEST(Calibration, FindsWhatTheEvidenceShows) {
  Scenario scenario = with_emergencies();
  const auto lines = calibrate(scenario, evidence());
  ASSERT_TRUE(lines.ok()) << lines.error().message;
  EXPECT_DOUBLE_EQ(scenario.arrivals_per_hour[5], 12.0) << "120 people in 10 hours";
  EXPECT_NE(line_of(*lines, "arrivals.visits_per_week").how_well.find("1.11 times"), std::string::npos) << "70 over 63";
  EXPECT_NEAR(scenario.uses[0].seat_minutes.quantile(0.5), 22, 1e-9);
  EXPECT_TRUE(line_of(*lines, "uses.0.seat_minutes").fitted);
  EXPECT_NEAR(scenario.aftercare_share, 0.6, 1e-12);
  EXPECT_NEAR(scenario.leave_early_share, 0.05, 1e-12);
  // 200 met in 20,000; of delays with median 17 and sigma 0.69, stays about 40 minutes long let 89% be met (normal at ln(40/17)/0.69 = 1.24).
  EXPECT_NEAR(scenario.uses[0].emergencies_per_use, 0.01 / 0.89, 0.0003);
}

TEST(Calibration, LeavesAloneWhatRestsOnTooLittle) {
  Scenario scenario = with_emergencies();
  SiteEvidence few = evidence();
  few.uses[0].emergencies.counts[0][2] = 4;
  const auto lines = calibrate(scenario, few);
  ASSERT_TRUE(lines.ok());
  EXPECT_DOUBLE_EQ(scenario.uses[0].emergencies_per_use, with_emergencies().uses[0].emergencies_per_use);
  EXPECT_EQ(line_of(*lines, "uses.0.emergencies_per_1000").how_well, "fewer than 5 emergencies followed such a use");
  EXPECT_FALSE(line_of(*lines, "uses.0.preparation_minutes").fitted) << "12 times are no distribution";
}

TEST(Calibration, LeavesAloneAShareThatCannotBeAndCountsPastThirtyTwoBits) {
  SiteEvidence seen = evidence();
  seen.uses[0].emergencies.counts[0][2] = 25'000;  // in 20,000 uses
  seen.leaving.moved_to_aftercare = 1'001;         // of 1,000 visits
  Scenario scenario = with_emergencies();
  const double before = scenario.uses.front().emergencies_per_use;
  auto lines = calibrate(scenario, seen);
  ASSERT_TRUE(lines.ok()) << lines.error().message;
  EXPECT_EQ(scenario.uses.front().emergencies_per_use, before);
  std::string all;
  for (const FitLine& line : *lines) all += line.how_well + "\n";
  EXPECT_NE(all.find("25000 emergencies in 20000 uses: a share cannot be above 1"), std::string::npos) << all;
  EXPECT_NE(all.find("1001 of 1000 visits: a share cannot be above 1"), std::string::npos) << all;
  // 2^32 + 5,000 uses are not 5,000.
  seen.uses[0].emergencies.counts[0][2] = 15'000;
  seen.uses[0].uses = (1ULL << 32U) + 5'000;
  scenario = with_emergencies();
  lines = calibrate(scenario, seen);
  ASSERT_TRUE(lines.ok());
  EXPECT_LT(scenario.uses.front().emergencies_per_use, 1e-4) << "15,000 in 4.3 thousand million";
}

TEST(Calibration, TakesTheTimesThemselvesWhereNoLognormalFits) {
  Scenario scenario = with_emergencies();
  SiteEvidence odd = evidence();
  auto& times = odd.stays_by_kind[0].seen.seat_time;
  for (std::size_t i = 0; i < times.quantiles.size(); ++i)
    times.quantiles[i] = i < 10 ? 5 + 0.01 * static_cast<double>(i) : 40 + 0.01 * static_cast<double>(i);
  const auto lines = calibrate(scenario, odd);
  ASSERT_TRUE(lines.ok());
  EXPECT_NEAR(scenario.uses[0].seat_minutes.quantile(0.25), 5.05, 0.02);
  EXPECT_NEAR(scenario.uses[0].seat_minutes.quantile(0.75), 40.15, 0.02);
  EXPECT_NE(line_of(*lines, "uses.0.seat_minutes").how_well.find("the observed times themselves"), std::string::npos);
}

TEST(Calibration, NamesTheCenterAsTheSourceOfWhatItFitted) {
  Scenario scenario = with_emergencies();
  ASSERT_TRUE(calibrate(scenario, evidence()).ok());
  for (const ScenarioParameter& parameter : scenario.parameters) {
    if (parameter.path == "uses.0.seat_minutes") {
      EXPECT_EQ(parameter.source, "the center's own evidence, 5000 observations");
    }
    if (parameter.path == "seats.booth") {
      EXPECT_TRUE(parameter.source.empty());
    }
  }
}

TEST(Calibration, RefusesEvidenceWithoutUse) {
  Scenario scenario = with_emergencies();
  EXPECT_FALSE(calibrate(scenario, SiteEvidence{}).ok());
}

}  // namespace
}  // namespace alongside::sim
