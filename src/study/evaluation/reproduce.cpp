#include "study/evaluation/reproduce.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "document/words.hpp"
#include "study/program/model.hpp"
#include "study/report/figures.hpp"
#include "study/report/labels.hpp"

namespace alongside::study {

using namespace document;  // sentences and their values

std::optional<bool> holds(const PublishedResult& said, double computed) {
  if (said.result_class != ResultClass::reproduced) return std::nullopt;
  // A half may stand either way after rounding, and 5.95 is no number that a computer has.
  const double slack = 1e-9 * std::max(std::abs(said.value), std::abs(computed));
  return std::abs(computed - said.value) <= said.tolerance + slack;
}

namespace {

bool depends_on_all_of(const Quantity& whole, const Quantity& part) {
  bool is_of_something = false;
  for (std::size_t i = 0; i < part.depends_on.size(); ++i) {
    if (part.depends_on[i] && !whole.depends_on[i]) return false;
    is_of_something = is_of_something || part.depends_on[i];
  }
  return is_of_something;
}

/// "Of it 3.79 million (62%) is carried over from the publication: HIV infections averted, …": results of class constant that this one is made of.
Sentences carried_over_in(const Study& study, const Model& model, const PublishedResult& said) {
  if (said.result_class == ResultClass::constant) return {};
  const Quantity& whole = *model.find(said.of);
  std::vector<Value> labels;
  double amount = 0;
  for (const PublishedResult& other : study.published) {
    if (other.result_class != ResultClass::constant || other.of == said.of ||
        !depends_on_all_of(whole, *model.find(other.of)))
      continue;
    labels.push_back(quote(label_of(study, other.of)));
    if (model.find(other.of + ".money") != nullptr) amount += model.value(other.of + ".money");
  }
  if (labels.empty()) return {};
  Value all = list(std::move(labels), Joined::comma);
  if (said.of != total_benefit || amount == 0) return sentence<"study.carried_over">("labels"_is = std::move(all));
  return sentence<"study.carried_over_of">("amount"_is = money_value(amount, model.money_unit().text()),
                                           "share"_is = percent(amount / model.value(total_benefit), 0),
                                           "labels"_is = std::move(all));
}

}  // namespace

base::Result<std::vector<Reproduced>> reproduce(const Study& study) {
  if (study.is_observations) return std::vector<Reproduced>{};
  const auto model = Model::compile(study, {}, Mode::point);
  if (!model) return model.error();
  std::vector<Reproduced> rows;
  for (const PublishedResult& said : study.published) {
    Reproduced row{.study = study.id,
                   .outcome = said.of,
                   .label = label_of(study, said.of),
                   .unit = model->find(said.of)->unit.text(),
                   .result_class = said.result_class,
                   .published = said.value,
                   .computed = model->value(said.of),
                   .tolerance = said.tolerance,
                   .tolerance_text = said.tolerance_text,
                   .holds = holds(said, model->value(said.of)),
                   .source = said.source,
                   .note = said.note,
                   .carried_over = carried_over_in(study, *model, said),
                   .says_why = !said.note.empty() && said.known_distance &&
                               std::abs(*said.known_distance - model->value(said.of)) <=
                                   std::max(said.tolerance, 1e-9 * std::abs(*said.known_distance))};
    rows.push_back(std::move(row));
  }
  return rows;
}

bool all_hold_or_say_why(const std::vector<Reproduced>& rows) {
  return std::ranges::none_of(rows, [](const Reproduced& row) { return row.holds == false && !row.says_why; });
}

}  // namespace alongside::study
