// Graph: everything that a study computes, as operations on single numbers; equal ones are one.
//
// Goals: what does not depend on a drawn parameter is computed at once, so that a study without draws is computed by building its graph; a value that
// is not finite (a division by zero, the logarithm of a negative number) is never an answer: it spoils what depends on it and knows which letter
// of which formula made it. Non-goals: units and names (the compiler's), speed over many draws (the program's).
// One thread builds it; after that any thread may read it. The study must outlive it: causes point to its formulas.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <tuple>
#include <vector>

#include "study/document/study.hpp"

namespace alongside::study {

enum class Op : std::uint8_t {
  constant,
  drawn,
  negative,
  exp,
  ln,
  sqrt,
  abs,
  table,
  add,
  subtract,
  multiply,
  divide,
  power,
  min,
  max,
  less,
  less_equal,
  equal,
  not_equal,
  choose,
};

/// How many operands an operation has.
constexpr int operands_of(Op op) {
  if (op <= Op::drawn) return 0;
  if (op <= Op::table) return 1;
  return op == Op::choose ? 3 : 2;
}

/// A letter of a formula, for errors.
struct FormulaPlace {
  const Formula* formula = nullptr;
  std::size_t letter = 0;
};

/// The operation on finite numbers as every evaluation does it; comparisons give 1 or 0. Not finite where there is no answer.
double apply(Op op, double a, double b);
double look_up(const Table& table, double x);

class Graph {
 public:
  using Id = std::uint32_t;
  static constexpr std::size_t nodes_max = 1'000'000;

  struct Node {
    Op op = Op::constant;
    Id a = 0;  ///< the operand; of `drawn`: its column
    Id b = 0;  ///< the second; of `table`: which
    Id c = 0;
    double value = 0;    ///< of a constant
    FormulaPlace place;  ///< who asked for it first
  };

  explicit Graph(const std::vector<Table>& tables) : tables_(&tables) {}

  Id constant(double value);
  Id drawn(std::uint32_t column);
  Id unary(Op op, Id a, FormulaPlace place) { return make(op, a, 0, 0, place); }
  Id binary(Op op, Id a, Id b, FormulaPlace place) { return make(op, a, b, 0, place); }
  Id choose(Id condition, Id then, Id otherwise, FormulaPlace place) {
    return make(Op::choose, condition, then, otherwise, place);
  }
  Id table(Id x, std::size_t which, FormulaPlace place) { return make(Op::table, x, static_cast<Id>(which), 0, place); }

  const Node& operator[](Id id) const { return nodes_[id]; }
  std::size_t size() const { return nodes_.size(); }
  bool is_constant(Id id) const { return nodes_[id].op == Op::constant; }
  const Table& table_of(const Node& node) const { return (*tables_)[node.b]; }

  /// The error of a constant that is not finite: what was computed there, and where.
  base::Error error_of(Id id) const;
  /// Computes one draw by itself, taking only the branch of an `if` that is taken; the error of the first value of `wanted` that has none.
  base::Result<std::vector<double>> evaluate(std::span<const Id> wanted, std::span<const double> columns) const;

 private:
  Id make(Op op, Id a, Id b, Id c, FormulaPlace place);
  Id fold(Op op, Id a, Id b, FormulaPlace place);
  base::Error error_at(const Node& node, double a, double b) const;

  const std::vector<Table>* tables_;
  std::vector<Node> nodes_;
  std::map<std::tuple<Op, Id, Id, Id>, Id> known_;
  std::map<std::uint64_t, Id> constants_;  ///< by the bits of the value
  std::map<Id, base::Error> spoilt_;       ///< constants that are not finite
};

}  // namespace alongside::study
