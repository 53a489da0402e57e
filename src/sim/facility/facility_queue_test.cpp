// The floor held against queueing theory: simulated people go through the domain's own machine (seats, looks, reminders, leaving), and waits
// and shares must come out as the theory says, by formulas that stand here and nowhere in the program. Each within three standard errors, and the
// errors small enough to say something. Seeds are fixed: what holds today holds tomorrow.
//
// A run that is to be stationary starts empty and counts nobody for 19 relaxation times at least (1 / (sqrt(c mu) - sqrt(lambda))^2, Morse 1955).
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "document/shipped_documents.hpp"
#include "sim/facility/bare_scenario_test.hpp"
#include "sim/facility/facility.hpp"
#include "sim/facility/results.hpp"

namespace alongside::sim {
namespace {

chance::Replicates run(const Scenario& scenario, std::uint32_t count, std::uint64_t seed = 1) {
  auto rows = chance::run_replicates({.count = count, .threads = 2}, row_width, [&]() -> chance::Work {
    auto facility = std::make_shared<Facility>(scenario, FacilityRun{.seed = seed});
    return [=](std::uint32_t replicate, std::span<double> row) { facility->replicate(replicate, row); };
  });
  if (!rows) ADD_FAILURE() << rows.error().message;
  return std::move(*rows);
}

chance::Estimate ratio(const chance::Replicates& rows, FloorCount numerator, FloorCount denominator) {
  return chance::ratio_of_sums(rows.column(column(numerator)), rows.column(column(denominator)));
}

void expect_within_three_errors(const chance::Estimate& found, double truth, double error_max) {
  EXPECT_NEAR(found.value, truth, 3 * found.standard_error);
  EXPECT_LT(found.standard_error, error_max) << "too short to say anything";
}

/// The shipped protocol with as few looks as it may ask for: long stretches in less time.
std::string quiet_protocol() {
  std::string text = *document::document_text("protocols", "bc-aha");
  for (const auto& [from, to] : {std::pair{"first_look_seconds = 120", "first_look_seconds = 900"},
                                 std::pair{"look_every_seconds = 300", "look_every_seconds = 1800"}}) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, std::string(from).size(), to);
  }
  const auto path = std::filesystem::temp_directory_path() / fmt::format("alongside-quiet-{}.toml", ::getpid());
  std::ofstream(path) << text;
  return path.string();
}

/// Erlang's formula for the share that waits.
double erlang_c(int places, double offered) {
  double term = 1;
  double sum = 1;
  for (int k = 1; k < places; ++k) sum += term *= offered / k;
  const double last = term * offered / places / (1 - offered / places);
  return last / (sum + last);
}

TEST(SimulatedFloor, WaitsAsLongAsQueueingTheorySaysOfThreeSeats) {
  // M/M/3, 10 an hour, 15 minutes each: 0.35112 hours. Ten million people.
  const chance::Replicates rows =
      run(bare_scenario({.protocol = quiet_protocol(), .days = 364, .warm_up_days = 7}), 120);
  const chance::Estimate minutes = ratio(rows, FloorCount::wait_minutes, FloorCount::seated);
  expect_within_three_errors(minutes, 0.35112 * 60, 0.0055 * 0.35112 * 60);
  EXPECT_NEAR(minutes.value, 0.35112 * 60, 0.01 * 0.35112 * 60);
  EXPECT_EQ(rows.column(column(FloorCount::refusals)), std::vector<double>(rows.rows(), 0.0));
}

struct Thirteen {
  double minutes;
  double waits;
  int warm_up_days;
  int days;
  std::uint32_t replicates;
  double error_max;
};

TEST(SimulatedFloor, MakesAsManyWaitAsTheorySaysOfThirteenSeats) {
  const std::string protocol = quiet_protocol();
  const Thirteen cases[] = {
      {20, .1716, 14, 364, 6, 0.003}, {25, .5583, 28, 728, 8, 0.01}, {28, .9318, 420, 1092, 12, 0.02}};
  for (const Thirteen& one : cases) {
    const double arrivals = 180'000.0 / (365 * 18);
    EXPECT_NEAR(erlang_c(13, arrivals * one.minutes / 60), one.waits, 0.00005);
    const chance::Replicates rows = run(bare_scenario({.booths = 13,
                                                       .arrivals_per_hour = arrivals,
                                                       .stay_minutes_mean = one.minutes,
                                                       .protocol = protocol,
                                                       .days = one.days,
                                                       .warm_up_days = one.warm_up_days}),
                                        one.replicates);
    expect_within_three_errors(ratio(rows, FloorCount::waited, FloorCount::seated), one.waits, one.error_max);
  }
}

