#include "chance/quantile_table.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/vectors.hpp"

namespace alongside::chance {

namespace {

constexpr double exact_cell = std::numeric_limits<double>::quiet_NaN();

/// The polynomial in x through (nodes, values), from Newton's divided differences.
template <std::size_t N>
std::array<double, N> through(const std::array<double, N>& nodes, std::array<double, N> values) {
  for (std::size_t order = 1; order < N; ++order) {
    for (std::size_t i = N - 1; i >= order; --i)
      values[i] = (values[i] - values[i - 1]) / (nodes[i] - nodes[i - order]);
  }
  std::array<double, N> out{};
  for (std::size_t i = N; i-- > 0;) {
    // out = out * (x - nodes[i]) + values[i]
    for (std::size_t power = N - 1; power > 0; --power) out[power] = out[power - 1] - nodes[i] * out[power];
    out[0] = values[i] - nodes[i] * out[0];
  }
  return out;
}

}  // namespace

QuantileTable::QuantileTable(const Distribution& exact) : own_(exact), shape_(exact.standard()) {
  assert(!exact.is_dirichlet());
  if (exact.is_quick()) return;
  size_ = shape_.sd();
  for (unsigned steps_log2 = steps_log2_min; steps_log2 <= steps_log2_max; ++steps_log2) {
    if (tabulate(steps_log2)) break;
  }
  first_cell_ = (std::bit_cast<std::uint64_t>(0.5) >> (52 - steps_log2_)) - (std::uint64_t{octaves} << steps_log2_);
  cells_of_a_side_ = cells_.size() / 2;
}

/// True if no cell had to be left exact; with the finest steps such cells stay.
bool QuantileTable::tabulate(unsigned steps_log2) {
  steps_log2_ = steps_log2;
  cells_.clear();
  const unsigned shift = 52 - steps_log2;
  const std::uint64_t end = std::bit_cast<std::uint64_t>(0.5) >> shift;
  bool all = true;
  for (std::uint64_t cell = end - (std::uint64_t{octaves} << steps_log2); cell < end; ++cell) {
    const auto start = std::bit_cast<double>(cell << shift);
    const double width = std::bit_cast<double>((cell + 1) << shift) - start;
    for (const bool is_above : {false, true}) {
      if (!tabulate_cell(start, width, is_above, cells_.emplace_back())) {
        if (steps_log2 < steps_log2_max) return false;
        cells_.back()[0] = exact_cell;
        all = false;
      }
    }
  }
  return all;
}

bool QuantileTable::tabulate_cell(double start, double width, bool is_above, Polynomial& polynomial) const {
  constexpr std::size_t nodes_count = degree + 1;
  const auto exact = [&](double x) {
    const double from_end = start + x * width;
    return shape_.quantile(is_above ? 1 - from_end : from_end);
  };
  const auto chebyshev = [](std::size_t i, std::size_t n) {
    return 0.5 - 0.5 * std::cos(std::numbers::pi * (2 * static_cast<double>(i) + 1) / (2 * static_cast<double>(n)));
  };
  std::array<double, nodes_count> nodes{};
  std::array<double, nodes_count> values{};
  for (std::size_t i = 0; i < nodes_count; ++i) {
    nodes[i] = chebyshev(i, nodes_count);
    values[i] = exact(nodes[i]);
  }
  polynomial = through(nodes, values);
  // Between the nodes, where it is farthest off, and at the ends.
  for (const double x : {0.0, (nodes[0] + nodes[1]) / 2, (nodes[3] + nodes[4]) / 2, (nodes[6] + nodes[7]) / 2, 1.0}) {
    const double truth = exact(x);
    if (!(std::abs(value_of(polynomial, x) - truth) <= error_max / 8 * std::max(std::abs(truth), size_))) return false;
  }
  return true;
}

void QuantileTable::at(std::span<double> values, double from, double factor) const {
  if (cells_.empty()) {
    std::ranges::transform(values, values.begin(), [&](double u) { return from + factor * shape_.quantile(u); });
    return;
  }
  constexpr std::size_t block = 128;
  for (std::size_t done = 0; done < values.size(); done += block)
    at_block(values.data() + done, std::min(block, values.size() - done), from, factor);
}

/// The table's answer for all of a block, then the exact one for the few that it has none for.
ALONGSIDE_VECTORS void QuantileTable::at_block(double* values, std::size_t count, double from, double factor) const {
  const unsigned steps_log2 = steps_log2_;
  const unsigned shift = 52 - steps_log2;
  const std::uint64_t first = (std::bit_cast<std::uint64_t>(0.5) >> shift) - (std::uint64_t{octaves} << steps_log2);
  const auto cells = static_cast<std::uint64_t>(cells_.size() / 2);
  const double* const coefficients = cells_.front().data();
  std::array<double, 128> out;
  for (std::size_t i = 0; i < count; ++i) {
    const double uniform = values[i];
    const double above = 1 - uniform;
    const auto bits = std::bit_cast<std::uint64_t>(std::min(above, uniform));
    const std::uint64_t cell = (bits >> shift) - first;
    const std::uint64_t safe = cell < cells ? cell : 0;
    const double* const c = coefficients + 16 * safe + (above < uniform ? 8 : 0);
    const double x = std::bit_cast<double>((bits << steps_log2 & fraction_bits) | one_bits) - 1;
    const double x2 = x * x;
    const double value =
        ((c[0] + c[1] * x) + (c[2] + c[3] * x) * x2) + ((c[4] + c[5] * x) + (c[6] + c[7] * x) * x2) * (x2 * x2);
    out[i] = cell < cells ? value : exact_cell;  // too near an end, or exactly the middle
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (out[i] != out[i]) [[unlikely]]
      out[i] = shape_.quantile(values[i]);
    values[i] = from + factor * out[i];
  }
}

}  // namespace alongside::chance
