// Durable commands a second: from a screen's command to its answer, each in the record and synced, beside the disk's own limit.
//
// The rival is the disk itself: one write of a row's size and one fdatasync for each command, by one thread, in the same folder and the
// same run. A center that syncs once for a whole batch may pass it when many screens tap at once; alone it cannot.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include "center/center.hpp"

namespace {

using namespace alongside;

constexpr std::size_t row_bytes = 300;

std::filesystem::path fresh_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "alongside-bench-XXXXXX").string();
  return ::mkdtemp(name.data());
}

base::Uuid id_of(std::uint64_t number, base::Instant now) {
  base::Uuid id;
  for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(now.milliseconds_utc >> (40 - 8 * i));
  id.bytes[6] = 0x70;
  for (std::size_t i = 0; i < 8; ++i) id.bytes[8 + i] = static_cast<std::uint8_t>(number >> (8 * i));
  return id;
}

double disk_syncs_per_second(const std::filesystem::path& folder, int count) {
  const int file = ::open((folder / "rival").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  const std::string row(row_bytes, 'x');
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < count; ++i) {
    if (::write(file, row.data(), row.size()) < 0 || ::fdatasync(file) != 0) std::abort();
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  ::close(file);
  return count / took.count();
}

/// `screens` each send one command at a time and wait for its answer.
void durable_commands(benchmark::State& state) {
  const auto screens = static_cast<std::size_t>(state.range(0));
  const auto folder = fresh_folder();
  const center::NewSite site{.path = folder / "site",
                             .name = "bench",
                             .zone = "UTC",
                             .address = "",
                             .kind = domain::SiteKind::demonstration,
                             .key_file = {},
                             .passphrase = ""};
  const auto made = center::create_site(site);
  if (!made) return state.SkipWithError(made.error().message.c_str());
  auto keys = center::open_site_keys(*made, std::nullopt, [] { return base::Result<std::string>(std::string()); });
  center::SystemClock clock;
  auto opened = center::Center::open(*made, std::move(*keys), clock);
  if (!opened) return state.SkipWithError(opened.error().message.c_str());
  center::Center& site_center = **opened;

  std::uint64_t seq_before = 0;
  site_center.read([&](const center::Published& published) { seq_before = published.head.seq; });
  constexpr int each = 100;
  std::atomic<std::uint64_t> number{0};
  std::uint64_t commands = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (auto _ : state) {
    std::vector<std::thread> threads;
    for (std::size_t s = 0; s < screens; ++s) {
      threads.emplace_back([&] {
        for (int i = 0; i < each; ++i) {
          center::Request request;
          request.id = id_of(++number, clock.now());
          request.body = domain::RecordNotServed{.visit = {}, .reason = domain::NotServed::no_seat};
          request.by.is_the_program = true;
          if (!site_center.submit_and_wait({request}).front().saved) std::abort();
        }
      });
    }
    for (auto& thread : threads) thread.join();
    commands += screens * each;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::uint64_t seq_after = 0;
  site_center.read([&](const center::Published& published) { seq_after = published.head.seq; });
  if (seq_after - seq_before != commands) return state.SkipWithError("not every answered command is in the record");
  state.SetItemsProcessed(static_cast<std::int64_t>(commands));
  const double rate = static_cast<double>(commands) / took.count();
  state.counters["ratio_to_rival"] = rate / disk_syncs_per_second(folder, 200);
  opened->reset();
  std::filesystem::remove_all(folder);
}
BENCHMARK(durable_commands)->Arg(1)->Arg(16)->Arg(64)->Iterations(5)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