TEST(SimulatedFloor, LosesAsManyToImpatienceAsErlangASays) {
  // M/M/3+M: birth and death, the balance summed until nothing is left.
  const double arrive = 14;
  const double serve = 4;
  const double give_up = 3;
  double weight = 1;
  double sum = 1;
  double lost = 0;
  for (int n = 1; n < 400; ++n) {
    weight *= arrive / (std::min(n, 3) * serve + std::max(0, n - 3) * give_up);
    sum += weight;
    lost += weight * std::max(0, n - 3) * give_up;
  }
  const chance::Replicates rows = run(
      bare_scenario({.arrivals_per_hour = arrive, .patience = "exponential = 20", .days = 364, .warm_up_days = 7}), 20);
  expect_within_three_errors(ratio(rows, FloorCount::gave_up, FloorCount::arrived), lost / sum / arrive, 0.001);
}

/// People present, averaged over each of the first hours, by Runge and Kutta's fourth order on the forward equations: 3 places, room for 200.
std::vector<double> mean_present(const std::vector<double>& arrivals_per_hour, double serve) {
  constexpr int most = 200;
  constexpr int steps = 2000;
  std::vector<double> p(most + 1, 0.0);
  p[0] = 1;
  std::vector<double> out;
  for (const double arrive : arrivals_per_hour) {
    const auto slope = [&](const std::vector<double>& at) {
      std::vector<double> d(most + 1, 0.0);
      for (int n = 0; n <= most; ++n) {
        const double up = n < most ? arrive * at[static_cast<std::size_t>(n)] : 0;
        const double down = std::min(n, 3) * serve * at[static_cast<std::size_t>(n)];
        d[static_cast<std::size_t>(n)] -= up + down;
        if (n < most) d[static_cast<std::size_t>(n + 1)] += up;
        if (n > 0) d[static_cast<std::size_t>(n - 1)] += down;
      }
      return d;
    };
    const auto moved = [](const std::vector<double>& from, const std::vector<double>& by, double times) {
      std::vector<double> to = from;
      for (std::size_t n = 0; n < to.size(); ++n) to[n] += by[n] * times;
      return to;
    };
    const auto mean = [&] {
      double sum = 0;
      for (std::size_t n = 0; n < p.size(); ++n) sum += static_cast<double>(n) * p[n];
      return sum;
    };
    constexpr double h = 1.0 / steps;
    double area = 0;
    for (int step = 0; step < steps; ++step) {
      const double before = mean();
      const auto k1 = slope(p);
      const auto k2 = slope(moved(p, k1, h / 2));
      const auto k3 = slope(moved(p, k2, h / 2));
      const auto k4 = slope(moved(p, k3, h));
      for (std::size_t n = 0; n < p.size(); ++n) p[n] += h / 6 * (k1[n] + 2 * k2[n] + 2 * k3[n] + k4[n]);
      area += h * (before + mean()) / 2;
    }
    out.push_back(area);
  }
  return out;
}

TEST(SimulatedFloor, FillsFromEmptyHourByHourAsTheForwardEquationsSay) {
  const std::vector<double> arrivals{4, 16, 20, 8, 4};
  const auto truth = mean_present(arrivals, 4);
  // Twenty-four weights whose mean makes the first five hours come out as above.
  const std::string weights = "4,16,20,8,4,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1";
  const double mean_rate = (4 + 16 + 20 + 8 + 4 + 19) / 24.0;
  const chance::Replicates rows = run(
      bare_scenario({.arrivals_per_hour = mean_rate, .hour_weights = weights, .days = 1, .warm_up_days = 0}), 20'000);
  for (std::size_t hour = 0; hour < truth.size(); ++hour) {
    auto present = rows.column(column(Hourly::booth_hours, hour));
    const auto waiting = rows.column(column(Hourly::waiting_hours, hour));
    for (std::size_t i = 0; i < present.size(); ++i) present[i] += waiting[i];
    expect_within_three_errors(chance::mean_of(present), truth[hour], 0.06);
  }
}

TEST(SimulatedFloor, BeginsAFifthOfHeroinOverdosesAfterMinuteThirty) {
  // Melbourne's quartiles (11, 17, 28 minutes from preparation) leave 19 to 22% for later.
  std::string text = *document::document_text("scenarios", "insite");
  const auto scenario = parse_scenario("insite", text,
                                       {{"uses.0.emergencies_per_1000", "240"},
                                        {"uses.1.emergencies_per_1000", "0"},
                                        {"uses.2.emergencies_per_1000", "0"},
                                        {"uses.3.emergencies_per_1000", "0"}});
  ASSERT_TRUE(scenario.ok()) << scenario.error().message;
  const chance::Estimate late = ratio(run(*scenario, 40), FloorCount::after_minute_30, FloorCount::begun);
  EXPECT_GT(late.low95, 0.19);
  EXPECT_LT(late.high95, 0.22);
}

}  // namespace
}  // namespace alongside::sim
