#include "center/boot_clock.hpp"

#include <ctime>
#include <fstream>

namespace alongside::center {

std::chrono::nanoseconds boot_time() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

const std::string& this_boot() {
  static const std::string name = [] {
    std::string out;
    std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), out);
    return out;
  }();
  return name;
}

}  // namespace alongside::center
