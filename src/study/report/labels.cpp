#include "study/report/labels.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "study/program/model.hpp"

namespace alongside::study {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> totals = {
    {{total_benefit, "total benefit"},
     {total_cost, "total cost"},
     {total_net, "net (benefit less cost)"},
     {total_net_without_life, "net without value of life"},
     {total_ratio, "benefit for each unit of cost"},
     {effect_name, "effect"}}};

}  // namespace

std::string label_of(const Study& study, std::string_view name) {
  constexpr std::string_view in_money = ".money";
  if (name.ends_with(in_money)) return label_of(study, name.substr(0, name.size() - in_money.size())) + ", in money";
  if (const auto total = std::ranges::find(totals, name, &std::pair<std::string_view, std::string_view>::first);
      total != totals.end()) {
    return name == effect_name && study.effect ? study.effect->label : std::string(total->second);
  }
  if (const Parameter* parameter = study.parameter(name)) return parameter->label;
  for (const Named& step : study.formulas) {
    if (step.name == name) return step.label;
  }
  for (const StudyOutcome& outcome : study.outcomes) {
    if (outcome.count.name == name) return outcome.count.label;
  }
  for (const Cost& cost : study.costs) {
    if (cost.money.name == name) return cost.money.label;
  }
  return std::string(name);
}

}  // namespace alongside::study
