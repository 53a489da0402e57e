// Functions of money in the prices of another year.

#include <fmt/format.h>

#include <cmath>

#include "study/functions/function.hpp"

namespace alongside::study {

namespace {

using Made = Compiler::Made;

/// reprice(x, year): money in the prices of another year, by the index of [prices].
Made reprice(Compiler& compiler, const Formula& formula, const Node& node) {
  const auto x = compiler.evaluate(formula, node.operands[0]);
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
  const int from_year = from.price_year != 0 ? from.price_year : compiler.study().price_year.value_or(0);
  const auto before = compiler.study().prices.values.find(from_year);
  const auto after = compiler.study().prices.values.find(to_year);
  if (before == compiler.study().prices.values.end() || after == compiler.study().prices.values.end()) {
    return formula.error_at(node.at, fmt::format("expected {} and {} in [prices] values",
                                                 from_year == 0 ? std::string("the study's price year, stated,")
                                                                : std::to_string(from_year),
                                                 to_year));
  }
  const double factor = std::pow(after->second / before->second, power);
  auto made = compiler.of_one(*x, [&](Graph::Id cell) {
    return compiler.graph().binary(Op::multiply, cell, compiler.graph().constant(factor), {&formula, node.at});
  });
  const Unit old_money(compiler.study().nouns.money(from.currency, from.price_year));
  const Unit new_money(compiler.study().nouns.money(from.currency, to_year));
  made.unit = x->unit / old_money.power(power) * new_money.power(power);
  return made;
}

}  // namespace

std::span<const Function> prices() {
  static constexpr Function all[] = {
      {.name = "reprice",
       .operands_min = 2,
       .operands_max = 2,
       .written = "reprice(x, 2016)",
       .says = "money in the prices of another year, by the index of `[prices]`",
       .make = reprice},
  };
  return all;
}

}  // namespace alongside::study
