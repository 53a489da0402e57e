// Compiler: follows the names of a study into quantities with units and cells, and the totals that every study has.
//
// Goals: each mistake names the formula, the letter, what was expected and what was found. One compiler a model; used by Model::compile alone.
#pragma once

#include <functional>

#include "study/program/model.hpp"

namespace alongside::study {

class Compiler {
 public:
  Compiler(const Study& study, const std::vector<Change>& changes, Mode mode);

  base::Result<Model> whole();

 private:
  static constexpr std::size_t cells_max = 10'000;   ///< of one quantity

  using Made = base::Result<Quantity>;

  // names
  base::Result<> take_changes();
  Quantity make_parameter(std::size_t index);
  base::Result<> evaluate_in_order();
  Made quantity(std::string_view name, const Formula& from, std::size_t letter);
  Made named_formula(const std::string& name, const Formula& formula, const std::optional<Unit>& unit);
  base::Error unknown_name(std::string_view name, const Formula& from, std::size_t letter) const;

  // formulas
  Made evaluate(const Formula& formula, std::uint32_t node);
  Made call(const Formula& formula, const Node& node);
  Made sum_of(const Formula& formula, const Node& node);
  Made present_value(const Formula& formula, const Node& node, double shift);
  Made annuity(const Formula& formula, const Node& node);
  Made discount(const Formula& formula, const Node& node);
  Made reprice(const Formula& formula, const Node& node);
  Made cell_at(const Formula& formula, const Node& node);
  Made cumulative(const Formula& formula, const Node& node);
  Made if_else(const Formula& formula, const Node& node);
  Made extreme(const Formula& formula, const Node& node);
  Made table(const Formula& formula, const Node& node, std::size_t which);
  Made power(const Formula& formula, const Node& node, const Quantity& base, const Quantity& exponent);
  base::Result<> alike(const Formula& formula, std::size_t letter, Quantity& a, Quantity& b, std::string_view verb);
  base::Result<> count_operands(const Formula& formula, const Node& node, std::size_t low, std::size_t high) const;
  Made combine(const Formula& formula, std::size_t letter, const Quantity& a, const Quantity& b, const std::function<Graph::Id(Graph::Id, Graph::Id)>& each);
  Quantity of_one(const Quantity& a, const std::function<Graph::Id(Graph::Id)>& each) const;
  Quantity number(double value);

  // the whole study
  base::Result<> outcomes_and_costs();
  base::Result<> totals();
  base::Result<> published_rows() const;
  base::Result<> all_used() const;

  const Study& study_;
  const std::vector<Change>& changes_;
  Mode mode_;
  Model model_;
  std::map<std::string, std::vector<std::optional<double>>, std::less<>> changed_;  ///< by parameter, for each cell
};

}  // namespace alongside::study
