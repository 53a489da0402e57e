#include "plan/demand/forecast.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/random.hpp"
#include "chance/quantile.hpp"

namespace alongside::plan {

namespace {

constexpr std::uint32_t jumps_tried = 30;  ///< sizes of the yearly jump, evenly on its logarithm
constexpr double jump_min = 0.02;
constexpr double jump_max = 0.8;
constexpr std::uint32_t paths_each = 400;  ///< for each size of the jump, all by the same dice
constexpr std::uint64_t paths_seed = 1;
constexpr double half_a_death = 0.5;  ///< beside a count: a year with none has a logarithm too
constexpr std::array<double, 6> kept_tried{1, 0.95, 0.9, 0.85, 0.8, 0.7};
constexpr std::array<double, 7> drift_tried{0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4};
constexpr double inversion_below = 60;

/// Level and slope at the last year, for one size of the yearly jump.
struct State {
  double weight = 0;  ///< logarithm first, then of all jumps together 1
  double jump = 0;
  double level = 0;
  double slope = 0;
  double var_level = 0;
  double covariance = 0;
  double var_slope = 0;
};

/// A Kalman filter over the logarithms of yearly totals.
State filtered(std::span<const double> totals, double jump, const LevelPrior& prior) {
  const double first = totals.front() + half_a_death;
  State at{.weight = -prior.jump_weight * (std::log(jump) + prior.jump * prior.jump / (2 * jump * jump)),
           .jump = jump,
           .level = std::log(first),
           .slope = 0,
           .var_level = 1 / first,
           .covariance = 0,
           .var_slope = prior.slope_sd * prior.slope_sd};
  const double kept = prior.slope_kept;
  const double var_jumps = prior.slope_jump() * prior.slope_jump();
  for (std::size_t year = 1; year < totals.size(); ++year) {
    const double count = totals[year] + half_a_death;
    const double slope = kept * at.slope;
    const double var_slope = kept * kept * at.var_slope + var_jumps;
    const double covariance = kept * at.covariance + var_slope;
    const double var_level = at.var_level + 2 * kept * at.covariance + var_slope + jump * jump;
    const double var_seen = var_level + 1 / count;
    const double off = std::log(count) - at.level - slope;
    at.weight -= 0.5 * (std::log(var_seen) + off * off / var_seen);
    at.level += slope + var_level / var_seen * off;
    at.slope = slope + covariance / var_seen * off;
    at.var_level = var_level * (1 - var_level / var_seen);
    at.covariance = covariance * (1 - var_level / var_seen);
    at.var_slope = var_slope - covariance * covariance / var_seen;
  }
  return at;
}

std::vector<State> posterior(std::span<const double> totals, const LevelPrior& prior) {
  std::vector<State> out;
  for (std::uint32_t k = 0; k < jumps_tried; ++k) {
    const double share = static_cast<double>(k) / (jumps_tried - 1);
    out.push_back(filtered(totals, jump_min * std::pow(jump_max / jump_min, share), prior));
  }
  const double highest = std::max_element(out.begin(), out.end(), [](const State& a, const State& b) {
                           return a.weight < b.weight;
                         })->weight;
  double all = 0;
  for (State& state : out) all += state.weight = std::exp(state.weight - highest);
  for (State& state : out) state.weight /= all;
  return out;
}

/// The logarithm of the mean level over the years ahead, on one path. `side`: 1, or -1 for the path of mirrored dice.
double path(const State& from, std::uint32_t ahead, const LevelPrior& prior, const base::Stream& dice, double side) {
  const double sd = std::sqrt(from.var_level);
  const double x = side * dice.normal(1);
  const double along = from.covariance / sd;
  double level = from.level + sd * x;
  double slope =
      from.slope + along * x + std::sqrt(std::max(0.0, from.var_slope - along * along)) * side * dice.normal(2);
  double sum = 0;
  for (std::uint32_t year = 0; year < ahead; ++year) {
    slope = slope * prior.slope_kept + prior.slope_jump() * side * dice.normal(3 + 2 * year);
    level += slope + from.jump * side * dice.normal(4 + 2 * year);
    sum += std::exp(level);
  }
  return std::log(sum / ahead);
}

/// What the years up to one tell of each place, older ones less: deaths, and person-years in units of what all had together.
class Discounted {
 public:
  Discounted(const std::vector<std::vector<double>>& deaths, std::span<const double> people, double all_people,
             const std::vector<double>& totals, std::size_t years, double kept)
      : deaths_(deaths.size(), 0), exposure_(deaths.size(), 0) {
    for (std::size_t year = 0; year < years; ++year) {
      const double weight = std::pow(kept, static_cast<double>(years - 1 - year));
      for (std::size_t i = 0; i < deaths.size(); ++i) {
        deaths_[i] += weight * deaths[i][year];
        exposure_[i] += weight * people[i] * totals[year] / all_people;
      }
    }
  }
  const std::vector<double>& deaths() const { return deaths_; }
  const std::vector<double>& exposure() const { return exposure_; }

 private:
  std::vector<double> deaths_;
  std::vector<double> exposure_;
};

/// The shape of a gamma rate that has moved by a lognormal drift beside: squares of relative spreads add up.
double unsure(double shape, double drift) { return shape > 0 ? 1 / (1 / shape + drift * drift) : 0; }

class PlaceHistories {
 public:
  PlaceHistories(const std::vector<std::vector<double>>& deaths, std::span<const double> people,
                 const std::vector<std::vector<std::uint32_t>>& neighbours)
      : deaths_(deaths),
        people_(people),
        neighbours_(neighbours),
        all_people_(std::accumulate(people.begin(), people.end(), 0.0)),
        totals_(deaths.front().size(), 0) {
    for (const auto& of_place : deaths) {
      for (std::size_t year = 0; year < totals_.size(); ++year) totals_[year] += of_place[year];
    }
  }
  std::size_t years() const { return totals_.size(); }
  const std::vector<double>& totals() const { return totals_; }
  double all_people() const { return all_people_; }

