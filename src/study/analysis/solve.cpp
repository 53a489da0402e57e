#include "study/analysis/solve.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace alongside::study {

namespace {

/// Enough digits to be put back by --set, and none of rounding.
std::string digits(double value) { return fmt::format("{:.10g}", value); }

std::string in_unit(double value, std::string_view unit) {
  return unit == "1" ? digits(value) : fmt::format("{} {}", digits(value), unit);
}

std::string outside(const Study& study, const Input& input, double at) {
  const Parameter& parameter = study.parameters[input.parameter];
  if (!parameter.range) return "";
  const auto [low, high] = *parameter.range;
  const double scale = parameter.unit.scale;
  if (at * scale >= low && at * scale <= high) return "";
  return fmt::format(" (outside the range of {} to {} that the study gives)", digits(low / scale),
                     digits(high / scale));
}

std::string sentence_of(const Study& study, const SolvedInput& made, double value) {
  const Threshold& found = made.found;
  const Input& input = found.input;
  const std::string is = fmt::format("{} is {}", found.target, in_unit(value, made.target_unit));
  const std::string now =
      fmt::format("As given, {} is {}, and {} is then {}.", input.name, in_unit(input.value, input.unit), found.target,
                  in_unit(found.target_at_value, made.target_unit));
  if (!found.depends)
    return fmt::format("{} does not depend on {}: no value of it makes it {}. {}", found.target, input.name,
                       in_unit(value, made.target_unit), now);
  const std::string searched =
      fmt::format("from {} to {}", digits(found.reach.low), in_unit(found.reach.high, input.unit));
  const bool has_flat =
      std::ranges::any_of(found.stretches, [](const Stretch& stretch) { return stretch.side == Side::equal; });
  if (has_flat) {
    std::vector<std::string> parts;
    for (const Stretch& stretch : found.stretches) {
      if (stretch.side == Side::equal)
        parts.push_back(fmt::format("from {} to {}", digits(stretch.low), in_unit(stretch.high, input.unit)));
    }
    return fmt::format("{} wherever {} is {}: no one value of it. {}", is, input.name, fmt::join(parts, " and "), now);
  }
  std::vector<std::string> values;
  for (const Crossing& one : found.crossings) {
    values.push_back(in_unit(one.at, input.unit) + (one.jumps ? " (where it jumps over it and never is it)" : "") +
                     outside(study, input, one.at));
  }
  if (values.empty())
    return fmt::format("There is no {} {} ({}) at which {}. {}", input.name, searched, found.reach.from, is, now);
  if (values.size() == 1) return fmt::format("{} where {} is {}. {}", is, input.name, values.front(), now);
  return fmt::format("{} at {} values of {}: {}. {}", is, values.size(), input.name, fmt::join(values, " and "), now);
}

}  // namespace

base::Result<SolvedInput> solve(const Study& study, const std::vector<Change>& changes, const SolveQuestion& question) {
  auto found = threshold(
      study, changes,
      {.parameter = question.parameter, .target = question.target, .level = question.value, .is_everywhere = true});
  if (!found) return found.error();
  const auto model = model_with(study, changes, {});
  if (!model) return model.error();
  SolvedInput made{.found = std::move(*found), .target_unit = {}, .sentence = {}};
  made.target_unit = (*target_of(*model, question.target))->unit.text();
  made.sentence = sentence_of(study, made, question.value);
  return made;
}

}  // namespace alongside::study
