// Model: a study checked and compiled, with some of its figures changed: every name as a value with its unit, cells, and what it depends on.
//
// Goals: units, names, cycles and unused figures are checked before anything is computed; without draws the model is the answer. One costs well under
// a millisecond for the shipped studies, so that a slider, a tornado's bar or a root is each a model of its own. Non-goals: reading documents.
// The study must outlive its model. Immutable: free to share between threads.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "chance/sampler.hpp"
#include "document/sentence.hpp"
#include "study/document/study.hpp"
#include "study/program/graph.hpp"

namespace alongside::study {

/// A figure as somebody wants it instead of the document's: it then has no spread.
struct Change {
  std::string name;  ///< "clients", or "deaths.2019" for one cell of an array
  double value = 0;  ///< in the unit as the document writes it: 33 for 33 %
};

enum class Mode : std::uint8_t {
  point,    ///< every parameter is its value
  draws,    ///< parameters with a spread are drawn
  symbols,  ///< every parameter is itself, whatever its value: equal operations are one. Nothing is drawn from it
};

struct Quantity {
  Unit unit;
  std::vector<std::size_t> axes;  ///< into Study::axes, rising; the last one's cells lie side by side
  std::vector<Graph::Id> cells;
  std::vector<bool> depends_on;  ///< for each parameter of the study
  bool is_truth = false;         ///< of a comparison: only `if` takes it
  bool is_nought = false;        ///< a 0 as written, which has any unit
  bool is_written = false;       ///< a number as written in a formula
  bool is_position = false;      ///< an axis' own numbers, also moved by a number as written: years - 1
  std::optional<Unit> growth_over =
      {};  ///< of 1 + a rate by this time: a factor for each of it, a number only as a power
};

/// Names of what is added up; money in the study's money unit.
inline constexpr std::string_view total_benefit = "benefit";
inline constexpr std::string_view total_cost = "cost";
inline constexpr std::string_view total_net = "net";
inline constexpr std::string_view total_ratio = "ratio";
inline constexpr std::string_view total_net_without_life = "net_without_value_of_life";
inline constexpr std::string_view effect_name = "effect";

/// Benefit for each unit of cost; not a number (NaN) where that says nothing: at a cost of 0, or of less than a trillionth of the benefit.
double ratio_of(double benefit, double cost);

/// Every outcome, its money, costs, totals and the effect, in that order: what a study shows.
std::vector<std::string> shown_names(const Study& study);

class Model {
 public:
  /// Refuses, all with their place: what `study check` refuses, and changes of what is not there.
  static base::Result<Model> compile(const Study& study, const std::vector<Change>& changes, Mode mode);

  const Study& study() const { return *study_; }
  const Graph& graph() const { return graph_; }
  /// An outcome's count ("hiv"), its money ("hiv.money"), a cost, formula, parameter, total; nullptr: none of that name.
  const Quantity* find(std::string_view name) const;
  /// The only cell of a quantity in point mode. Not finite: of the ratio where it is not defined (`ratio_of`), and of a step that nothing shown is taken
  /// of, where its formula has no answer.
  double value(std::string_view name) const;
  /// Why `value` of that name is not finite, in a sentence.
  document::Sentences why_no_value(std::string_view name) const;
  /// Which parameters are drawn, in the order of their columns.
  const std::vector<chance::Drawn>& drawn() const { return drawn_; }
  const std::vector<std::size_t>& drawn_parameters() const { return drawn_parameters_; }  ///< into Study::parameters
  /// Money a year, or money: what totals are counted in.
  const Unit& money_unit() const { return money_unit_; }

 private:
  friend class Compiler;
  explicit Model(const Study& study) : study_(&study), graph_(study.tables) {}

  const Study* study_;
  Graph graph_;
  std::map<std::string, Quantity, std::less<>> quantities_;
  std::vector<chance::Drawn> drawn_;
  std::vector<std::size_t> drawn_parameters_;
  Unit money_unit_;
};

}  // namespace alongside::study
