// Beta: a share; and PERT, a beta by its lowest, likeliest and highest value.
#include <boost/math/distributions/beta.hpp>

#include "chance/families/family.hpp"
#include "chance/quiet_policy.hpp"

namespace alongside::chance {

namespace {

namespace math = boost::math;

class Beta final : public Family {
 public:
  Beta(double alpha, double beta, bool is_pert) : alpha_(alpha), beta_(beta), is_pert_(is_pert) {}

  std::string_view name() const override { return is_pert_ ? "PERT" : "beta"; }
  double quantile(double u) const override {
    const math::beta_distribution<double, QuietPolicy> exact(alpha_, beta_);
    return u > 0.5 ? math::quantile(math::complement(exact, 1 - u)) : math::quantile(exact, u);
  }
  double mean() const override { return alpha_ / (alpha_ + beta_); }
  double variance() const override {
    return alpha_ * beta_ / ((alpha_ + beta_) * (alpha_ + beta_) * (alpha_ + beta_ + 1));
  }
  std::vector<double> parameters() const override { return {alpha_, beta_}; }
  bool is_of_shares() const override { return !is_pert_; }

 private:
  double alpha_;
  double beta_;
  bool is_pert_;
};

}  // namespace

FamilyPointer beta_family(double alpha, double beta) { return std::make_shared<const Beta>(alpha, beta, false); }
FamilyPointer pert_family(double mode) { return std::make_shared<const Beta>(1 + 4 * mode, 1 + 4 * (1 - mode), true); }

}  // namespace alongside::chance
