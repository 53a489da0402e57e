// Empirical: as it was observed, by points of the quantile function.
#include <cmath>
#include <numeric>
#include <utility>

#include "chance/families/family.hpp"

namespace alongside::chance {

namespace {

class Empirical final : public Family {
 public:
  explicit Empirical(std::vector<double> points) : points_(std::move(points)) {}

  std::string_view name() const override { return "empirical"; }
  double quantile(double u) const override {
    const double place = u * static_cast<double>(points_.size() - 1);
    const auto left = static_cast<std::size_t>(place);
    // A probability below 1 may be rounded up to the last point.
    return left + 1 >= points_.size() ? points_.back()
                                      : std::lerp(points_[left], points_[left + 1], place - static_cast<double>(left));
  }
  double mean() const override {
    return (std::accumulate(points_.begin(), points_.end(), 0.0) - (points_.front() + points_.back()) / 2) /
           static_cast<double>(points_.size() - 1);
  }
  double variance() const override {
    const auto& p = points_;
    double squares = 0;
    for (std::size_t i = 1; i < p.size(); ++i) squares += (p[i - 1] * p[i - 1] + p[i - 1] * p[i] + p[i] * p[i]) / 3;
    return squares / static_cast<double>(p.size() - 1) - mean() * mean();
  }
  std::vector<double> parameters() const override { return points_; }
  bool is_quick() const override { return true; }

 private:
  std::vector<double> points_;
};

}  // namespace

FamilyPointer empirical_family(std::vector<double> points) {
  return std::make_shared<const Empirical>(std::move(points));
}

}  // namespace alongside::chance
