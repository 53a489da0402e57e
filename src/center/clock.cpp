#include "center/clock.hpp"

#include <ctime>

namespace alongside::center {

namespace {
std::int64_t read_ms(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}
base::Instant wall() { return {read_ms(CLOCK_REALTIME)}; }
base::Duration since_boot() { return {read_ms(CLOCK_BOOTTIME)}; }
}  // namespace

SystemClock::SystemClock() : started_at_(wall()), boot_at_start_(since_boot()) {}
base::Instant SystemClock::now() const { return started_at_ + (since_boot() - boot_at_start_); }
base::Duration SystemClock::step() const { return wall() - now(); }

}  // namespace alongside::center
