#include "study/program/remarks.hpp"

#include <fmt/format.h>

#include <optional>

namespace alongside::study {

namespace {

void outside_range(const Study& study, const Change& change, std::vector<std::string>& into) {
  const Parameter* parameter = study.parameter(change.name.substr(0, change.name.find('.')));
  if (parameter == nullptr || !parameter->range) return;
  const double scale = parameter->unit.scale;
  const auto [low, high] = *parameter->range;
  if (change.value * scale >= low && change.value * scale <= high) return;
  into.push_back(fmt::format("{}={:g}: outside the range of {:g} to {:g} that {} gives", change.name, change.value,
                             low / scale, high / scale, parameter->where));
}

/// The only cell of a quantity, where it depends on some parameter: two that are alike are then one computation.
std::optional<Graph::Id> computation(const Model& model, const std::string& name) {
  const Quantity* quantity = model.find(name);
  if (quantity == nullptr || model.graph().is_constant(quantity->cells.front())) return std::nullopt;
  return quantity->cells.front();
}

/// One thing counted or paid under two names is counted twice.
void counted_twice(const Study& study, const Model& model, std::vector<std::string>& into) {
  for (std::size_t i = 0; i < study.outcomes.size(); ++i) {
    const StudyOutcome& later = study.outcomes[i];
    const auto count = computation(model, later.count.name);
    const auto money = computation(model, later.count.name + ".money");
    for (std::size_t j = 0; j < i; ++j) {
      const StudyOutcome& earlier = study.outcomes[j];
      const bool is_same_money = money && money == computation(model, earlier.count.name + ".money");
      const bool is_same_count = count && count == computation(model, earlier.count.name) &&
                                 later.count.unit == earlier.count.unit && !(later.money && earlier.money);
      if (!is_same_money && !is_same_count) continue;
      into.push_back(fmt::format("{}: {} is computed as {} is{}: one outcome under two names is counted twice",
                                 later.count.formula.where, later.count.name, earlier.count.name,
                                 is_same_money ? ", in money" : ""));
      break;
    }
  }
  for (std::size_t i = 0; i < study.costs.size(); ++i) {
    const Named& later = study.costs[i].money;
    for (std::size_t j = 0; j < i; ++j) {
      const Named& earlier = study.costs[j].money;
      const auto money = computation(model, later.name);
      if (!money || money != computation(model, earlier.name)) continue;
      into.push_back(fmt::format("{}: {} is computed as {} is: one cost under two names is counted twice",
                                 later.formula.where, later.name, earlier.name));
      break;
    }
  }
}

}  // namespace

std::vector<std::string> remarks(const Study& study, const std::vector<Change>& changes) {
  std::vector<std::string> out = study.remarks;
  for (const Change& change : changes) outside_range(study, change, out);
  if (study.is_observations) return out;
  // A study of too many operations to be followed by its parameters' names has no such remark.
  if (const auto model = Model::compile(study, {}, Mode::symbols)) counted_twice(study, *model, out);
  return out;
}

}  // namespace alongside::study
