#include "chance/spread.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "chance/quiet_policy.hpp"
#include "document/words.hpp"

namespace alongside::chance {

namespace {

namespace math = boost::math;

constexpr double number_max = 1e15;
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double shape_min = Spread::shape_min;
constexpr double shape_max = Spread::shape_max;
constexpr double share_shape_min = 0.1;  ///< of a Dirichlet: below it all shares of a draw may come out as nought
constexpr double sigma_max = 8;          ///< of a lognormal: e to the eighth, either way
constexpr double count_max = 1e6;        ///< mean of a Poisson: its steps are all kept
constexpr std::size_t points_max = 10'000;
constexpr double z_of_95 = 1.9599639845400545;

using Beta = math::beta_distribution<double, QuietPolicy>;
using Gamma = math::gamma_distribution<double, QuietPolicy>;
using Normal = math::normal_distribution<double, QuietPolicy>;
using Poisson = math::poisson_distribution<double, QuietPolicy>;

double normal_quantile(double probability) {
  if (probability <= 0) return -infinite;
  if (probability >= 1) return infinite;
  return math::quantile(Normal(), probability);
}
double normal_below(double z) { return z == -infinite ? 0 : z == infinite ? 1 : math::cdf(Normal(), z); }
double normal_above(double z) { return normal_below(-z); }
double normal_density(double z) { return std::isinf(z) ? 0 : math::pdf(Normal(), z); }

std::string join(std::string_view path, std::string_view name) { return fmt::format("{}.{}", path, name); }

}  // namespace

/// Reads one table; a friend, so that shapes are made nowhere else.
class SpreadReader {
 public:
  SpreadReader(const base::Fields& fields, std::string_view path) : fields_(fields), path_(path) {}

  base::Result<Spread> whole() {
    struct Known {
      std::string_view name;
      base::Result<Spread> (SpreadReader::*read)();
    };
    constexpr std::array<Known, 10> kinds = {{{"uniform", &SpreadReader::uniform},
                                              {"triangular", &SpreadReader::triangular},
                                              {"pert", &SpreadReader::pert},
                                              {"normal", &SpreadReader::normal},
                                              {"lognormal", &SpreadReader::lognormal},
                                              {"beta", &SpreadReader::beta},
                                              {"gamma", &SpreadReader::gamma},
                                              {"poisson", &SpreadReader::poisson},
                                              {"empirical", &SpreadReader::empirical},
                                              {"dirichlet", &SpreadReader::dirichlet}}};
    const std::vector<std::string> written = fields_.names(path_);
    std::vector<std::string> known;
    for (const Known& kind : kinds) known.emplace_back(kind.name);
    if (written.size() != 1)
      return wrong(fmt::format("expected exactly one of {}, found {}", document::one_of(known), written.size()));
    const auto found = std::ranges::find(kinds, written.front(), &Known::name);
    if (found == kinds.end())
      return wrong(fmt::format("expected {}, found {}{}", document::one_of(known), document::shown(written.front()),
                               document::did_you_mean(written.front(), known)));
    path_ = join(path_, found->name);
    return (this->*found->read)();
  }

 private:
  using Read = base::Result<Spread>;
  using Kind = Spread::Kind;

  base::Error wrong(std::string_view what) const { return fields_.error_at(path_, what); }
  bool has(std::string_view name) const { return fields_.has(join(path_, name)); }
  base::Result<double> number(std::string_view name, double low, double high) const {
    return fields_.number(join(path_, name), low, high);
  }

  base::Result<std::vector<double>> corners(std::size_t count, std::string_view names) const {
    auto read = fields_.numbers(path_, -number_max, number_max);
    if (!read) return read;
    if (read->size() != count || !std::ranges::is_sorted(*read) || !(read->front() < read->back())) {
      return wrong(fmt::format("expected [{}], each at least the one before and the ends apart", names));
    }
    return read;
  }

