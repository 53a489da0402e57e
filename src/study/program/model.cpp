// Compiler: follows the names of a study into quantities with units and cells, and the totals that every study has. Each mistake names the formula, the
// letter, what was expected and what was found. One compiler makes one model.
#include "study/program/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <functional>
#include <limits>

#include "document/words.hpp"

namespace alongside::study {

namespace {

std::size_t cells_of(const Study& study, const std::vector<std::size_t>& axes) {
  std::size_t cells = 1;
  for (const std::size_t axis : axes) cells *= study.axes[axis].labels.size();
  return cells;
}

/// For each cell over `axes`, the cell of a quantity over `own`, which are some of them.
std::vector<std::size_t> spread_over(const Study& study, const std::vector<std::size_t>& axes,
                                     const std::vector<std::size_t>& own) {
  std::vector<std::size_t> out(cells_of(study, axes));
  for (std::size_t cell = 0; cell < out.size(); ++cell) {
    std::size_t left = cell;
    std::size_t stride = 1;
    for (std::size_t i = axes.size(); i-- > 0;) {
      const std::size_t length = study.axes[axes[i]].labels.size();
      if (std::ranges::find(own, axes[i]) != own.end()) {
        out[cell] += left % length * stride;
        stride *= length;
      }
      left /= length;
    }
  }
  return out;
}

std::vector<bool> either(const std::vector<bool>& a, const std::vector<bool>& b) {
  std::vector<bool> out = a;
  for (std::size_t i = 0; i < b.size(); ++i) out[i] = out[i] || b[i];
  return out;
}

/// One of the nouns of time, alone.
bool is_time(const Unit& unit) {
  constexpr std::array<std::string_view, 5> times = {"hour", "day", "week", "month", "year"};
  return std::ranges::any_of(times, [&](std::string_view noun) { return unit == Unit(std::string(noun)); });
}

/// Of 1/year: year.
std::optional<Unit> time_of_rate(const Unit& rate) {
  const Unit time = Unit() / rate;
  return is_time(time) ? std::optional(time) : std::nullopt;
}

/// A rate for each unit of a time, over that time or a plain count of it; or one without a unit, over a time or a plain number.
bool is_rate_over(const Unit& rate, const Unit& time) {
  if (time_of_rate(rate)) return time.is_one() || (rate * time).is_one();
  return (rate * time).is_one() || (rate.is_one() && is_time(time));
}

/// Each cell of an axis in a time stands for one whole step: what is counted for each year, added up over years, is counted in all.
Unit over_steps(const Unit& of_cell, const Unit& step) {
  const bool is_by_step = is_time(step) && std::ranges::any_of(of_cell.powers(), [&](const auto& power) {
                            return power.first == step.powers().front().first && power.second < 0;
                          });
  return is_by_step ? of_cell * step : of_cell;
}

std::string hint_of_money(const Unit& a, const Unit& b) {
  for (const auto& [noun, power] : a.powers()) {
    const Money one = money_of(noun);
    for (const auto& [other_noun, other_power] : b.powers()) {
      const Money other = money_of(other_noun);
      if (one.currency.empty() || other.currency.empty() || noun == other_noun) continue;
      if (one.currency == other.currency)
        return "; money of two years meets by reprice(…, year) and the index of [prices]";
      return "; two currencies meet by an exchange rate with a source";
    }
  }
  return "";
}

}  // namespace

class Compiler {
 public:
  Compiler(const Study& study, const std::vector<Change>& changes, Mode mode);

  base::Result<Model> whole();

 private:
  static constexpr std::size_t cells_max = 10'000;  ///< of one quantity

  using Made = base::Result<Quantity>;

  // names
  base::Result<> take_changes();
  Quantity make_parameter(std::size_t index);
  base::Result<> evaluate_in_order();
  Made quantity(std::string_view name, const Formula& from, std::size_t letter);
  Made named_formula(const std::string& name, const Formula& formula, const std::optional<Unit>& unit);
  base::Error unknown_name(std::string_view name, const Formula& from, std::size_t letter) const;
  std::size_t uses_of(std::string_view name) const;
  std::string place_of(std::string_view name) const;
  std::string units_in(const Formula& formula) const;

  // formulas
  Made evaluate(const Formula& formula, std::uint32_t node);
  Made evaluate_any(const Formula& formula, std::uint32_t node);
  base::Result<> no_growth(const Formula& formula, std::size_t letter, const Quantity& quantity) const;
  base::Result<> is_span(const Formula& formula, std::size_t letter, const Quantity& time) const;
  std::optional<Unit> growth_of(const Quantity& a, const Quantity& b, NodeKind kind) const;
  Made call(const Formula& formula, const Node& node);
  Unit summed(const Unit& of_cell, std::size_t over, std::string_view function);
  Made sum_of(const Formula& formula, const Node& node);
  Made present_value(const Formula& formula, const Node& node, double shift);
  Made annuity(const Formula& formula, const Node& node);
  Made discount(const Formula& formula, const Node& node);
  Made reprice(const Formula& formula, const Node& node);
  Made cell_at(const Formula& formula, const Node& node);
  Made cumulative(const Formula& formula, const Node& node);
  Made if_else(const Formula& formula, const Node& node);
  Made extreme(const Formula& formula, const Node& node);
  Made table(const Formula& formula, const Node& node, std::size_t which);
  Made power(const Formula& formula, const Node& node, const Quantity& base, const Quantity& exponent);
  base::Result<> alike(const Formula& formula, std::size_t letter, Quantity& a, Quantity& b, std::string_view verb);
  base::Result<> count_operands(const Formula& formula, const Node& node, std::size_t low, std::size_t high) const;
  Made combine(const Formula& formula, std::size_t letter, const Quantity& a, const Quantity& b,
               const std::function<Graph::Id(Graph::Id, Graph::Id)>& each);
  Quantity of_one(const Quantity& a, const std::function<Graph::Id(Graph::Id)>& each) const;
  Quantity number(double value);

