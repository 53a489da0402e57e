// Parameters of a study: values, what they can be at all, spreads, and what may surprise in them.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "study/document/study_reader.hpp"

namespace alongside::study {

namespace {

/// A value that would fit as a percentage was perhaps one: 0.95 for 0.95 %.
std::string percent_hint(const Parameter& parameter, double value) {
  const auto [low, high] = *parameter.range;
  const double hundredth = value / 100;
  const bool fits = parameter.unit.scale == 1 && value > high && hundredth >= low && hundredth <= high;
  return fits ? fmt::format("; is {:g} % meant? That is {:g}", value, hundredth) : "";
}

}  // namespace

void StudyReader::read_parameters() {
  for (const std::string& name : names_below("parameters")) {
    const std::string path = join("parameters", name);
    Parameter parameter;
    parameter.name = name;
    parameter.label = text(path + ".label");
    parameter.unit = unit(path + ".unit");
    parameter.unit_text = text_or(path + ".unit", "");
    parameter.origin = origin(path);
    parameter.ask = text_or(path + ".ask", "");
    parameter.evidence = text_or(path + ".evidence", "");
    parameter.where = place_of(path);
    parameter.contested = file_.has(path + ".contested") && take(path + ".contested", file_.flag(path + ".contested"));
    read_values(path, parameter);
    const double scale = parameter.unit.scale;
    read_within(path, parameter);
    for (double& value : parameter.values) value *= scale;
    if (file_.has(path + ".range")) {
      const auto range = numbers(path + ".range");
      if (range.size() != 2 || !(range[0] < range[1])) {
        wrong(path + ".range", "expected [lowest, highest] of a slider");
      } else {
        parameter.range = {range[0] * scale, range[1] * scale};
      }
    }
    read_spread(path, parameter);
    remark_of_range(path, parameter);
    remark_of_share(path, parameter);
    remark_of_reach(path, parameter);
    study_.parameters.push_back(std::move(parameter));
  }
}

void StudyReader::read_within(const std::string& path, Parameter& parameter) {
  if (!file_.has(path + ".within")) return;
  const auto ends = numbers(path + ".within");
  if (ends.size() != 2 || !(ends[0] < ends[1]))
    return wrong(path + ".within", "expected [lowest, highest] that it can be at all");
  parameter.within = {ends[0] * parameter.unit.scale, ends[1] * parameter.unit.scale};
  for (const double value : parameter.values) {
    if (const auto inside = check_within(parameter, value); !inside)
      return wrong(path + (parameter.axis ? ".values" : ".value"), inside.error().message);
  }
}

void StudyReader::remark_of_range(const std::string& path, const Parameter& parameter) {
  if (!parameter.range) return;
  const auto [low, high] = *parameter.range;
  const double scale = parameter.unit.scale;
  for (const double value : parameter.values) {
    if (std::isnan(value) || (value >= low && value <= high)) continue;
    return remark(path + (parameter.axis ? ".values" : ".value"),
                  fmt::format("{:g} lies outside `range`, {:g} to {:g}{}", value / scale, low / scale, high / scale,
                              percent_hint(parameter, value)));
  }
}

void StudyReader::remark_of_reach(const std::string& path, const Parameter& parameter) {
  if (!parameter.spread || !parameter.within || parameter.axis) return;
  const double low = parameter.spread->quantile(0.001);
  const double high = parameter.spread->quantile(0.999);
  if (low >= parameter.within->first && high <= parameter.within->second) return;
  const double scale = parameter.unit.scale;
  remark(path + ".spread",
         fmt::format("998 in a thousand of it lie from {:.4g} to {:.4g}, and within says {:.4g} to {:.4g}: "
                     "draws outside are refused; cut it off with low and high",
                     low / scale, high / scale, parameter.within->first / scale, parameter.within->second / scale));
}

void StudyReader::remark_of_share(const std::string& path, const Parameter& parameter) {
  const std::string_view because = share_because(parameter);
  const double whole = 1 / parameter.unit.scale;
  if (because.empty() || (parameter.within && parameter.within->second <= 1)) return;
  remark(parameter.within ? path + ".within" : path,
         parameter.within ? fmt::format("a share ({}), which may be up to {:g} here: write within = [0, {:g}]", because,
                                        parameter.within->second / parameter.unit.scale, whole)
                          : fmt::format("a share ({}), and nothing keeps it below {:g}: add within = [0, {:g}]",
                                        because, whole, whole));
}

void StudyReader::read_values(const std::string& path, Parameter& parameter) {
  if (!file_.has(path + ".over")) {
    if (is_open_question(path + ".value")) {
      wrong(path + ".value", fmt::format("expected a number in place of the \"?\": {}, in {}{}{}", parameter.label,
                                         parameter.unit_text, parameter.ask.empty() ? "" : "; ", parameter.ask));
      parameter.values = {std::numeric_limits<double>::quiet_NaN()};
    } else {
      parameter.values = {number(path + ".value")};
    }
    return;
  }
  const std::string over = text(path + ".over");
  const auto axis = std::ranges::find(study_.axes, over, &Axis::name);
  if (axis == study_.axes.end()) {
    std::vector<std::string> names;
    for (const Axis& known : study_.axes) names.push_back(known.name);
    wrong(path + ".over", fmt::format("expected the name of an axis, found {}{}", document::shown(over),
                                      document::did_you_mean(over, names)));
    parameter.values = {std::numeric_limits<double>::quiet_NaN()};
    static_cast<void>(file_.has(path + ".values"));
    return;
  }
  parameter.axis = static_cast<std::size_t>(axis - study_.axes.begin());
  parameter.values = numbers(path + ".values");
  if (parameter.values.size() != axis->labels.size()) {
    wrong(path + ".values", fmt::format("expected {} numbers, one for each cell of {}, found {}", axis->labels.size(),
                                        over, parameter.values.size()));
    parameter.values.resize(axis->labels.size(), std::numeric_limits<double>::quiet_NaN());
  }
}

void StudyReader::read_spread(const std::string& path, Parameter& parameter) {
  if (!file_.has(path + ".spread")) return;
  auto spread = chance::read_spread(file_, path + ".spread");
  parameter.spread_origin = origin(path, "spread_");
  if (!spread) return keep(spread.error());
  if (spread->is_dirichlet() != parameter.axis.has_value() ||
      (spread->is_dirichlet() && spread->alphas().size() != parameter.values.size())) {
    return wrong(path + ".spread", parameter.axis
                                       ? fmt::format("expected dirichlet with {} numbers, the one spread of an array",
                                                     parameter.values.size())
                                       : std::string("expected a spread of one number: dirichlet is for arrays"));
  }
  if (spread->is_of_shares() && parameter.unit.scale != 1) {
    return wrong(path + ".spread", fmt::format("expected a parameter whose unit is \"1\" (a beta or dirichlet lies "
                                               "between 0 and 1), found one in {}: write its value as a share",
                                               parameter.unit_text));
  }
  parameter.spread = parameter.unit.scale == 1 ? *spread : spread->scaled(parameter.unit.scale);
  if (std::ranges::any_of(parameter.values, [](double value) { return std::isnan(value); })) return;
  if (parameter.axis) return remark_of_shares(path, parameter);
  const double low = parameter.spread->quantile(0.01);
  const double high = parameter.spread->quantile(0.99);
  if (!(parameter.values.front() >= low && parameter.values.front() <= high)) {
    const double scale = parameter.unit.scale;
    wrong(path + ".spread",
          fmt::format("expected a spread around the value of {:g}; 98 in a hundred of this one lie from {:g} to {:g}",
                      parameter.values.front() / scale, low / scale, high / scale));
    return;
  }
  remark_of_mean(path, parameter.values.front(), parameter.spread->mean(), parameter.spread->sd(),
                 parameter.unit.scale);
}

void StudyReader::remark_of_mean(const std::string& path, double value, double mean, double sd, double scale) {
  const double apart = std::abs(mean - value);
  if (apart <= sd / 10 || apart <= std::abs(value) / 100) return;
  remark(path + ".spread",
         fmt::format("its mean is {:.4g} and the value {:.4g}: draws lie around another answer than the value's, by "
                     "{:.2g} of their standard deviations",
                     mean / scale, value / scale, apart / sd));
}

void StudyReader::remark_of_shares(const std::string& path, const Parameter& parameter) {
  const auto alphas = parameter.spread->alphas();
  const double all = std::accumulate(alphas.begin(), alphas.end(), 0.0);
  for (std::size_t cell = 0; cell < alphas.size(); ++cell) {
    const double mean = alphas[cell] / all;
    const std::size_t before = study_.remarks.size();
    remark_of_mean(path, parameter.values[cell], mean, std::sqrt(mean * (1 - mean) / (all + 1)), 1);
    if (study_.remarks.size() > before) return;
  }
}

}  // namespace alongside::study
