#include "chance/quantile.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

namespace alongside::chance {

namespace {

/// c[0] + c[1] x + … + c[7] x^7.
double polynomial(const std::array<double, 8>& c, double x) {
  return ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
}

// The coefficients of AS 241, PPND16.
constexpr std::array<double, 8> centre_above = {
    3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
    4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr std::array<double, 8> centre_below = {1.0,
                                                4.2313330701600911252e+1,
                                                6.8718700749205790830e+2,
                                                5.3941960214247511077e+3,
                                                2.1213794301586595867e+4,
                                                3.9307895800092710610e+4,
                                                2.8729085735721942674e+4,
                                                5.2264952788528545610e+3};
constexpr std::array<double, 8> side_above = {
    1.42343711074968357734e0, 4.63033784615654529590e0,  5.76949722146069140550e0,  3.64784832476320460504e0,
    1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr std::array<double, 8> side_below = {1.0,
                                              2.05319162663775882187e0,
                                              1.67638483018380384940e0,
                                              6.89767334985100004550e-1,
                                              1.48103976427480074590e-1,
                                              1.51986665636164571966e-2,
                                              5.47593808499534494600e-4,
                                              1.05075007164441684324e-9};
constexpr std::array<double, 8> tail_above = {
    6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,  2.96560571828504891230e-1,
    2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr std::array<double, 8> tail_below = {1.0,
                                              5.99832206555887937690e-1,
                                              1.36929880922735805310e-1,
                                              1.48753612908506148525e-2,
                                              7.86869131145613259100e-4,
                                              1.84631831751005468180e-5,
                                              1.42151175831644588870e-7,
                                              2.04426310338993978564e-15};

/// The logarithm of the gamma function; not std::lgamma, which writes a global.
double log_gamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

/// The continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method; x below (a + 1) / (a + b + 2).
double beta_fraction(double x, double a, double b) {
  constexpr double tiny = 1e-300;
  constexpr int terms_max = 100'000;
  double c = 1.0;
  double d = 1.0 - (a + b) * x / (a + 1.0);
  d = 1.0 / (std::abs(d) < tiny ? tiny : d);
  double fraction = d;
  for (int m = 1; m <= terms_max; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    double change = 1.0;
    for (const double term : {even, odd}) {
      d = 1.0 + term * d;
      d = 1.0 / (std::abs(d) < tiny ? tiny : d);
      c = 1.0 + term / c;
      if (std::abs(c) < tiny) c = tiny;
      change = c * d;
      fraction *= change;
    }
    if (std::abs(change - 1.0) < std::numeric_limits<double>::epsilon()) break;
  }
  return fraction;
}

/// The regularised incomplete beta function I_x(a, b).
double incomplete_beta(double x, double a, double b) {
  if (x <= 0.0) return 0.0;
  if (x >= 1.0) return 1.0;
  const double front = std::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * std::log(x) + b * std::log1p(-x));
  if (x < (a + 1.0) / (a + b + 2.0)) return front * beta_fraction(x, a, b) / a;
  return 1.0 - front * beta_fraction(1.0 - x, b, a) / b;
}

/// The chance that Student's t is above t, for t at least 0.
double student_t_above(double t, double degrees) {
  return 0.5 * incomplete_beta(degrees / (degrees + t * t), 0.5 * degrees, 0.5);
}

double student_t_density(double t, double degrees) {
  const double log_constant =
      log_gamma(0.5 * (degrees + 1.0)) - log_gamma(0.5 * degrees) - 0.5 * std::log(degrees * std::numbers::pi);
  return std::exp(log_constant - 0.5 * (degrees + 1.0) * std::log1p(t * t / degrees));
}

}  // namespace

double normal_quantile(double probability) {
  const double q = probability - 0.5;
  if (std::abs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(centre_above, r) / polynomial(centre_below, r);
  }
  const double tail = q < 0.0 ? probability : 1.0 - probability;
  if (!(tail > 0.0))
    return q < 0.0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  const double r = std::sqrt(-std::log(tail));
  const double size = r <= 5.0 ? polynomial(side_above, r - 1.6) / polynomial(side_below, r - 1.6)
                               : polynomial(tail_above, r - 5.0) / polynomial(tail_below, r - 5.0);
  return q < 0.0 ? -size : size;
}

double student_t_quantile(double probability, double degrees_of_freedom) {
  assert(probability > 0.0 && probability < 1.0 && degrees_of_freedom >= 1.0);
  if (probability == 0.5) return 0.0;
  const double above = probability > 0.5 ? 1.0 - probability : probability;
  // Newton from the left of a function that falls and is convex there never steps past the answer; the normal's quantile is to its left.
  double t = -normal_quantile(above);
  for (int step = 0; step < 200; ++step) {
    const double next = t + (student_t_above(t, degrees_of_freedom) - above) / student_t_density(t, degrees_of_freedom);
    const bool there = std::abs(next - t) <= 1e-13 * std::abs(next);
    t = next;
    if (there) break;
  }
  return probability > 0.5 ? t : -t;
}

std::vector<double> quantiles_of(std::vector<double> values, std::span<const double> probabilities) {
  assert(!values.empty() && std::ranges::is_sorted(probabilities));
  std::vector<double> out;
  auto sorted_to = values.begin();  // what stands before is not above what stands from here on
  for (const double probability : probabilities) {
    const double place = probability * static_cast<double>(values.size() - 1);
    const auto left = values.begin() + static_cast<std::ptrdiff_t>(place);
    if (left + 1 == values.end()) {
      out.push_back(*std::max_element(sorted_to, values.end()));
      continue;
    }
    std::nth_element(sorted_to, left + 1, values.end());
    std::iter_swap(left, std::max_element(sorted_to, left + 1));
    out.push_back(std::lerp(*left, left[1], place - std::floor(place)));
    sorted_to = left;
  }
  return out;
}

}  // namespace alongside::chance
