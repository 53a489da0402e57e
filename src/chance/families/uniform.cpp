// Uniform: anywhere between two ends alike.
#include "chance/families/family.hpp"

namespace alongside::chance {

namespace {

class Uniform final : public Family {
 public:
  std::string_view name() const override { return "uniform"; }
  double quantile(double probability) const override { return probability; }
  double mean() const override { return 0.5; }
  double variance() const override { return 1.0 / 12; }
  std::vector<double> parameters() const override { return {}; }
  bool is_quick() const override { return true; }
};

}  // namespace

FamilyPointer uniform_family() { return std::make_shared<const Uniform>(); }

}  // namespace alongside::chance
