// Lognormal: its logarithm is a normal.
#include <cmath>

#include "chance/families/family.hpp"
#include "chance/families/normal.hpp"

namespace alongside::chance {

namespace {

class Lognormal final : public Family {
 public:
  explicit Lognormal(double sigma) : sigma_(sigma) {}

  std::string_view name() const override { return "lognormal"; }
  double quantile(double u) const override {
    return u <= 0.5 ? std::exp(sigma_ * exact_normal_quantile(u)) : std::exp(-sigma_ * exact_normal_quantile(1 - u));
  }
  double mean() const override { return std::exp(sigma_ * sigma_ / 2); }
  double variance() const override { return std::expm1(sigma_ * sigma_) * std::exp(sigma_ * sigma_); }
  std::vector<double> parameters() const override { return {sigma_}; }

 private:
  double sigma_;  ///< of the logarithm
};

}  // namespace

FamilyPointer lognormal_family(double sigma) { return std::make_shared<const Lognormal>(sigma); }

}  // namespace alongside::chance
