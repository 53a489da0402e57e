// Functions that choose: one cell, one of two values, the smallest or largest of several.

#include <fmt/format.h>

#include <algorithm>

#include "study/functions/function.hpp"
#include "study/program/cells.hpp"

namespace alongside::study {

namespace {

using Made = Compiler::Made;

/// at(x, label): one cell of an array over one axis.
Made cell_at(Compiler& compiler, const Formula& formula, const Node& node) {
  auto x = compiler.evaluate(formula, node.operands[0]);
  if (!x) return x;
  if (x->axes.size() != 1) return formula.error_at(node.at, "expected an array over one axis in at(…, label)");
  const Axis& axis = compiler.study().axes[x->axes.front()];
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

Made if_else(Compiler& compiler, const Formula& formula, const Node& node) {
  const auto condition = compiler.evaluate(formula, node.operands[0]);
  if (!condition) return condition;
  if (!condition->is_truth) return formula.error_at(node.at, "expected a comparison first, as in if(a < b, x, y)");
  auto then = compiler.evaluate(formula, node.operands[1]);
  if (!then) return then;
  auto otherwise = compiler.evaluate(formula, node.operands[2]);
  if (!otherwise) return otherwise;
  if (const auto same = compiler.alike(formula, node.at, *then, *otherwise, "choose between"); !same)
    return same.error();
  // Two steps of pairs: which branch each condition pairs with, then the other one.
  const FormulaPlace place{&formula, node.at};
  Quantity out{.unit = then->unit,
               .axes = {},
               .cells = {},
               .depends_on = either(condition->depends_on, either(then->depends_on, otherwise->depends_on))};
  std::vector<std::size_t> two;
  std::ranges::set_union(condition->axes, then->axes, std::back_inserter(two));
  std::ranges::set_union(two, otherwise->axes, std::back_inserter(out.axes));
  const std::size_t cells = cells_of(compiler.study(), out.axes);
  if (cells > Compiler::cells_max)
    return formula.error_at(node.at, fmt::format("expected at most {} cells, found {}", Compiler::cells_max, cells));
  const auto of_condition = spread_over(compiler.study(), out.axes, condition->axes);
  const auto of_then = spread_over(compiler.study(), out.axes, then->axes);
  const auto of_otherwise = spread_over(compiler.study(), out.axes, otherwise->axes);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    out.cells.push_back(compiler.graph().choose(condition->cells[of_condition[cell]], then->cells[of_then[cell]],
                                                otherwise->cells[of_otherwise[cell]], place));
  }
  return out;
}

Made extreme(Compiler& compiler, const Formula& formula, const Node& node) {
  const Op op = node.name == "min" ? Op::min : Op::max;
  auto best = compiler.evaluate(formula, node.operands[0]);
  for (std::size_t i = 1; best && i < node.operands.size(); ++i) {
    auto next = compiler.evaluate(formula, node.operands[i]);
    if (!next) return next;
    if (const auto same = compiler.alike(formula, node.at, *best, *next, "compare"); !same) return same.error();
    const Unit unit = best->unit;
    best = compiler.combine(formula, node.at, *best, *next, [&](Graph::Id a, Graph::Id b) {
      return compiler.graph().binary(op, a, b, {&formula, node.at});
    });
    if (best) best->unit = unit;
  }
  return best;
}

}  // namespace

std::span<const Function> choices() {
  static constexpr Function all[] = {
      {.name = "at",
       .operands_min = 2,
       .operands_max = 2,
       .written = "at(x, 2019)",
       .says = "one cell of an array, by its label on the axis, `at(x, Toronto)`",
       .make = cell_at},
      {.name = "if",
       .operands_min = 3,
       .operands_max = 3,
       .written = "if(a < b, x, y)",
       .says = "`x` where the comparison holds, else `y`; the other one is not computed",
       .make = if_else},
      {.name = "min",
       .operands_min = 2,
       .operands_max = 20,
       .written = "min(a, b, …)",
       .says = "the smallest of 2 to 20 like things",
       .make = extreme},
      {.name = "max",
       .operands_min = 2,
       .operands_max = 20,
       .written = "max(a, b, …)",
       .says = "the largest of them",
       .make = extreme},
  };
  return all;
}

}  // namespace alongside::study
