// Distribution: what a number may be, or how long something takes: a family's shape, moved and stretched.
//
// One type for what a study's parameter may be, how long a simulated visit lasts and what a plan's demand may come to. Drawn by inversion, so that a draw
// rises with its uniform number: two scenarios that share their dice stay side by side (common random numbers), and one draw costs exactly one number.
// Goals: exact quantiles and moments. Non-goals: what documents write (spread_reader, duration_reader), drawing quickly (QuantileTable), drawing together
// (Sampler), fitting. Unit: whatever its parameters were in. Immutable: free to copy and to share between threads.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chance/families/family.hpp"

namespace alongside::chance {

class Distribution {
 public:
  static constexpr double shape_min = 1e-3;
  static constexpr double shape_max = 1e7;  ///< beyond it a shape is a normal, and its exact quantile slow

  /// Each value is `from` plus `factor` times one of the family's.
  explicit Distribution(FamilyPointer family, double from = 0, double factor = 1)
      : family_(std::move(family)), from_(from), factor_(factor) {}

  // Times: parameters are finite and above zero (`fixed` and the points of `empirical` may be zero); anything else is a programmer's error.
  static Distribution fixed(double value);
  static Distribution exponential_of_mean(double mean);
  static Distribution lognormal_of_median(double median, double sigma);
  /// `variation`: standard deviation over mean. Sigma squared = ln(1 + variation squared).
  static Distribution lognormal_of_mean(double mean, double variation);
  /// Sigma from the distance of the quartiles: ln(upper / lower) / (2 * 0.67449).
  static Distribution lognormal_of_quartiles(double median, double lower_quartile, double upper_quartile);
  static Distribution empirical(std::vector<double> points);
  static Distribution standard_normal();
  /// Of mean and variance `shape`, scale 1: what a Dirichlet's cells are made of.
  static Distribution standard_gamma(double shape);

  std::string_view family() const { return family_->name(); }
  double mean() const { return from_ + factor_ * family_->mean(); }
  double sd() const;
  /// The value that is not exceeded with this probability, in [0, 1]: the draw of a uniform number. The ends of the support at 0 and 1.
  double quantile(double probability) const { return from_ + factor_ * family_->quantile(probability); }
  /// How probable a draw below `value` is: the inverse of `quantile`, to 1e-12.
  double probability_below(double value) const;
  double low() const { return quantile(0); }
  double high() const { return quantile(1); }

  /// Whether every draw is the same, so that none is needed.
  bool is_fixed() const { return family_->is_fixed(); }
  /// Shares that add up to 1, for arrays; it has no quantile of its own.
  bool is_dirichlet() const { return !alphas().empty(); }
  /// A beta, or the cells of a Dirichlet: between 0 and 1 by themselves.
  bool is_of_shares() const { return family_->is_of_shares(); }
  std::span<const double> alphas() const { return family_->alphas(); }
  bool is_counted() const { return family_->is_counted(); }
  bool is_quick() const { return family_->is_quick(); }

  double from() const { return from_; }
  double factor() const { return factor_; }
  /// The family's own; many distributions have few shapes.
  Distribution standard() const { return Distribution(family_); }
  bool is_same_shape(const Distribution& other) const;
  /// Of `factor` times this, factor above 0: a unit of % is a hundredth.
  Distribution scaled(double factor) const;

 private:
  FamilyPointer family_;
  double from_;
  double factor_;
};

}  // namespace alongside::chance