  /// Rates beside all others', from all years.
  base::Result<Rates> rates(double kept) const {
    const Discounted seen(deaths_, people_, all_people_, totals_, years(), kept);
    if (neighbours_.empty()) return unsmoothed(seen.deaths(), seen.exposure());
    return smooth(seen.deaths(), seen.exposure(), neighbours_);
  }

  struct Change {
    double kept;
    double drift;
  };
  /// By which the years are foretold best, one after another, with the smoothing of all years.
  Change best_change(const Rates& smoothing) const {
    Change best{1, 0};
    double highest = -std::numeric_limits<double>::infinity();
    for (const double kept : kept_tried) {
      std::array<double, drift_tried.size()> sums{};
      for (std::size_t year = 2; year < years(); ++year) foretell(year, kept, smoothing, sums);
      for (std::size_t d = 0; d < sums.size(); ++d) {
        if (sums[d] > highest + 1e-9) highest = sums[d], best = {kept, drift_tried[d]};
      }
    }
    return best;
  }

 private:
  /// Adds the logarithm of the probability of one year's counts, from the years before it and the year's own total, for each drift.
  void foretell(std::size_t year, double kept, const Rates& smoothing,
                std::array<double, drift_tried.size()>& sums) const {
    const Discounted seen(deaths_, people_, all_people_, totals_, year, kept);
    const Rates rates = smooth_with(seen.deaths(), seen.exposure(), neighbours_, smoothing);
    for (std::size_t i = 0; i < deaths_.size(); ++i) {
      const double mean = rates.mean(i) * people_[i] * totals_[year] / all_people_;
      if (!(mean > 0)) continue;
      for (std::size_t d = 0; d < sums.size(); ++d)
        sums[d] += negative_binomial_log(deaths_[i][year], mean, unsure(kept * rates.shape[i], drift_tried[d]));
    }
  }

  const std::vector<std::vector<double>>& deaths_;
  std::span<const double> people_;
  const std::vector<std::vector<std::uint32_t>>& neighbours_;
  double all_people_;
  std::vector<double> totals_;
};

}  // namespace

double LevelPrior::slope_jump() const { return slope_sd * std::sqrt(1 - slope_kept * slope_kept); }

Level forecast_level(std::span<const double> totals, std::uint32_t ahead, const LevelPrior& prior) {
  const std::vector<State> states = posterior(totals, prior);
  double mean = 0;
  double square = 0;
  for (std::size_t k = 0; k < states.size(); ++k) {
    double sum = 0;
    double sum_of_squares = 0;
    // Paths come in pairs, one the mirror of the other, so that a level without a trend ends where it began.
    for (std::uint32_t n = 0; n < paths_each; ++n) {
      const double end =
          path(states[k], ahead, prior, base::Stream({paths_seed, n / 2, 0, 0}), n % 2 == 0 ? 1 : -1) - states[k].level;
      sum += end;
      sum_of_squares += end * end;
    }
    const double of_state = sum / paths_each;
    mean += states[k].weight * (states[k].level + of_state);
    square += states[k].weight *
              (sum_of_squares / paths_each + 2 * of_state * states[k].level + states[k].level * states[k].level);
  }
  return {.median = std::exp(mean), .log_sd = std::sqrt(std::max(0.0, square - mean * mean))};
}

base::Result<PlaceForecast> forecast_places(const std::vector<std::vector<double>>& deaths,
                                            std::span<const double> people,
                                            const std::vector<std::vector<std::uint32_t>>& neighbours,
                                            std::uint32_t ahead) {
  const PlaceHistories places(deaths, people, neighbours);
  auto rates = places.rates(1);
  if (!rates) return rates.error();
  PlaceForecast out{.rates = std::move(*rates), .level = forecast_level(places.totals(), ahead)};
  constexpr std::size_t years_to_learn_from = 3;
  out.drift = place_drift_prior;
  if (places.years() >= years_to_learn_from) {
    const auto change = places.best_change(out.rates);
    out.kept = change.kept;
    out.drift = change.drift;
  }
  if (out.kept < 1) {
    rates = places.rates(out.kept);
    if (!rates) return rates.error();
    out.rates = std::move(*rates);
  }
  // From beside all others' to deaths a person-year, less sure by as much as happens until the middle of the years ahead: their mean of a walk has
  // (n + 1)(2n + 1) / 6n times the variance of one step.
  const double n = ahead;
  const double sure = std::pow(out.kept, (n + 1) / 2);
  const double drifted = out.drift * std::sqrt((n + 1) * (2 * n + 1) / (6 * n));
  for (std::size_t i = 0; i < people.size(); ++i) {
    const double mean = out.rates.mean(i) * out.level.median / places.all_people();
    out.rates.shape[i] = unsure(out.rates.shape[i] * sure, drifted);
    if (mean > 0) out.rates.inverse_scale[i] = out.rates.shape[i] / mean;
  }
  return out;
}

double poisson_draw(double mean, double uniform) {
  if (!(mean > 0)) return 0;
  if (mean >= inversion_below) {
    const double z = chance::normal_quantile(std::max(uniform, 0x1.0p-53));
    return std::max(0.0, std::floor(mean + std::sqrt(mean) * z + (z * z - 1) / 6 + 0.5));
  }
  double probability = std::exp(-mean);
  double below = probability;
  double count = 0;
  while (uniform >= below && probability > 0) {
    ++count;
    probability *= mean / count;
    below += probability;
  }
  return count;
}

}  // namespace alongside::plan
