#include "study/program/compiler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "document/words.hpp"
#include "study/language/rate.hpp"
#include "study/program/cells.hpp"

namespace alongside::study {

Compiler::Compiler(const Study& study, const std::vector<Change>& changes, Mode mode)
    : study_(study), changes_(changes), mode_(mode), model_(study) {}

base::Result<Model> Compiler::whole() {
  if (const auto done = take_changes(); !done) return done.error();
  for (std::size_t i = 0; i < study_.parameters.size(); ++i)
    model_.quantities_.emplace(study_.parameters[i].name, make_parameter(i));
  if (const auto done = evaluate_in_order(); !done) return done.error();
  if (const auto done = outcomes_and_costs(); !done) return done.error();
  if (const auto done = totals(); !done) return done.error();
  if (const auto done = published_rows(); !done) return done.error();
  if (const auto done = all_used(); !done) return done.error();
  return std::move(model_);
}

base::Result<> Compiler::take_changes() {
  std::vector<std::string> names;
  for (const Parameter& parameter : study_.parameters) names.push_back(parameter.name);
  for (const Change& change : changes_) {
    const std::size_t dot = change.name.find('.');
    const std::string name = change.name.substr(0, dot);
    const Parameter* parameter = study_.parameter(name);
    const auto wrong = [&](std::string_view what) {
      return base::input_error(fmt::format("{}={:g}: {}", change.name, change.value, what));
    };
    if (parameter == nullptr)
      return wrong(fmt::format("expected a parameter of {}, found {}{}", study_.id, document::shown(name),
                               document::did_you_mean(name, names)));
    if (!std::isfinite(change.value)) return wrong("expected a number");
    if (const auto inside = check_within(*parameter, change.value); !inside) return wrong(inside.error().message);
    auto& cells = changed_.try_emplace(name, parameter->values.size()).first->second;
    if (dot == std::string::npos) {
      if (parameter->axis)
        return wrong(fmt::format("expected one cell of this array, such as {}.{}", name,
                                 study_.axes[*parameter->axis].labels.front()));
      cells[0] = change.value * parameter->unit.scale;
      continue;
    }
    if (!parameter->axis) return wrong(fmt::format("expected {} alone: it is one number", name));
    const auto& labels = study_.axes[*parameter->axis].labels;
    const auto found = std::ranges::find(labels, change.name.substr(dot + 1));
    if (found == labels.end())
      return wrong(fmt::format("expected a cell from {} to {}", labels.front(), labels.back()));
    cells[static_cast<std::size_t>(found - labels.begin())] = change.value * parameter->unit.scale;
  }
  return base::Done{};
}

Quantity Compiler::make_parameter(std::size_t index) {
  const Parameter& parameter = study_.parameters[index];
  Quantity made{
      .unit = parameter.unit.unit, .axes = {}, .cells = {}, .depends_on = std::vector<bool>(study_.parameters.size())};
  made.depends_on[index] = true;
  if (parameter.axis) made.axes = {*parameter.axis};
  if (mode_ == Mode::symbols) {
    for (std::size_t cell = 0; cell < parameter.values.size(); ++cell)
      made.cells.push_back(model_.graph_.drawn(symbols_++));
    return made;
  }
  const auto changed = changed_.find(parameter.name);
  if (mode_ == Mode::draws && parameter.spread && changed == changed_.end()) {
    std::size_t column = 0;
    for (const chance::Drawn& drawn : model_.drawn_) column += drawn.cells;
    for (std::size_t cell = 0; cell < parameter.values.size(); ++cell)
      made.cells.push_back(model_.graph_.drawn(static_cast<std::uint32_t>(column + cell)));
    model_.drawn_.push_back({.name = parameter.name, .spread = *parameter.spread, .cells = parameter.values.size()});
    model_.drawn_parameters_.push_back(index);
    return made;
  }
  for (std::size_t cell = 0; cell < parameter.values.size(); ++cell) {
    const bool is_changed = changed != changed_.end() && changed->second[cell];
    made.cells.push_back(model_.graph_.constant(is_changed ? *changed->second[cell] : parameter.values[cell]));
  }
  return made;
}

/// Steps and counts, each after those that it is taken of; a chain of any length without nesting.
base::Result<> Compiler::evaluate_in_order() {
  std::vector<const Named*> named;
  std::map<std::string_view, std::size_t> by_name;
  for (const Named& step : study_.formulas) named.push_back(&step);
  for (const StudyOutcome& outcome : study_.outcomes) named.push_back(&outcome.count);
  for (std::size_t i = 0; i < named.size(); ++i) by_name.emplace(named[i]->name, i);

  struct Open {
    std::size_t index;
    std::size_t next_node;
  };
  enum class State : std::uint8_t { untouched, open, done };
  std::vector<State> states(named.size());
  std::vector<Open> open;
  std::vector<bool> has_mistake(named.size());  // its own, or that of one that it is taken of
  std::string mistakes;
  for (std::size_t first = 0; first < named.size(); ++first) {
    if (states[first] == State::untouched) open.push_back({first, 0});
    while (!open.empty()) {
      auto& [index, next_node] = open.back();
      const Formula& formula = named[index]->formula;
      states[index] = State::open;
      if (next_node == formula.nodes.size()) {
        if (!has_mistake[index]) {
          if (const auto made = named_formula(named[index]->name, formula, named[index]->unit); !made) {
            has_mistake[index] = true;
            mistakes += (mistakes.empty() ? "" : "\n") + made.error().message;
          }
        }
        states[index] = State::done;
        open.pop_back();
        continue;
      }
      const Node& node = formula.nodes[next_node++];
      const auto needed = node.kind == NodeKind::name ? by_name.find(node.name) : by_name.end();
      if (needed != by_name.end() && has_mistake[needed->second]) has_mistake[index] = true;
      if (needed == by_name.end() || states[needed->second] == State::done) continue;
      if (states[needed->second] == State::untouched) {
        --next_node;  // looked at again when that one is done
        open.push_back({needed->second, 0});
        continue;
      }
      std::string round;
      for (auto at = std::ranges::find(open, needed->second, &Open::index); at != open.end(); ++at)
        round += named[at->index]->name + " -> ";
      return formula.error_at(
          node.at, fmt::format("expected formulas that end somewhere, found a round: {}{}", round, node.name));
    }
  }
  if (!mistakes.empty()) return base::input_error(std::move(mistakes));
  return base::Done{};
}

Compiler::Made Compiler::quantity(std::string_view name, const Formula& from, std::size_t letter) {
  if (const auto made = model_.quantities_.find(name); made != model_.quantities_.end()) return made->second;
  const auto axis = std::ranges::find(study_.axes, name, &Axis::name);
  if (axis == study_.axes.end()) return unknown_name(name, from, letter);
  if (!axis->is_numbered)
    return from.error_at(letter, fmt::format("expected an axis of numbers, since {} is one of names", name));
  Quantity labels{.unit = axis->unit,
                  .axes = {static_cast<std::size_t>(axis - study_.axes.begin())},
                  .cells = {},
                  .depends_on = std::vector<bool>(study_.parameters.size()),
                  .is_position = true};
  for (std::size_t cell = 0; cell < axis->labels.size(); ++cell)
    labels.cells.push_back(model_.graph_.constant(axis->from + static_cast<double>(cell)));
  return model_.quantities_.emplace(name, std::move(labels)).first->second;
}

Compiler::Made Compiler::named_formula(const std::string& name, const Formula& formula,
                                       const std::optional<Unit>& unit) {
  hint_of_sum_.clear();
  auto made = evaluate(formula, formula.root);
  if (!made) return made;
  if (made->is_truth) return formula.error_at(0, "expected a number: a comparison belongs into if(…)");
  if (made->is_nought && unit) made->unit = *unit;
  if (unit && made->unit != *unit) {
    return formula.error_at(0,
                            fmt::format("expected {}, as `unit` says, found {}{}{}{}", unit->text(), made->unit.text(),
                                        hint_of_money(*unit, made->unit), hint_of_sum_, units_in(formula)));
  }
  made->is_nought = made->is_position = made->is_written = false;
  return model_.quantities_.emplace(name, std::move(*made)).first->second;
}

/// "; clients is in person, needles in needle/year": where a unit that does not fit may come from.
std::string Compiler::units_in(const Formula& formula) const {
  constexpr std::size_t names_max = 8;
  std::string out;
  std::vector<std::string_view> told;
  for (const Node& node : formula.nodes) {
    const Quantity* quantity = node.kind == NodeKind::name ? model_.find(node.name) : nullptr;
    if (quantity == nullptr || told.size() == names_max || std::ranges::find(told, node.name) != told.end()) continue;
    out += fmt::format("{}{} is in {}", told.empty() ? "; " : ", ", node.name, quantity->unit.text());
    told.push_back(node.name);
  }
  return out;
}

base::Error Compiler::unknown_name(std::string_view name, const Formula& from, std::size_t letter) const {
  std::vector<std::string> names;
  for (const Parameter& parameter : study_.parameters) names.push_back(parameter.name);
  for (const Named& step : study_.formulas) names.push_back(step.name);
  for (const StudyOutcome& outcome : study_.outcomes) names.push_back(outcome.count.name);
  for (const Axis& axis : study_.axes) names.push_back(axis.name);
  const bool is_table = std::ranges::find(study_.tables, name, &Table::name) != study_.tables.end();
  if (is_table) return from.error_at(letter, fmt::format("expected {}(…): a table is looked up at a value", name));
  // Where several formulas say this and none the nearest name, that one is perhaps misspelt, and not they.
  const std::string near(document::closest(name, names));
  const bool is_alone = near.empty() || uses_of(near) > 0 || uses_of(name) < 2;
  const std::string idle = is_alone ? "" : place_of(near);
  return from.error_at(letter, fmt::format("expected a name of this study, found {}{}", document::shown(name),
                                           idle.empty() ? document::did_you_mean(name, names)
                                                        : fmt::format("; {} ({}) is used nowhere: is it meant, and one "
                                                                      "of the two misspelt?",
                                                                      near, idle)));
}

/// How often the formulas name it.
std::size_t Compiler::uses_of(std::string_view name) const {
  std::size_t uses = 0;
  const auto count = [&](const Formula& formula) {
    uses += static_cast<std::size_t>(std::ranges::count_if(
        formula.nodes, [&](const Node& node) { return node.kind == NodeKind::name && node.name == name; }));
  };
  for (const Named& step : study_.formulas) count(step.formula);
  for (const StudyOutcome& one : study_.outcomes) {
    count(one.count.formula);
    if (one.money) count(*one.money);
  }
  for (const Cost& one : study_.costs) count(one.money.formula);
  if (study_.effect) count(study_.effect->formula);
  return uses;
}

/// Where a parameter or step is given; empty: there is none of that name.
std::string Compiler::place_of(std::string_view name) const {
  if (const Parameter* parameter = study_.parameter(name)) return parameter->where;
  const auto step = std::ranges::find(study_.formulas, name, &Named::name);
  return step == study_.formulas.end() ? "" : step->formula.where;
}

}  // namespace alongside::study
