// Any bytes as a scenario: read whole, or refused with a message that names a place; never a crash, and what was read can be run.
#include <cstdlib>

#include "sim/facility/facility.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alongside::sim;
  auto scenario = parse_scenario("fuzz", std::string(reinterpret_cast<const char*>(data), size), {});
  if (!scenario) {
    if (scenario.error().message.find("fuzz:") == std::string::npos) std::abort();
    return 0;
  }
  // A day of it, unless it is a crowd that no machine would live through.
  double busiest = 0;
  for (const double rate : scenario->arrivals_per_hour) busiest = std::max(busiest, rate);
  for (const double rate : scenario->others_per_hour) busiest = std::max(busiest, rate);
  if (busiest > 500 || scenario->participants > 100'000) return 0;
  scenario->days = 1;
  scenario->warm_up_days = 0;
  std::vector<double> row(row_width, 0.0);
  Facility(*scenario, {.seed = 1}).replicate(0, row);
  return 0;
}