  static Spread between(Spread shape, double low, double high) {
    shape.from_ = low;
    shape.factor_ = high - low;
    return shape;
  }

  Read uniform() {
    const auto ends = corners(2, "low, high");
    if (!ends) return ends.error();
    return between(Spread(Kind::uniform), (*ends)[0], (*ends)[1]);
  }

  Read triangular() {
    const auto points = corners(3, "low, mode, high");
    if (!points) return points.error();
    const auto& p = *points;
    return between(Spread(Kind::triangular, (p[1] - p[0]) / (p[2] - p[0])), p[0], p[2]);
  }

  Read pert() {
    const auto points = corners(3, "low, mode, high");
    if (!points) return points.error();
    const auto& p = *points;
    const double mode = (p[1] - p[0]) / (p[2] - p[0]);
    return between(Spread(Kind::pert, 1 + 4 * mode, 1 + 4 * (1 - mode)), p[0], p[2]);
  }

  Read normal() {
    const auto mean = number("mean", -number_max, number_max);
    if (!mean) return mean.error();
    const auto sd = positive("sd");
    if (!sd) return sd.error();
    Spread made(Kind::normal);
    made.from_ = *mean;
    made.factor_ = *sd;
    double ends[] = {-infinite, infinite};
    constexpr std::string_view names[] = {"low", "high"};
    for (const int end : {0, 1}) {
      if (!has(names[end])) continue;
      const auto at = number(names[end], -number_max, number_max);
      if (!at) return at.error();
      ends[end] = (*at - *mean) / *sd;
    }
    made.cut_low_ = normal_below(ends[0]);
    made.cut_high_ = normal_above(ends[1]);
    if (!(ends[0] < ends[1]) || 1 - made.cut_low_ - made.cut_high_ < 1e-6)
      return wrong(
          "expected a window from low to high in which the normal lies with a probability of at least 0.000001");
    return made;
  }

  Read lognormal() {
    if (has("interval95")) {
      const auto ends = interval(1e-12, number_max);
      if (!ends) return ends.error();
      const double sigma = std::log((*ends)[1] / (*ends)[0]) / (2 * z_of_95);
      if (sigma > sigma_max) return wrong("expected ends that are at most 1e13 times apart");
      return of_median(std::sqrt((*ends)[0] * (*ends)[1]), sigma);
    }
    if (has("median")) {
      const auto median = positive("median");
      if (!median) return median.error();
      const auto sigma = number("sigma", 1e-6, sigma_max);
      if (!sigma) return sigma.error();
      return of_median(*median, *sigma);
    }
    const auto moments = mean_and_sd(number_max);
    if (!moments) return moments.error();
    const auto [mean, sd] = *moments;
    const double squared = std::log1p(sd / mean * (sd / mean));
    if (!(squared <= sigma_max * sigma_max)) return wrong("expected an sd of at most a million million times the mean");
    return of_median(mean * std::exp(-squared / 2), std::sqrt(squared));
  }

  static Spread of_median(double median, double sigma) {
    Spread made(Kind::lognormal, sigma);
    made.factor_ = median;
    return made;
  }

  Read beta() {
    if (has("alpha") || has("beta")) {
      const auto alpha = number("alpha", shape_min, shape_max);
      if (!alpha) return alpha.error();
      const auto beta = number("beta", shape_min, shape_max);
      if (!beta) return beta.error();
      return Spread(Kind::beta, *alpha, *beta);
    }
    const auto mean = fields_.number(join(path_, "mean"), -number_max, number_max);
    if (!mean) return mean.error();
    if (!(*mean > 0 && *mean < 1))
      return fields_.error_at(join(path_, "mean"),
                              fmt::format("expected a mean strictly between 0 and 1, found {}", *mean));
    if (has("interval95")) return beta_of_interval(*mean);
    const auto sd = positive("sd");
    if (!sd) return sd.error();
    const double weight = *mean * (1 - *mean) / (*sd * *sd) - 1;
    if (!(weight * std::min(*mean, 1 - *mean) >= shape_min)) {
      return fields_.error_at(
          join(path_, "sd"),
          fmt::format("expected less than {:.4g}, the most that a share with mean {} can have, found {}",
                      std::sqrt(*mean * (1 - *mean)), *mean, *sd));
    }
    if (!(weight <= shape_max))
      return fields_.error_at(join(path_, "sd"), fmt::format("expected at least {:.4g}, found {}",
                                                             std::sqrt(*mean * (1 - *mean) / shape_max), *sd));
    return Spread(Kind::beta, *mean * weight, (1 - *mean) * weight);
  }

