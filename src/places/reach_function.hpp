// ReachFunction: what share of the people who could use a center would come to one at a distance.
//
// Goals: a table with straight lines between its points, a step, an exponential, each over distance or over the minutes of a journey at a
// steady speed; the same averaged over the area of a place. Non-goals: streets (give a travel-time matrix). Invariant: a share lies in [0, 1] and
// never rises with distance. Immutable; free to share between threads.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace alongside::places {

/// One point of a table.
struct ReachPoint {
  double at;  ///< distance or minutes
  double share;
};

class ReachFunction {
 public:
  /// Straight lines between the points; before the first its share, beyond the last nothing. Refuses points that do not rise, or shares that rise
  /// or lie outside [0, 1]. `km_per_unit`: how many km one unit of `at` is.
  static base::Result<ReachFunction> table(std::vector<ReachPoint> points, double km_per_unit);
  /// Everybody up to `km`, nobody beyond.
  static ReachFunction step(double km);
  /// Half of the share is gone at `half_km`, and half of the rest at twice that. Ends where less than one in 10,000 would come.
  static ReachFunction exponential(double half_km);

  /// The same people, with every distance `factor` times as far for them.
  ReachFunction scaled(double factor) const;

  double at(double km) const;
  /// Up to it half or more would come; 0: nowhere so many.
  double half_km() const;
  /// Beyond it nobody comes.
  double furthest_km() const { return furthest_km_; }
  /// The mean over a disc of radius `radius_km` whose middle is `apart_km` from the site; `at(apart_km)` for a radius of 0. Piecewise
  /// Gauss-Legendre over circles around the site, absolute error under 1e-6.
  double over_disc(double apart_km, double radius_km) const;

 private:
  enum class Shape { table, step, exponential };
  Shape shape_ = Shape::step;
  std::vector<ReachPoint> points_;  ///< in km
  double half_km_ = 0;
  double furthest_km_ = 0;
};

}  // namespace alongside::places
