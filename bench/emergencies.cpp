// A tap while a thousand emergencies are open.
//
// Nobody has a thousand; who wants to stop a floor may send them, and none is ever refused. A tap of a registered screen, from its connection to
// its answer, with 1,000 open and with one: the ratio of the medians must be 5 at most. Then one request opens 256 more: another screen's tap
// behind it must be answered within a second, as `within_s` says.
#include <benchmark/benchmark.h>

#include "taps.hpp"

namespace {

using namespace alongside::bench;
using namespace alongside::server::test;
using Clock = std::chrono::steady_clock;

constexpr double ratio_max = 5;
constexpr double within_s = 1;

std::string openings(int count) {
  std::string out = "[";
  for (int i = 0; i < count; ++i) out += (i == 0 ? "" : ",") + opened();
  return out + "]";
}

void tap_with_a_thousand_open(benchmark::State& run) {
  ServedSite site;
  Browser tablet = site.screen();
  Browser other = site.screen("smoking room");
  const std::string first = ServedSite::new_id();
  const std::string second = ServedSite::new_id();
  for (auto _ : run) {
    tablet.post("/api/v1/commands", act(first, "opened"));
    const auto breaths_in = [](const std::string& emergency) {
      return [&emergency] { return act(emergency, "breaths"); };
    };
    (void)median_tap(tablet, breaths_in(first));
    const double with_one = median_tap(tablet, breaths_in(first));
    for (int i = 0; i < 4; ++i) other.post("/api/v1/commands", openings(250));
    tablet.post("/api/v1/commands", act(second, "opened"));
    const double with_all = median_tap(tablet, breaths_in(second));  // as many acts as the first had
    run.counters["one_ms"] = with_one;
    run.counters["thousand_ms"] = with_all;
    run.counters["ratio"] = with_all / with_one;
    run.counters["board_MB"] = static_cast<double>(tablet.get("/api/v1/board").body.size()) / 1e6;

    double openings_ms = 0;
    std::thread flood([&] {
      const auto began = Clock::now();
      other.post("/api/v1/commands", openings(256));
      openings_ms = ms_since(began);
    });
    std::this_thread::sleep_for(5ms);
    const auto began = Clock::now();
    const bool taken = tablet.post("/api/v1/commands", act(second, "breaths")).status == 200;
    const double behind_ms = ms_since(began);
    flood.join();
    run.counters["openings_256_ms"] = openings_ms;
    run.counters["tap_behind_them_ms"] = behind_ms;
    run.SetIterationTime(with_all / 1e3);
    if (!(with_all / with_one <= ratio_max)) return run.SkipWithError("a tap takes more than five times as long");
    if (!taken || behind_ms > within_s * 1e3)
      return run.SkipWithError("a tap behind 256 openings waits for more than a second");
  }
}
BENCHMARK(tap_with_a_thousand_open)->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
