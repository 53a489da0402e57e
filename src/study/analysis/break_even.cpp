#include "study/analysis/break_even.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "study/report/figures.hpp"

namespace alongside::study {

namespace {

/// Of an input that is 0: twice what it would have to be if the net went on in a straight line from where the first unit takes it. Absent: it moves nothing.
std::optional<double> far_from_nought(const Study& study, const std::vector<Change>& changes,
                                      const Parameter& parameter) {
  const auto here = model_with(study, changes, {});
  const double step = parameter.within ? std::min(1.0, parameter.within->second / parameter.unit.scale) : 1.0;
  const auto there = model_with(study, changes, {{parameter.name, step}});
  if (!here || !there) return std::nullopt;
  const double slope = (there->value(total_net) - here->value(total_net)) / step;
  const double far = 2 * std::abs(here->value(total_net) / slope);
  return std::isfinite(far) && far > 0 ? std::optional(far) : std::nullopt;
}

ThresholdQuestion net_is_nought(const Study& study, const std::vector<Change>& changes, const Parameter& parameter) {
  ThresholdQuestion question{.parameter = parameter.name, .target = std::string(total_net), .level = 0};
  const auto input = input_of(study, changes, parameter.name);
  if (!input || parameter.range) return question;
  std::optional<double> far;
  if (input->value == 0)
    far = far_from_nought(study, changes, parameter);
  else
    far = parameter.unit_text == "%" ? std::max(100.0, input->value) : times_value * input->value;
  if (!far) return question;
  double low = std::min(0.0, *far);
  double high = std::max(0.0, *far);
  if (parameter.within) {
    low = std::max(low, parameter.within->first / parameter.unit.scale);
    high = std::min(high, parameter.within->second / parameter.unit.scale);
  }
  if (low < high) {
    question.low = low;
    question.high = high;
  }
  return question;
}

HarmBreakEven of_harm(const Model& model, const StudyOutcome& harm) {
  HarmBreakEven made{.name = harm.count.name,
                     .label = harm.count.label,
                     .count = model.value(harm.count.name),
                     .count_unit = harm.count.unit.text(),
                     .money = {},
                     .times = {},
                     .money_each = {},
                     .sentence = {}};
  const std::string unit = model.money_unit().text();
  const double net = model.value(total_net);
  if (harm.money) made.money = model.value(harm.count.name + ".money");
  const double room = net + made.money.value_or(0);  // what the harm would have to cost for a net of 0
  if (made.count > 0) made.money_each = room / made.count;
  if (made.money && *made.money > 0 && room >= 0) made.times = room / *made.money;
  const std::string each = made.money_each
                               ? fmt::format(" That is {} for each of {}.",
                                             with_unit(*made.money_each, (model.money_unit() / harm.count.unit).text()),
                                             with_unit(made.count, made.count_unit))
                               : "";
  if (room < 0) {
    made.sentence =
        fmt::format("{}: the net is below 0 even without this harm, by {}.", made.label, money(-room, unit));
  } else if (!harm.money) {
    made.sentence = fmt::format(
        "{}: the study gives it no money, so the net says nothing of it; the net would be 0 if it cost {}.{}",
        made.label, money(room, unit), each);
  } else {
    made.sentence = fmt::format(
        "{}: counted at {}; the net would be 0 if it cost {}{}.{}", made.label, money(*made.money, unit),
        money(room, unit), made.times ? fmt::format(", {} times as much", figure(*made.times)) : std::string(), each);
  }
  return made;
}

/// Inputs on which some harm depends, and no benefit and no cost.
std::vector<bool> only_of_harms(const Model& model) {
  const Study& study = model.study();
  std::vector<bool> harms(study.parameters.size());
  std::vector<bool> others(study.parameters.size());
  const auto mark = [&](std::string_view name, std::vector<bool>& into) {
    const Quantity* quantity = model.find(name);
    for (std::size_t i = 0; quantity != nullptr && i < into.size(); ++i) into[i] = into[i] || quantity->depends_on[i];
  };
  for (const StudyOutcome& outcome : study.outcomes) {
    auto& into = outcome.kind == OutcomeKind::harm ? harms : others;
    mark(outcome.count.name, into);
    mark(outcome.count.name + ".money", into);
  }
  mark(total_cost, others);
  for (std::size_t i = 0; i < harms.size(); ++i) harms[i] = harms[i] && !others[i];
  return harms;
}

}  // namespace

base::Result<BreakEvens> break_evens(const Study& study, const std::vector<Change>& changes) {
  const auto model = model_with(study, changes, {});
  if (!model) return model.error();
  BreakEvens made;
  const std::vector<bool> of_harms = only_of_harms(*model);
  for (std::size_t i = 0; i < study.parameters.size(); ++i) {
    const Parameter& parameter = study.parameters[i];
    if (!parameter.contested && !of_harms[i]) continue;
    if (parameter.axis) {
      made.left_out.push_back({parameter.name, "an array has no one value; ask for a cell of it"});
      continue;
    }
    auto found = threshold(study, changes, net_is_nought(study, changes, parameter));
    if (!found) {
      made.left_out.push_back({parameter.name, found.error().message});
      continue;
    }
    (of_harms[i] ? made.of_harms : made.contested).push_back(std::move(*found));
  }
  for (const StudyOutcome& outcome : study.outcomes) {
    if (outcome.kind == OutcomeKind::harm) made.harms.push_back(of_harm(*model, outcome));
  }
  return made;
}

}  // namespace alongside::study
