// What queueing theory says of these networks, by its own formulas here, and what the simulation says: each within three standard errors. Seeds are
// fixed, so a test that holds today holds tomorrow.
//
// Stationarity: a run starts empty and counts nobody during its warm-up, which is at least 19 relaxation times of its queue; the relaxation time is
// 1 / (sqrt(c mu) - sqrt(lambda))^2 (Morse 1955), so that what is left of the empty start is under e^-19 of it.
#include "sim/network/queue_network.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <numeric>

#include "base/random.hpp"
#include "chance/estimate.hpp"
#include "chance/replicates.hpp"
#include "sim/engine/counted_allocations_test.hpp"

namespace alongside::sim {
namespace {

Station exponential_station(std::uint32_t places, double mean_minutes) {
  return {.places = places, .stay_minutes = chance::Distribution::exponential_of_mean(mean_minutes)};
}

/// What stations said over replicates, as columns.
struct Stations {
  chance::Replicates rows;

  static constexpr std::size_t columns = 5;
  std::vector<double> column(std::size_t station, std::size_t which) const {
    return rows.column(station * columns + which);
  }
  chance::Estimate waited_share(std::size_t station = 0) const {
    return chance::ratio_of_sums(column(station, 1), column(station, 0));
  }
  chance::Estimate gave_up_share(std::size_t station = 0) const {
    return chance::ratio_of_sums(column(station, 2), column(station, 0));
  }
  chance::Estimate wait_hours(std::size_t station = 0) const {
    return chance::ratio_of_sums(column(station, 3), column(station, 0));
  }
  chance::Estimate stay_hours(std::size_t station = 0) const {
    return chance::ratio_of_sums(column(station, 4), column(station, 0));
  }
};

Stations run(const QueueNetwork& network, const NetworkWindow& window, std::uint32_t count, unsigned threads = 2) {
  const auto make_work = [&]() -> chance::Work {
    return
        [simulation = NetworkSimulation(network, 1), &window](std::uint32_t replicate, std::span<double> out) mutable {
          const NetworkCounts& counts = simulation.run(replicate, window);
          std::size_t at = 0;
          for (const StationCounts& station : counts.stations) {
            out[at++] = static_cast<double>(station.came);
            out[at++] = static_cast<double>(station.waited);
            out[at++] = static_cast<double>(station.gave_up);
            out[at++] = static_cast<double>(station.wait_ms) / 3.6e6;
            out[at++] = static_cast<double>(station.stay_ms) / 3.6e6;
          }
        };
  };
  auto rows = chance::run_replicates({.count = count, .threads = threads}, Stations::columns * network.stations.size(),
                                     make_work);
  if (!rows) ADD_FAILURE() << rows.error().message;
  return {std::move(*rows)};
}

void expect_within_three_errors(const chance::Estimate& estimate, double truth, double error_max,
                                const std::string& what) {
  EXPECT_NEAR(estimate.value, truth, 3 * estimate.standard_error) << what;
  EXPECT_LT(estimate.standard_error, error_max) << what << ": too few people to say anything";
  EXPECT_GT(estimate.standard_error, 0) << what;
}

/// Erlang's C: the chance of having to wait with `servers` and an offered load of `load`, by its series (Erlang 1917).
double erlang_c(std::uint32_t servers, double load) {
  double term = 1;
  double below = 0;
  for (std::uint32_t n = 0; n < servers; ++n) {
    below += term;
    term *= load / (n + 1);
  }
  const double waiting = term * servers / (servers - load);
  return waiting / (below + waiting);
}

TEST(QueueNetwork, HasTheMeanWaitOfThreePlacesInTheory) {
  // 10 an hour for 3 places of 15 minutes: mean wait P(wait) / (12 - 10) hours.
  const double truth = erlang_c(3, 2.5) / 2;
  ASSERT_NEAR(truth, 0.35112, 0.000005);
  const Stations result = run({{10.0}, {exponential_station(3, 15)}}, {base::hours(300), base::hours(20'000)}, 20);
  expect_within_three_errors(result.wait_hours(), truth, 0.01 * truth, "wait");
  expect_within_three_errors(result.waited_share(), 2 * truth, 0.003, "share who wait");
  expect_within_three_errors(result.stay_hours(), 0.25, 0.001, "stay");
}

TEST(QueueNetwork, MakesAsManyWaitForThirteenBoothsAsTheorySays) {
  const struct {
    double minutes;
    double published;
    std::int64_t warm_up_hours;
    double error_max;
  } rows[] = {{20, .1716, 100, .001}, {25, .5583, 400, .004}, {28, .9318, 10'000, .015}};
  const double arrivals = 180'000 / (365.0 * 18);
  for (const auto& row : rows) {
    const double truth = erlang_c(13, arrivals * row.minutes / 60);
    ASSERT_NEAR(truth, row.published, 0.00005);
    const double relaxation_hours = 1 / std::pow(std::sqrt(13 * 60 / row.minutes) - std::sqrt(arrivals), 2);
    ASSERT_GE(static_cast<double>(row.warm_up_hours), 19 * relaxation_hours);
    const Stations result = run({{arrivals}, {exponential_station(13, row.minutes)}},
                                {base::hours(row.warm_up_hours), base::hours(12'000)}, 16);
    expect_within_three_errors(result.waited_share(), truth, row.error_max, std::to_string(row.minutes) + " minutes");
  }
}

/// Erlang's A in the long run, by the balance of its birth and death chain: n inside, who leave at rate min(n, servers) mu + max(0, n - servers) theta
/// (Palm 1957).
struct ErlangA {
  double waited = 0;
  double gave_up = 0;
  double wait_hours = 0;

  ErlangA(double arrivals, double mu, std::uint32_t servers, double theta) {
    double weight = 1;
    double total = 0;
    double queue = 0;
    for (std::uint32_t n = 0; n < 3000; ++n) {
      total += weight;
      const double line = n > servers ? n - servers : 0.0;
      if (n >= servers) waited += weight;
      queue += weight * line;
      const double next_line = n + 1 > servers ? n + 1 - servers : 0.0;
      weight *= arrivals / (std::min(n + 1, servers) * mu + next_line * theta);
    }
    waited /= total;
    wait_hours = queue / total / arrivals;
    gave_up = theta * queue / total / arrivals;
  }
};

TEST(QueueNetwork, LosesAsManyImpatientPeopleAsErlangA) {
  // Thirteen booths of 25 minutes with more people than they can serve, who wait 30 minutes on average; and a quiet pair with hasty people.
  const struct {
    double arrivals;
    std::uint32_t places;
    double stay_minutes;
    double patience_minutes;
  } rows[] = {{36, 13, 25, 30}, {5, 2, 20, 6}};
  for (const auto& row : rows) {
    Station station = exponential_station(row.places, row.stay_minutes);
    station.patience_minutes = chance::Distribution::exponential_of_mean(row.patience_minutes);
    const Stations result = run({{row.arrivals}, {station}}, {base::hours(100), base::hours(8'000)}, 12);
    const ErlangA truth(row.arrivals, 60 / row.stay_minutes, row.places, 60 / row.patience_minutes);
    expect_within_three_errors(result.waited_share(), truth.waited, 0.002, "share who wait");
    expect_within_three_errors(result.gave_up_share(), truth.gave_up, 0.001, "share who give up");
    expect_within_three_errors(result.wait_hours(), truth.wait_hours, 0.001, "wait");
  }
}

TEST(QueueNetwork, TakesNobodysPatienceAlongToTheNextStation) {
  // Everybody's patience at the first station is still running when they wait at the second, where they would wait for ever.
  Station booths{
      .places = 2, .stay_minutes = chance::Distribution::fixed(1), .patience_minutes = chance::Distribution::fixed(20)};
  Station chairs{.places = 1, .stay_minutes = chance::Distribution::fixed(4)};
  const Stations result = run({{14.0}, {booths, chairs}}, {base::Duration{}, base::hours(2'000), {}}, 4);
  for (std::size_t replicate = 0; replicate < 4; ++replicate) {
    EXPECT_GT(result.column(0, 1)[replicate], 100) << "who waited at the first";
    EXPECT_GT(result.column(1, 1)[replicate], 10'000) << "who waited at the second";
    EXPECT_EQ(result.column(1, 2)[replicate], 0) << "who gave up at the second";
  }
}

TEST(QueueNetwork, SendsAPoissonStreamOnToTheNextStation) {
  // What leaves a station of exponential stays is a Poisson stream again (Burke 1956), and so is a random share of it.
  Station aftercare = exponential_station(4, 18);
  aftercare.share = 0.6;
  const Stations result =
      run({{12.0}, {exponential_station(5, 20), aftercare}}, {base::hours(100), base::hours(10'000)}, 12);
  expect_within_three_errors(result.waited_share(0), erlang_c(5, 4), 0.003, "first");
  expect_within_three_errors(result.waited_share(1), erlang_c(4, 12 * 0.6 * 0.3), 0.003, "second");
  const chance::Estimate share = chance::ratio_of_sums(result.column(1, 0), result.column(0, 0));
  expect_within_three_errors(share, 0.6, 0.001, "share who go on");
}

/// The chance of each number inside of M(t)/M/c at `hours`, from empty, by Runge and Kutta's fourth order on Kolmogorov's forward equations.
std::vector<double> kolmogorov(const std::function<double(double)>& arrivals, double mu, std::uint32_t servers,
                               double hours) {
  constexpr std::size_t states = 160;
  constexpr double step = 1.0 / 2048;  // a whole number of them in an hour, so that no step crosses a change of rate
  using State = std::array<double, states>;
  const auto slope = [&](double rate, const State& p) {
    State out{};
    for (std::size_t n = 0; n < states; ++n) {
      const double up = n + 1 < states ? rate * p[n] : 0;
      const double down = mu * static_cast<double>(std::min<std::size_t>(n, servers)) * p[n];
      out[n] -= up + down;
      if (n + 1 < states) out[n + 1] += up;
      if (n > 0) out[n - 1] += down;
    }
    return out;
  };
  const auto moved = [](const State& p, const State& d, double by) {
    State out;
    for (std::size_t n = 0; n < states; ++n) out[n] = p[n] + by * d[n];
    return out;
  };
  State p{};
  p[0] = 1;
  const auto steps = static_cast<int>(std::lround(hours / step));
  for (int i = 0; i < steps; ++i) {
    const double rate = arrivals(i * step);
    const State a = slope(rate, p);
    const State b = slope(rate, moved(p, a, step / 2));
    const State c = slope(rate, moved(p, b, step / 2));
    const State d = slope(rate, moved(p, c, step));
    for (std::size_t n = 0; n < states; ++n) p[n] += step / 6 * (a[n] + 2 * b[n] + 2 * c[n] + d[n]);
  }
  return {p.begin(), p.end()};
}

/// A floor that opens empty, looked in at a few times, against Kolmogorov: mean inside, and the share of days on which every place is taken.
void expect_as_kolmogorov(const std::vector<double>& arrivals, std::uint32_t servers, double mean_minutes,
                          const std::vector<double>& at_hours) {
  NetworkWindow window{base::Duration{}, base::hours(1), {}};
  for (const double at : at_hours) window.look_in_at.push_back(base::seconds(std::lround(at * 3600)));
  window.length = window.look_in_at.back();
  const QueueNetwork network{arrivals, {exponential_station(servers, mean_minutes)}};
  const auto days = chance::run_replicates({.count = 40'000, .threads = 2}, 2 * at_hours.size(), [&]() -> chance::Work {
    return [&, simulation = NetworkSimulation(network, 1)](std::uint32_t replicate, std::span<double> out) mutable {
      const NetworkCounts& counts = simulation.run(replicate, window);
      ASSERT_EQ(counts.present.size(), at_hours.size());
      for (std::size_t i = 0; i < at_hours.size(); ++i) {
        out[2 * i] = counts.present[i];
        out[2 * i + 1] = counts.present[i] >= servers ? 1 : 0;
      }
    };
  });
  ASSERT_TRUE(days.ok());
  for (std::size_t i = 0; i < at_hours.size(); ++i) {
    const auto truth =
        kolmogorov([&](double hour) { return arrivals[static_cast<std::size_t>(hour) % arrivals.size()]; },
                   60 / mean_minutes, servers, at_hours[i]);
    double inside = 0;
    for (std::size_t n = 0; n < truth.size(); ++n) inside += static_cast<double>(n) * truth[n];
    const double full = 1 - std::accumulate(truth.begin(), truth.begin() + servers, 0.0);
    const std::string when = " at " + std::to_string(at_hours[i]);
    expect_within_three_errors(chance::mean_of(days->column(2 * i)), inside, 0.05, "inside" + when);
    expect_within_three_errors(chance::mean_of(days->column(2 * i + 1)), full, 0.003, "full" + when);
  }
}

TEST(QueueNetwork, FillsUpFromEmptyAsKolmogorovsEquationsSay) {
  expect_as_kolmogorov({10.0}, 3, 15, {0.125, 0.25, 0.5, 1, 2, 4});
}

TEST(QueueNetwork, FollowsTheHoursOfTheDay) {
  expect_as_kolmogorov({4.0, 20.0, 0.0, 12.0}, 5, 25, {0.5, 1, 1.5, 2, 3, 3.5, 4, 5.5, 8});
}

TEST(QueueNetwork, BringsAsManyPeopleAnHourAsItWasTold) {
  const NetworkWindow window{base::hours(24 * 7), base::hours(24 * 500), {}};
  const Stations result = run({{4.0, 20.0, 0.0, 12.0}, {exponential_station(50, 5)}}, window, 12);
  const std::vector<double> hours(12, 24 * 500);
  expect_within_three_errors(chance::ratio_of_sums(result.column(0, 0), hours), 9, 0.02, "arrivals");
}

TEST(QueueNetwork, CountsALookEachTimeItsTimeHasPassed) {
  // One person an hour on average, each 17 minutes in one of many places, looked at every 5: at 5, 10 and 15. An arrival, three looks, a leaving.
  const QueueNetwork network{
      {1.0}, {{.places = 100, .stay_minutes = chance::Distribution::fixed(17), .look_every = base::minutes(5)}}};
  NetworkSimulation simulation(network, 1);
  const NetworkCounts& counts = simulation.run(0, {base::Duration{}, base::hours(10'000), {}});
  ASSERT_GT(counts.stations[0].came, 9000U);
  EXPECT_NEAR(static_cast<double>(counts.events), 5.0 * static_cast<double>(counts.stations[0].came), 5.0)
      << "but for those who are inside at the end";
  EXPECT_EQ(counts.stations[0].stay_ms, static_cast<std::int64_t>(counts.stations[0].came) * 17 * 60'000);
  // At the end of a stay nobody looks.
  const QueueNetwork exact{
      {1.0}, {{.places = 100, .stay_minutes = chance::Distribution::fixed(15), .look_every = base::minutes(5)}}};
  const NetworkCounts two_looks = NetworkSimulation(exact, 1).run(0, {base::Duration{}, base::hours(10'000), {}});
  EXPECT_NEAR(static_cast<double>(two_looks.events), 4.0 * static_cast<double>(counts.stations[0].came), 5.0);
}

TEST(QueueNetwork, CountsTheLooksOfStationsThatLookEquallyOftenAndOfOthers) {
  // 17 minutes looked at every 5, then 12 every 5, then 9 every 4, then 30 without a look: 3, 2 and 2 looks, an arrival and four ends.
  const auto station = [](double minutes, std::int64_t every_minutes) {
    return Station{.places = 100,
                   .stay_minutes = chance::Distribution::fixed(minutes),
                   .look_every = base::minutes(every_minutes)};
  };
  NetworkSimulation simulation({{20.0}, {station(17, 5), station(12, 5), station(9, 4), station(30, 0)}}, 1);
  const NetworkCounts& counts = simulation.run(0, {base::Duration{}, base::hours(5'000), {}});
  const auto came = static_cast<double>(counts.stations[0].came);
  EXPECT_NEAR(static_cast<double>(counts.events), 12 * came, 12.0 * 60) << "but for those who are inside at the end";
}

TEST(QueueNetwork, SendsEachPersonToEachStationByItsOwnDice) {
  // Five stations, each of which half of all people go to: a station's number says nothing about another's, so that the square of their difference is
  // on average half the number of people.
  QueueNetwork network{{10.0}, {}};
  for (int i = 0; i < 5; ++i)
    network.stations.push_back({.places = 100, .stay_minutes = chance::Distribution::fixed(1), .share = 0.5});
  const Stations result = run(network, {base::Duration{}, base::hours(100), {}}, 2000);
  const std::vector<double> people(2000, 10.0 * 100);
  for (std::size_t a = 0; a < 5; ++a) {
    expect_within_three_errors(chance::ratio_of_sums(result.column(a, 0), people), 0.5, 0.002, "share who come");
    for (std::size_t b = a + 1; b < 5; ++b) {
      std::vector<double> squares = result.column(a, 0);
      const std::vector<double> others = result.column(b, 0);
      for (std::size_t i = 0; i < squares.size(); ++i) squares[i] = (squares[i] - others[i]) * (squares[i] - others[i]);
      expect_within_three_errors(chance::mean_of(squares), 500, 30, std::to_string(a) + " and " + std::to_string(b));
    }
  }
}

TEST(QueueNetwork, ShowsTheSamePeopleToTwoFloors) {
  // Common random numbers: with one place more, nobody comes at another time or stays longer, and the waits together are no longer.
  const NetworkWindow window{base::Duration{}, base::hours(200), {}};
  for (std::uint32_t replicate = 0; replicate < 50; ++replicate) {
    const auto counted = [&](std::uint32_t places) {
      return NetworkSimulation({{10.0}, {exponential_station(places, 15)}}, 1).run(replicate, window).stations[0];
    };
    const StationCounts three = counted(3);
    const StationCounts four = counted(4);
    EXPECT_EQ(three.came, four.came);
    EXPECT_EQ(three.stay_ms, four.stay_ms);
    EXPECT_LE(four.wait_ms, three.wait_ms);
    EXPECT_LT(four.waited, three.waited);
  }
}

TEST(QueueNetwork, GivesTheSameCountsWhateverRanBefore) {
  const QueueNetwork network{
      {30.0},
      {exponential_station(13, 25), {.places = 6, .stay_minutes = chance::Distribution::lognormal_of_median(10, 0.5)}}};
  const NetworkWindow window{base::hours(1), base::hours(50), {base::hours(20)}};
  NetworkSimulation used(network, 1);
  used.run(3, {base::Duration{}, base::hours(500), {}});
  NetworkSimulation unused(network, 1);
  const NetworkCounts& again = used.run(7, window);
  const NetworkCounts& first = unused.run(7, window);
  EXPECT_EQ(again.events, first.events);
  EXPECT_EQ(again.present, first.present);
  for (std::size_t s = 0; s < 2; ++s) {
    EXPECT_EQ(again.stations[s].wait_ms, first.stations[s].wait_ms);
    EXPECT_EQ(again.stations[s].stay_ms, first.stations[s].stay_ms);
  }
}

TEST(QueueNetwork, AllocatesNothingOnceItsArraysHaveTheirLength) {
  Station booths = exponential_station(13, 25);
  booths.patience_minutes = chance::Distribution::lognormal_of_median(25, 0.7);
  booths.look_every = base::minutes(5);
  NetworkSimulation simulation({{27.0}, {booths, exponential_station(8, 15)}}, 1);
  const NetworkWindow window{base::hours(24), base::hours(20'000), {base::hours(100)}};
  simulation.run(0, window);
  simulation.run(1, window);
  const CountedAllocations counted;
  const NetworkCounts& counts = simulation.run(1, window);
  EXPECT_EQ(counted.so_far(), 0U);
  EXPECT_GT(counts.events, 1'000'000U);
}

}  // namespace
}  // namespace alongside::sim
