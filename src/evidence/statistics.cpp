#include "evidence/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace alongside::evidence {

std::optional<Quartiles> quartiles_of(std::span<const std::int64_t> values) {
  if (values.empty()) return std::nullopt;
  std::vector<std::int64_t> ordered(values.begin(), values.end());
  std::sort(ordered.begin(), ordered.end());
  const auto at = [&](double share) {
    const double position = share * static_cast<double>(ordered.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto above = std::min(below + 1, ordered.size() - 1);
    const double fraction = position - static_cast<double>(below);
    const auto step = static_cast<double>(ordered[above] - ordered[below]);
    return ordered[below] + static_cast<std::int64_t>(std::llround(fraction * step));
  };
  return Quartiles{at(0.25), at(0.5), at(0.75)};
}

std::optional<double> upper_bound_of_none(std::uint64_t n) {
  if (n == 0) return std::nullopt;
  return -std::expm1(std::log(0.05) / static_cast<double>(n));
}

}  // namespace alongside::evidence
