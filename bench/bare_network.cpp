// The bare network: queues with nothing on them but draws and the calendar, which is the most that any simulation here can do a second.
//
// Three figures, each with its answer checked: the mean wait of M/M/3 (10 an hour, stays of 15 minutes) against 0.35112 hours, to 0.1% and within
// three standard errors, on all cores; events a second on one core, for that queue, for thirteen booths with impatient people, and for a whole path
// of booth, looks and aftercare; replicates over one thread and over two. An event is an arrival, a look, an end of a stay, or somebody giving up.
// Limit beside the second, in the same run: as many draws as that network made, and nothing else (no simulation is faster than its dice).
#include <benchmark/benchmark.h>

#include <cmath>
#include <ctime>
#include <numeric>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/random.hpp"
#include "chance/estimate.hpp"
#include "chance/replicates.hpp"
#include "sim/network/queue_network.hpp"

namespace {

using namespace alongside;
using namespace alongside::sim;

Station exponential_station(std::uint32_t places, double mean_minutes) {
  return {.places = places, .stay_minutes = chance::Distribution::exponential_of_mean(mean_minutes)};
}

QueueNetwork three_places() { return {{10.0}, {exponential_station(3, 15)}}; }

QueueNetwork thirteen_booths() {
  Station booths = exponential_station(13, 25);
  booths.patience_minutes = chance::Distribution::exponential_of_mean(30);
  return {{180'000 / (365.0 * 18)}, {std::move(booths)}};
}

/// A booth with a look every five minutes, then for six in ten a chair in aftercare, looked at every ten.
QueueNetwork booth_looks_aftercare() {
  Station booths{
      .places = 13, .stay_minutes = chance::Distribution::lognormal_of_mean(25, 0.5), .look_every = base::minutes(5)};
  Station aftercare{.places = 8,
                    .stay_minutes = chance::Distribution::lognormal_of_mean(15, 0.5),
                    .look_every = base::minutes(10),
                    .share = 0.6};
  return {{24.0}, {std::move(booths), std::move(aftercare)}};
}

enum class Network : std::int64_t { three_places, thirteen_booths, booth_looks_aftercare };
std::pair<std::string, QueueNetwork> network_of(std::int64_t number) {
  switch (static_cast<Network>(number)) {
    case Network::three_places: return {"three places", three_places()};
    case Network::thirteen_booths: return {"thirteen booths, impatient people", thirteen_booths()};
    case Network::booth_looks_aftercare: break;
  }
  return {"booth, looks, aftercare", booth_looks_aftercare()};
}

unsigned cores() { return std::max(1U, std::thread::hardware_concurrency()); }

/// Events, people, hours waited and hours stayed of each replicate's first station.
enum Column : std::size_t { events, came, waited, stayed, columns };
chance::Replicates run(const QueueNetwork& network, const NetworkWindow& window, std::uint32_t count,
                       unsigned threads) {
  const auto make_work = [&]() -> chance::Work {
    return
        [simulation = NetworkSimulation(network, 1), &window](std::uint32_t replicate, std::span<double> out) mutable {
          const NetworkCounts& counts = simulation.run(replicate, window);
          out[events] = static_cast<double>(counts.events);
          out[came] = static_cast<double>(counts.stations[0].came);
          out[waited] = static_cast<double>(counts.stations[0].wait_ms) / 3.6e6;
          out[stayed] = static_cast<double>(counts.stations[0].stay_ms) / 3.6e6;
        };
  };
  return *chance::run_replicates({.count = count, .threads = threads}, columns, make_work);
}

double sum_of(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

/// The mean of `values`, with what they owe to `control` taken out, whose mean is known (control variate: Lavenberg and Welch 1981, Management
/// Science 27:322): a replicate that happened to bring more work than its hours should has longer waits for it.
chance::Estimate mean_with_control(std::vector<double> values, const std::vector<double>& control, double known_mean) {
  const double value_mean = chance::mean_of(values).value;
  const double control_mean = chance::mean_of(control).value;
  double together = 0;
  double squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    together += (values[i] - value_mean) * (control[i] - control_mean);
    squares += (control[i] - control_mean) * (control[i] - control_mean);
  }
  for (std::size_t i = 0; i < values.size(); ++i) values[i] -= together / squares * (control[i] - known_mean);
  return chance::mean_of(values);
}

void mean_wait_of_three_places(benchmark::State& run_state) {
  constexpr double truth_hours = 0.35112;  // Erlang's C of 3 servers and a load of 2.5, over 12 - 10 an hour
  constexpr std::int64_t hours = 250'000;
  const NetworkWindow window{base::hours(300), base::hours(hours), {}};
  double total = 0;
  for (auto _ : run_state) {
    const chance::Replicates rows = run(three_places(), window, 200, cores());
    total += sum_of(rows.column(events));
    std::vector<double> waits = rows.column(waited);
    for (double& wait : waits) wait /= 10.0 * hours;  // as many people as should come
    const chance::Estimate wait = mean_with_control(waits, rows.column(stayed), 10.0 * hours * 0.25);
    run_state.counters["wait_hours"] = wait.value;
    run_state.counters["standard_error"] = wait.standard_error;
    const double apart = std::abs(wait.value - truth_hours);
    if (apart > 0.001 * truth_hours || apart > 3 * wait.standard_error)
      return run_state.SkipWithError("another mean wait than theory's 0.35112 hours");
  }
  run_state.SetItemsProcessed(static_cast<std::int64_t>(total));
}
BENCHMARK(mean_wait_of_three_places)->Iterations(1)->UseRealTime()->Unit(benchmark::kSecond);

/// Processor time of this thread: what else the machine does must not count.
double processor_s() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

void events_on_one_core(benchmark::State& run_state) {
  const auto [name, network] = network_of(run_state.range(0));
  run_state.SetLabel(name);
  NetworkSimulation simulation(network, 1);
  const NetworkWindow window{base::hours(24), base::hours(7 * 24 * 52), {}};
  const chance::Distribution dice = chance::Distribution::exponential_of_mean(15);
  std::uint32_t replicate = 0;
  std::int64_t total = 0;
  std::uint64_t people = 0;
  double network_s = 0;
  double dice_s = 0;
  for (auto _ : run_state) {
    const double start = processor_s();
    const NetworkCounts& counts = simulation.run(replicate, window);
    const double middle = processor_s();
    double sum = 0;
    for (std::uint32_t person = 0; person < counts.stations[0].came; ++person) {
      // An arrival and the stays, one draw each.
      for (std::uint32_t draw = 0; draw <= counts.stations.size(); ++draw) {
        sum += dice.quantile(
            base::Stream({.seed = 1, .replicate = replicate, .entity = person, .decision = draw}).uniform(0));
      }
    }
    benchmark::DoNotOptimize(sum);
    network_s += middle - start;
    dice_s += processor_s() - middle;
    run_state.SetIterationTime(middle - start);
    total += static_cast<std::int64_t>(counts.events);
    people += counts.stations[0].came;
    ++replicate;
    const double expected = network.arrivals_per_hour[0] * static_cast<double>(window.length.milliseconds) / 3.6e6;
    if (std::abs(static_cast<double>(counts.stations[0].came) - expected) > 5 * std::sqrt(expected))
      return run_state.SkipWithError("another number of people than came");
  }
  run_state.SetItemsProcessed(total);
  run_state.counters["events_a_person"] = static_cast<double>(total) / static_cast<double>(people);
  run_state.counters["times_the_dice"] = network_s / dice_s;
}
BENCHMARK(events_on_one_core)->DenseRange(0, 2)->UseManualTime()->Unit(benchmark::kMillisecond);

/// Twice the replicates take twice as long, and two threads half of that (where there are two cores): the rate says so.
void replicates_over_threads(benchmark::State& run_state) {
  const auto count = static_cast<std::uint32_t>(run_state.range(0));
  const auto threads = static_cast<unsigned>(run_state.range(1));
  const NetworkWindow window{base::hours(24), base::hours(24 * 7 * 52), {}};
  const chance::Replicates alone = run(three_places(), window, count, 1);
  double total = 0;
  for (auto _ : run_state) {
    const chance::Replicates rows = run(three_places(), window, count, threads);
    total += sum_of(rows.column(events));
    if (rows.values != alone.values) return run_state.SkipWithError("other values than on one thread");
  }
  run_state.SetItemsProcessed(static_cast<std::int64_t>(total));
}
BENCHMARK(replicates_over_threads)
    ->ArgNames({"replicates", "threads"})
    ->ArgsProduct({{64, 128}, {1, 2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
