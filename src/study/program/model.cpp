#include "study/program/model.hpp"

#include <fmt/format.h>

#include <cassert>
#include <cmath>
#include <limits>

#include "study/program/compiler.hpp"

namespace alongside::study {

std::vector<std::string> shown_names(const Study& study) {
  std::vector<std::string> names;
  for (const StudyOutcome& outcome : study.outcomes) {
    names.push_back(outcome.count.name);
    if (outcome.money) names.push_back(outcome.count.name + ".money");
  }
  for (const Cost& cost : study.costs) names.push_back(cost.money.name);
  for (const std::string_view total : {total_benefit, total_cost, total_net, total_net_without_life, total_ratio})
    names.emplace_back(total);
  if (study.effect) names.emplace_back(effect_name);
  return names;
}

base::Result<Model> Model::compile(const Study& study, const std::vector<Change>& changes, Mode mode) {
  if (study.is_observations)
    return base::input_error(fmt::format("{}: what was observed in the field has nothing to compute", study.file));
  return Compiler(study, changes, mode).whole();
}

const Quantity* Model::find(std::string_view name) const {
  const auto found = quantities_.find(name);
  return found == quantities_.end() ? nullptr : &found->second;
}

double Model::value(std::string_view name) const {
  const Quantity* quantity = find(name);
  assert(quantity != nullptr && quantity->cells.size() == 1 && graph_.is_constant(quantity->cells.front()));
  if (name == total_ratio) return ratio_of(value(total_benefit), value(total_cost));
  return graph_[quantity->cells.front()].value;
}

document::Sentences Model::why_no_value(std::string_view name) const {
  if (name == total_ratio) {
    return value(total_cost) == 0 ? document::sentence<"study.no_ratio_at_no_cost">()
                                  : document::sentence<"study.no_ratio_at_little_cost">();
  }
  return document::quotation(graph_.error_of(find(name)->cells.front()).message);
}

double ratio_of(double benefit, double cost) {
  constexpr double ratio_max = 1e12;
  const double ratio = benefit / cost;
  return std::abs(ratio) <= ratio_max ? ratio : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace alongside::study
