// Taps while strangers flood, and how soon two hundred screens are told.
//
// A tap of a registered screen is timed from its connection to its answer, first alone and then beside a flood of one kind from the same address: the ratio of the
// medians must be 5 at most. Then 200 streams are open, and each tap is timed until every one of them has the board that holds it: median and 99th percentile.
// Bounded: some hundred sockets on this machine and some seconds each.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>

#include "taps.hpp"

namespace {

using namespace alongside::bench;
using namespace alongside::server::test;
using Clock = std::chrono::steady_clock;

constexpr double ratio_max = 5;
constexpr int flood = 300;

void allow_sockets() {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 8192);
  setrlimit(RLIMIT_NOFILE, &files);
}

struct Flood {
  const char* name;
  std::string bytes;  ///< what each connection sends
  bool again;         ///< connects anew all the time, a thread's worth; otherwise all are held open
};

const std::vector<Flood>& floods() {
  static const Browser nobody(0);
  static const std::vector<Flood> all{
      {"silent", "", false},
      {"half_heads", "GET / HTTP/1.1\r\nHost: localh", false},
      {"bodies_that_do_not_come",
       "POST /api/v1/commands HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
       "99\r\n\r\n{",
       false},
      {"invented_cookies",
       nobody.request_text("POST", "/api/v1/sign-out", "{}",
                           "Cookie: alongside_session=" + std::string(64, 'a') + "\r\n"),
       true},
      {"wrong_sign_ins",
       nobody.request_text("POST", "/api/v1/sign-in", R"({"staff":"nobody","password":"not a password"})"), true},
      {"unknown_paths", nobody.request_text("GET", "/api/v1/nothing"), true}};
  return all;
}

void taps_beside_strangers(benchmark::State& run) {
  allow_sockets();
  const Flood& kind = floods()[static_cast<std::size_t>(run.range(0))];
  run.SetLabel(kind.name);
  ServedSite site;
  Browser tablet = site.screen();
  for (auto _ : run) {
    (void)median_tap(tablet, opened);
    const double alone = median_tap(tablet, opened);
    std::vector<std::unique_ptr<Socket>> held;
    std::atomic<bool> ends = false;
    std::thread again;
    if (kind.again) {
      // A hundred a second, held until the next hundred: what the flood's own client costs is not the server's.
      again = std::thread([&] {
        while (!ends) {
          std::vector<std::unique_ptr<Socket>> some;
          for (int i = 0; i < 10 && !ends; ++i) {
            some.push_back(std::make_unique<Socket>(site.port()));
            some.back()->send(kind.bytes);
            std::this_thread::sleep_for(10ms);
          }
        }
      });
    } else {
      for (int i = 0; i < flood; ++i) {
        held.push_back(std::make_unique<Socket>(site.port()));
        held.back()->send(kind.bytes);
      }
    }
    const double beside = median_tap(tablet, opened);
    ends = true;
    if (again.joinable()) again.join();
    run.SetIterationTime(beside / 1e3);
    run.counters["alone_ms"] = alone;
    run.counters["beside_ms"] = beside;
    run.counters["ratio"] = beside / alone;
    if (!(beside / alone <= ratio_max))
      return run.SkipWithError("a tap takes more than five times as long, or is not answered");
  }
}
BENCHMARK(taps_beside_strangers)->DenseRange(0, 5)->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);

void tap_to_two_hundred_screens(benchmark::State& run) {
  allow_sockets();
  ServedSite site;
  Browser tablet = site.screen();
  std::vector<std::unique_ptr<LiveReader>> streams;
  for (int i = 0; i < 200; ++i) {
    streams.push_back(std::make_unique<LiveReader>(site.screen("screen " + std::to_string(i))));
    if (streams.back()->next().name != "board") return run.SkipWithError("a screen has no stream");
  }
  for (auto _ : run) {
    std::vector<double> told;
    for (int i = 0; i < taps; ++i) {
      const auto began = Clock::now();
      if (tablet.post("/api/v1/commands", opened()).status != 200) return run.SkipWithError("a tap was not taken");
      for (const auto& stream : streams) {
        if (stream->next().name != "board") return run.SkipWithError("a screen was not told");
        told.push_back(ms_since(began));
      }
    }
    run.SetIterationTime(quantile(told, 0.5) / 1e3);
    run.counters["median_ms"] = quantile(told, 0.5);
    run.counters["p99_ms"] = quantile(told, 0.99);
  }
}
BENCHMARK(tap_to_two_hundred_screens)->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
