// Spread: what a parameter of a study may be: one of the distributions that such studies use, read from its table.
//
// Goals: exact quantiles (Boost.Math, or a closed form), moments in closed form, every mistake named at its line. Non-goals: drawing quickly
// (QuantileTable), drawing together (Sampler). docs/evaluate.md says how each is parameterised. Immutable values: free to copy and to share.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.hpp"
#include "base/result.hpp"

namespace alongside::chance {

class Spread {
 public:
  static constexpr double shape_min = 1e-3;
  static constexpr double shape_max = 1e7;  ///< beyond it a shape is a normal, and its exact quantile slow

  /// The table at `path` ("parameters.clients.spread"), which has exactly one kind.
  static base::Result<Spread> read(const base::Fields& fields, std::string_view path);
  static Spread standard_normal();
  /// Of mean and spread `shape`, scale 1: what a Dirichlet's cells are made of.
  static Spread standard_gamma(double shape);

  double mean() const;
  double sd() const;
  /// The value that is not exceeded with this probability, in [0, 1]; the ends of the support at 0 and 1.
  double quantile(double probability) const;
  double low() const { return quantile(0); }
  double high() const { return quantile(1); }
  /// Shares that add up to 1, for arrays; it has no quantile of its own.
  bool is_dirichlet() const { return kind_ == Kind::dirichlet; }
  /// A beta, or the cells of a Dirichlet: between 0 and 1 by themselves.
  bool is_of_shares() const { return kind_ == Kind::beta || kind_ == Kind::dirichlet; }
  std::span<const double> alphas() const { return *points_; }
  /// Whether the quantile function is a staircase.
  bool is_counted() const { return kind_ == Kind::poisson; }
  /// Whether the exact quantile costs next to nothing.
  bool is_quick() const {
    return kind_ == Kind::uniform || kind_ == Kind::triangular || kind_ == Kind::empirical || kind_ == Kind::poisson;
  }
  /// Each value is `from` plus `factor` times one of the standard shape; studies have many parameters of few shapes.
  double from() const { return from_; }
  double factor() const { return factor_; }
  Spread standard() const;
  bool is_same_shape(const Spread& other) const;
  /// Of `factor` times this, factor above 0: a unit of % is a hundredth.
  Spread scaled(double factor) const;
  /// "beta, mean 0.33, 95% from 0.28 to 0.38"; numbers are divided by `unit_scale` (0.01 for %).
  std::string describe(double unit_scale = 1) const;

 private:
  enum class Kind : std::uint8_t {
    uniform,
    triangular,
    pert,
    normal,
    lognormal,
    beta,
    gamma,
    poisson,
    empirical,
    dirichlet
  };
  friend class SpreadReader;

  explicit Spread(Kind kind, double a = 0, double b = 0) : kind_(kind), a_(a), b_(b) {}
  double standard_quantile(double probability) const;
  double standard_mean() const;
  double standard_variance() const;

  Kind kind_;
  double a_ = 0;        ///< alpha; shape; sigma; the mode's place between 0 and 1; the mean of a count
  double b_ = 0;        ///< beta
  double cut_low_ = 0;  ///< normal: the probability below its window, and above it
  double cut_high_ = 0;
  double from_ = 0;  ///< value = from + factor * standard value
  double factor_ = 1;
  std::shared_ptr<const std::vector<double>>
      points_;        ///< empirical: the quantile function; poisson: the distribution function; dirichlet: alphas
  double first_ = 0;  ///< poisson: the count at points_[0]
};

}  // namespace alongside::chance
