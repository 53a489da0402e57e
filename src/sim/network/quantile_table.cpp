#include "sim/network/quantile_table.hpp"

#include <cmath>
#include <utility>

namespace alongside::sim {

QuantileTable::QuantileTable(chance::Distribution exact) : exact_(std::move(exact)) {
  cells_.reserve(2 * (octaves << steps_log2));
  for (std::uint64_t cell = first_cell; cell < end_cell; ++cell) {
    if (!tabulate(cell, false) || !tabulate(cell, true)) return;
  }
  cells_of_a_side_ = cells_.size() / 2;
}

/// The cubic through the quantiles at the thirds of the cell. False if it is too far from them between.
bool QuantileTable::tabulate(std::uint64_t cell, bool is_above) {
  const auto start = std::bit_cast<double>(cell << cell_shift);
  const double width = std::bit_cast<double>((cell + 1) << cell_shift) - start;
  const auto exact = [&](double x) {
    const double from_end = start + x * width;
    return exact_.at(is_above ? 1.0 - from_end : from_end);
  };
  const double y0 = exact(0.0);
  const double first = exact(1.0 / 3.0) - y0;
  const double second = exact(2.0 / 3.0) - y0;
  const double third = exact(1.0) - y0;
  const Cubic cubic{y0, 9.0 * first - 4.5 * second + third, -22.5 * first + 18.0 * second - 4.5 * third,
                    13.5 * (first - second) + 4.5 * third};
  cells_.push_back(cubic);
  for (const double x : {1.0 / 6.0, 0.5, 5.0 / 6.0}) {
    const double truth = exact(x);
    const double value = cubic.c0 + x * (cubic.c1 + x * (cubic.c2 + x * cubic.c3));
    if (!(std::abs(value - truth) <= relative_error_max * truth)) return false;
  }
  return true;
}

}  // namespace alongside::sim
