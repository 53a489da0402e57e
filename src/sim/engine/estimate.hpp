// Estimate: what replicates say of a number, with how sure that is.
//
// Replicates are independent, so the interval is Student's over them. What cannot be known is not a number (NaN), never zero: one replicate
// has no standard error, a ratio over nothing has no value. Pure functions, free to call from any thread.
#pragma once

#include <cstdint>
#include <span>

namespace alongside::sim {

/// In the unit of the values. `low95` and `high95` bound the 95% interval.
struct Estimate {
  double value;
  double standard_error;
  double low95;
  double high95;
  std::uint32_t replicates;
};

/// The mean of one value a replicate, with Student's t interval on n - 1 degrees of freedom. Costs two passes.
Estimate mean_of(std::span<const double> values);

/// Sum of numerators over sum of denominators (waits over people, say), one pair a replicate; standard error by linearisation (Cochran
/// 1977, Sampling Techniques, section 6.4; the delta method), t interval. The spans are of one length.
Estimate ratio_of_sums(std::span<const double> numerators, std::span<const double> denominators);

/// The share of replicates in which something happened. The interval is Wilson's (1927, JASA 22:209), which does not shrink to
/// nothing where it happened never or always.
Estimate share_of(std::uint32_t happened, std::uint32_t replicates);

}  // namespace alongside::sim
