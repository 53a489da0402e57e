// Correlation: whether numbers can be correlated as pairs say, and the factor by which independent ones become so.
//
// Goals: one answer for the reader of documents, which names the line, and for the sampler, which draws. A pair at -1 or 1 is allowed: then one
// number is the other's. Non-goals: what the numbers are. Pure; free to call from any thread.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace alongside::chance {

struct PairCorrelation {
  std::size_t first = 0;
  std::size_t second = 0;
  double rho = 0;
};

/// Cholesky's factor of the matrix of `count` numbers; pairs that are not given have 0, a pair given twice its last rho.
struct CorrelationFactor {
  std::vector<double> lower;  ///< by rows, count times count
  std::size_t impossible_at =
      0;  ///< the first number whose correlations do not go with those before; `count`: there is none
};

CorrelationFactor correlation_factor(std::size_t count, std::span<const PairCorrelation> pairs);

}  // namespace alongside::chance
