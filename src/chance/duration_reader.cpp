#include "chance/duration_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "chance/spread_reader.hpp"

namespace alongside::chance {

namespace {

// What a document may say. Zero is not among them where a logarithm would be taken of it.
constexpr double size_min = 1e-6;
constexpr double size_max = 1e9;
constexpr double spread_min = 1e-3;
constexpr double spread_max = 10.0;

std::string below(std::string_view path, std::string_view name) { return fmt::format("{}.{}", path, name); }

base::Result<Distribution> read_lognormal(const base::Fields& fields, const std::string& path) {
  const bool by_mean = fields.has(below(path, "mean"));
  const auto centre = fields.number(below(path, by_mean ? "mean" : "median"), size_min, size_max);
  if (!centre) return centre.error();
  if (by_mean) {
    const auto variation = fields.number(below(path, "cv"), spread_min, spread_max);
    if (!variation) return variation.error();
    return Distribution::lognormal_of_mean(*centre, *variation);
  }
  if (!fields.has(below(path, "quartiles"))) {
    const auto sigma = fields.number(below(path, "sigma"), spread_min, spread_max);
    if (!sigma) return sigma.error();
    return Distribution::lognormal_of_median(*centre, *sigma);
  }
  const auto quartiles = fields.numbers(below(path, "quartiles"), size_min, size_max);
  if (!quartiles) return quartiles.error();
  if (quartiles->size() != 2 || !(quartiles->front() < *centre && *centre < quartiles->back())) {
    return fields.error_at(
        below(path, "quartiles"),
        fmt::format("expected the lower and the upper quartile, with the median of {} between them", *centre));
  }
  return Distribution::lognormal_of_quartiles(*centre, quartiles->front(), quartiles->back());
}

base::Result<Distribution> read_gamma(const base::Fields& fields, const std::string& path) {
  const auto mean = fields.number(below(path, "mean"), size_min, size_max);
  if (!mean) return mean.error();
  const auto variation = fields.number(below(path, "cv"), spread_min, spread_max);
  if (!variation) return variation.error();
  const double shape = 1 / (*variation * *variation);
  return Distribution(gamma_family(shape)).scaled(*mean / shape);
}

base::Result<Distribution> read_empirical(const base::Fields& fields, const std::string& path) {
  auto points = fields.numbers(path, 0.0, size_max);
  if (!points) return points.error();
  if (points->size() < 2)
    return fields.error_at(path, "expected at least 2 numbers: the shortest, those between, the longest");
  const auto falls = std::is_sorted_until(points->begin(), points->end());
  if (falls != points->end()) {
    return fields.error_at(
        below(path, std::to_string(falls - points->begin())),
        fmt::format("expected {} or more, since the numbers are sorted, found {}", *(falls - 1), *falls));
  }
  return Distribution::empirical(std::move(*points));
}

}  // namespace

base::Result<Distribution> read_duration(const base::Fields& fields, std::string_view path) {
  constexpr std::array<std::string_view, 5> shapes = {"fixed", "exponential", "lognormal", "gamma", "empirical"};
  std::optional<std::string_view> found;
  for (const std::string_view shape : shapes) {
    if (!fields.has(below(path, shape))) continue;
    if (found) return fields.error_at(below(path, shape), fmt::format("expected one shape, found {} as well", *found));
    found = shape;
  }
  if (!found) return fields.error_at(path, "expected one of fixed, exponential, lognormal, gamma, empirical");
  const std::string place = below(path, *found);
  if (*found == "lognormal") return read_lognormal(fields, place);
  if (*found == "gamma") return read_gamma(fields, place);
  if (*found == "empirical") return read_empirical(fields, place);
  const auto size = fields.number(place, *found == "fixed" ? 0.0 : size_min, size_max);
  if (!size) return size.error();
  return *found == "fixed" ? Distribution::fixed(*size) : Distribution::exponential_of_mean(*size);
}

document::Sentences describe_duration(const Distribution& duration) {
  using namespace document;
  const auto written = [](double minutes) { return significant(minutes, 4); };
  const auto at = [&](double probability) { return written(duration.quantile(probability)); };
  if (duration.is_fixed()) return sentence<"duration.always">("value"_is = written(duration.mean()));
  if (duration.family() == "exponential") return sentence<"duration.exponential">("mean"_is = written(duration.mean()));
  if (duration.family() == "empirical")
    return sentence<"duration.observed">("low"_is = at(0), "high"_is = at(1), "median"_is = at(0.5));
  return sentence<"duration.of">("family"_is = family_words(duration.family()), "median"_is = at(0.5),
                                 "low"_is = at(0.25), "high"_is = at(0.75));
}

}  // namespace alongside::chance
