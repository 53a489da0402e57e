// Compiler: follows the names of a study into quantities with units and cells, and the totals that every study has. Each mistake names the formula, the
// letter, what was expected and what was found.
//
// Goals: one place for what every operation of a formula needs (cells of two quantities joined, units compared), which the functions of the language
// (study/functions) are made of. Non-goals: what a function does. One compiler makes one model; one thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "study/program/model.hpp"

namespace alongside::study {

class Compiler {
 public:
  static constexpr std::size_t cells_max = 10'000;  ///< of one quantity

  using Made = base::Result<Quantity>;

  Compiler(const Study& study, const std::vector<Change>& changes, Mode mode);

  base::Result<Model> whole();

  // What functions are made of.
  const Study& study() const { return study_; }
  Graph& graph() { return model_.graph_; }
  /// A part of a formula as a number, an array of them, or a truth.
  Made evaluate(const Formula& formula, std::uint32_t node);
  /// The same, or a factor for each unit of a time, which is a number only when it is raised to a time.
  Made evaluate_any(const Formula& formula, std::uint32_t node);
  /// Cell by cell; over different axes every pair. The unit is `a`'s.
  Made combine(const Formula& formula, std::size_t letter, const Quantity& a, const Quantity& b,
               const std::function<Graph::Id(Graph::Id, Graph::Id)>& each);
  Quantity of_one(const Quantity& a, const std::function<Graph::Id(Graph::Id)>& each) const;
  /// Refuses two that may not be added, compared or chosen between; a plain 0 takes the other's unit.
  base::Result<> alike(const Formula& formula, std::size_t letter, Quantity& a, Quantity& b, std::string_view verb);
  /// Refuses years of the calendar where a span of time is asked for.
  base::Result<> is_span(const Formula& formula, std::size_t letter, const Quantity& time) const;
  /// The unit of what was added up over an axis; and a hint for a formula whose own unit says otherwise.
  Unit summed(const Unit& of_cell, std::size_t over, std::string_view function);

 private:
  // names (compiler.cpp)
  base::Result<> take_changes();
  Quantity make_parameter(std::size_t index);
  base::Result<> evaluate_in_order();
  Made quantity(std::string_view name, const Formula& from, std::size_t letter);
  Made named_formula(const std::string& name, const Formula& formula, const std::optional<Unit>& unit);
  base::Error unknown_name(std::string_view name, const Formula& from, std::size_t letter) const;
  std::size_t uses_of(std::string_view name) const;
  std::string place_of(std::string_view name) const;
  std::string units_in(const Formula& formula) const;

  // operations (operations.cpp)
  Made of_two(const Formula& formula, const Node& node, Quantity& a, Quantity& b, const std::optional<Unit>& growth);
  Made compare(const Formula& formula, const Node& node, Quantity& a, Quantity& b);
  Made power(const Formula& formula, const Node& node, const Quantity& base, const Quantity& exponent);
  Made call(const Formula& formula, const Node& node);
  Made table(const Formula& formula, const Node& node, std::size_t which);
  Quantity number(double value);
  base::Result<> no_growth(const Formula& formula, std::size_t letter, const Quantity& quantity) const;
  std::optional<Unit> growth_of(const Quantity& a, const Quantity& b, NodeKind kind) const;
  base::Result<> count_operands(const Formula& formula, const Node& node, std::size_t low, std::size_t high) const;

  // the whole study (totals.cpp)
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

}  // namespace alongside::study
