// Information: what it would be worth to know better before deciding to fund the site or not.
//
// The decision: fund if the expected net benefit is above 0. Net benefit NB is the net; or, with a willingness to pay w for a unit of the study's
// effect, w * effect + net without value of life (as in acceptability).
//   EVPI     = E[max(0, NB)] - max(0, E[NB])                  (what knowing everything is worth)
//   EVPPI(x) = E[max(0, E[NB | x])] - max(0, E[NB])           (what knowing x alone is worth)
// E[NB | x] is fitted to the kept draws by least squares (Strong, Oakley and Brennan 2014, Medical Decision Making 34:311) on cubic B-splines with
// `inner_knots` knots at equally spaced quantiles of x; where x takes few values, by the mean at each. Standard errors are asymptotic, from each draw's
// influence (the spread of x and the residuals of the fit, whatever their variances); they hold for independent draws and are too large for Sobol'
// points. A fitted curve errs upwards where the decision is a near thing, by about its own error. An EVPPI is between 0 and the EVPI of the same draws.
//
// Non-goals: several inputs at once, more than two choices, the value of a study of some size. Memory: a few columns of at most Draws::kept_max draws.
// Threads: makes its own; the same numbers on any number of them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "chance/estimate.hpp"
#include "document/sentence.hpp"
#include "study/analysis/blocks.hpp"
#include "study/analysis/input.hpp"
#include "study/program/draws.hpp"

namespace alongside::study {

struct InformationOptions {
  std::optional<double> willingness = {};  ///< money for a unit of the effect; absent: the net
  std::size_t inner_knots = 5;             ///< 0: one cubic
};

/// One input's EVPPI.
struct InformationOf {
  Input input;
  chance::Estimate value;          ///< in the model's money unit
  bool is_certain_nought = false;  ///< the net benefit does not depend on it
  std::size_t knots = 0;           ///< inner knots of the fit; fewer than asked for where x has too few values
  std::size_t groups = 0;          ///< above 0: fitted by the means at so many values
  double explained = 0;            ///< share of the net benefit's variance that the fit explains, 0 to 1
};

struct Information {
  std::uint64_t draws = 0;  ///< that were used
  std::string money_unit;
  chance::Estimate net_benefit;  ///< its mean
  bool funds = false;            ///< what is best as things are known: fund
  chance::Estimate evpi;
  std::vector<InformationOf> by_input;  ///< highest first
  std::vector<LeftOut> left_out;
  document::Sentences method;  ///< in a sentence
};

/// `options.draws` above Draws::kept_max uses that many. Refuses fewer than 1,000 draws, and a willingness to pay where the study has no effect.
base::Result<Information> information(const Study& study, const std::vector<Change>& changes,
                                      const DrawOptions& options, const InformationOptions& how);

/// The EVPPI of x for the net benefits of the same draws: for tests, and for a column from elsewhere.
struct FittedInformation {
  chance::Estimate value;
  std::size_t knots = 0;
  std::size_t groups = 0;
  double explained = 0;
};
FittedInformation information_of(std::span<const double> x, std::span<const double> net_benefit,
                                 std::size_t inner_knots);

}  // namespace alongside::study
