// Which calendar: the hold model (take the next entry, push one a random time later; Jones 1986, Communications of the ACM 29:300) on the engine's
// calendar and on its rivals, with as many entries standing as a floor has (tens to some hundreds), and a few more sizes around.
//
// Holds a second on one core; the times between are drawn beforehand, so that only the calendar is measured. First of all each must give the
// very order that a sorted list gives, ties included, while it grows and shrinks: one that does not has an error in place of figures. Beside
// each, in the same run, a plain binary heap on the same times: ratio_to_rival.
#include <benchmark/benchmark.h>

#include <cmath>
#include <ctime>
#include <vector>

#include "base/random.hpp"
#include "rivals/calendar_queue.hpp"
#include "rivals/heap.hpp"
#include "rivals/ladder_queue.hpp"
#include "rivals/replacing_heap.hpp"
#include "rivals/sorted_list.hpp"
#include "sim/engine/calendar.hpp"

namespace {

using namespace alongside;
using What = std::uint32_t;

constexpr std::size_t times_drawn = 1U << 14;

/// How much later: memoryless with a mean of 15 minutes; or as on a floor, where half are looks in exactly two or five minutes and one in 64 is far
/// off (a shift's end in 8 hours).
std::vector<base::Duration> draw_times(bool as_on_a_floor) {
  std::vector<base::Duration> times;
  for (std::uint32_t i = 0; i < times_drawn; ++i) {
    const base::Stream stream({.seed = 1, .replicate = 0, .entity = i, .decision = 0});
    const auto memoryless = base::milliseconds(std::llround(stream.exponential(900'000.0, 0)));
    const auto kind = as_on_a_floor ? stream.below(64, 1) : 63;
    times.push_back(kind == 0   ? base::hours(8)
                    : kind < 16 ? base::minutes(2)
                    : kind < 32 ? base::minutes(5)
                                : memoryless);
  }
  return times;
}

/// A queue at work, and how far it has come in the times.
template <class Queue>
struct Held {
  Queue queue;
  const std::vector<base::Duration>& times;
  std::size_t turn = 0;

  base::Duration time() { return times[turn++ % times_drawn]; }
  void fill(std::size_t entries) {
    for (std::size_t i = 0; i < entries; ++i) queue.push(base::Instant{0} + time(), static_cast<What>(i));
    for (std::size_t i = 0; i < 20 * entries; ++i) hold();  // until it has its shape
  }
  void hold() {
    const auto next = queue.next();
    queue.pop();
    queue.push(next.at + time(), next.what);
  }
};

/// The order in which entries come out of a queue that grows, stands and shrinks, as one number (FNV-1a).
template <class Queue>
std::uint64_t order_of(std::size_t entries, const std::vector<base::Duration>& times) {
  Held<Queue> held{{}, times};
  for (std::size_t i = 0; i < entries; ++i) held.queue.push(base::Instant{0} + held.time(), static_cast<What>(i));
  std::uint64_t order = 0xCBF2'9CE4'8422'2325ULL;
  for (std::uint32_t step = 0; step < 30'000 && !held.queue.empty(); ++step) {
    const auto next = held.queue.next();
    held.queue.pop();
    order = (order ^ next.what) * 0x0000'0100'0000'01B3ULL;
    order = (order ^ static_cast<std::uint64_t>(next.at.milliseconds_utc)) * 0x0000'0100'0000'01B3ULL;
    const std::uint32_t pushes = step < 12'000   ? step % 3
                                 : step < 18'000 ? 1
                                 : step % 4 == 0 ? 0
                                                 : 1;  // as many out as in, ever fewer
    for (std::uint32_t i = 0; i < pushes; ++i)
      held.queue.push(next.at + (step % 7 == 0 ? base::Duration{} : held.time()), step + i);
  }
  return order;
}

/// Processor time of this thread: what else the machine does must not count.
double processor_s() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

template <class Queue>
void hold(benchmark::State& run) {
  const auto entries = static_cast<std::size_t>(run.range(0));
  const auto times = draw_times(run.range(1) != 0);
  if (order_of<Queue>(entries, times) != order_of<rivals::SortedList<What>>(entries, times))
    return run.SkipWithError("another order than a sorted list's");
  Held<Queue> held{{}, times};
  held.fill(entries);
  Held<rivals::Heap<What, 2>> rival{{}, times};
  rival.fill(entries);
  double ours_s = 0;
  double rivals_s = 0;
  for (auto _ : run) {
    const double start = processor_s();
    for (std::size_t i = 0; i < times_drawn; ++i) held.hold();
    const double middle = processor_s();
    for (std::size_t i = 0; i < times_drawn; ++i) rival.hold();
    run.SetIterationTime(middle - start);
    ours_s += middle - start;
    rivals_s += processor_s() - middle;
  }
  if (held.queue.next().at != rival.queue.next().at) return run.SkipWithError("another instant than the heap's");
  run.SetItemsProcessed(run.iterations() * static_cast<std::int64_t>(times_drawn));
  run.counters["ratio_to_rival"] = rivals_s / ours_s;
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"entries", "floor"})
      ->ArgsProduct({{4, 16, 64, 256, 1024}, {0, 1}})
      ->UseManualTime()
      ->MinTime(0.02);
}

BENCHMARK(hold<sim::Calendar<What>>)->Apply(sizes);
BENCHMARK(hold<rivals::LadderQueue<What>>)->Apply(sizes);
BENCHMARK(hold<rivals::CalendarQueue<What>>)->Apply(sizes);
BENCHMARK(hold<rivals::ReplacingHeap<What>>)->Apply(sizes);
BENCHMARK(hold<rivals::Heap<What, 2>>)->Apply(sizes);
BENCHMARK(hold<rivals::Heap<What, 4>>)->Apply(sizes);
BENCHMARK(hold<rivals::SortedList<What>>)->Apply(sizes);

}  // namespace
