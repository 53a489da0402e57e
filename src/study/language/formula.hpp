// Formula: the text of a formula as a tree. docs/formulas.md is the language on one page.
//
// Goals: every mistake is named with the letter at which it stands; nothing that a text can hold makes it crash or run away. Non-goals: what names
// mean, units (the compiler knows them). Immutable after parsing: free to share between threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace alongside::study {

enum class NodeKind : std::uint8_t {
  number,
  name,
  call,
  negative,
  add,
  subtract,
  multiply,
  divide,
  power,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal
};

struct Node {
  NodeKind kind = NodeKind::number;
  double number = 0;
  std::string name;                     ///< of a name or a call
  std::vector<std::uint32_t> operands;  ///< into Formula::nodes
  std::size_t at = 0;                   ///< the letter of the text at which it stands, from 0
};

struct Formula {
  static constexpr std::size_t text_max = 4'000;
  static constexpr int depth_max = 100;

  std::string text;
  std::string where;  ///< "studies/baltimore.toml:120:11: outcomes.hiv.formula"
  std::vector<Node> nodes;
  std::uint32_t root = 0;

  const Node& operator[](std::uint32_t node) const { return nodes[node]; }
  /// An input error at a letter of the text: where it stands, what is wrong, the text around it.
  base::Error error_at(std::size_t letter, std::string_view what) const;
};

/// `where`: what errors begin with.
base::Result<Formula> parse_formula(std::string text, std::string where);

}  // namespace alongside::study