  /// The mean is met exactly, and the width of the interval: both ends cannot be, in general.
  Read beta_of_interval(double mean) {
    const auto ends = interval(0, 1);
    if (!ends) return ends.error();
    if (!((*ends)[0] < mean && mean < (*ends)[1]))
      return fields_.error_at(join(path_, "interval95"),
                              fmt::format("expected an interval around the mean of {}", mean));
    const double wanted = (*ends)[1] - (*ends)[0];
    const auto too_wide = [&](double log_weight) {
      const double weight = std::exp(log_weight);
      const Spread tried(Kind::beta, mean * weight, (1 - mean) * weight);
      return tried.quantile(0.975) - tried.quantile(0.025) - wanted;
    };
    const double low = std::log(std::max(2.0, 1 / std::min(mean, 1 - mean)));  // from here on it has one hump
    const double high = std::log(shape_max);
    if (!(too_wide(low) > 0 && too_wide(high) < 0)) {
      return fields_.error_at(
          join(path_, "interval95"),
          fmt::format("expected a width from {:.3g} to {:.3g}, as a beta with mean {} and one hump has, found {:.3g}",
                      wanted + too_wide(high), wanted + too_wide(low), mean, wanted));
    }
    std::uintmax_t steps = 200;
    const auto root =
        math::tools::toms748_solve(too_wide, low, high, math::tools::eps_tolerance<double>(45), steps, QuietPolicy());
    const double weight = std::exp((root.first + root.second) / 2);
    if (!std::isfinite(weight))
      return fields_.error_at(join(path_, "interval95"),
                              "expected an interval that a beta can have, found none that has it");
    return Spread(Kind::beta, mean * weight, (1 - mean) * weight);
  }

  Read gamma() {
    if (has("shape")) {
      const auto shape = number("shape", shape_min, shape_max);
      if (!shape) return shape.error();
      const auto scale = positive("scale");
      if (!scale) return scale.error();
      return Spread(Kind::gamma, *shape).scaled(*scale);
    }
    const auto moments = mean_and_sd(number_max);
    if (!moments) return moments.error();
    const auto [mean, sd] = *moments;
    const double shape = mean * mean / (sd * sd);
    if (!(shape >= shape_min && shape <= shape_max))
      return wrong("expected a mean between a thirtieth and a thousand times the sd");
    return Spread(Kind::gamma, shape).scaled(mean / shape);
  }

  Read poisson() {
    const auto mean = number("mean", 1e-6, count_max);
    if (!mean) return mean.error();
    Spread made(Kind::poisson, *mean);
    const double reach = 40 * std::sqrt(*mean) + 60;
    made.first_ = std::max(0.0, std::floor(*mean - reach));
    const Poisson counts(*mean);
    auto below = std::make_shared<std::vector<double>>();
    for (double count = made.first_; count <= *mean + reach; ++count) {
      below->push_back(math::cdf(counts, count));
      if (below->back() == 1) break;
    }
    made.points_ = std::move(below);
    return made;
  }

  Read empirical() {
    auto points = fields_.numbers(path_, -number_max, number_max);
    if (!points) return points.error();
    if (points->size() < 2 || points->size() > points_max || !std::ranges::is_sorted(*points))
      return wrong(fmt::format("expected 2 to {} numbers, from the lowest to the highest", points_max));
    Spread made(Kind::empirical);
    made.points_ = std::make_shared<const std::vector<double>>(std::move(*points));
    return made;
  }

