#include "chance/spread_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "chance/families/normal.hpp"
#include "chance/quiet_policy.hpp"
#include "document/words.hpp"

namespace alongside::chance {

namespace {

namespace math = boost::math;

constexpr double number_max = 1e15;
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double shape_min = Distribution::shape_min;
constexpr double shape_max = Distribution::shape_max;
constexpr double share_shape_min = 0.1;  ///< of a Dirichlet: below it all shares of a draw may come out as nought
constexpr double sigma_max = 8;          ///< of a lognormal: e to the eighth, either way
constexpr double count_max = 1e6;        ///< mean of a Poisson: its steps are all kept
constexpr std::size_t points_max = 10'000;
constexpr double z_of_95 = 1.9599639845400545;

std::string join(std::string_view path, std::string_view name) { return fmt::format("{}.{}", path, name); }

/// Reads one table.
class SpreadReader {
 public:
  SpreadReader(const base::Fields& fields, std::string_view path) : fields_(fields), path_(path) {}

  base::Result<Distribution> whole() {
    struct Known {
      std::string_view name;
      base::Result<Distribution> (SpreadReader::*read)();
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
  using Read = base::Result<Distribution>;

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

  static Distribution between(FamilyPointer family, double low, double high) {
    return Distribution(std::move(family), low, high - low);
  }

  Read uniform() {
    const auto ends = corners(2, "low, high");
    if (!ends) return ends.error();
    return between(uniform_family(), (*ends)[0], (*ends)[1]);
  }

  Read triangular() {
    const auto points = corners(3, "low, mode, high");
    if (!points) return points.error();
    const auto& p = *points;
    return between(triangular_family((p[1] - p[0]) / (p[2] - p[0])), p[0], p[2]);
  }

  Read pert() {
    const auto points = corners(3, "low, mode, high");
    if (!points) return points.error();
    const auto& p = *points;
    return between(pert_family((p[1] - p[0]) / (p[2] - p[0])), p[0], p[2]);
  }

  Read normal() {
    const auto mean = number("mean", -number_max, number_max);
    if (!mean) return mean.error();
    const auto sd = positive("sd");
    if (!sd) return sd.error();
    double ends[] = {-infinite, infinite};
    constexpr std::string_view names[] = {"low", "high"};
    for (const int end : {0, 1}) {
      if (!has(names[end])) continue;
      const auto at = number(names[end], -number_max, number_max);
      if (!at) return at.error();
      ends[end] = (*at - *mean) / *sd;
    }
    const double cut_low = normal_below(ends[0]);
    const double cut_high = normal_above(ends[1]);
    if (!(ends[0] < ends[1]) || 1 - cut_low - cut_high < 1e-6)
      return wrong(
          "expected a window from low to high in which the normal lies with a probability of at least 0.000001");
    return Distribution(normal_family(cut_low, cut_high), *mean, *sd);
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

  static Distribution of_median(double median, double sigma) {
    return Distribution(lognormal_family(sigma), 0, median);
  }

  Read beta() {
    if (has("alpha") || has("beta")) {
      const auto alpha = number("alpha", shape_min, shape_max);
      if (!alpha) return alpha.error();
      const auto beta = number("beta", shape_min, shape_max);
      if (!beta) return beta.error();
      return Distribution(beta_family(*alpha, *beta));
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
    return Distribution(beta_family(*mean * weight, (1 - *mean) * weight));
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
      const Distribution tried(beta_family(mean * weight, (1 - mean) * weight));
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
    return Distribution(beta_family(mean * weight, (1 - mean) * weight));
  }

  Read gamma() {
    if (has("shape")) {
      const auto shape = number("shape", shape_min, shape_max);
      if (!shape) return shape.error();
      const auto scale = positive("scale");
      if (!scale) return scale.error();
      return Distribution(gamma_family(*shape)).scaled(*scale);
    }
    const auto moments = mean_and_sd(number_max);
    if (!moments) return moments.error();
    const auto [mean, sd] = *moments;
    const double shape = mean * mean / (sd * sd);
    if (!(shape >= shape_min && shape <= shape_max))
      return wrong("expected a mean between a thirtieth and a thousand times the sd");
    return Distribution(gamma_family(shape)).scaled(mean / shape);
  }

  Read poisson() {
    const auto mean = number("mean", 1e-6, count_max);
    if (!mean) return mean.error();
    return Distribution(poisson_family(*mean));
  }

  Read empirical() {
    auto points = fields_.numbers(path_, -number_max, number_max);
    if (!points) return points.error();
    if (points->size() < 2 || points->size() > points_max || !std::ranges::is_sorted(*points))
      return wrong(fmt::format("expected 2 to {} numbers, from the lowest to the highest", points_max));
    return Distribution(empirical_family(std::move(*points)));
  }

  Read dirichlet() {
    auto alphas = fields_.numbers(path_, share_shape_min, shape_max);
    if (!alphas) return alphas.error();
    if (alphas->size() < 2 || alphas->size() > points_max)
      return wrong(fmt::format("expected 2 to {} numbers", points_max));
    return Distribution(dirichlet_family(std::move(*alphas)));
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

}  // namespace

base::Result<Distribution> read_spread(const base::Fields& fields, std::string_view path) {
  return SpreadReader(fields, path).whole();
}

document::Value family_words(std::string_view family) {
  using namespace document;
  if (family == "empirical") return part(sentence<"spread.empirical">());
  if (family == "exponential") return part(sentence<"spread.exponential">());
  if (family == "fixed") return part(sentence<"spread.fixed">());
  return plain(family);  // beta, gamma, lognormal, normal, PERT, Poisson, triangular: so in every language
}

document::Sentences describe_spread(const Distribution& spread, double unit_scale) {
  using namespace document;
  constexpr int digits = 4;
  const auto at = [&](double value) { return significant(value / unit_scale, digits); };
  if (spread.is_dirichlet()) {
    const auto alphas = spread.alphas();
    return sentence<"spread.dirichlet">(
        "count"_is = count(static_cast<double>(alphas.size())),
        "weight"_is = significant(std::accumulate(alphas.begin(), alphas.end(), 0.0), digits));
  }
  if (spread.family() == "uniform")
    return sentence<"spread.uniform_between">("low"_is = at(spread.low()), "high"_is = at(spread.high()));
  return sentence<"spread.of">("family"_is = family_words(spread.family()), "mean"_is = at(spread.mean()),
                               "low"_is = at(spread.quantile(0.025)), "high"_is = at(spread.quantile(0.975)));
}

}  // namespace alongside::chance
