// Exponential: how long until something that comes at any moment alike.
#include <cmath>

#include "chance/families/family.hpp"

namespace alongside::chance {

namespace {

class Exponential final : public Family {
 public:
  std::string_view name() const override { return "exponential"; }
  /// Exact: a uniform number has 53 bits, and so has its distance to 1.
  double quantile(double u) const override { return -std::log(1.0 - u); }
  double mean() const override { return 1; }
  double variance() const override { return 1; }
  std::vector<double> parameters() const override { return {}; }
};

}  // namespace

FamilyPointer exponential_family() {
  static const auto made = std::make_shared<const Exponential>();
  return made;
}

}  // namespace alongside::chance
