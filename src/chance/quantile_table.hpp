// QuantileTable: the quantile function of a distribution's shape, tabulated once, for many million draws: of a study's parameters, of a network's stays.
//
// Goals: the exact quantile to 1e-10 of the larger of its size and its sd, at a few nanoseconds, one draw at a time or over vectors, without a branch that the dice decide. A cell is a part of an octave of the
// distance to the nearer end of (0, 1), so that the tails, where a quantile is steep, have as many cells for their length as the middle; in a cell
// stands the polynomial through the exact quantiles at Chebyshev's points, held against more of them when it is made. What is nearer than 2^-12 to
// an end, and cells where the polynomial is too far off, are computed exactly. Staircases and closed forms need no table.
// Immutable: free to share between threads.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "chance/distribution.hpp"

namespace alongside::chance {

class QuantileTable {
 public:
  static constexpr double error_max = 1e-10;

  explicit QuantileTable(const Distribution& exact);

  /// The draw of this uniform number in [0, 1).
  double at(double uniform) const {
    const double above = 1 - uniform;
    const auto bits = std::bit_cast<std::uint64_t>(std::min(above, uniform));
    const std::uint64_t cell = (bits >> (52 - steps_log2_)) - first_cell_;
    if (cell >= cells_of_a_side_) [[unlikely]]
      return own_.quantile(uniform);
    const Polynomial& c = cells_[2 * cell + (above < uniform ? 1 : 0)];
    const double x = std::bit_cast<double>((bits << steps_log2_ & fraction_bits) | one_bits) - 1;
    const double value = value_of(c, x);
    return value == value ? own_.from() + own_.factor() * value : own_.quantile(uniform);
  }

  /// Numbers in (0, 1) become `from` plus `factor` times the shape's quantile.
  void at(std::span<double> values, double from, double factor) const;

  /// With from 0 and factor 1.
  const Distribution& shape() const { return shape_; }

 private:
  static constexpr std::size_t degree = 7;
  static constexpr unsigned octaves = 12;
  static constexpr unsigned steps_log2_min = 3;
  static constexpr unsigned steps_log2_max = 5;
  using Polynomial =
      std::array<double,
                 degree + 1>;  ///< in x from 0 to 1 over the cell; the first is not a number where the cell is exact

  static constexpr std::uint64_t fraction_bits = (std::uint64_t{1} << 52) - 1;
  static constexpr std::uint64_t one_bits = std::bit_cast<std::uint64_t>(1.0);

  /// In Estrin's order: shorter chains than Horner's.
  static double value_of(const Polynomial& c, double x) {
    const double x2 = x * x;
    const double x4 = x2 * x2;
    return ((c[0] + c[1] * x) + (c[2] + c[3] * x) * x2) + ((c[4] + c[5] * x) + (c[6] + c[7] * x) * x2) * x4;
  }

  bool tabulate(unsigned steps_log2);
  bool tabulate_cell(double start, double width, bool is_above, Polynomial& polynomial) const;
  void at_block(double* values, std::size_t count, double from, double factor) const;

  Distribution own_;
  Distribution shape_;
  double size_ = 0;  ///< of the shape: its sd
  unsigned steps_log2_ = 0;
  std::uint64_t first_cell_ = 0;
  std::uint64_t cells_of_a_side_ = 0;
  std::vector<Polynomial> cells_;  ///< below the middle and above it in turn; empty: every draw is exact
};

}  // namespace alongside::chance
