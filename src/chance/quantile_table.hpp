// QuantileTable: the quantile function of a spread's shape, tabulated when a study is compiled, for many million draws.
//
// Goals: the exact quantile to 1e-10 of the larger of its size and the spread's sd, at a few nanoseconds, over vectors. A cell is a part of an octave of the
// distance to the nearer end of (0, 1), so that the tails, where a quantile is steep, have as many cells for their length as the middle; in a cell
// stands the polynomial through the exact quantiles at Chebyshev's points, held against more of them when it is made. What is nearer than 2^-12 to
// an end, and cells where the polynomial is too far off, are computed exactly. Staircases and closed forms need no table.
// Immutable: free to share between threads.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "chance/spread.hpp"

namespace alongside::chance {

class QuantileTable {
 public:
  static constexpr double error_max = 1e-10;

  explicit QuantileTable(const Spread& spread);

  /// Numbers in (0, 1) become `from` plus `factor` times the shape's quantile.
  void at(std::span<double> values, double from, double factor) const;

  /// With from 0 and factor 1.
  const Spread& shape() const { return shape_; }

 private:
  static constexpr std::size_t degree = 7;
  static constexpr unsigned octaves = 12;
  static constexpr unsigned steps_log2_min = 3;
  static constexpr unsigned steps_log2_max = 5;
  using Polynomial =
      std::array<double,
                 degree + 1>;  ///< in x from 0 to 1 over the cell; the first is not a number where the cell is exact

  bool tabulate(unsigned steps_log2);
  bool tabulate_cell(double start, double width, bool is_above, Polynomial& polynomial) const;
  void at_block(double* values, std::size_t count, double from, double factor) const;

  Spread shape_;
  double size_ = 0;  ///< of the shape: its sd
  unsigned steps_log2_ = 0;
  std::vector<Polynomial> cells_;  ///< below the middle and above it in turn; empty: every draw is exact
};

}  // namespace alongside::chance
