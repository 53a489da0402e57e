// Operations of formulas: units checked, cells joined, each an operation of the graph.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "document/words.hpp"
#include "study/functions/function.hpp"
#include "study/language/rate.hpp"
#include "study/program/cells.hpp"
#include "study/program/compiler.hpp"

namespace alongside::study {

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
  const FormulaPlace place{&formula, node.at};
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
  return of_two(formula, node, *a, *b, growth);
}

Compiler::Made Compiler::of_two(const Formula& formula, const Node& node, Quantity& a, Quantity& b,
                                const std::optional<Unit>& growth) {
  const auto each = [&](Op op) {
    return [this, op, place = FormulaPlace{&formula, node.at}](Graph::Id x, Graph::Id y) {
      return model_.graph_.binary(op, x, y, place);
    };
  };
  switch (node.kind) {
    case NodeKind::add:
    case NodeKind::subtract: {
      const Op op = node.kind == NodeKind::add ? Op::add : Op::subtract;
      if (growth) {
        auto made = combine(formula, node.at, a, b, each(op));
        if (made) made->unit = {}, made->growth_over = growth;
        return made;
      }
      const bool is_position = a.is_position != b.is_position && (a.is_written || b.is_written);
      if (const auto same = alike(formula, node.at, a, b, node.kind == NodeKind::add ? "add" : "subtract"); !same)
        return same.error();
      auto made = combine(formula, node.at, a, b, each(op));
      if (made) made->is_position = is_position;
      return made;
    }
    case NodeKind::multiply:
    case NodeKind::divide: {
      if (a.is_truth || b.is_truth)
        return formula.error_at(node.at, "expected numbers: a comparison belongs into if(…)");
      auto made = combine(formula, node.at, a, b, each(node.kind == NodeKind::multiply ? Op::multiply : Op::divide));
      if (made) made->unit = node.kind == NodeKind::multiply ? a.unit * b.unit : a.unit / b.unit;
      if (made) made->growth_over = growth;
      return made;
    }
    case NodeKind::power: return power(formula, node, a, b);
    default: return compare(formula, node, a, b);
  }
}

Compiler::Made Compiler::compare(const Formula& formula, const Node& node, Quantity& a, Quantity& b) {
  if (const auto same = alike(formula, node.at, a, b, "compare"); !same) return same.error();
  Op op = Op::not_equal;
  if (node.kind == NodeKind::less || node.kind == NodeKind::greater) op = Op::less;
  if (node.kind == NodeKind::less_equal || node.kind == NodeKind::greater_equal) op = Op::less_equal;
  if (node.kind == NodeKind::equal) op = Op::equal;
  const bool swapped = node.kind == NodeKind::greater || node.kind == NodeKind::greater_equal;
  auto made = combine(formula, node.at, swapped ? b : a, swapped ? a : b,
                      [&](Graph::Id x, Graph::Id y) { return model_.graph_.binary(op, x, y, {&formula, node.at}); });
  if (made) made->unit = {}, made->is_truth = true;
  return made;
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
  const FormulaPlace place{&formula, node.at};
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
  const auto table_at = std::ranges::find(study_.tables, node.name, &Table::name);
  if (table_at != study_.tables.end())
    return table(formula, node, static_cast<std::size_t>(table_at - study_.tables.begin()));
  const Function* function = function_named(node.name);
  if (function == nullptr) {
    std::vector<std::string> known = function_names();
    for (const Table& of_study : study_.tables) known.push_back(of_study.name);
    return formula.error_at(node.at, fmt::format("expected a function or a table of this study, found {}{}",
                                                 document::shown(node.name), document::did_you_mean(node.name, known)));
  }
  if (const auto counted = count_operands(formula, node, function->operands_min, function->operands_max); !counted)
    return counted.error();
  return function->make(*this, formula, node);
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

}  // namespace alongside::study
