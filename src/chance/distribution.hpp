// Distribution: how long something takes, as a value that turns one uniform number into one draw.
//
// Always by inversion, so that a draw rises with its uniform number: two scenarios that share their dice stay side by side (common random
// numbers), and one draw costs exactly one number. Goals: the shapes that floors are described with, read from a document with every
// mistake named. Non-goals: fitting, shapes below zero. Unit: whatever its parameters were in; a name beside it says which.
// Invariant: never below zero. Immutable: free to copy and to share between threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.hpp"
#include "base/result.hpp"

namespace alongside::chance {

class Distribution {
 public:
  /// Parameters are finite and above zero (`fixed` and the points of `empirical` may be zero); anything else is a programmer's error here and an
  /// input error in `read`.
  static Distribution fixed(double value);
  static Distribution exponential_of_mean(double mean);
  static Distribution lognormal_of_median(double median, double sigma);
  /// `variation`: standard deviation over mean. Sigma squared = ln(1 + variation squared).
  static Distribution lognormal_of_mean(double mean, double variation);
  /// Sigma from the distance of the quartiles: ln(upper / lower) / (2 * 0.67449).
  static Distribution lognormal_of_quartiles(double median, double lower_quartile, double upper_quartile);
  /// Points of the quantile function, sorted, at least 2, equally spaced in probability from 0 to 1; straight lines between.
  static Distribution empirical(std::vector<double> points);

  /// Reads the table at `path`, which has exactly one of
  ///   fixed = x | exponential = mean | lognormal = {median, sigma} | lognormal = {mean, cv} | lognormal = {median, quartiles = [q1, q3]} |
  ///   empirical = [numbers]
  /// and whatever else the caller reads there.
  static base::Result<Distribution> read(const base::Fields& fields, std::string_view path);

  /// The draw of this uniform number in [0, 1): the quantile function. Never falls as `uniform` rises.
  double at(double uniform) const;
  /// How probable a draw below `value` is: the inverse of `at`, to 1e-12.
  double probability_below(double value) const;
  double mean() const;
  /// Whether every draw is the same, so that none is needed.
  bool is_fixed() const { return shape_ == Shape::fixed; }
  /// "lognormal, median 17, middle half 10.6 to 27.2".
  std::string describe() const;

 private:
  enum class Shape : std::uint8_t { fixed, exponential, lognormal, empirical };
  Distribution(Shape shape, double centre, double sigma);

  Shape shape_;
  double centre_;     ///< the value, the mean, the median
  double sigma_ = 0;  ///< lognormal: standard deviation of the logarithm
  std::shared_ptr<const std::vector<double>> points_;
};

}  // namespace alongside::chance
