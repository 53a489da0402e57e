// AssumedShare: how much of an answer's spread rests on spreads that somebody assumed, and whether a probability may therefore be printed.
//
// The share is the total-effect index of all parameters with an assumed spread together (Homma and Saltelli 1996): the part of the variance that would
// be left if everything else were known. Estimated by Jansen's formula (1999, Computer Physics Communications 117:35): the answer is computed twice from
// the same dice, the second time with other dice for the assumed ones; half of the mean squared difference, over the variance. The standard error is
// of that ratio of means, by the draws' own spread.
// The rule: the probability that benefit exceeds cost is printed only where at most a third of the net's variance comes from assumed spreads, and that
// is sure: two standard errors from the third. Threads: makes its own; the same numbers on any number of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "chance/estimate.hpp"
#include "document/sentence.hpp"
#include "study/analysis/blocks.hpp"
#include "study/program/draws.hpp"

namespace alongside::study {

struct AssumedShare {
  static constexpr double share_max = 1.0 / 3;  ///< of the net's variance, for a probability to be printed

  std::uint64_t draws = 0;                   ///< each computed twice
  std::optional<chance::Estimate> of_net;    ///< from 0 to 1; absent: the net does not vary
  std::optional<chance::Estimate> of_ratio;  ///< of the draws in which it is defined
  std::size_t inputs = 0;
  std::size_t with_spread = 0;       ///< as drawn: an input that was given a value has none
  std::size_t assumed_spread = 0;    ///< of them
  std::vector<std::string> assumed;  ///< their names
  std::vector<std::string>
      drawn_together;  ///< correlated with one of them: counted with them, since they cannot be told apart; the share is then at most this
  bool may_print_probability = false;
  std::string inputs_sentence;  ///< "4 of 18 inputs have an assumed spread, 9 have none."
  document::Sentences why;      ///< why the probability may not be printed, or what allows it
};

/// Independent draws, whatever `options.sequence` is; `options.draws` above Draws::kept_max uses that many. Refuses fewer than 1,000 draws.
base::Result<AssumedShare> assumed_share(const Study& study, const std::vector<Change>& changes,
                                         const DrawOptions& options);

/// The total-effect index from answers computed twice; absent where they do not vary. For tests.
std::optional<chance::Estimate> total_effect(const std::vector<double>& answers, const std::vector<double>& again);

}  // namespace alongside::study
