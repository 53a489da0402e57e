// Functions of the formula language: each with its name, how many values it takes, how it reads on docs/formulas.md, and what it makes.
//
// Goals: a new function is one entry in the file of its kind: names that are reserved, errors that offer names, the count of values and the page follow
// from it (a test holds the page to it). Non-goals: operators, tables of a study (study/program). Constant; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "study/program/compiler.hpp"

namespace alongside::study {

struct Function {
  std::string_view name;
  std::size_t operands_min;
  std::size_t operands_max;
  std::string_view written;  ///< as its row of docs/formulas.md begins
  std::string_view says;     ///< the rest of that row
  /// The values are counted already. Checks their units, and answers with cells and a unit.
  Compiler::Made (*make)(Compiler& compiler, const Formula& formula, const Node& node);
};

/// The kinds, each a file.
std::span<const Function> sums();
std::span<const Function> choices();
std::span<const Function> discounting();
std::span<const Function> prices();
std::span<const Function> elementary();

/// nullptr: there is none of that name.
const Function* function_named(std::string_view name);
/// Of all, in the order of their kinds.
std::vector<std::string> function_names();

}  // namespace alongside::study
