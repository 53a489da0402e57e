// Taps of a registered screen, timed from their connection to their answer.
#pragma once

#include <algorithm>
#include <chrono>
#include <limits>
#include <string>
#include <vector>

#include "server/served_site.hpp"

namespace alongside::bench {

constexpr int taps = 60;

inline double ms_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

inline double quantile(std::vector<double> values, double share) {
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

/// An act of this emergency, as a page sends it.
inline std::string act(const std::string& emergency, const std::string& what) {
  return server::test::ServedSite::command("act", R"(,"emergency":")" + emergency + R"(","act":")" + what + R"(")");
}
inline std::string opened() { return act(server::test::ServedSite::new_id(), "opened"); }

/// Milliseconds of a tap in the middle, each of what `next` gives; a tap that is not answered 200 counts as never.
template <class Next>
double median_tap(server::test::Browser& tablet, const Next& next) {
  std::vector<double> took;
  for (int i = 0; i < taps; ++i) {
    const auto began = std::chrono::steady_clock::now();
    if (tablet.post("/api/v1/commands", next()).status != 200) return std::numeric_limits<double>::infinity();
    took.push_back(ms_since(began));
  }
  return quantile(std::move(took), 0.5);
}

}  // namespace alongside::bench
