// Poisson: a count of what comes at any moment alike.
#include <algorithm>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>

#include "chance/families/family.hpp"
#include "chance/quiet_policy.hpp"

namespace alongside::chance {

namespace {

class Poisson final : public Family {
 public:
  explicit Poisson(double mean) : mean_(mean) {
    const double reach = 40 * std::sqrt(mean) + 60;
    first_ = std::max(0.0, std::floor(mean - reach));
    const boost::math::poisson_distribution<double, QuietPolicy> counts(mean);
    for (double count = first_; count <= mean + reach; ++count) {
      below_.push_back(boost::math::cdf(counts, count));
      if (below_.back() == 1) break;
    }
  }

  std::string_view name() const override { return "Poisson"; }
  double quantile(double u) const override {
    if (u <= 0) return 0;
    const auto found = std::ranges::lower_bound(below_, u);
    return first_ + static_cast<double>(std::min<std::ptrdiff_t>(found - below_.begin(), std::ssize(below_) - 1));
  }
  double mean() const override { return mean_; }
  double variance() const override { return mean_; }
  std::vector<double> parameters() const override { return {mean_}; }
  bool is_quick() const override { return true; }
  bool is_counted() const override { return true; }

 private:
  double mean_;
  double first_;               ///< the count at below_[0]
  std::vector<double> below_;  ///< how probable each count or less is
};

}  // namespace

FamilyPointer poisson_family(double mean) { return std::make_shared<const Poisson>(mean); }

}  // namespace alongside::chance
