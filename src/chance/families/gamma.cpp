// Gamma: what is above 0 and has a tail: a cost, a rate, a time of several steps.
#include <boost/math/distributions/gamma.hpp>
#include <limits>

#include "chance/families/family.hpp"
#include "chance/quiet_policy.hpp"

namespace alongside::chance {

namespace {

namespace math = boost::math;

class Gamma final : public Family {
 public:
  explicit Gamma(double shape) : shape_(shape) {}

  std::string_view name() const override { return "gamma"; }
  double quantile(double u) const override {
    if (u >= 1) return std::numeric_limits<double>::infinity();
    const math::gamma_distribution<double, QuietPolicy> exact(shape_);
    return u > 0.5 ? math::quantile(math::complement(exact, 1 - u)) : math::quantile(exact, u);
  }
  double mean() const override { return shape_; }
  double variance() const override { return shape_; }
  std::vector<double> parameters() const override { return {shape_}; }

 private:
  double shape_;
};

}  // namespace

FamilyPointer gamma_family(double shape) { return std::make_shared<const Gamma>(shape); }

}  // namespace alongside::chance
