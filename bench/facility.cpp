// The simulated floor: domain events a second on one core, and visits a second beside SimPy on the same path.
//
// Four figures, each with its answer checked. Events a second through decide, evolve, deadlines, calendar and draws on the shipped scenario `insite`:
// nothing is refused and everybody who came has left in one of the ways there are, or is inside at the end. Visits a second on a path of seat, looks
// and aftercare through the full machine, and through the bare network, each beside that very model in SimPy 2.3 (rivals/simpy_floor.py, the
// same run): waits, looks and chairs must be the same within their errors, or the work was not. Replicates over one thread and two: twice as many
// take twice the time, a second thread adds none of its own. Times are processor times, so that what else the machine does counts little.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "chance/estimate.hpp"
#include "chance/replicates.hpp"
#include "sim/facility/facility.hpp"
#include "sim/network/queue_network.hpp"

namespace {

using namespace alongside;
using namespace alongside::sim;

double seconds_of(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}
double processor_s() { return seconds_of(CLOCK_THREAD_CPUTIME_ID); }

const Scenario& scenario_of(const std::string& name_or_path) {
  static std::vector<std::pair<std::string, std::unique_ptr<Scenario>>> read;
  for (const auto& [name, scenario] : read) {
    if (name == name_or_path) return *scenario;
  }
  auto scenario = load_scenario(name_or_path, {});
  if (!scenario) {
    std::fprintf(stderr, "%s\n", scenario.error().message.c_str());
    std::abort();
  }
  return *read.emplace_back(name_or_path, std::make_unique<Scenario>(std::move(*scenario))).second;
}

using Row = std::vector<double>;
double at(const Row& row, FloorCount count) { return row[column(count)]; }

/// Counts at the machine's own events how people came in and went.
class AtTheDoor : public Watcher {
 public:
  void saw(const domain::State& after, const domain::Command&, const domain::Refusal&,
           const domain::Events& events) override {
    for (const domain::Event& event : events) {
      came_ += std::holds_alternative<domain::Welcomed>(event.body) ? 1 : 0;
      const auto* turned_away = std::get_if<domain::CouldNotBeServed>(&event.body);
      const bool went = std::holds_alternative<domain::Left>(event.body) ||
                        std::holds_alternative<domain::LeftBeforeServed>(event.body) ||
                        (turned_away != nullptr && turned_away->visit.exists());
      went_ += went ? 1 : 0;
    }
    inside_ = 0;
    for (const domain::Person& person : after.people) inside_ += person.visit.exists() ? 1 : 0;
  }
  bool nobody_is_lost() const { return came_ > 0 && came_ == went_ + inside_; }

