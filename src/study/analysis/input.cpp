#include "study/analysis/input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "document/words.hpp"
#include "study/program/draws.hpp"
#include "study/report/figures.hpp"

namespace alongside::study {

base::Result<Input> input_of(const Study& study, const std::vector<Change>& changes, std::string_view name) {
  const std::size_t dot = name.find('.');
  const std::string_view whole = name.substr(0, dot);
  const Parameter* parameter = study.parameter(whole);
  if (parameter == nullptr) {
    std::vector<std::string> names;
    for (const Parameter& known : study.parameters) names.push_back(known.name);
    return base::input_error(fmt::format("{}: expected a parameter of {}, found {}{}", name, study.id,
                                         document::shown(whole), document::did_you_mean(whole, names)));
  }
  std::size_t cell = 0;
  if (parameter->axis) {
    const auto& labels = study.axes[*parameter->axis].labels;
    const auto found = dot == std::string_view::npos ? labels.end() : std::ranges::find(labels, name.substr(dot + 1));
    if (found == labels.end()) {
      return base::input_error(fmt::format("{}: expected one cell of this array, from {}.{} to {}.{}", name, whole,
                                           labels.front(), whole, labels.back()));
    }
    cell = static_cast<std::size_t>(found - labels.begin());
  } else if (dot != std::string_view::npos) {
    return base::input_error(fmt::format("{}: expected {} alone: it is one number", name, whole));
  }
  Input input{.name = std::string(name),
              .label = parameter->label,
              .unit = parameter->unit_text,
              .value = parameter->values[cell] / parameter->unit.scale,
              .parameter = static_cast<std::size_t>(parameter - study.parameters.data())};
  for (const Change& change : changes) {
    if (change.name == name) input.value = change.value;
  }
  return input;
}

base::Result<Reach> reach_of(const Study& study, const Input& input, std::optional<double> low,
                             std::optional<double> high) {
  const Parameter& parameter = study.parameters[input.parameter];
  const double scale = parameter.unit.scale;
  if (low.has_value() != high.has_value()) {
    return base::input_error(fmt::format("{}: expected both ends of an interval, or none", input.name));
  }
  if (low) {
    if (!std::isfinite(*low) || !std::isfinite(*high) || !(*low < *high)) {
      return base::input_error(
          fmt::format("{}: expected two numbers that rise, found {:g} and {:g}", input.name, *low, *high));
    }
    return Reach{*low, *high, "as asked"};
  }
  if (parameter.range)
    return Reach{parameter.range->first / scale, parameter.range->second / scale, "the range that the study gives"};
  if (parameter.spread && !parameter.spread->is_dirichlet()) {
    const Reach made{parameter.spread->quantile(0.05) / scale, parameter.spread->quantile(0.95) / scale,
                     "the 5th to the 95th percentile of its spread"};
    if (made.low < made.high) return made;
  }
  return base::input_error(
      fmt::format("{}: expected how far to move it: add range = [lowest, highest] to {}, which has no spread either",
                  input.name, parameter.where));
}

base::Result<Model> model_with(const Study& study, const std::vector<Change>& changes,
                               const std::vector<Change>& more) {
  std::vector<Change> all = changes;
  all.insert(all.end(), more.begin(), more.end());
  return Model::compile(study, all, Mode::point);
}

base::Result<const Quantity*> target_of(const Model& model, std::string_view name) {
  const Quantity* quantity = model.find(name);
  if (quantity == nullptr) {
    const auto names = shown_names(model.study());
    return base::input_error(
        fmt::format("expected something that {} computes, such as net, ratio or an outcome, found {}{}",
                    model.study().id, document::shown(name), document::did_you_mean(name, names)));
  }
  if (quantity->cells.size() != 1)
    return base::input_error(fmt::format("{}: expected one number, found an array", name));
  return quantity;
}

std::vector<double> steps_between(double low, double high, std::size_t count) {
  std::vector<double> steps;
  for (std::size_t i = 0; i < count; ++i)
    steps.push_back(std::lerp(low, high, static_cast<double>(i) / static_cast<double>(count - 1)));
  return steps;
}

std::string with_unit(double value, std::string_view unit) {
  return unit == "1" || unit.empty() ? figure(value) : fmt::format("{} {}", figure(value), unit);
}

document::Value unit_value(double value, std::string_view unit) {
  return {.text = with_unit(value, unit), .as = document::As::in_unit, .number = value, .unit = std::string(unit)};
}

}  // namespace alongside::study
