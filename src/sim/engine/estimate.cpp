#include "sim/engine/estimate.hpp"

#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/engine/quantile.hpp"

namespace alongside::sim {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

double sum_of(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

/// `squares`: the sum of the squared distances of n replicates, already scaled to the value's unit.
Estimate with_interval(double value, double squares, std::size_t n) {
  Estimate estimate{value, unknown, unknown, unknown, static_cast<std::uint32_t>(n)};
  if (n < 2) return estimate;
  const auto count = static_cast<double>(n);
  estimate.standard_error = std::sqrt(squares / (count - 1.0) / count);
  const double reach = student_t_quantile(0.975, count - 1.0) * estimate.standard_error;
  estimate.low95 = value - reach;
  estimate.high95 = value + reach;
  return estimate;
}

}  // namespace

Estimate mean_of(std::span<const double> values) {
  if (values.empty()) return {unknown, unknown, unknown, unknown, 0};
  const double mean = sum_of(values) / static_cast<double>(values.size());
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return with_interval(mean, squares, values.size());
}

Estimate ratio_of_sums(std::span<const double> numerators, std::span<const double> denominators) {
  assert(numerators.size() == denominators.size());
  const double below = sum_of(denominators);
  if (!(below > 0.0)) return {unknown, unknown, unknown, unknown, static_cast<std::uint32_t>(numerators.size())};
  const double ratio = sum_of(numerators) / below;
  const double mean_below = below / static_cast<double>(denominators.size());
  double squares = 0.0;
  for (std::size_t i = 0; i < numerators.size(); ++i) {
    const double apart = (numerators[i] - ratio * denominators[i]) / mean_below;
    squares += apart * apart;
  }
  return with_interval(ratio, squares, numerators.size());
}

Estimate share_of(std::uint32_t happened, std::uint32_t replicates) {
  assert(happened <= replicates);
  if (replicates == 0) return {unknown, unknown, unknown, unknown, 0};
  const double n = replicates;
  const double share = happened / n;
  const double z = normal_quantile(0.975);
  const double centre = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
  const double reach = z / (1.0 + z * z / n) * std::sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
  // At the ends the bound is exact, which the difference of two rounded numbers would not be.
  return {share, std::sqrt(share * (1.0 - share) / n), happened == 0 ? 0.0 : centre - reach,
          happened == replicates ? 1.0 : centre + reach, replicates};
}

}  // namespace alongside::sim
