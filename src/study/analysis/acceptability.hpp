// Acceptability: how probable it is that the site is worth its money, by what one would pay for a unit of its effect; and cost for each unit of effect.
//
// Of each draw: cost C = cost - benefit without value of life, effect E, net benefit at a willingness to pay w: w * E - C (van Hout and others 1994,
// Health Economics 3:309). Which w is reasonable is policy: the caller names them, there is no default. Intervals are of the draws, 95%: Fieller's
// (1954; the draws of C and E as normal), and the 2.5th and 97.5th percentile of C / E, which has a meaning only where E has one sign in every draw.
// The rule of assumed_share holds for these probabilities as well. Needs [effect]. Threads: makes its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "chance/estimate.hpp"
#include "document/sentence.hpp"
#include "study/analysis/blocks.hpp"
#include "study/program/draws.hpp"

namespace alongside::study {

struct AcceptabilityPoint {
  double willingness = 0;
  chance::Estimate probability;  ///< of a net benefit above 0, with its Monte-Carlo error
  chance::Estimate net_benefit;  ///< its mean
};

enum class EffectSign : std::uint8_t { always_above, always_below, changes, nought };

struct CostPerEffect {
  chance::Estimate cost;    ///< mean of C; below 0: money is saved
  chance::Estimate effect;  ///< mean of E
  EffectSign sign = EffectSign::nought;
  double share_effect_above = 0;  ///< of the draws
  /// Shares of the draws on the plane of cost and effect; those on a line count as costing more, and as less effect.
  double more_effect_saves = 0;
  double more_effect_costs = 0;
  double less_effect_saves = 0;
  double less_effect_costs = 0;
  std::optional<double>
      ratio;  ///< mean C / mean E; absent where money is saved and effect gained, or the other way round: no price then
  std::optional<std::pair<double, double>>
      fieller;  ///< absent: an effect of 0 cannot be ruled out, so the interval has no end
  std::optional<std::pair<double, double>>
      percentiles;  ///< absent: E has not one sign, or is next to nothing in a draw
  document::Sentences sentence;
};

struct Acceptability {
  std::uint64_t draws = 0;
  std::string cost_unit;         ///< "USD/year"
  std::string effect_unit;       ///< "QALY/year"
  std::string willingness_unit;  ///< "USD/QALY"
  std::vector<AcceptabilityPoint> curve;
  CostPerEffect cost_per_effect;
};

/// `options.draws` above Draws::kept_max uses that many. Refuses a study without [effect], a list that is empty or has a number below 0.
base::Result<Acceptability> acceptability(const Study& study, const std::vector<Change>& changes,
                                          const DrawOptions& options, std::vector<double> willingness);

/// Of draws from anywhere, in pairs: for tests.
CostPerEffect cost_per_effect(const std::vector<double>& costs, const std::vector<double>& effects,
                              const std::string& willingness_unit);

}  // namespace alongside::study
