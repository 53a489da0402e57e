// Estimate: what replicates say of a number, with how sure that is.
//
// Replicates are independent, so the interval is Student's over them. What cannot be known is not a number (NaN), never zero: one replicate
// has no standard error, a ratio over nothing has no value. Pure functions, free to call from any thread.
#pragma once

#include <cstdint>
#include <limits>
#include <span>

namespace alongside::chance {

/// In the unit of the values. `low95` and `high95` bound the 95% interval.
struct Estimate {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

  double value = unknown;
  double standard_error = unknown;
  double low95 = unknown;
  double high95 = unknown;
  std::uint32_t replicates = 0;
};

/// The mean of one value a replicate, with Student's t interval on n - 1 degrees of freedom. Costs two passes.
Estimate mean_of(std::span<const double> values);

/// Sum of numerators over sum of denominators (waits over people, say), one pair a replicate; standard error by linearisation (Cochran
/// 1977, Sampling Techniques, section 6.4; the delta method), t interval. The spans are of one length.
Estimate ratio_of_sums(std::span<const double> numerators, std::span<const double> denominators);

/// The same of a share: numerators lie between 0 and their denominator (seats taken over seats), so does the interval. Where nothing, or
/// everything, happened in every replicate the spread between replicates is 0 and says nothing. Then the bound is the exact one for
/// independent replicates, 1 - 0.05^(1/n) from the end (about 3/n: Hanley and Lippman-Hand 1983, JAMA 249:1743), and the standard error is
/// unknown. Replicates, not what was counted in them: what happens in one replicate hangs together (a bad day, a queue that does not shrink),
/// and nobody saw how many it would hit at once. n is the replicates' effective number, sum squared over the sum of squares of the
/// denominators (Kish 1965, Survey Sampling), where they differ in size. Two-sided intervals for 0 < share < 1 hold 95%, the bound at
/// an end is one-sided.
Estimate share_of_sums(std::span<const double> numerators, std::span<const double> denominators);

/// The same where both are counts of things (people, emergencies): the interval holds Wilson's for as many independent things too, so that
/// a few replicates that happen to agree do not make it narrower than luck alone would allow.
Estimate share_of_counts(std::span<const double> numerators, std::span<const double> denominators);

/// The share of replicates in which something happened. The interval is Wilson's (1927, JASA 22:209), which does not shrink to
/// nothing where it happened never or always.
Estimate share_of(std::uint64_t happened, std::uint64_t replicates);

}  // namespace alongside::chance
