// Smoothing: what a place's rate of deaths probably is, given few deaths, its population and its neighbours.
//
// Poisson counts, gamma rates (Clayton and Kaldor 1987, Biometrics 43:671), with a prior mean of each place's own: the rate of its nearest
// neighbours, themselves drawn towards the rate of all (Marshall 1991, Applied Statistics 40:283, draws towards neighbours by moments; here likelihood
// decides). Of place i with y deaths in e person-years:
//     prior mean  m_i = (Y_N + g) / (E_N + g / m),  over its neighbours N without itself, m the rate of all
//     posterior   rate_i ~ gamma(shape a + y_i, 1 / (a / m_i + e_i))
// a (how alike a place is to its prior) and g (how alike neighbours' own rates are to all) maximise the product of the negative binomial
// probabilities of each count given its neighbours (a pseudo-likelihood, Besag 1975). A large town keeps its own rate; a village takes that of
// the villages around it. Goals: draws of all rates at once for how sure a plan is. Non-goals: trends over years, shared borders. Pure; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "places/geography.hpp"

namespace alongside::plan {

/// The rate of each place as a gamma distribution: mean shape / inverse_scale, deaths a person-year.
struct Rates {
  std::vector<double> shape;
  std::vector<double> inverse_scale;
  double prior_shape = 0;      ///< a; 0: not smoothed
  double neighbour_shape = 0;  ///< g; infinite: neighbours add nothing

  double mean(std::size_t place) const { return shape[place] / inverse_scale[place]; }
  /// Draw number `draw`: one rate for each place, from streams of their own.
  std::vector<double> draw(std::uint64_t seed, std::uint32_t draw) const;
};

/// The numbers of the nearest others of each point, the nearest first.
std::vector<std::vector<std::uint32_t>> nearest(std::span<const places::Point> points, std::uint32_t neighbours);

/// `exposure`: person-years, above 0 wherever there are deaths. Refuses: no deaths at all, fewer than three places.
base::Result<Rates> smooth(std::span<const double> deaths, std::span<const double> exposure,
                           const std::vector<std::vector<std::uint32_t>>& neighbours);

/// No smoothing: a place is what it had.
Rates unsmoothed(std::span<const double> deaths, std::span<const double> exposure);

/// The same where a and g are those of `like`: nothing is fitted. No `neighbours`: nothing is borrowed.
Rates smooth_with(std::span<const double> deaths, std::span<const double> exposure,
                  const std::vector<std::vector<std::uint32_t>>& neighbours, const Rates& like);

/// The logarithm of the negative binomial probability of this count, which a Poisson count with a gamma mean has; without the part that hangs on the count alone.
double negative_binomial_log(double deaths, double mean, double shape);

/// A gamma draw of this shape and scale 1 (Marsaglia and Tsang 2000), from the stream of these four.
double gamma_draw(double shape, std::uint64_t seed, std::uint32_t draw, std::uint32_t entity, std::uint32_t decision);

}  // namespace alongside::plan
