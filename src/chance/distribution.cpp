#include "chance/distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <optional>
#include <utility>

#include "chance/quantile.hpp"

namespace alongside::chance {

namespace {

// What a document may say. Zero is not among them where a logarithm would be taken of it.
constexpr double size_min = 1e-6;
constexpr double size_max = 1e9;
constexpr double spread_min = 1e-3;
constexpr double spread_max = 10.0;

bool is_size(double value) { return std::isfinite(value) && value > 0.0; }

std::string below(std::string_view path, std::string_view name) { return fmt::format("{}.{}", path, name); }

base::Result<Distribution> read_lognormal(const base::Fields& fields, const std::string& path) {
  const bool by_mean = fields.has(below(path, "mean"));
  const auto centre = fields.number(below(path, by_mean ? "mean" : "median"), size_min, size_max);
  if (!centre) return centre.error();
  if (by_mean) {
    const auto variation = fields.number(below(path, "cv"), spread_min, spread_max);
    if (!variation) return variation.error();
    return Distribution::lognormal_of_mean(*centre, *variation);
  }
  if (!fields.has(below(path, "quartiles"))) {
    const auto sigma = fields.number(below(path, "sigma"), spread_min, spread_max);
    if (!sigma) return sigma.error();
    return Distribution::lognormal_of_median(*centre, *sigma);
  }
  const auto quartiles = fields.numbers(below(path, "quartiles"), size_min, size_max);
  if (!quartiles) return quartiles.error();
  if (quartiles->size() != 2 || !(quartiles->front() < *centre && *centre < quartiles->back())) {
    return fields.error_at(
        below(path, "quartiles"),
        fmt::format("expected the lower and the upper quartile, with the median of {} between them", *centre));
  }
  return Distribution::lognormal_of_quartiles(*centre, quartiles->front(), quartiles->back());
}

base::Result<Distribution> read_empirical(const base::Fields& fields, const std::string& path) {
  auto points = fields.numbers(path, 0.0, size_max);
  if (!points) return points.error();
  if (points->size() < 2)
    return fields.error_at(path, "expected at least 2 numbers: the shortest, those between, the longest");
  const auto falls = std::is_sorted_until(points->begin(), points->end());
  if (falls != points->end()) {
    return fields.error_at(
        below(path, std::to_string(falls - points->begin())),
        fmt::format("expected {} or more, since the numbers are sorted, found {}", *(falls - 1), *falls));
  }
  return Distribution::empirical(std::move(*points));
}

}  // namespace

Distribution::Distribution(Shape shape, double centre, double sigma) : shape_(shape), centre_(centre), sigma_(sigma) {}

Distribution Distribution::fixed(double value) {
  assert(std::isfinite(value) && value >= 0.0);
  return {Shape::fixed, value, 0.0};
}

Distribution Distribution::exponential_of_mean(double mean) {
  assert(is_size(mean));
  return {Shape::exponential, mean, 0.0};
}

Distribution Distribution::lognormal_of_median(double median, double sigma) {
  assert(is_size(median) && is_size(sigma));
  return {Shape::lognormal, median, sigma};
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
  Distribution made(Shape::empirical, 0.0, 0.0);
  made.points_ = std::make_shared<const std::vector<double>>(std::move(points));
  return made;
}

base::Result<Distribution> Distribution::read(const base::Fields& fields, std::string_view path) {
  constexpr std::array<std::string_view, 4> shapes = {"fixed", "exponential", "lognormal", "empirical"};
  std::optional<std::string_view> found;
  for (const std::string_view shape : shapes) {
    if (!fields.has(below(path, shape))) continue;
    if (found) return fields.error_at(below(path, shape), fmt::format("expected one shape, found {} as well", *found));
    found = shape;
  }
  if (!found) return fields.error_at(path, "expected one of fixed, exponential, lognormal, empirical");
  const std::string place = below(path, *found);
  if (*found == "lognormal") return read_lognormal(fields, place);
  if (*found == "empirical") return read_empirical(fields, place);
  const auto size = fields.number(place, *found == "fixed" ? 0.0 : size_min, size_max);
  if (!size) return size.error();
  return *found == "fixed" ? fixed(*size) : exponential_of_mean(*size);
}

double Distribution::at(double uniform) const {
  assert(uniform >= 0.0 && uniform < 1.0);
  switch (shape_) {
    case Shape::fixed: return centre_;
    case Shape::exponential:
      return -centre_ * std::log(1.0 - uniform);  // exact: a uniform number has 53 bits, and so has its distance to 1
    case Shape::lognormal: return centre_ * std::exp(sigma_ * normal_quantile(uniform));
    case Shape::empirical: break;
  }
  const double place = uniform * static_cast<double>(points_->size() - 1);
  const auto left = static_cast<std::size_t>(place);
  // uniform is below 1, yet the product may round up to the last point.
  if (left + 1 >= points_->size()) return points_->back();
  return std::lerp((*points_)[left], (*points_)[left + 1], place - static_cast<double>(left));
}

double Distribution::probability_below(double value) const {
  double low = 0;
  double high = 1;
  for (int step = 0; step < 40; ++step) {
    const double middle = (low + high) / 2;
    (at(middle) < value ? low : high) = middle;
  }
  return low;
}

double Distribution::mean() const {
  switch (shape_) {
    case Shape::fixed:
    case Shape::exponential: return centre_;
    case Shape::lognormal: return centre_ * std::exp(0.5 * sigma_ * sigma_);
    case Shape::empirical: break;
  }
  double sum = 0.5 * (points_->front() + points_->back());
  for (std::size_t i = 1; i + 1 < points_->size(); ++i) sum += (*points_)[i];
  return sum / static_cast<double>(points_->size() - 1);
}

std::string Distribution::describe() const {
  switch (shape_) {
    case Shape::fixed: return fmt::format("always {:.4g}", centre_);
    case Shape::exponential: return fmt::format("exponential, mean {:.4g}", centre_);
    case Shape::lognormal:
      return fmt::format("lognormal, median {:.4g}, middle half {:.4g} to {:.4g}", centre_, at(0.25), at(0.75));
    case Shape::empirical: break;
  }
  return fmt::format("as observed, from {:.4g} to {:.4g}, median {:.4g}", points_->front(), points_->back(), at(0.5));
}

}  // namespace alongside::chance
