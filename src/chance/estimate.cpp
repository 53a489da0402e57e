#include "chance/estimate.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "chance/quantile.hpp"

namespace alongside::chance {

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

struct Ends {
  double low;
  double high;
};

/// Wilson's interval of x of n.
Ends wilson(double x, double n) {
  const double share = x / n;
  const double z = normal_quantile(0.975);
  const double centre = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
  const double reach = z / (1.0 + z * z / n) * std::sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
  // At the ends the bound is exact, which the difference of two rounded numbers would not be.
  return {x <= 0 ? 0.0 : centre - reach, x >= n ? 1.0 : centre + reach};
}

/// How many replicates of one size say as much as these of different sizes.
double effective_number(std::span<const double> sizes) {
  double squares = 0.0;
  for (const double size : sizes) squares += size * size;
  const double sum = sum_of(sizes);
  return sum * sum / squares;
}

/// Hours are summed in another order above and below: an end is one that is so but for rounding.
constexpr double rounding = 1e-12;

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

Estimate share_of_sums(std::span<const double> numerators, std::span<const double> denominators) {
  Estimate share = ratio_of_sums(numerators, denominators);
  if (std::isnan(share.value)) return share;
  const bool never = share.value <= rounding;
  const bool always = share.value >= 1.0 - rounding;
  if (never || always) {
    const double missed = std::pow(0.05, 1.0 / effective_number(denominators));
    share = {never ? 0.0 : 1.0, unknown, never ? 0.0 : missed, never ? 1.0 - missed : 1.0, share.replicates};
  }
  share.low95 = std::max(share.low95, 0.0);
  share.high95 = std::min(share.high95, 1.0);
  return share;
}

Estimate share_of_counts(std::span<const double> numerators, std::span<const double> denominators) {
  Estimate share = share_of_sums(numerators, denominators);
  if (!(share.standard_error >= 0.0)) return share;
  const Ends alone = wilson(sum_of(numerators), sum_of(denominators));
  share.low95 = std::min(share.low95, alone.low);
  share.high95 = std::max(share.high95, alone.high);
  return share;
}

Estimate share_of(std::uint64_t happened, std::uint64_t replicates) {
  assert(happened <= replicates);
  if (replicates == 0) return {unknown, unknown, unknown, unknown, 0};
  const auto n = static_cast<double>(replicates);
  const double share = static_cast<double>(happened) / n;
  const Ends ends = wilson(static_cast<double>(happened), n);
  return {share, std::sqrt(share * (1.0 - share) / n), ends.low, ends.high, static_cast<std::uint32_t>(replicates)};
}

}  // namespace alongside::chance