  Read dirichlet() {
    auto alphas = fields_.numbers(path_, share_shape_min, shape_max);
    if (!alphas) return alphas.error();
    if (alphas->size() < 2 || alphas->size() > points_max)
      return wrong(fmt::format("expected 2 to {} numbers", points_max));
    Spread made(Kind::dirichlet);
    made.points_ = std::make_shared<const std::vector<double>>(std::move(*alphas));
    return made;
  }

  base::Result<double> positive(std::string_view name) const {
    auto read = number(name, -number_max, number_max);
    if (read && !(*read > 0))
      return fields_.error_at(join(path_, name), fmt::format("expected more than 0, found {}", *read));
    return read;
  }
  base::Result<std::pair<double, double>> mean_and_sd(double mean_max) const {
    const auto mean = positive("mean");
    if (!mean) return mean.error();
    if (*mean > mean_max) return wrong("expected a smaller mean");
    const auto sd = positive("sd");
    if (!sd) return sd.error();
    return std::pair(*mean, *sd);
  }
  base::Result<std::vector<double>> interval(double low, double high) const {
    auto read = fields_.numbers(join(path_, "interval95"), low, high);
    if (!read) return read;
    if (read->size() != 2 || !((*read)[0] < (*read)[1]))
      return fields_.error_at(join(path_, "interval95"), "expected [low, high]: where 95 in a hundred lie");
    return read;
  }