 private:
  std::uint64_t came_ = 0;
  std::uint64_t went_ = 0;
  std::uint64_t inside_ = 0;
};

/// Refused nothing, and everybody who came to use has a seat or has gone, but for those who wait where the measured time begins or ends: as many as
/// the queue takes, and those at the door for whom a seat is free.
bool adds_up(const Scenario& scenario, const Row& row) {
  const double answered = at(row, FloorCount::balked) + at(row, FloorCount::gave_up) +
                          at(row, FloorCount::turned_away) + at(row, FloorCount::seated);
  return at(row, FloorCount::refusals) == 0 && at(row, FloorCount::seated) > 0 &&
         std::abs(at(row, FloorCount::arrived) - answered) <=
             scenario.longest_queue + scenario.seats[0] + scenario.seats[1];
}

void events_of_insite(benchmark::State& run) {
  const Scenario& scenario = scenario_of("insite");
  AtTheDoor door;
  Row watched(row_width);
  Facility(scenario, {.seed = 1, .watcher = &door}).replicate(0, watched);
  if (!door.nobody_is_lost()) return run.SkipWithError("not everybody who was welcomed has left or is inside");

  Facility facility(scenario, {.seed = 1});
  Row sums(row_width);
  std::uint32_t replicate = 0;
  for (auto _ : run) {
    Row row(row_width);
    const double start = processor_s();
    facility.replicate(replicate, row);
    run.SetIterationTime(processor_s() - start);
    if (!adds_up(scenario, row)) return run.SkipWithError("refused something, or lost somebody");
    if (replicate == 0 && row != watched) return run.SkipWithError("another week than when it was watched");
    std::transform(row.begin(), row.end(), sums.begin(), sums.begin(), std::plus<>());
    ++replicate;
  }
  const double weeks =
      static_cast<double>(scenario.days + scenario.warm_up_days) / scenario.days;  // events are of the warm-up too
  run.SetItemsProcessed(static_cast<std::int64_t>(at(sums, FloorCount::events)));
  run.counters["events_per_visit"] =
      at(sums, FloorCount::events) / weeks / (at(sums, FloorCount::arrived) + at(sums, FloorCount::others));
  run.counters["commands_per_visit"] =
      at(sums, FloorCount::commands) / weeks / (at(sums, FloorCount::arrived) + at(sums, FloorCount::others));
}
BENCHMARK(events_of_insite)->UseManualTime()->MinTime(2)->Unit(benchmark::kMillisecond);

// --- beside SimPy ---------------------------------------------------------------------------------------------------------------

constexpr int hours_of_a_replicate = 168;
constexpr std::uint32_t rival_replicates = 40;
constexpr std::uint32_t own_replicates = 200;

/// What a path gives, as rivals/simpy_floor.py prints it: a number of each a replicate.
enum Measure : std::size_t {
  arrived,
  seated,
  wait_minutes,
  looks,
  chairs_taken,
  chair_wait_minutes,
  chair_minutes,
  ends,
  seconds,
  measures
};
struct Path {
  std::array<std::vector<double>, measures> values;

