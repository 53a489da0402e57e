#include "plan/demand/smoothing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/random.hpp"

namespace alongside::plan {

namespace {

constexpr double shape_min = 0.05;
constexpr double shape_max = 1e4;
constexpr std::uint32_t stream_of_rates = 1;

class Fit {
 public:
  Fit(std::span<const double> deaths, std::span<const double> exposure,
      const std::vector<std::vector<std::uint32_t>>& neighbours)
      : deaths_(deaths), exposure_(exposure), mean_(deaths.size()) {
    all_ = std::accumulate(deaths.begin(), deaths.end(), 0.0) / std::accumulate(exposure.begin(), exposure.end(), 0.0);
    for (const auto& list : neighbours) {
      double y = 0;
      double e = 0;
      for (const std::uint32_t other : list) y += deaths[other], e += exposure[other];
      near_.push_back({y, e});
    }
  }

  void set_neighbour_shape(double g) {
    for (std::size_t i = 0; i < mean_.size(); ++i) {
      mean_[i] = std::isinf(g) ? all_ : (near_[i].deaths + g) / (near_[i].exposure + g / all_);
    }
  }
  double log_likelihood(double shape) const {
    double sum = 0;
    for (std::size_t i = 0; i < mean_.size(); ++i) {
      if (exposure_[i] > 0) sum += negative_binomial_log(deaths_[i], mean_[i] * exposure_[i], shape);
    }
    return sum;
  }
  /// The best shape for these prior means, by golden section on its logarithm.
  double best_shape() const {
    const double ratio = (std::sqrt(5.0) - 1) / 2;
    double low = std::log(shape_min);
    double high = std::log(shape_max);
    double a = high - ratio * (high - low);
    double b = low + ratio * (high - low);
    double at_a = log_likelihood(std::exp(a));
    double at_b = log_likelihood(std::exp(b));
    while (high - low > 1e-6) {
      if (at_a > at_b)
        high = b, b = a, at_b = at_a, a = high - ratio * (high - low), at_a = log_likelihood(std::exp(a));
      else
        low = a, a = b, at_a = at_b, b = low + ratio * (high - low), at_b = log_likelihood(std::exp(b));
    }
    return std::exp((low + high) / 2);
  }
  /// The posterior of each place, by the prior's shape in `out`.
  void fill(Rates& out) const {
    for (std::size_t i = 0; i < mean_.size(); ++i) {
      out.shape.push_back(out.prior_shape + deaths_[i]);
      out.inverse_scale.push_back(out.prior_shape / mean_[i] + exposure_[i]);
    }
  }

 private:
  struct Near {
    double deaths;
    double exposure;
  };
  std::span<const double> deaths_;
  std::span<const double> exposure_;
  std::vector<double> mean_;
  std::vector<Near> near_;
  double all_ = 0;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> nearest(std::span<const places::Point> points, std::uint32_t neighbours) {
  std::vector<std::array<double, 3>> at;
  for (const places::Point& point : points) at.push_back(places::unit_vector(point));
  std::vector<std::vector<std::uint32_t>> out(points.size());
  std::vector<std::pair<double, std::uint32_t>> apart;
  for (std::size_t i = 0; i < points.size(); ++i) {
    apart.clear();
    for (std::size_t j = 0; j < points.size(); ++j) {
      if (j != i) apart.emplace_back(places::chord_squared(at[i], at[j]), static_cast<std::uint32_t>(j));
    }
    const std::size_t count = std::min<std::size_t>(neighbours, apart.size());
    std::partial_sort(apart.begin(), apart.begin() + static_cast<std::ptrdiff_t>(count), apart.end());
    for (std::size_t k = 0; k < count; ++k) out[i].push_back(apart[k].second);
  }
  return out;
}

base::Result<Rates> smooth(std::span<const double> deaths, std::span<const double> exposure,
                           const std::vector<std::vector<std::uint32_t>>& neighbours) {
  if (deaths.size() < 3)
    return base::input_error(
        "expected three places at least for smoothing; with fewer, let the document say smoothing = \"none\"");
  if (std::accumulate(deaths.begin(), deaths.end(), 0.0) <= 0)
    return base::input_error("expected one death at least in the counts, found none: there is nothing to plan by");
  for (std::size_t i = 0; i < deaths.size(); ++i) {
    if (deaths[i] > 0 && !(exposure[i] > 0))
      return base::input_error(
          "expected a population above 0 for each place with deaths; with no populations at all, leave the column out");
  }
  Fit fit(deaths, exposure, neighbours);
  double best = -std::numeric_limits<double>::infinity();
  Rates out;
  for (int step = 0; step <= 25; ++step) {
    const double g = step == 25 ? std::numeric_limits<double>::infinity() : std::pow(10, -1 + step * 0.2);
    fit.set_neighbour_shape(g);
    const double shape = fit.best_shape();
    const double likelihood = fit.log_likelihood(shape);
    if (likelihood > best) best = likelihood, out.prior_shape = shape, out.neighbour_shape = g;
  }
  fit.set_neighbour_shape(out.neighbour_shape);
  fit.fill(out);
  return out;
}

Rates unsmoothed(std::span<const double> deaths, std::span<const double> exposure) {
  Rates out{.shape = {deaths.begin(), deaths.end()}, .inverse_scale = {exposure.begin(), exposure.end()}};
  for (double& scale : out.inverse_scale) scale = scale > 0 ? scale : 1;  // nobody lives there, and nobody died
  return out;
}

Rates smooth_with(std::span<const double> deaths, std::span<const double> exposure,
                  const std::vector<std::vector<std::uint32_t>>& neighbours, const Rates& like) {
  if (neighbours.empty()) return unsmoothed(deaths, exposure);
  Rates out{.shape = {}, .inverse_scale = {}, .prior_shape = like.prior_shape, .neighbour_shape = like.neighbour_shape};
  Fit fit(deaths, exposure, neighbours);
  fit.set_neighbour_shape(like.neighbour_shape);
  fit.fill(out);
  return out;
}

double negative_binomial_log(double deaths, double mean, double shape) {
  if (shape <= 0) return deaths > 0 ? -std::numeric_limits<double>::infinity() : 0;
  return std::lgamma(deaths + shape) - std::lgamma(shape) + shape * std::log(shape / (shape + mean)) +
         deaths * std::log(mean / (shape + mean));
}

double gamma_draw(double shape, std::uint64_t seed, std::uint32_t draw, std::uint32_t entity, std::uint32_t decision) {
  if (!(shape > 0)) return 0;
  const base::Stream stream({seed, draw, entity, decision});
  // Occurrence 0 is the power that makes a shape above 1 of one below it; then a normal and a uniform for each try.
  const double power = shape < 1 ? std::pow(1 - stream.uniform(0), 1 / shape) : 1;
  const double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (std::uint32_t at = 1;; at += 2) {
    const double x = stream.normal(at);
    const double v = std::pow(1 + c * x, 3);
    if (v > 0 && std::log(1 - stream.uniform(at + 1)) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v * power;
  }
}

std::vector<double> Rates::draw(std::uint64_t seed, std::uint32_t draw) const {
  std::vector<double> out(shape.size());
  for (std::uint32_t i = 0; i < out.size(); ++i)
    out[i] = gamma_draw(shape[i], seed, draw, i, stream_of_rates) / inverse_scale[i];
  return out;
}

}  // namespace alongside::plan
