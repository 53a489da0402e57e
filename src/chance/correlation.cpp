#include "chance/correlation.hpp"

#include <cmath>

namespace alongside::chance {

CorrelationFactor correlation_factor(std::size_t count, std::span<const PairCorrelation> pairs) {
  /// What is left after rounding of a number that others wholly make.
  constexpr double rounding = 1e-9;
  std::vector<double> matrix(count * count);
  for (std::size_t i = 0; i < count; ++i) matrix[i * count + i] = 1;
  for (const PairCorrelation& pair : pairs)
    matrix[pair.first * count + pair.second] = matrix[pair.second * count + pair.first] = pair.rho;
  CorrelationFactor made{.lower = std::vector<double>(count * count), .impossible_at = count};
  std::vector<double>& factor = made.lower;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = matrix[i * count + j];
      for (std::size_t k = 0; k < j; ++k) rest -= factor[i * count + k] * factor[j * count + k];
      const double pivot = factor[j * count + j];
      const bool is_made_of_others = i != j && pivot == 0;
      // Nothing of its own is left of j: i must agree with what the others make of both.
      if (!(i == j ? rest > -rounding : !is_made_of_others || std::abs(rest) < std::sqrt(rounding))) {
        made.impossible_at = i;
        return made;
      }
      if (i == j) {
        factor[i * count + i] = rest > rounding ? std::sqrt(rest) : 0;
      } else {
        factor[i * count + j] = is_made_of_others ? 0 : rest / pivot;
      }
    }
  }
  return made;
}

}  // namespace alongside::chance
