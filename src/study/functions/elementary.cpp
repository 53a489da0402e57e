// Functions of one number.

#include <fmt/format.h>

#include "study/functions/function.hpp"

namespace alongside::study {

namespace {

using Made = Compiler::Made;

Made apply(Compiler& compiler, const Formula& formula, const Node& node, Op op) {
  auto operand = compiler.evaluate(formula, node.operands[0]);
  if (!operand) return operand;
  if (operand->is_truth) return formula.error_at(node.at, "expected a number: a comparison belongs into if(…)");
  if ((op == Op::exp || op == Op::ln) && !operand->unit.is_one())
    return formula.error_at(
        node.at, fmt::format("expected a number without a unit in {}(…), found {}", node.name, operand->unit.text()));
  auto made =
      compiler.of_one(*operand, [&](Graph::Id cell) { return compiler.graph().unary(op, cell, {&formula, node.at}); });
  if (op != Op::sqrt) return made;
  bool whole = true;
  made.unit = operand->unit.root(whole);
  if (!whole)
    return formula.error_at(node.at, fmt::format("expected a unit that is a square, found {}", operand->unit.text()));
  return made;
}

template <Op op>
Made of_one_number(Compiler& compiler, const Formula& formula, const Node& node) {
  return apply(compiler, formula, node, op);
}

}  // namespace

std::span<const Function> elementary() {
  static constexpr Function all[] = {
      {.name = "exp",
       .operands_min = 1,
       .operands_max = 1,
       .written = "exp(x)",
       .says = "e to the power of a number without a unit",
       .make = of_one_number<Op::exp>},
      {.name = "ln",
       .operands_min = 1,
       .operands_max = 1,
       .written = "ln(x)",
       .says = "the natural logarithm of one",
       .make = of_one_number<Op::ln>},
      {.name = "sqrt",
       .operands_min = 1,
       .operands_max = 1,
       .written = "sqrt(x)",
       .says = "the square root; its unit must be a square",
       .make = of_one_number<Op::sqrt>},
      {.name = "abs",
       .operands_min = 1,
       .operands_max = 1,
       .written = "abs(x)",
       .says = "without its sign",
       .make = of_one_number<Op::abs>},
  };
  return all;
}

}  // namespace alongside::study