  const base::Fields& fields_;
  std::string path_;
};

base::Result<Spread> Spread::read(const base::Fields& fields, std::string_view path) {
  return SpreadReader(fields, path).whole();
}

Spread Spread::standard_normal() { return Spread(Kind::normal); }
Spread Spread::standard_gamma(double shape) { return Spread(Kind::gamma, shape); }

double Spread::standard_quantile(double u) const {
  switch (kind_) {
    case Kind::uniform: return u;
    case Kind::triangular: return u < a_ ? std::sqrt(u * a_) : 1 - std::sqrt((1 - u) * (1 - a_));
    case Kind::pert:
    case Kind::beta:
      return u > 0.5 ? math::quantile(math::complement(Beta(a_, b_), 1 - u)) : math::quantile(Beta(a_, b_), u);
    case Kind::normal: {
      // From the nearer end of the window: a probability close to 1 has few digits left.
      const double inside = 1 - cut_low_ - cut_high_;
      return u <= 0.5 ? normal_quantile(cut_low_ + u * inside) : -normal_quantile(cut_high_ + (1 - u) * inside);
    }
    case Kind::lognormal: return u <= 0.5 ? std::exp(a_ * normal_quantile(u)) : std::exp(-a_ * normal_quantile(1 - u));
    case Kind::gamma:
      if (u >= 1) return infinite;
      return u > 0.5 ? math::quantile(math::complement(Gamma(a_), 1 - u)) : math::quantile(Gamma(a_), u);
    case Kind::poisson: {
      if (u <= 0) return 0;
      const auto found = std::ranges::lower_bound(*points_, u);
      return first_ + static_cast<double>(std::min<std::ptrdiff_t>(found - points_->begin(), std::ssize(*points_) - 1));
    }
    case Kind::empirical: {
      const double place = u * static_cast<double>(points_->size() - 1);
      const auto left = static_cast<std::size_t>(place);
      return left + 1 >= points_->size()
                 ? points_->back()
                 : std::lerp((*points_)[left], (*points_)[left + 1], place - static_cast<double>(left));
    }
    case Kind::dirichlet: break;
  }
  assert(false);
  return 0;
}

double Spread::standard_mean() const {
  switch (kind_) {
    case Kind::uniform: return 0.5;
    case Kind::triangular: return (1 + a_) / 3;
    case Kind::pert:
    case Kind::beta: return a_ / (a_ + b_);
    case Kind::normal: {
      const double low = normal_quantile(cut_low_);
      const double high = -normal_quantile(cut_high_);
      return (normal_density(low) - normal_density(high)) / (1 - cut_low_ - cut_high_);
    }
    case Kind::lognormal: return std::exp(a_ * a_ / 2);
    case Kind::gamma:
    case Kind::poisson: return a_;
    case Kind::empirical: {
      const auto& p = *points_;
      return (std::accumulate(p.begin(), p.end(), 0.0) - (p.front() + p.back()) / 2) /
             static_cast<double>(p.size() - 1);
    }
    case Kind::dirichlet: break;
  }
  assert(false);
  return 0;
}

double Spread::standard_variance() const {
  switch (kind_) {
    case Kind::uniform: return 1.0 / 12;
    case Kind::triangular: return (1 - a_ + a_ * a_) / 18;
    case Kind::pert:
    case Kind::beta: return a_ * b_ / ((a_ + b_) * (a_ + b_) * (a_ + b_ + 1));
    case Kind::normal: {
      const double low = normal_quantile(cut_low_);
      const double high = -normal_quantile(cut_high_);
      const double inside = 1 - cut_low_ - cut_high_;
      const auto edge = [](double z) { return std::isinf(z) ? 0 : z * normal_density(z); };
      const double mean = standard_mean();
      return 1 + (edge(low) - edge(high)) / inside - mean * mean;
    }
    case Kind::lognormal: return std::expm1(a_ * a_) * std::exp(a_ * a_);
    case Kind::gamma:
    case Kind::poisson: return a_;
    case Kind::empirical: {
      const auto& p = *points_;
      double squares = 0;
      for (std::size_t i = 1; i < p.size(); ++i) squares += (p[i - 1] * p[i - 1] + p[i - 1] * p[i] + p[i] * p[i]) / 3;
      const double mean = standard_mean();
      return squares / static_cast<double>(p.size() - 1) - mean * mean;
    }
    case Kind::dirichlet: break;
  }
  assert(false);
  return 0;
}

double Spread::mean() const { return from_ + factor_ * standard_mean(); }
double Spread::sd() const { return factor_ * std::sqrt(std::max(0.0, standard_variance())); }
double Spread::quantile(double probability) const {
  assert(probability >= 0 && probability <= 1);
  return from_ + factor_ * standard_quantile(probability);
}

Spread Spread::standard() const {
  Spread out = *this;
  out.from_ = 0;
  out.factor_ = 1;
  return out;
}

bool Spread::is_same_shape(const Spread& other) const {
  return kind_ == other.kind_ && a_ == other.a_ && b_ == other.b_ && cut_low_ == other.cut_low_ &&
         cut_high_ == other.cut_high_ && points_ == other.points_;
}

Spread Spread::scaled(double factor) const {
  assert(factor > 0 && !is_dirichlet());
  Spread out = *this;
  out.from_ *= factor;
  out.factor_ *= factor;
  return out;
}

std::string Spread::describe(double unit_scale) const {
  constexpr std::array<std::string_view, 10> names = {"uniform", "triangular", "PERT",    "normal",    "lognormal",
                                                      "beta",    "gamma",      "Poisson", "empirical", "Dirichlet"};
  const std::string_view name = names[static_cast<std::size_t>(kind_)];
  if (is_dirichlet())
    return fmt::format("Dirichlet of {} shares, weight {:.4g}", points_->size(),
                       std::accumulate(points_->begin(), points_->end(), 0.0));
  if (kind_ == Kind::uniform)
    return fmt::format("uniform from {:.4g} to {:.4g}", low() / unit_scale, high() / unit_scale);
  return fmt::format("{}, mean {:.4g}, 95% from {:.4g} to {:.4g}", name, mean() / unit_scale,
                     quantile(0.025) / unit_scale, quantile(0.975) / unit_scale);
}

}  // namespace alongside::chance
