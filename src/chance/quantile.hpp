// Quantiles of the two distributions that estimates and draws stand on, and of values seen.
//
// Pure functions, free to call from any thread. The same bytes on one kind of machine; another libm may differ in the last place.
#pragma once

#include <span>
#include <vector>

namespace alongside::chance {

/// The standard normal's quantile: Wichura (1988), algorithm AS 241 (PPND16), Applied Statistics 37:477; relative error about 1e-16.
/// `probability` in [0, 1]; minus and plus infinity at its ends.
double normal_quantile(double probability);

/// Student's t quantile: the t whose distribution function is `probability`, in (0, 1), by Newton's method on the regularised incomplete
/// beta function. `degrees_of_freedom` at least 1. Relative error under 1e-10.
double student_t_quantile(double probability, double degrees_of_freedom);

/// What so many in a hundred of the values do not exceed, for each of the probabilities, which rise: Hyndman and Fan 1996, type 7. One value at least,
/// none of them NaN.
std::vector<double> quantiles_of(std::vector<double> values, std::span<const double> probabilities);

}  // namespace alongside::chance
