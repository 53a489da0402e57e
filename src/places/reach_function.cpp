#include "places/reach_function.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "places/geography.hpp"

namespace alongside::places {

namespace {

constexpr double smallest_share = 1e-4;  ///< an exponential ends here

/// Gauss-Legendre on [0, 1], ten points.
constexpr std::array<double, 10> nodes{0.013046735741414, 0.067468316655508, 0.160295215850488, 0.283302302935376,
                                       0.425562830509184, 0.574437169490816, 0.716697697064624, 0.839704784149512,
                                       0.932531683344492, 0.986953264258586};
constexpr std::array<double, 10> node_weights{
    0.033335672154344, 0.074725674575290, 0.109543181257991, 0.134633359654998, 0.147762112357376,
    0.147762112357376, 0.134633359654998, 0.109543181257991, 0.074725674575290, 0.033335672154344};

/// The integral from `low` to `high`. The arc of a circle in a disc ends as a square root does; the substitution takes that out.
template <class Function>
double integral(double low, double high, const Function& function) {
  double sum = 0;
  for (std::size_t k = 0; k < nodes.size(); ++k) {
    const double t = nodes[k];
    sum += node_weights[k] * 6 * t * (1 - t) * function(low + (high - low) * t * t * (3 - 2 * t));
  }
  return sum * (high - low);
}

}  // namespace

base::Result<ReachFunction> ReachFunction::table(std::vector<ReachPoint> points, double km_per_unit) {
  if (points.empty()) return base::input_error("expected one point at least, found an empty table of reach");
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto [at, share] = points[i];
    if (!(at >= 0) || !(share >= 0 && share <= 1)) {
      return base::input_error(
          fmt::format("expected a distance from 0 up and a share from 0 to 1, found {} and {}", at, share));
    }
    if (i > 0 && (at <= points[i - 1].at || share > points[i - 1].share)) {
      return base::input_error(
          fmt::format("expected distances that rise and shares that do not, found {} at {} after {} at {}", share, at,
                      points[i - 1].share, points[i - 1].at));
    }
  }
  ReachFunction out;
  out.shape_ = Shape::table;
  for (ReachPoint& point : points) point.at *= km_per_unit;
  out.points_ = std::move(points);
  out.furthest_km_ = out.points_.back().at;
  return out;
}

ReachFunction ReachFunction::step(double km) {
  ReachFunction out;
  out.furthest_km_ = km;
  return out;
}

ReachFunction ReachFunction::exponential(double half_km) {
  ReachFunction out;
  out.shape_ = Shape::exponential;
  out.half_km_ = half_km;
  out.furthest_km_ = -half_km * std::log2(smallest_share);
  return out;
}

ReachFunction ReachFunction::scaled(double factor) const {
  ReachFunction out = *this;
  for (ReachPoint& point : out.points_) point.at /= factor;
  out.half_km_ /= factor;
  out.furthest_km_ /= factor;
  return out;
}

double ReachFunction::at(double km) const {
  if (km > furthest_km_) return 0;
  if (shape_ == Shape::step) return 1;
  if (shape_ == Shape::exponential) return std::exp2(-km / half_km_);
  const auto after = std::upper_bound(points_.begin(), points_.end(), km,
                                      [](double x, const ReachPoint& point) { return x < point.at; });
  if (after == points_.begin()) return points_.front().share;
  if (after == points_.end()) return points_.back().share;
  const ReachPoint& low = *(after - 1);
  return low.share + (after->share - low.share) * (km - low.at) / (after->at - low.at);
}

double ReachFunction::over_disc(double apart_km, double radius_km) const {
  if (radius_km <= 0) return at(apart_km);
  const double begin = std::max(0.0, apart_km - radius_km);
  const double end = std::min(apart_km + radius_km, furthest_km_);
  if (end <= begin) return 0;
  std::vector<double> cuts{begin, end, std::abs(apart_km - radius_km)};
  for (const ReachPoint& point : points_) cuts.push_back(point.at);
  if (shape_ == Shape::exponential) {
    for (double km = half_km_; km < furthest_km_; km += half_km_) cuts.push_back(km);
  }
  std::erase_if(cuts, [&](double cut) { return cut < begin || cut > end; });
  std::sort(cuts.begin(), cuts.end());
  const auto ring = [&](double r) { return 2 * r * share_of_circle_in_disc(r, radius_km, apart_km) * at(r); };
  double sum = 0;
  for (std::size_t i = 1; i < cuts.size(); ++i) {
    if (cuts[i] > cuts[i - 1]) sum += integral(cuts[i - 1], cuts[i], ring);
  }
  return std::clamp(sum / (radius_km * radius_km), 0.0, 1.0);
}

double ReachFunction::half_km() const {
  double low = 0;
  double high = furthest_km_;
  for (int halving = 0; halving < 50; ++halving) {
    const double middle = (low + high) / 2;
    (at(middle) >= 0.5 ? low : high) = middle;
  }
  return low;
}

}  // namespace alongside::places
