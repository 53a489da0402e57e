// Sensitivity: what one input, or two, do to the answer while all others stay at their value.
//
// Goals: each end is the study computed again, so that a bar can be checked by hand with --set; units as the document writes them; where a formula has
// no answer there is none, with the reason, never a number. Non-goals: how probable an end is, inputs that move together (draws do that: a bar of a
// correlated input moves it alone). A bar sees the two ends only: an input whose effect turns round between them has a short bar.
// Pure functions; the study must outlive the call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "study/analysis/input.hpp"

namespace alongside::study {

struct TornadoBar {
  Input input;
  double low = 0;   ///< 5th percentile of its spread, in its own unit
  double high = 0;  ///< 95th
  Basis spread_basis = Basis::source;
  bool is_contested = false;
  std::vector<double> at_low;  ///< the targets there; NaN of the ratio where it is not defined
  std::vector<double> at_high;

  /// Without end where the ratio is defined at one end only, or at none.
  double width(std::size_t target) const;
};

struct Tornado {
  std::vector<std::string> targets;
  std::vector<double> at_value;                        ///< the targets with every input at its value
  std::vector<TornadoBar> bars;                        ///< in the order of the document
  std::vector<std::vector<std::size_t>> widest_first;  ///< for each target, into `bars`
  std::vector<LeftOut> left_out;                       ///< inputs that have a spread and no bar
  std::size_t without_spread = 0;
};

/// One input at a time to the 5th and the 95th percentile of its spread. Two compiles for each bar.
base::Result<Tornado> tornado(const Study& study, const std::vector<Change>& changes,
                              std::vector<std::string> targets = {"net", "ratio"});

struct OneWayPoint {
  double at = 0;
  std::vector<double>
      values;  ///< of the targets; empty where there is no answer, NaN of the ratio where it alone is not defined
  std::string why_none;  ///< in both cases
};

struct Curve {
  static constexpr std::size_t points_max = 1'001;

  Input input;
  Reach reach;
  std::vector<std::string> targets;
  std::vector<OneWayPoint> points;
};

/// One input over its range at 2 to `points_max` points. An error only where no point has an answer.
base::Result<Curve> one_way(const Study& study, const std::vector<Change>& changes, std::string_view name,
                            std::size_t points, std::optional<double> low = {}, std::optional<double> high = {},
                            std::vector<std::string> targets = {"net", "ratio"});

/// One side of a two-way grid.
struct GridSide {
  std::string name;
  std::size_t points = 21;
  std::optional<double> low = {};
  std::optional<double> high = {};
};

struct Grid {
  static constexpr std::size_t cells_max = 10'000;

  Input x;
  Input y;
  Reach x_reach;
  Reach y_reach;
  std::vector<double> xs;
  std::vector<double> ys;
  std::string target;
  std::vector<std::optional<double>> cells;  ///< row by row: y's first value with every x, then the next
  std::string why_none;                      ///< of the first cell without an answer; empty: all have one

  const std::optional<double>& at(std::size_t x_index, std::size_t y_index) const {
    return cells[y_index * xs.size() + x_index];
  }
};

/// Two inputs together; a compile for each cell.
base::Result<Grid> two_way(const Study& study, const std::vector<Change>& changes, const GridSide& x, const GridSide& y,
                           std::string target = "ratio");

}  // namespace alongside::study
