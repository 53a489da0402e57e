#include "chance/families/normal.hpp"

#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>

#include "chance/families/family.hpp"
#include "chance/quiet_policy.hpp"

namespace alongside::chance {

namespace {

namespace math = boost::math;

using Exact = math::normal_distribution<double, QuietPolicy>;
constexpr double infinite = std::numeric_limits<double>::infinity();

double normal_density(double z) { return std::isinf(z) ? 0 : math::pdf(Exact(), z); }

/// Without what lies below and above a window.
class Normal final : public Family {
 public:
  Normal(double cut_low, double cut_high) : cut_low_(cut_low), cut_high_(cut_high) {}

  std::string_view name() const override { return "normal"; }
  double quantile(double u) const override {
    // From the nearer end of the window: a probability close to 1 has few digits left.
    return u <= 0.5 ? exact_normal_quantile(cut_low_ + u * inside())
                    : -exact_normal_quantile(cut_high_ + (1 - u) * inside());
  }
  double mean() const override { return (normal_density(low()) - normal_density(high())) / (1 - cut_low_ - cut_high_); }
  double variance() const override {
    const auto edge = [](double z) { return std::isinf(z) ? 0 : z * normal_density(z); };
    return 1 + (edge(low()) - edge(high())) / inside() - mean() * mean();
  }
  std::vector<double> parameters() const override { return {cut_low_, cut_high_}; }

 private:
  double inside() const { return 1 - cut_low_ - cut_high_; }
  double low() const { return exact_normal_quantile(cut_low_); }
  double high() const { return -exact_normal_quantile(cut_high_); }

  double cut_low_;  ///< the probability below its window, and above it
  double cut_high_;
};

}  // namespace

double exact_normal_quantile(double probability) {
  if (probability <= 0) return -infinite;
  if (probability >= 1) return infinite;
  return math::quantile(Exact(), probability);
}
double normal_below(double z) { return z == -infinite ? 0 : z == infinite ? 1 : math::cdf(Exact(), z); }
double normal_above(double z) { return normal_below(-z); }

FamilyPointer normal_family(double cut_low, double cut_high) {
  return std::make_shared<const Normal>(cut_low, cut_high);
}

}  // namespace alongside::chance
