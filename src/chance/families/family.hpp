// Family: a shape of distribution in its standard form: its quantile function and its moments, exact.
//
// One file a family. Goals: exact quantiles (Boost.Math, or a closed form), moments in closed form. Non-goals: where a distribution lies and how wide it is
// (Distribution moves and stretches), what documents write (the readers). Immutable: free to share between threads.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace alongside::chance {

class Family {
 public:
  virtual ~Family() = default;

  /// As people call it: "lognormal", "PERT".
  virtual std::string_view name() const = 0;
  /// The value that is not exceeded with this probability, in [0, 1]; the ends of the support at 0 and 1. Never falls.
  virtual double quantile(double probability) const = 0;
  virtual double mean() const = 0;
  virtual double variance() const = 0;
  /// What tells it from others of its name.
  virtual std::vector<double> parameters() const = 0;

  /// Every draw is the same, so that none is needed.
  virtual bool is_fixed() const { return false; }
  /// Whether the exact quantile costs next to nothing.
  virtual bool is_quick() const { return false; }
  /// Whether the quantile function is a staircase.
  virtual bool is_counted() const { return false; }
  /// Between 0 and 1 by itself.
  virtual bool is_of_shares() const { return false; }
  /// Of a Dirichlet its weights; it has no quantile of its own. Else none.
  virtual std::span<const double> alphas() const { return {}; }
};

using FamilyPointer = std::shared_ptr<const Family>;

/// Always 1.
FamilyPointer fixed_family();
/// From 0 to 1.
FamilyPointer uniform_family();
/// From 0 to 1, with its mode there.
FamilyPointer triangular_family(double mode);
/// A beta from 0 to 1, with its mode there (Malcolm and others 1959).
FamilyPointer pert_family(double mode);
FamilyPointer beta_family(double alpha, double beta);
/// Mean 0 and sd 1, without what lies below and above: these probabilities.
FamilyPointer normal_family(double cut_low = 0, double cut_high = 0);
/// Median 1.
FamilyPointer lognormal_family(double sigma);
/// Mean 1.
FamilyPointer exponential_family();
/// Scale 1.
FamilyPointer gamma_family(double shape);
FamilyPointer poisson_family(double mean);
/// Points of the quantile function, sorted, 2 at least, equally spaced in probability from 0 to 1; straight lines between.
FamilyPointer empirical_family(std::vector<double> points);
/// Shares that add up to 1.
FamilyPointer dirichlet_family(std::vector<double> alphas);

}  // namespace alongside::chance
