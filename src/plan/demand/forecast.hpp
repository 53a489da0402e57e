// Forecast: how many deaths the years to come may bring, from the deaths of each year so far.
//
// An average over the years seen answers for none of them where deaths rise or fall. Two things move, and each is followed on its own:
//   - all places together: the logarithm of the yearly total is a level that drifts and a slope that fades (a damped local trend: Harvey 1989, Forecasting,
//     Structural Time Series Models, ch. 2; Gardner and McKenzie 1985, Management Science 31:1237, on why a trend should fade), with a Poisson count around
//     it. How far the level jumps from year to year the years decide, as far as they are many; the priors below decide where they are few.
//   - each place beside the others: an older year counts less for it by a factor a year, and a rate is less sure the further ahead it is by the same factor
//     (power discounting of a gamma rate: Harvey and Fernandes 1989, Journal of Business and Economic Statistics 7:407); and it drifts by itself, a large city
//     as well as a village, which no number of deaths makes surer. Both are those that would have foretold each year of each place from the years before
//     it best.
// Whether the intervals hold is tried on the years that there are: coverage.hpp. Goals: an interval that holds later years; recency and trend without a
// setting to turn. Non-goals: why deaths rise; months; a trend of one place's own. Pure; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "plan/demand/smoothing.hpp"

namespace alongside::plan {

/// The total of all places a year, on average over years ahead.
struct Level {
  double median = 0;  ///< deaths a year
  double log_sd = 0;  ///< of its logarithm
};

/// [A] What is held of a state or a city before its own years are seen: the level jumps by about `jump` a year beside its slope, held with the weight of
/// `jump_weight` years of counts; slopes lie within about `slope_sd` a year of none; of a slope `slope_kept` is left a year later.
struct LevelPrior {
  double jump = 0.15;
  double jump_weight = 4;
  double slope_sd = 0.12;
  double slope_kept = 0.7;

  /// By which a slope changes a year, so that its spread stays what it is.
  double slope_jump() const;
};
/// What a plan says of the prior, as an assumption among its figures.
inline constexpr const char* level_prior_says =
    "Before a place's own years are seen: all deaths together move by about 15% a year beside their trend, held as "
    "firmly "
    "as four years of counts would hold it (in the United States from 4% less to 30% more from one year to the next, "
    "2015 "
    "to 2021, by the National Center for Health Statistics), a trend lies within about 12% a year of none, and 70% of "
    "it is "
    "left a year later; where one or two years are all there is, a place moves by 20% a year beside the others. With "
    "many "
    "years of counts it hardly matters; with few it decides how wide the interval is";

/// [A] By which a place moves a year beside the others where two years or one are all that is known.
inline constexpr double place_drift_prior = 0.2;

/// `totals`: deaths of each year, the oldest first, one at least; `ahead`: how many years after the last. Deterministic.
Level forecast_level(std::span<const double> totals, std::uint32_t ahead, const LevelPrior& prior = {});

struct PlaceForecast {
  Rates rates;       ///< deaths a person-year in the years ahead; the level's own doubt is not in them
  Level level;       ///< of all places together
  double kept = 1;   ///< of what an older year tells of a place, a year later
  double drift = 0;  ///< by which a place moves a year beside the others: a standard deviation of the logarithm
};

/// `deaths`: place, then year; `people`: of each place. `neighbours`: whom a place may borrow from; empty: nobody, a place is what it had. Refuses what
/// `smooth` refuses.
base::Result<PlaceForecast> forecast_places(const std::vector<std::vector<double>>& deaths,
                                            std::span<const double> people,
                                            const std::vector<std::vector<std::uint32_t>>& neighbours,
                                            std::uint32_t ahead);

/// A Poisson draw: by inversion, from 60 up by the Cornish-Fisher expansion of its quantile (error under a tenth of a count).
double poisson_draw(double mean, double uniform);

}  // namespace alongside::plan