  // the whole study
  base::Result<> outcomes_and_costs();
  base::Result<> totals();
  base::Result<> all_have_answers() const;
  base::Result<> published_rows() const;
  const Parameter* parameter_itself(std::string_view name) const;
  base::Result<> all_used() const;

  const Study& study_;
  const std::vector<Change>& changes_;
  Mode mode_;
  Model model_;
  std::map<std::string, std::vector<std::optional<double>>, std::less<>> changed_;  ///< by parameter, for each cell
  std::uint32_t symbols_ = 0;
  std::string hint_of_sum_;  ///< of the formula at hand: what its sums over an axis did to its unit, or would do
};

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
  for (const Outcome& outcome : study_.outcomes) named.push_back(&outcome.count);
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
  for (const Outcome& outcome : study_.outcomes) names.push_back(outcome.count.name);
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
  for (const Outcome& one : study_.outcomes) {
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

Quantity Compiler::number(double value) {
  return {.unit = {},
          .axes = {},
          .cells = {model_.graph_.constant(value)},
          .depends_on = std::vector<bool>(study_.parameters.size()),
          .is_truth = false,
          .is_nought = value == 0,
          .is_written = true};
}

Quantity Compiler::of_one(const Quantity& a, const std::function<Graph::Id(Graph::Id)>& each) const {
  Quantity out{.unit = a.unit, .axes = a.axes, .cells = {}, .depends_on = a.depends_on};
  for (const Graph::Id cell : a.cells) out.cells.push_back(each(cell));
  return out;
}

Compiler::Made Compiler::combine(const Formula& formula, std::size_t letter, const Quantity& a, const Quantity& b,
                                 const std::function<Graph::Id(Graph::Id, Graph::Id)>& each) {
  Quantity out{.unit = a.unit, .axes = {}, .cells = {}, .depends_on = either(a.depends_on, b.depends_on)};
  std::ranges::set_union(a.axes, b.axes, std::back_inserter(out.axes));
  const std::size_t cells = cells_of(study_, out.axes);
  if (cells > cells_max)
    return formula.error_at(letter, fmt::format("expected at most {} cells, found {}", cells_max, cells));
  if (cells == 1) {
    out.cells = {each(a.cells.front(), b.cells.front())};
    return out;
  }
  const auto of_a = spread_over(study_, out.axes, a.axes);
  const auto of_b = spread_over(study_, out.axes, b.axes);
  for (std::size_t cell = 0; cell < cells; ++cell) out.cells.push_back(each(a.cells[of_a[cell]], b.cells[of_b[cell]]));
  return out;
}

base::Result<> Compiler::alike(const Formula& formula, std::size_t letter, Quantity& a, Quantity& b,
                               std::string_view verb) {
  if (a.is_truth || b.is_truth) return formula.error_at(letter, "expected numbers: a comparison belongs into if(…)");
  if (a.is_nought || (a.is_written && b.is_position)) a.unit = b.unit;
  if (b.is_nought || (b.is_written && a.is_position)) b.unit = a.unit;
  if (a.unit == b.unit) return base::Done{};
  return formula.error_at(letter, fmt::format("expected like units to {}, found {} and {}{}", verb, a.unit.text(),
                                              b.unit.text(), hint_of_money(a.unit, b.unit)));
}

base::Result<> Compiler::count_operands(const Formula& formula, const Node& node, std::size_t low,
                                        std::size_t high) const {
  const std::size_t found = node.operands.size();
  if (found >= low && found <= high) return base::Done{};
  const std::string wanted = low == high ? fmt::format("{}", low) : fmt::format("{} to {}", low, high);
  return formula.error_at(
      node.at, fmt::format("expected {} value{} in {}(…), found {}", wanted, high == 1 ? "" : "s", node.name, found));
}

/// What is a number by itself: `1 + rate` is none until it is raised to a time.
Compiler::Made Compiler::evaluate(const Formula& formula, std::uint32_t at) {
  auto made = evaluate_any(formula, at);
  if (!made) return made;
  if (const auto whole = no_growth(formula, formula[at].at, *made); !whole) return whole.error();
  return made;
}

base::Result<> Compiler::no_growth(const Formula& formula, std::size_t letter, const Quantity& quantity) const {
  if (!quantity.growth_over) return base::Done{};
  return formula.error_at(letter, fmt::format("expected (1 + rate) ^ time, since 1 and a rate in 1/{0} make a factor "
                                              "for each {0}: raise it to a time in {0}",
                                              quantity.growth_over->text()));
}

/// A span of time is a count of years, and no year of the calendar.
base::Result<> Compiler::is_span(const Formula& formula, std::size_t letter, const Quantity& time) const {
  constexpr double earliest = 1000;
  if (!time.is_position || !model_.graph_.is_constant(time.cells.front())) return base::Done{};
  const double first = model_.graph_[time.cells.front()].value;
  if (first < earliest) return base::Done{};
  const std::string& name = study_.axes[time.axes.front()].name;
  return formula.error_at(letter, fmt::format("expected how many of them have gone by, found {0:g} and on, as the axis "
                                              "{1} says; write {1} - {2:g}",
                                              first, name, first - 1));
}

/// The time for each of which a sum is a factor: of `1 + rate`, `1 - rate`, and those with more rates of that time.
std::optional<Unit> Compiler::growth_of(const Quantity& a, const Quantity& b, NodeKind kind) const {
  const auto factor_and_rate = [&](const Quantity& factor, const Quantity& rate) -> std::optional<Unit> {
    const auto time = time_of_rate(rate.unit);
    if (!time || rate.is_truth || rate.growth_over) return std::nullopt;
    const bool is_one = factor.is_written && factor.unit.is_one() && factor.cells.size() == 1 &&
                        model_.graph_.is_constant(factor.cells.front()) &&
                        model_.graph_[factor.cells.front()].value == 1;
    return is_one || factor.growth_over == time ? time : std::nullopt;
  };
  if (const auto time = factor_and_rate(a, b)) return time;
  return kind == NodeKind::add ? factor_and_rate(b, a) : std::nullopt;
}

Compiler::Made Compiler::evaluate_any(const Formula& formula, std::uint32_t at) {
  const Node& node = formula[at];
  if (model_.graph_.size() > Graph::nodes_max)
    return formula.error_at(
        node.at, fmt::format("expected at most {} operations in the whole study; shorten the axes", Graph::nodes_max));
  if (node.kind == NodeKind::number) return number(node.number);
  if (node.kind == NodeKind::name) return quantity(node.name, formula, node.at);
  if (node.kind == NodeKind::call) return call(formula, node);
  // A factor for each year may be added to, multiplied and raised to a time; else only whole numbers go on.
  const bool is_product = node.kind == NodeKind::multiply || node.kind == NodeKind::divide;
  const bool is_sum = node.kind == NodeKind::add || node.kind == NodeKind::subtract;
  const bool takes_growth = is_sum || is_product || node.kind == NodeKind::power;
  auto a = takes_growth ? evaluate_any(formula, node.operands[0]) : evaluate(formula, node.operands[0]);
  if (!a) return a;
  const Place place{&formula, node.at};
  if (node.kind == NodeKind::negative) {
    if (a->is_truth) return formula.error_at(node.at, "expected a number: a comparison belongs into if(…)");
    auto made = of_one(*a, [&](Graph::Id cell) { return model_.graph_.unary(Op::negative, cell, place); });
    made.is_written = a->is_written;
    return made;
  }
  auto b = is_sum || is_product ? evaluate_any(formula, node.operands[1]) : evaluate(formula, node.operands[1]);
  if (!b) return b;
  std::optional<Unit> growth;
  if (is_sum) growth = growth_of(*a, *b, node.kind);
  if (is_product && a->growth_over == b->growth_over) growth = a->growth_over;
  if (!growth && node.kind != NodeKind::power) {
    for (const Quantity* operand : {&*a, &*b}) {
      if (const auto whole = no_growth(formula, node.at, *operand); !whole) return whole.error();
    }
  }
  const auto each = [&](Op op) {
    return [this, op, place](Graph::Id x, Graph::Id y) { return model_.graph_.binary(op, x, y, place); };
  };
  const auto compare = [&](Op op, bool swapped) -> Made {
    if (const auto same = alike(formula, node.at, *a, *b, "compare"); !same) return same.error();
    auto made = swapped ? combine(formula, node.at, *b, *a, each(op)) : combine(formula, node.at, *a, *b, each(op));
    if (made) made->unit = {}, made->is_truth = true;
    return made;
  };
  switch (node.kind) {
    case NodeKind::add:
    case NodeKind::subtract: {
      const Op op = node.kind == NodeKind::add ? Op::add : Op::subtract;
      if (growth) {
        auto made = combine(formula, node.at, *a, *b, each(op));
        if (made) made->unit = {}, made->growth_over = growth;
        return made;
      }
      const bool is_position = a->is_position != b->is_position && (a->is_written || b->is_written);
      if (const auto same = alike(formula, node.at, *a, *b, node.kind == NodeKind::add ? "add" : "subtract"); !same)
        return same.error();
      auto made = combine(formula, node.at, *a, *b, each(op));
      if (made) made->is_position = is_position;
      return made;
    }
    case NodeKind::multiply:
    case NodeKind::divide: {
      if (a->is_truth || b->is_truth)
        return formula.error_at(node.at, "expected numbers: a comparison belongs into if(…)");
      auto made = combine(formula, node.at, *a, *b, each(node.kind == NodeKind::multiply ? Op::multiply : Op::divide));
      if (made) made->unit = node.kind == NodeKind::multiply ? a->unit * b->unit : a->unit / b->unit;
      if (made) made->growth_over = growth;
      return made;
    }
    case NodeKind::power: return power(formula, node, *a, *b);
    case NodeKind::less: return compare(Op::less, false);
    case NodeKind::less_equal: return compare(Op::less_equal, false);
    case NodeKind::greater: return compare(Op::less, true);
    case NodeKind::greater_equal: return compare(Op::less_equal, true);
    case NodeKind::equal: return compare(Op::equal, false);
    default: return compare(Op::not_equal, false);
  }
}

Compiler::Made Compiler::power(const Formula& formula, const Node& node, const Quantity& base,
                               const Quantity& exponent) {
  if (base.is_truth || exponent.is_truth)
    return formula.error_at(node.at, "expected numbers: a comparison belongs into if(…)");
  // A factor for each year over years, or over a plain count of them; one without a unit over any time.
  const bool fits = base.growth_over ? exponent.unit.is_one() || exponent.unit == *base.growth_over
                                     : exponent.unit.is_one() || (base.unit.is_one() && is_time(exponent.unit));
  if (!fits) {
    return formula.error_at(
        node.at, base.growth_over
                     ? fmt::format("expected a time in {0} as the exponent of a factor for each {0}, found {1}",
                                   base.growth_over->text(), exponent.unit.text())
                     : fmt::format("expected an exponent without a unit, found {}", exponent.unit.text()));
  }
  if (const auto span = is_span(formula, node.at, exponent); !span) return span.error();
  const Place place{&formula, node.at};
  auto made = combine(formula, node.at, base, exponent,
                      [&](Graph::Id x, Graph::Id y) { return model_.graph_.binary(Op::power, x, y, place); });
  if (!made || base.unit.is_one()) return made;
  const bool is_one_constant = exponent.cells.size() == 1 && model_.graph_.is_constant(exponent.cells.front()) &&
                               std::ranges::none_of(exponent.depends_on, std::identity());
  const double value = is_one_constant ? model_.graph_[exponent.cells.front()].value : 0.5;
  if (value != std::floor(value) || std::abs(value) > 12) {
    return formula.error_at(
        node.at, fmt::format("expected a whole number as the exponent of something in {}", base.unit.text()));
  }
  made->unit = base.unit.power(static_cast<int>(value));
  return made;
}

Compiler::Made Compiler::call(const Formula& formula, const Node& node) {
  const std::string& name = node.name;
  if (const auto table_at = std::ranges::find(study_.tables, name, &Table::name); table_at != study_.tables.end()) {
    return table(formula, node, static_cast<std::size_t>(table_at - study_.tables.begin()));
  }
  if (name == "sum" || name == "mean" || name == "product") return sum_of(formula, node);
  if (name == "cumulative") return cumulative(formula, node);
  if (name == "at") return cell_at(formula, node);
  if (name == "if") return if_else(formula, node);
  if (name == "min" || name == "max") return extreme(formula, node);
  if (name == "present_value") return present_value(formula, node, 0);
  if (name == "present_value_half") return present_value(formula, node, 0.5);
  if (name == "annuity") return annuity(formula, node);
  if (name == "discount") return discount(formula, node);
  if (name == "reprice") return reprice(formula, node);
  constexpr std::pair<std::string_view, Op> simple[] = {
      {"exp", Op::exp}, {"ln", Op::ln}, {"sqrt", Op::sqrt}, {"abs", Op::abs}};
  const auto one = std::ranges::find(simple, name, &std::pair<std::string_view, Op>::first);
  if (one == std::end(simple)) {
    std::vector<std::string> known{"sum",     "mean",     "product", "cumulative",    "at",
                                   "if",      "min",      "max",     "present_value", "present_value_half",
                                   "annuity", "discount", "reprice", "exp",           "ln",
                                   "sqrt",    "abs"};
    for (const Table& of_study : study_.tables) known.push_back(of_study.name);
    return formula.error_at(node.at, fmt::format("expected a function or a table of this study, found {}{}",
                                                 document::shown(name), document::did_you_mean(name, known)));
  }
  if (const auto counted = count_operands(formula, node, 1, 1); !counted) return counted.error();
  auto operand = evaluate(formula, node.operands[0]);
  if (!operand) return operand;
  if (operand->is_truth) return formula.error_at(node.at, "expected a number: a comparison belongs into if(…)");
  const Op op = one->second;
  if ((op == Op::exp || op == Op::ln) && !operand->unit.is_one())
    return formula.error_at(
        node.at, fmt::format("expected a number without a unit in {}(…), found {}", name, operand->unit.text()));
  auto made = of_one(*operand, [&](Graph::Id cell) { return model_.graph_.unary(op, cell, {&formula, node.at}); });
  if (op != Op::sqrt) return made;
  bool whole = true;
  made.unit = operand->unit.root(whole);
  if (!whole)
    return formula.error_at(node.at, fmt::format("expected a unit that is a square, found {}", operand->unit.text()));
  return made;
}

/// The unit of what was added up over an axis; and a hint for a formula whose own unit says otherwise.
Unit Compiler::summed(const Unit& of_cell, std::size_t over, std::string_view function) {
  const Axis& axis = study_.axes[over];
  const Unit unit = over_steps(of_cell, axis.unit);
  if (unit != of_cell) {
    hint_of_sum_ = fmt::format("; {}(…) over {} adds up each {}: {} becomes {}", function, axis.name, axis.unit.text(),
                               of_cell.text(), unit.text());
    return unit;
  }
  if (!axis.is_numbered || !axis.unit.is_one()) return unit;
  for (const auto& [noun, power] : of_cell.powers()) {
    if (power >= 0 || !is_time(Unit(noun))) continue;
    hint_of_sum_ =
        fmt::format("; the axis {0} has no unit: with unit = \"{1}\" at [axes.{0}], {2}(…) over it makes {3} of {4}",
                    axis.name, noun, function, over_steps(of_cell, Unit(noun)).text(), of_cell.text());
  }
  return unit;
}

/// sum(x), mean(x), product(x) over all axes, or over the one that is named second.
Compiler::Made Compiler::sum_of(const Formula& formula, const Node& node) {
  if (const auto counted = count_operands(formula, node, 1, 2); !counted) return counted.error();
  const bool is_product = node.name == "product";
  const auto x = is_product ? evaluate_any(formula, node.operands[0]) : evaluate(formula, node.operands[0]);
  if (!x) return x;
  if (x->axes.empty())
    return formula.error_at(node.at, fmt::format("expected an array in {}(…), found one number", node.name));
  if (is_product && !x->unit.is_one())
    return formula.error_at(node.at,
                            fmt::format("expected numbers without a unit in product(…), found {}", x->unit.text()));
  Quantity out{.unit = x->unit, .axes = {}, .cells = {}, .depends_on = x->depends_on};
  if (node.operands.size() == 2) {
    const Node& over = formula[node.operands[1]];
    const auto axis = std::ranges::find(study_.axes, over.name, &Axis::name);
    const auto index = static_cast<std::size_t>(axis - study_.axes.begin());
    if (over.kind != NodeKind::name || axis == study_.axes.end() ||
        std::ranges::find(x->axes, index) == x->axes.end()) {
      return formula.error_at(over.at, "expected the name of an axis of this array");
    }
    std::ranges::copy_if(x->axes, std::back_inserter(out.axes), [&](std::size_t own) { return own != index; });
  }
  for (const std::size_t over : x->axes) {
    if (std::ranges::find(out.axes, over) != out.axes.end()) continue;
    if (node.name == "sum") out.unit = summed(out.unit, over, node.name);
    // Each cell a factor for its own year: the product over years is the whole growth.
    if (x->growth_over && !study_.axes[over].unit.is_one() && study_.axes[over].unit != *x->growth_over)
      return formula.error_at(
          node.at, fmt::format("expected an axis in {}, as the rate is, found {} in {}", x->growth_over->text(),
                               study_.axes[over].name, study_.axes[over].unit.text()));
  }
  const auto to = spread_over(study_, x->axes, out.axes);
  const std::size_t cells = cells_of(study_, out.axes);
  const Place place{&formula, node.at};
  std::vector<std::optional<Graph::Id>> totals(cells);
  for (std::size_t cell = 0; cell < x->cells.size(); ++cell) {
    auto& total = totals[to[cell]];
    total = total ? model_.graph_.binary(is_product ? Op::multiply : Op::add, *total, x->cells[cell], place)
                  : x->cells[cell];
  }
  const auto each = static_cast<double>(x->cells.size() / cells);
  for (const auto& total : totals) {
    out.cells.push_back(
        node.name == "mean" ? model_.graph_.binary(Op::divide, *total, model_.graph_.constant(each), place) : *total);
  }
  return out;
}

Compiler::Made Compiler::cumulative(const Formula& formula, const Node& node) {
  if (const auto counted = count_operands(formula, node, 1, 1); !counted) return counted.error();
  auto x = evaluate(formula, node.operands[0]);
  if (!x) return x;
  if (x->axes.size() != 1) return formula.error_at(node.at, "expected an array over one axis in cumulative(…)");
  x->is_position = false;
  x->unit = summed(x->unit, x->axes.front(), node.name);
  for (std::size_t cell = 1; cell < x->cells.size(); ++cell)
    x->cells[cell] = model_.graph_.binary(Op::add, x->cells[cell - 1], x->cells[cell], {&formula, node.at});
  return x;
}

/// at(x, label): one cell of an array over one axis.
Compiler::Made Compiler::cell_at(const Formula& formula, const Node& node) {
  if (const auto counted = count_operands(formula, node, 2, 2); !counted) return counted.error();
  auto x = evaluate(formula, node.operands[0]);
  if (!x) return x;
  if (x->axes.size() != 1) return formula.error_at(node.at, "expected an array over one axis in at(…, label)");
  const Axis& axis = study_.axes[x->axes.front()];
  const Node& wanted = formula[node.operands[1]];
  const bool is_negative = wanted.kind == NodeKind::negative && formula[wanted.operands[0]].kind == NodeKind::number;
  std::string label = wanted.name;
  if (wanted.kind == NodeKind::number) label = fmt::format("{}", wanted.number);
  if (is_negative) label = fmt::format("{}", -formula[wanted.operands[0]].number);
  const auto found = std::ranges::find(axis.labels, label);
  if (found == axis.labels.end()) {
    return formula.error_at(wanted.at, fmt::format("expected a cell of {} as it is written there, from {} to {}",
                                                   axis.name, axis.labels.front(), axis.labels.back()));
  }
  x->cells = {x->cells[static_cast<std::size_t>(found - axis.labels.begin())]};
  x->axes.clear();
  x->is_position = false;
  return x;
}

Compiler::Made Compiler::if_else(const Formula& formula, const Node& node) {
  if (const auto counted = count_operands(formula, node, 3, 3); !counted) return counted.error();
  const auto condition = evaluate(formula, node.operands[0]);
  if (!condition) return condition;
  if (!condition->is_truth) return formula.error_at(node.at, "expected a comparison first, as in if(a < b, x, y)");
  auto then = evaluate(formula, node.operands[1]);
  if (!then) return then;
  auto otherwise = evaluate(formula, node.operands[2]);
  if (!otherwise) return otherwise;
  if (const auto same = alike(formula, node.at, *then, *otherwise, "choose between"); !same) return same.error();
  // Two steps of pairs: which branch each condition pairs with, then the other one.
  const Place place{&formula, node.at};
  Quantity out{.unit = then->unit,
               .axes = {},
               .cells = {},
               .depends_on = either(condition->depends_on, either(then->depends_on, otherwise->depends_on))};
  std::vector<std::size_t> two;
  std::ranges::set_union(condition->axes, then->axes, std::back_inserter(two));
  std::ranges::set_union(two, otherwise->axes, std::back_inserter(out.axes));
  const std::size_t cells = cells_of(study_, out.axes);
  if (cells > cells_max)
    return formula.error_at(node.at, fmt::format("expected at most {} cells, found {}", cells_max, cells));
  const auto of_condition = spread_over(study_, out.axes, condition->axes);
  const auto of_then = spread_over(study_, out.axes, then->axes);
  const auto of_otherwise = spread_over(study_, out.axes, otherwise->axes);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    out.cells.push_back(model_.graph_.choose(condition->cells[of_condition[cell]], then->cells[of_then[cell]],
                                             otherwise->cells[of_otherwise[cell]], place));
  }
  return out;
}

Compiler::Made Compiler::extreme(const Formula& formula, const Node& node) {
  if (const auto counted = count_operands(formula, node, 2, 20); !counted) return counted.error();
  const Op op = node.name == "min" ? Op::min : Op::max;
  auto best = evaluate(formula, node.operands[0]);
  for (std::size_t i = 1; best && i < node.operands.size(); ++i) {
    auto next = evaluate(formula, node.operands[i]);
    if (!next) return next;
    if (const auto same = alike(formula, node.at, *best, *next, "compare"); !same) return same.error();
    const Unit unit = best->unit;
    best = combine(formula, node.at, *best, *next,
                   [&](Graph::Id a, Graph::Id b) { return model_.graph_.binary(op, a, b, {&formula, node.at}); });
    if (best) best->unit = unit;
  }
  return best;
}

Compiler::Made Compiler::table(const Formula& formula, const Node& node, std::size_t which) {
  if (const auto counted = count_operands(formula, node, 1, 1); !counted) return counted.error();
  const auto x = evaluate(formula, node.operands[0]);
  if (!x) return x;
  const Table& looked_up = study_.tables[which];
  if (x->unit != looked_up.x_unit && !x->is_nought) {
    return formula.error_at(node.at, fmt::format("expected {} to look up {}, found {}", looked_up.x_unit.text(),
                                                 looked_up.name, x->unit.text()));
  }
  auto made = of_one(*x, [&](Graph::Id cell) { return model_.graph_.table(cell, which, {&formula, node.at}); });
  made.unit = looked_up.y_unit;
  return made;
}

/// present_value(x, rate[, start]): the sum of x_t / (1 + rate)^(t - start - shift) over a numbered axis; shift half a step for flows at mid-year.
Compiler::Made Compiler::present_value(const Formula& formula, const Node& node, double shift) {
  if (const auto counted = count_operands(formula, node, 2, 3); !counted) return counted.error();
  const auto x = evaluate(formula, node.operands[0]);
  if (!x) return x;
  const auto rate = evaluate(formula, node.operands[1]);
  if (!rate) return rate;
  if (x->axes.size() != 1 || !study_.axes[x->axes.front()].is_numbered)
    return formula.error_at(node.at, fmt::format("expected an array over one axis of numbers in {}(…)", node.name));
  const Axis& axis = study_.axes[x->axes.front()];
  if (!rate->axes.empty() || !is_rate_over(rate->unit, axis.unit)) {
    return formula.error_at(
        node.at, fmt::format("expected one rate in 1 or 1/{}, found {}", axis.unit.text(), rate->unit.text()));
  }
  // An axis without a unit counts what the rate is by.
  const auto by = axis.unit.is_one() ? time_of_rate(rate->unit) : std::nullopt;
  const Unit unit = by ? over_steps(x->unit, *by) : summed(x->unit, x->axes.front(), node.name);
  double start = axis.from - 1;
  if (node.operands.size() == 3) {
    const Node& given = formula[node.operands[2]];
    if (given.kind != NodeKind::number)
      return formula.error_at(given.at, "expected a number as the start of discounting");
    start = given.number;
  }
  const Place place{&formula, node.at};
  Graph& graph = model_.graph_;
  const Graph::Id growth = graph.binary(Op::add, graph.constant(1), rate->cells.front(), place);
  std::optional<Graph::Id> total;
  for (std::size_t cell = 0; cell < x->cells.size(); ++cell) {
    const double time = axis.from + static_cast<double>(cell) - start - shift;
    const Graph::Id value =
        graph.binary(Op::divide, x->cells[cell], graph.binary(Op::power, growth, graph.constant(time), place), place);
    total = total ? graph.binary(Op::add, *total, value, place) : value;
  }
  return Quantity{.unit = unit, .axes = {}, .cells = {*total}, .depends_on = either(x->depends_on, rate->depends_on)};
}

/// annuity(rate, years): (1 - (1 + rate)^-years) / rate, and `years` where the rate is 0; in the unit of `years`, or in that which the rate is by.
Compiler::Made Compiler::annuity(const Formula& formula, const Node& node) {
  if (const auto counted = count_operands(formula, node, 2, 2); !counted) return counted.error();
  const auto rate = evaluate(formula, node.operands[0]);
  if (!rate) return rate;
  const auto years = evaluate(formula, node.operands[1]);
  if (!years) return years;
  if (!is_rate_over(rate->unit, years->unit)) {
    return formula.error_at(
        node.at, fmt::format("expected a rate in 1 or 1/{}, found {}", years->unit.text(), rate->unit.text()));
  }
  if (const auto span = is_span(formula, node.at, *years); !span) return span.error();
  const Place place{&formula, node.at};
  auto made = combine(formula, node.at, *rate, *years, [&](Graph::Id r, Graph::Id n) {
    Graph& graph = model_.graph_;
    const auto binary = [&](Op op, Graph::Id a, Graph::Id b) { return graph.binary(op, a, b, place); };
    // Nearer to 0 the difference below has no digits left, and the answer is `years` to within them.
    constexpr double small_rate = 1e-9;
    const Graph::Id one = graph.constant(1);
    const Graph::Id is_nought = binary(Op::less, graph.unary(Op::abs, r, place), graph.constant(small_rate));
    const Graph::Id safe = graph.choose(is_nought, one, r, place);
    const Graph::Id last = binary(Op::power, binary(Op::add, one, safe), graph.unary(Op::negative, n, place));
    return graph.choose(is_nought, n, binary(Op::divide, binary(Op::subtract, one, last), safe), place);
  });
  if (made) made->unit = time_of_rate(rate->unit).value_or(years->unit);
  return made;
}

/// discount(rate, time): 1 / (1 + rate)^time.
Compiler::Made Compiler::discount(const Formula& formula, const Node& node) {
  if (const auto counted = count_operands(formula, node, 2, 2); !counted) return counted.error();
  const auto rate = evaluate(formula, node.operands[0]);
  if (!rate) return rate;
  const auto time = evaluate(formula, node.operands[1]);
  if (!time) return time;
  if (!is_rate_over(rate->unit, time->unit)) {
    return formula.error_at(
        node.at, fmt::format("expected a rate in 1 or 1/{}, found {}", time->unit.text(), rate->unit.text()));
  }
  if (const auto span = is_span(formula, node.at, *time); !span) return span.error();
  const Place place{&formula, node.at};
  auto made = combine(formula, node.at, *rate, *time, [&](Graph::Id r, Graph::Id t) {
    Graph& graph = model_.graph_;
    return graph.binary(Op::power, graph.binary(Op::add, graph.constant(1), r, place),
                        graph.unary(Op::negative, t, place), place);
  });
  if (made) made->unit = {};
  return made;
}

/// reprice(x, year): money in the prices of another year, by the index of [prices].
Compiler::Made Compiler::reprice(const Formula& formula, const Node& node) {
  if (const auto counted = count_operands(formula, node, 2, 2); !counted) return counted.error();
  const auto x = evaluate(formula, node.operands[0]);
  if (!x) return x;
  const Node& given = formula[node.operands[1]];
  if (given.kind != NodeKind::number || given.number != std::floor(given.number))
    return formula.error_at(given.at, "expected a year");
  const int to_year = static_cast<int>(given.number);
  std::vector<std::pair<Money, int>> money;
  for (const auto& [noun, power] : x->unit.powers()) {
    if (const Money found = money_of(noun); !found.currency.empty()) money.emplace_back(found, power);
  }
  if (money.size() != 1)
    return formula.error_at(node.at, fmt::format("expected money of one year, found {}", x->unit.text()));
  const auto [from, power] = money.front();
  const int from_year = from.price_year != 0 ? from.price_year : study_.price_year.value_or(0);
  const auto before = study_.prices.values.find(from_year);
  const auto after = study_.prices.values.find(to_year);
  if (before == study_.prices.values.end() || after == study_.prices.values.end()) {
    return formula.error_at(node.at, fmt::format("expected {} and {} in [prices] values",
                                                 from_year == 0 ? std::string("the study's price year, stated,")
                                                                : std::to_string(from_year),
                                                 to_year));
  }
  const double factor = std::pow(after->second / before->second, power);
  auto made = of_one(*x, [&](Graph::Id cell) {
    return model_.graph_.binary(Op::multiply, cell, model_.graph_.constant(factor), {&formula, node.at});
  });
  const Unit old_money(study_.nouns.money(from.currency, from.price_year));
  const Unit new_money(study_.nouns.money(from.currency, to_year));
  made.unit = x->unit / old_money.power(power) * new_money.power(power);
  return made;
}

base::Result<> Compiler::outcomes_and_costs() {
  const auto single = [&](const Quantity& made, const Formula& formula) -> base::Result<> {
    if (!made.axes.empty())
      return formula.error_at(0, fmt::format("expected one number, found an array over {}; take its sum(…)",
                                             study_.axes[made.axes.front()].name));
    return base::Done{};
  };
  std::optional<Unit> money;
  const auto take_money = [&](const std::string& name, const Formula& formula) -> base::Result<> {
    const auto made = named_formula(name, formula, std::nullopt);
    if (!made) return made.error();
    if (const auto one = single(*made, formula); !one) return one;
    Unit own(study_.currency);
    const Unit per = made->unit / own;
    const bool is_own_money = !per.is_money() && std::ranges::none_of(per.powers(), [](const auto& power) {
      return power.second > 0 || power.first != "year";
    });
    if (!is_own_money) {
      return formula.error_at(0, fmt::format("expected {0} or {0}/year, found {1}{2}", own.text(), made->unit.text(),
                                             hint_of_money(own, made->unit)));
    }
    if (money && *money != made->unit)
      return formula.error_at(
          0, fmt::format("expected {}, as the others, found {}; what comes each year is added up over years by sum(…), "
                         "present_value(…, rate) or annuity(rate, years)",
                         money->text(), made->unit.text()));
    money = made->unit;
    return base::Done{};
  };
  for (const Outcome& outcome : study_.outcomes) {
    const auto made = quantity(outcome.count.name, outcome.count.formula, 0);
    if (!made) return made.error();
    if (const auto one = single(*made, outcome.count.formula); !one) return one;
    if (!outcome.money) continue;
    if (const auto done = take_money(outcome.count.name + ".money", *outcome.money); !done) return done;
  }
  for (const Cost& cost : study_.costs) {
    if (const auto done = take_money(cost.money.name, cost.money.formula); !done) return done;
  }
  if (study_.effect) {
    const auto made = named_formula(std::string(effect_name), study_.effect->formula, study_.effect->unit);
    if (!made) return made.error();
    if (const auto one = single(*made, study_.effect->formula); !one) return one;
  }
  model_.money_unit_ = money.value_or(Unit(study_.currency));
  return base::Done{};
}

base::Result<> Compiler::totals() {
  Graph& graph = model_.graph_;
  const auto nothing = [&] {
    return Quantity{.unit = model_.money_unit_,
                    .axes = {},
                    .cells = {graph.constant(0)},
                    .depends_on = std::vector<bool>(study_.parameters.size())};
  };
  // What cannot be added up is told at the formula that was to be added.
  const auto add = [&](Quantity& total, const Quantity& one, Op op, const Formula& formula) {
    total.cells = {graph.binary(op, total.cells.front(), one.cells.front(), {&formula, 0})};
    total.depends_on = either(total.depends_on, one.depends_on);
  };
  Quantity benefit = nothing();
  Quantity of_life = nothing();
  for (const Outcome& outcome : study_.outcomes) {
    if (!outcome.money) continue;
    const Quantity& money = *model_.find(outcome.count.name + ".money");
    const Op op = outcome.kind == OutcomeKind::benefit ? Op::add : Op::subtract;
    add(benefit, money, op, *outcome.money);
    if (outcome.paid.payer == Payer::value_of_life) add(of_life, money, op, *outcome.money);
  }
  Quantity cost = nothing();
  for (const Cost& one : study_.costs) add(cost, *model_.find(one.money.name), Op::add, one.money.formula);
  const Formula& first_cost = study_.costs.front().money.formula;
  Quantity net = benefit;
  add(net, cost, Op::subtract, first_cost);
  Quantity net_without_life = net;
  add(net_without_life, of_life, Op::subtract, first_cost);
  // A site of volunteers costs nothing: the ratio is then not defined, which is no mistake of any formula, and the net stands.
  Quantity ratio = benefit;
  ratio.unit = {};
  add(ratio, cost, Op::divide, first_cost);
  model_.quantities_.emplace(total_benefit, std::move(benefit));
  model_.quantities_.emplace(total_cost, std::move(cost));
  model_.quantities_.emplace(total_net, std::move(net));
  model_.quantities_.emplace(total_net_without_life, std::move(net_without_life));
  model_.quantities_.emplace(total_ratio, std::move(ratio));
  return all_have_answers();
}

/// With the document's own figures every formula has an answer; with changed ones all that is shown: a step that only a published result rests on may
/// have none then. The ratio is asked about where it is used.
base::Result<> Compiler::all_have_answers() const {
  const Graph& graph = model_.graph_;
  const auto check = [&](const Quantity& quantity) -> base::Result<> {
    for (const Graph::Id cell : quantity.cells) {
      if (graph.is_constant(cell) && !std::isfinite(graph[cell].value)) return graph.error_of(cell);
    }
    return base::Done{};
  };
  for (const auto& [name, quantity] : model_.quantities_) {
    if (!changes_.empty() || name == total_ratio) continue;
    if (const auto done = check(quantity); !done) return done;
  }
  for (const std::string& name : shown_names(study_)) {
    if (name == total_ratio) continue;
    if (const auto done = check(*model_.find(name)); !done) return done;
  }
  return base::Done{};
}

/// The parameter that a name stands for without any arithmetic; nullptr: there is some.
const Parameter* Compiler::parameter_itself(std::string_view name) const {
  if (name == total_cost && study_.costs.size() == 1) name = study_.costs.front().money.name;
  const Formula* formula = nullptr;
  const auto look = [&](const Named& one) {
    if (one.name == name) formula = &one.formula;
  };
  if (const Parameter* parameter = study_.parameter(name)) return parameter;
  for (const Named& step : study_.formulas) look(step);
  for (const Outcome& outcome : study_.outcomes) look(outcome.count);
  for (const Cost& cost : study_.costs) look(cost.money);
  const bool is_a_name = formula != nullptr && (*formula)[formula->root].kind == NodeKind::name;
  return is_a_name ? parameter_itself((*formula)[formula->root].name) : nullptr;
}

base::Result<> Compiler::published_rows() const {
  for (const Published& row : study_.published) {
    const Quantity* of = model_.find(row.of);
    std::vector<std::string> names;
    for (const auto& [name, quantity] : model_.quantities_) names.push_back(name);
    if (of == nullptr)
      return base::input_error(fmt::format("{}.of: expected a name of this study, found {}{}", row.where,
                                           document::shown(row.of), document::did_you_mean(row.of, names)));
    if (!of->axes.empty())
      return base::input_error(fmt::format("{}.of: expected one number, found the array {}", row.where, row.of));
    if (changes_.empty() && mode_ == Mode::point && !std::isfinite(model_.value(row.of)))
      return base::input_error(fmt::format("{}.of: {}", row.where, model_.why_no_value(row.of)));
    if (row.result_class != ResultClass::reproduced) continue;
    for (std::size_t i = 0; i < study_.parameters.size(); ++i) {
      if (of->depends_on[i] && study_.parameters[i].origin.basis == Basis::fitted) {
        return base::input_error(
            fmt::format("{}.class: expected fitted, since {} depends on {}, which was solved from a published result",
                        row.where, row.of, study_.parameters[i].name));
      }
    }
    if (const Parameter* itself = parameter_itself(row.of)) {
      return base::input_error(
          fmt::format("{}.class: expected constant, since {} is the input {} itself and cannot fail", row.where, row.of,
                      itself->name));
    }
  }
  return base::Done{};
}

/// A figure that nothing shown depends on is a mistake in a formula, or should not be there.
base::Result<> Compiler::all_used() const {
  std::vector<bool> reached(study_.parameters.size());
  const auto reach = [&](std::string_view name) {
    if (const Quantity* shown = model_.find(name)) reached = either(reached, shown->depends_on);
  };
  for (const Outcome& outcome : study_.outcomes) reach(outcome.count.name), reach(outcome.count.name + ".money");
  for (const std::string_view total : {total_cost, effect_name}) reach(total);
  for (const Published& row : study_.published) reach(row.of);
  std::string message;
  for (std::size_t i = 0; i < reached.size(); ++i) {
    if (reached[i]) continue;
    message += fmt::format(
        "{}{}: expected a parameter that some outcome, cost or published result depends on; use it in a formula or "
        "take it out",
        message.empty() ? "" : "\n", study_.parameters[i].where);
  }
  if (!message.empty()) return base::input_error(std::move(message));
  return base::Done{};
}

std::vector<std::string> shown_names(const Study& study) {
  std::vector<std::string> names;
  for (const Outcome& outcome : study.outcomes) {
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

std::string Model::why_no_value(std::string_view name) const {
  if (name == total_ratio) {
    return fmt::format("the ratio is not defined, since the cost is {}",
                       value(total_cost) == 0 ? "0" : "less than a trillionth of the benefit");
  }
  return graph_.error_of(find(name)->cells.front()).message;
}

double ratio_of(double benefit, double cost) {
  constexpr double ratio_max = 1e12;
  const double ratio = benefit / cost;
  return std::abs(ratio) <= ratio_max ? ratio : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace alongside::study
