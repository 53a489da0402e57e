// Functions of money over time.

#include <fmt/format.h>

#include <optional>

#include "study/functions/function.hpp"
#include "study/language/rate.hpp"
#include "study/program/cells.hpp"

namespace alongside::study {

namespace {

using Made = Compiler::Made;

/// present_value(x, rate[, start]): the sum of x_t / (1 + rate)^(t - start - shift) over a numbered axis; shift half a step for flows at mid-year.
Made present_value(Compiler& compiler, const Formula& formula, const Node& node, double shift) {
  const auto x = compiler.evaluate(formula, node.operands[0]);
  if (!x) return x;
  const auto rate = compiler.evaluate(formula, node.operands[1]);
  if (!rate) return rate;
  if (x->axes.size() != 1 || !compiler.study().axes[x->axes.front()].is_numbered)
    return formula.error_at(node.at, fmt::format("expected an array over one axis of numbers in {}(…)", node.name));
  const Axis& axis = compiler.study().axes[x->axes.front()];
  if (!rate->axes.empty() || !is_rate_over(rate->unit, axis.unit)) {
    return formula.error_at(
        node.at, fmt::format("expected one rate in 1 or 1/{}, found {}", axis.unit.text(), rate->unit.text()));
  }
  // An axis without a unit counts what the rate is by.
  const auto by = axis.unit.is_one() ? time_of_rate(rate->unit) : std::nullopt;
  const Unit unit = by ? over_steps(x->unit, *by) : compiler.summed(x->unit, x->axes.front(), node.name);
  double start = axis.from - 1;
  if (node.operands.size() == 3) {
    const Node& given = formula[node.operands[2]];
    if (given.kind != NodeKind::number)
      return formula.error_at(given.at, "expected a number as the start of discounting");
    start = given.number;
  }
  const FormulaPlace place{&formula, node.at};
  Graph& graph = compiler.graph();
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
Made annuity(Compiler& compiler, const Formula& formula, const Node& node) {
  const auto rate = compiler.evaluate(formula, node.operands[0]);
  if (!rate) return rate;
  const auto years = compiler.evaluate(formula, node.operands[1]);
  if (!years) return years;
  if (!is_rate_over(rate->unit, years->unit)) {
    return formula.error_at(
        node.at, fmt::format("expected a rate in 1 or 1/{}, found {}", years->unit.text(), rate->unit.text()));
  }
  if (const auto span = compiler.is_span(formula, node.at, *years); !span) return span.error();
  const FormulaPlace place{&formula, node.at};
  auto made = compiler.combine(formula, node.at, *rate, *years, [&](Graph::Id r, Graph::Id n) {
    Graph& graph = compiler.graph();
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
Made discount(Compiler& compiler, const Formula& formula, const Node& node) {
  const auto rate = compiler.evaluate(formula, node.operands[0]);
  if (!rate) return rate;
  const auto time = compiler.evaluate(formula, node.operands[1]);
  if (!time) return time;
  if (!is_rate_over(rate->unit, time->unit)) {
    return formula.error_at(
        node.at, fmt::format("expected a rate in 1 or 1/{}, found {}", time->unit.text(), rate->unit.text()));
  }
  if (const auto span = compiler.is_span(formula, node.at, *time); !span) return span.error();
  const FormulaPlace place{&formula, node.at};
  auto made = compiler.combine(formula, node.at, *rate, *time, [&](Graph::Id r, Graph::Id t) {
    Graph& graph = compiler.graph();
    return graph.binary(Op::power, graph.binary(Op::add, graph.constant(1), r, place),
                        graph.unary(Op::negative, t, place), place);
  });
  if (made) made->unit = {};
  return made;
}

}  // namespace

std::span<const Function> discounting() {
  static constexpr Function all[] = {
      {.name = "present_value",
       .operands_min = 2,
       .operands_max = 3,
       .written = "present_value(x, rate)",
       .says = "the sum over a numbered axis of x at t / (1 + rate)^(t - start); `start` is the axis' first number "
               "less 1, so that the first year is discounted once; `present_value(x, rate, 0)` says another start. "
               "Over an axis in years, USD/year becomes USD",
       .make = [](Compiler& compiler, const Formula& formula,
                  const Node& node) { return present_value(compiler, formula, node, 0); }},
      {.name = "present_value_half",
       .operands_min = 2,
       .operands_max = 3,
       .written = "present_value_half(x, rate)",
       .says = "the same with flows in the middle of each year (half-cycle)",
       .make = [](Compiler& compiler, const Formula& formula,
                  const Node& node) { return present_value(compiler, formula, node, 0.5); }},
      {.name = "annuity",
       .operands_min = 2,
       .operands_max = 2,
       .written = "annuity(rate, years)",
       .says = "(1 - (1 + rate)^-years) / rate: what 1 a year is worth today, the first year discounted once; `years` "
               "where the rate is 0. `years` is a time or a plain count: `annuity(rate, 10)` with a rate by year is in "
               "years",
       .make = annuity},
      {.name = "discount",
       .operands_min = 2,
       .operands_max = 2,
       .written = "discount(rate, time)",
       .says = "1 / (1 + rate)^time",
       .make = discount},
  };
  return all;
}

}  // namespace alongside::study
