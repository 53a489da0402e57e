#include "chance/distribution.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "chance/quantile.hpp"

namespace alongside::chance {

namespace {

[[maybe_unused]] bool is_size(double value) { return std::isfinite(value) && value > 0.0; }

}  // namespace

Distribution Distribution::fixed(double value) {
  assert(std::isfinite(value) && value >= 0.0);
  return Distribution(fixed_family(), 0, value);
}

Distribution Distribution::exponential_of_mean(double mean) {
  assert(is_size(mean));
  return Distribution(exponential_family(), 0, mean);
}

Distribution Distribution::lognormal_of_median(double median, double sigma) {
  assert(is_size(median) && is_size(sigma));
  return Distribution(lognormal_family(sigma), 0, median);
}

Distribution Distribution::lognormal_of_mean(double mean, double variation) {
  assert(is_size(mean) && is_size(variation));
  const double sigma_squared = std::log1p(variation * variation);
  return lognormal_of_median(mean * std::exp(-0.5 * sigma_squared), std::sqrt(sigma_squared));
}

Distribution Distribution::lognormal_of_quartiles(double median, double lower_quartile, double upper_quartile) {
  assert(is_size(lower_quartile) && lower_quartile < median && median < upper_quartile);
  return lognormal_of_median(median, std::log(upper_quartile / lower_quartile) / (2.0 * normal_quantile(0.75)));
}

Distribution Distribution::empirical(std::vector<double> points) {
  assert(points.size() >= 2 && points.front() >= 0.0 && std::is_sorted(points.begin(), points.end()) &&
         std::isfinite(points.back()));
  return Distribution(empirical_family(std::move(points)));
}

Distribution Distribution::standard_normal() { return Distribution(normal_family()); }
Distribution Distribution::standard_gamma(double shape) { return Distribution(gamma_family(shape)); }

double Distribution::sd() const { return factor_ * std::sqrt(std::max(0.0, family_->variance())); }

double Distribution::probability_below(double value) const {
  double low = 0;
  double high = 1;
  for (int step = 0; step < 40; ++step) {
    const double middle = (low + high) / 2;
    (quantile(middle) < value ? low : high) = middle;
  }
  return low;
}

bool Distribution::is_same_shape(const Distribution& other) const {
  return family_ == other.family_ ||
         (family_->name() == other.family_->name() && family_->parameters() == other.family_->parameters());
}

Distribution Distribution::scaled(double factor) const {
  assert(factor > 0 && !is_dirichlet());
  return Distribution(family_, from_ * factor, factor_ * factor);
}

}  // namespace alongside::chance
