// Functions that add up or multiply the cells of an array.

#include <fmt/format.h>

#include <algorithm>

#include "study/functions/function.hpp"
#include "study/language/rate.hpp"
#include "study/program/cells.hpp"

namespace alongside::study {

namespace {

using Made = Compiler::Made;

/// sum(x), mean(x), product(x) over all axes, or over the one that is named second.
Made sum_of(Compiler& compiler, const Formula& formula, const Node& node) {
  const bool is_product = node.name == "product";
  const auto x =
      is_product ? compiler.evaluate_any(formula, node.operands[0]) : compiler.evaluate(formula, node.operands[0]);
  if (!x) return x;
  if (x->axes.empty())
    return formula.error_at(node.at, fmt::format("expected an array in {}(…), found one number", node.name));
  if (is_product && !x->unit.is_one())
    return formula.error_at(node.at,
                            fmt::format("expected numbers without a unit in product(…), found {}", x->unit.text()));
  Quantity out{.unit = x->unit, .axes = {}, .cells = {}, .depends_on = x->depends_on};
  if (node.operands.size() == 2) {
    const Node& over = formula[node.operands[1]];
    const auto axis = std::ranges::find(compiler.study().axes, over.name, &Axis::name);
    const auto index = static_cast<std::size_t>(axis - compiler.study().axes.begin());
    if (over.kind != NodeKind::name || axis == compiler.study().axes.end() ||
        std::ranges::find(x->axes, index) == x->axes.end()) {
      return formula.error_at(over.at, "expected the name of an axis of this array");
    }
    std::ranges::copy_if(x->axes, std::back_inserter(out.axes), [&](std::size_t own) { return own != index; });
  }
  for (const std::size_t over : x->axes) {
    if (std::ranges::find(out.axes, over) != out.axes.end()) continue;
    if (node.name == "sum") out.unit = compiler.summed(out.unit, over, node.name);
    // Each cell a factor for its own year: the product over years is the whole growth.
    if (x->growth_over && !compiler.study().axes[over].unit.is_one() &&
        compiler.study().axes[over].unit != *x->growth_over)
      return formula.error_at(
          node.at, fmt::format("expected an axis in {}, as the rate is, found {} in {}", x->growth_over->text(),
                               compiler.study().axes[over].name, compiler.study().axes[over].unit.text()));
  }
  const auto to = spread_over(compiler.study(), x->axes, out.axes);
  const std::size_t cells = cells_of(compiler.study(), out.axes);
  const FormulaPlace place{&formula, node.at};
  std::vector<std::optional<Graph::Id>> totals(cells);
  for (std::size_t cell = 0; cell < x->cells.size(); ++cell) {
    auto& total = totals[to[cell]];
    total = total ? compiler.graph().binary(is_product ? Op::multiply : Op::add, *total, x->cells[cell], place)
                  : x->cells[cell];
  }
  const auto each = static_cast<double>(x->cells.size() / cells);
  for (const auto& total : totals) {
    out.cells.push_back(node.name == "mean"
                            ? compiler.graph().binary(Op::divide, *total, compiler.graph().constant(each), place)
                            : *total);
  }
  return out;
}

Made cumulative(Compiler& compiler, const Formula& formula, const Node& node) {
  auto x = compiler.evaluate(formula, node.operands[0]);
  if (!x) return x;
  if (x->axes.size() != 1) return formula.error_at(node.at, "expected an array over one axis in cumulative(…)");
  x->is_position = false;
  x->unit = compiler.summed(x->unit, x->axes.front(), node.name);
  for (std::size_t cell = 1; cell < x->cells.size(); ++cell)
    x->cells[cell] = compiler.graph().binary(Op::add, x->cells[cell - 1], x->cells[cell], {&formula, node.at});
  return x;
}

}  // namespace

std::span<const Function> sums() {
  static constexpr Function all[] = {
      {.name = "sum",
       .operands_min = 1,
       .operands_max = 2,
       .written = "sum(x)",
       .says = "over an array; `sum(x, years)` over one of its axes. Over an axis in years, a sum of USD/year is USD",
       .make = sum_of},
      {.name = "mean",
       .operands_min = 1,
       .operands_max = 2,
       .written = "mean(x)",
       .says = "the sum by the number of cells; `mean(x, years)` over one axis",
       .make = sum_of},
      {.name = "product",
       .operands_min = 1,
       .operands_max = 2,
       .written = "product(x)",
       .says = "of numbers without a unit; `product(x, years)` over one axis",
       .make = sum_of},
      {.name = "cumulative",
       .operands_min = 1,
       .operands_max = 1,
       .written = "cumulative(x)",
       .says = "the running sum of an array over one axis, in the unit of its sum",
       .make = cumulative},
  };
  return all;
}

}  // namespace alongside::study
