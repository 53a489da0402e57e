// Dirichlet: shares that add up to 1. Its cells are gammas over their sum, which a sampler draws; it has no quantile of its own.
#include <cassert>
#include <utility>

#include "chance/families/family.hpp"

namespace alongside::chance {

namespace {

class Dirichlet final : public Family {
 public:
  explicit Dirichlet(std::vector<double> alphas) : alphas_(std::move(alphas)) {}

  std::string_view name() const override { return "Dirichlet"; }
  double quantile(double) const override { return none(); }
  double mean() const override { return none(); }
  double variance() const override { return none(); }
  std::vector<double> parameters() const override { return alphas_; }
  bool is_of_shares() const override { return true; }
  std::span<const double> alphas() const override { return alphas_; }

 private:
  static double none() {
    assert(false);
    return 0;
  }

  std::vector<double> alphas_;
};

}  // namespace

FamilyPointer dirichlet_family(std::vector<double> alphas) {
  return std::make_shared<const Dirichlet>(std::move(alphas));
}

}  // namespace alongside::chance
