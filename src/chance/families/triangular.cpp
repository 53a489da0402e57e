// Triangular: rises in a straight line to its mode, and falls in one.
#include <cmath>

#include "chance/families/family.hpp"

namespace alongside::chance {

namespace {

class Triangular final : public Family {
 public:
  explicit Triangular(double mode) : mode_(mode) {}

  std::string_view name() const override { return "triangular"; }
  double quantile(double u) const override {
    return u < mode_ ? std::sqrt(u * mode_) : 1 - std::sqrt((1 - u) * (1 - mode_));
  }
  double mean() const override { return (1 + mode_) / 3; }
  double variance() const override { return (1 - mode_ + mode_ * mode_) / 18; }
  std::vector<double> parameters() const override { return {mode_}; }
  bool is_quick() const override { return true; }

 private:
  double mode_;
};

}  // namespace

FamilyPointer triangular_family(double mode) { return std::make_shared<const Triangular>(mode); }

}  // namespace alongside::chance