  double sum(Measure measure) const { return std::accumulate(values[measure].begin(), values[measure].end(), 0.0); }
  /// Of the replicate in the middle: one that was disturbed does not count.
  double visits_per_second() const {
    std::vector<double> rates(values[arrived].size());
    std::transform(values[arrived].begin(), values[arrived].end(), values[seconds].begin(), rates.begin(),
                   std::divides<>());
    std::nth_element(rates.begin(), rates.begin() + static_cast<std::ptrdiff_t>(rates.size() / 2), rates.end());
    return rates[rates.size() / 2];
  }
  chance::Estimate per_visit(Measure measure) const { return chance::ratio_of_sums(values[measure], values[seated]); }
};

/// Debian's own Python: another one has no SimPy of Debian's. Empty if it did not run to the end.
std::optional<Path> run_simpy(const std::string& model) {
  const std::string command = "/usr/bin/python3 '" ALONGSIDE_SOURCE_DIR "/bench/rivals/simpy_floor.py' " + model + " " +
                              std::to_string(rival_replicates) + " " + std::to_string(hours_of_a_replicate);
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::string printed;
  for (std::array<char, 4096> part{}; const std::size_t size = std::fread(part.data(), 1, part.size(), pipe);)
    printed.append(part.data(), size);
  if (::pclose(pipe) != 0) return std::nullopt;
  std::istringstream numbers(printed);
  Path path;
  for (std::uint32_t replicate = 0; replicate < rival_replicates; ++replicate) {
    for (auto& measure : path.values) numbers >> measure.emplace_back();
  }
  return numbers ? std::optional(path) : std::nullopt;
}

constexpr const char* no_simpy = "SimPy did not run: script/bootstrap --benches installs python3-simpy";

/// Within four errors of the difference, and known well enough to say something: a twentieth at least.
bool is_same(const chance::Estimate& ours, const chance::Estimate& rivals) {
  const double error = std::hypot(ours.standard_error, rivals.standard_error);
  return std::abs(ours.value - rivals.value) <= 4 * error + 1e-9 && error <= 0.05 * rivals.value + 1e-9;
}

void report(benchmark::State& run, const Path& ours, const Path& simpy, double ratio_min) {
  const double ratio = ours.visits_per_second() / simpy.visits_per_second();
  run.SetItemsProcessed(static_cast<std::int64_t>(ours.sum(arrived)));
  run.counters["ratio_to_simpy"] = ratio;
  run.counters["simpy_visits_per_second"] = simpy.visits_per_second();
  run.counters["wait_minutes"] = ours.per_visit(wait_minutes).value;
  run.counters["simpy_wait_minutes"] = simpy.per_visit(wait_minutes).value;
  if (ratio < ratio_min) run.SkipWithError("not as many times SimPy's rate as it should be");
}

void visits_through_the_machine(benchmark::State& run) {
  const Scenario& scenario = scenario_of(ALONGSIDE_SOURCE_DIR "/bench/rivals/simpy_floor.toml");
  const auto simpy = run_simpy("floor");
  if (!simpy) return run.SkipWithError(no_simpy);
  Path ours;
  double events = 0;
  for (auto _ : run) {
    Facility facility(scenario, {.seed = 1});
    for (std::uint32_t replicate = 0; replicate < own_replicates; ++replicate) {
      Row row(row_width);
      const double start = processor_s();
      facility.replicate(replicate, row);
      ours.values[seconds].push_back(processor_s() - start);
      if (!adds_up(scenario, row) || at(row, FloorCount::left_early) > 0)
        return run.SkipWithError("refused something, or somebody left early");
      double chair_hours = 0;
      for (std::size_t hour = 0; hour < 24; ++hour) chair_hours += row[column(Hourly::aftercare_hours, hour)];
      ours.values[arrived].push_back(at(row, FloorCount::arrived));
      ours.values[seated].push_back(at(row, FloorCount::seated));
      ours.values[wait_minutes].push_back(at(row, FloorCount::wait_minutes));
      ours.values[looks].push_back(at(row, FloorCount::looks));
      ours.values[chair_minutes].push_back(chair_hours * 60);
      events += at(row, FloorCount::events);
    }
    run.SetIterationTime(ours.sum(seconds));
  }
  for (const Measure measure : {wait_minutes, looks, chair_minutes}) {
    if (!is_same(ours.per_visit(measure), simpy->per_visit(measure)))
      return run.SkipWithError("other waits, looks or chairs than SimPy's");
  }
  run.counters["events_per_visit"] = events / ours.sum(arrived);
  run.counters["looks_per_visit"] = ours.per_visit(looks).value;
  report(run, ours, *simpy, 5);
}
BENCHMARK(visits_through_the_machine)->UseManualTime()->Iterations(1)->Unit(benchmark::kSecond);

/// The network of rivals/simpy_floor.py: a booth, then for six in ten a chair, a look every five minutes in both.
QueueNetwork booths_and_chairs() {
  Station booths{
      .places = 13, .stay_minutes = chance::Distribution::lognormal_of_mean(25, 0.5), .look_every = base::minutes(5)};
  Station chairs{.places = 8,
                 .stay_minutes = chance::Distribution::lognormal_of_mean(15, 0.5),
                 .look_every = base::minutes(5),
                 .share = 0.6};
  return {{25.0}, {std::move(booths), std::move(chairs)}};
}

void visits_through_the_bare_network(benchmark::State& run) {
  auto simpy = run_simpy("network");
  if (!simpy) return run.SkipWithError(no_simpy);
  Path ours;
  std::vector<double> ours_events;
  const NetworkWindow window{{}, base::hours(hours_of_a_replicate), {}};
  for (auto _ : run) {
    NetworkSimulation simulation(booths_and_chairs(), 1);
    for (std::uint32_t replicate = 0; replicate < 10 * own_replicates; ++replicate) {
      const double start = processor_s();
      const NetworkCounts& counts = simulation.run(replicate, window);
      ours.values[seconds].push_back(processor_s() - start);
      const auto minutes = [](std::int64_t ms) { return static_cast<double>(ms) / 60'000.0; };
      ours.values[arrived].push_back(static_cast<double>(counts.stations[0].came));
      ours.values[seated].push_back(static_cast<double>(counts.stations[0].came));
      ours.values[wait_minutes].push_back(minutes(counts.stations[0].wait_ms));
      ours.values[chairs_taken].push_back(static_cast<double>(counts.stations[1].came));
      ours.values[chair_wait_minutes].push_back(minutes(counts.stations[1].wait_ms));
      ours.values[chair_minutes].push_back(minutes(counts.stations[1].stay_ms));
      ours_events.push_back(static_cast<double>(counts.events));
    }
    run.SetIterationTime(ours.sum(seconds));
  }
  for (const Measure measure : {wait_minutes, chairs_taken, chair_minutes}) {
    if (!is_same(ours.per_visit(measure), simpy->per_visit(measure)))
      return run.SkipWithError("other waits or chairs than SimPy's");
  }
  // An arrival, a look, the end of a stay.
  std::vector<double> simpy_events;
  for (std::uint32_t i = 0; i < rival_replicates; ++i)
    simpy_events.push_back(simpy->values[arrived][i] + simpy->values[looks][i] + simpy->values[ends][i]);
  const chance::Estimate events = chance::ratio_of_sums(ours_events, ours.values[seated]);
  if (!is_same(events, chance::ratio_of_sums(simpy_events, simpy->values[seated])))
    return run.SkipWithError("other events a visit than SimPy's");
  run.counters["events_per_visit"] = events.value;
  report(run, ours, *simpy, 100);
}
BENCHMARK(visits_through_the_bare_network)->UseManualTime()->Iterations(1)->Unit(benchmark::kSecond);

// --- replicates and threads -----------------------------------------------------------------------------------------------------

struct Timed {
  chance::Replicates rows;
  double processor_s;
  double wall_s;
};

Timed run_insite(std::uint32_t count, unsigned threads) {
  const double processor_start = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
  const double wall_start = seconds_of(CLOCK_MONOTONIC);
  auto rows = chance::run_replicates({.count = count, .threads = threads}, row_width, []() -> chance::Work {
    return [facility = std::make_shared<Facility>(scenario_of("insite"), FacilityRun{.seed = 1})](
               std::uint32_t replicate, std::span<double> row) { facility->replicate(replicate, row); };
  });
  return {std::move(*rows), seconds_of(CLOCK_PROCESS_CPUTIME_ID) - processor_start,
          seconds_of(CLOCK_MONOTONIC) - wall_start};
}

/// Fails only where it is absurd: other programs take the caches and, by the wall's clock, the second core.
void replicates_over_threads(benchmark::State& run) {
  const auto count = static_cast<std::uint32_t>(run.range(0));
  double events = 0;
  for (auto _ : run) {
    const Timed once = run_insite(count, 1);
    const Timed twice = run_insite(2 * count, 1);
    const Timed two_threads = run_insite(2 * count, 2);
    for (const double replicates_events : two_threads.rows.column(column(FloorCount::events)))
      events += replicates_events;
    run.SetIterationTime(two_threads.wall_s);
    run.counters["twice_the_replicates"] = twice.processor_s / once.processor_s;
    run.counters["work_of_two_threads"] = two_threads.processor_s / twice.processor_s;
    run.counters["two_threads_are_faster"] = twice.wall_s / two_threads.wall_s;
    if (two_threads.rows.values != twice.rows.values) return run.SkipWithError("other values than on one thread");
    if (twice.processor_s > 3 * once.processor_s)
      return run.SkipWithError("twice the replicates take more than three times as long");
    if (two_threads.processor_s > 1.5 * twice.processor_s)
      return run.SkipWithError("two threads have half as much work again as one");
  }
  run.SetItemsProcessed(static_cast<std::int64_t>(events));
}
BENCHMARK(replicates_over_threads)
    ->ArgName("replicates")
    ->Arg(64)
    ->UseManualTime()
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
