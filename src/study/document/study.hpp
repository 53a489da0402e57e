// Study: a published cost-benefit study as its document says it: figures with units and sources, formulas, costs, what was published.
//
// Goals: every mistake of a document named at its line, all of them at once; nothing filled in. Non-goals: what formulas mean together (the
// compiler checks units, names, cycles). docs/evaluate.md explains the document. Plain values: free to copy and to share between
// threads.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "chance/spread_reader.hpp"
#include "study/document/words.hpp"
#include "study/language/formula.hpp"
#include "study/language/unit.hpp"

namespace alongside::study {

/// What arrays run over: numbers from `from` on, or names.
struct Axis {
  std::string name;
  double from = 0;
  std::vector<std::string> labels;  ///< as written, or the numbers as text
  bool is_numbered = false;
  Unit unit;
};

/// A figure's origin, as the reader of a result sees it.
struct Origin {
  Basis basis = Basis::source;
  std::string source;
};

struct Parameter {
  std::string name;
  std::string label;
  WrittenUnit unit;
  std::string unit_text;            ///< as written: "%"
  std::optional<std::size_t> axis;  ///< into Study::axes
  std::vector<double> values;       ///< times the unit's scale: 0.33 for 33 %; one, or one for each cell of the axis
  Origin origin;
  std::optional<chance::Distribution> spread;  ///< in the same measure as `values`
  Origin spread_origin;
  std::optional<std::pair<double, double>> range;   ///< what a slider offers, in the same measure
  std::optional<std::pair<double, double>> within;  ///< what it can be at all, in the same measure: [0, 1] of a share
  bool contested = false;                           ///< opponents would change it
  std::string
      ask;  ///< the question in plain words with which `study check` asks for a value that is "?" and still open; may be empty
  std::string evidence;  ///< which measure of a center's own record may replace it; empty: none
  std::string where;     ///< "studies/baltimore.toml:20:1: parameters.clients"
};

struct Table {
  std::string name;
  std::string label;
  std::vector<double> x;  ///< rising
  std::vector<double> y;
  Unit x_unit;
  Unit y_unit;
  Between between = Between::linear;
  Outside outside = Outside::hold;
  Origin origin;
};

/// A named formula; steps, counts, money and costs all are.
struct Named {
  std::string name;
  std::string label;
  Formula formula;
  Unit unit;
  std::string source;
};

struct Paid {
  Payer payer = Payer::not_stated;
  Basis basis = Basis::source;
};

struct StudyOutcome {
  Named count;
  OutcomeKind kind = OutcomeKind::benefit;
  std::optional<Formula> money;
  Paid paid;
  When when = When::not_stated;
};

struct Cost {
  Named money;
  Paid paid;
};

struct Correlation {
  std::string first;
  std::string second;
  double rho = 0;
  std::string source;
  std::string where;
};

struct PublishedResult {
  /// Of a result that is called reproduced, where the document chooses the tolerance: beyond a tenth it no longer tells a formula from one that leaves a part
  /// out. (A publication's own rounding to two digits is at most a twentieth.)
  static constexpr double tolerance_max = 0.1;

  std::string of;  ///< "hiv", "hiv.money", "ratio"
  double value = 0;
  ResultClass result_class = ResultClass::reproduced;
  double tolerance = 0;        ///< absolute: half of the rounding, or a share of the value
  std::string tolerance_text;  ///< "to 0.1", "to 3%"
  std::string source;
  std::string note;
  std::optional<double> known_distance;  ///< the value that `note` speaks of where the result does not hold
  std::string where;
};

struct Observed {
  std::string what;
  double value = 0;
  std::string unit;
  std::string source;
};

struct Prices {
  std::string index;
  std::string source;
  std::map<int, double> values;  ///< by year
};

struct Study {
  static constexpr std::size_t items_max = 1'000;  ///< parameters, formulas, outcomes … of each kind
  static constexpr std::size_t cells_max = 1'000;  ///< of one axis

  std::string id;      ///< "baltimore": the file's name without its ending
  std::string file;    ///< what errors call it
  std::string digest;  ///< of the document's bytes, in hexadecimal
  std::string title;
  std::string place;
  std::string citation;
  std::string link;
  Perspective perspective = Perspective::society;
  std::string currency;
  std::optional<int> price_year;  ///< absent: the publication does not state it
  std::string horizon;
  bool is_over_a_year = false;  ///< the horizon begins with "one year"
  std::string about;
  bool is_complete = true;
  std::vector<std::string> missing;
  std::vector<std::string> contrary;
  std::vector<std::string> not_known;
  std::vector<std::string> double_count;
  bool life_is_inside = false;   ///< the publication's benefit holds a value of life that it does not state apart
  bool is_observations = false;  ///< a shelf of what was seen; nothing to compute

  Prices prices;
  std::vector<Axis> axes;
  std::vector<Table> tables;
  std::vector<Parameter> parameters;
  std::vector<Named> formulas;
  std::vector<StudyOutcome> outcomes;
  std::vector<Cost> costs;
  std::optional<Named> effect;
  std::vector<Correlation> correlations;
  std::vector<PublishedResult> published;
  std::vector<Observed> observed;
  Nouns nouns;
  std::vector<std::string> remarks;  ///< what is no mistake and may be a slip, each with its place

  const Parameter* parameter(std::string_view name) const;
};

/// BLAKE2b of a text, 128 bits in hexadecimal: what a run is cited by.
std::string digest_of(std::string_view text);

/// What a parameter may be at all: an error, without a place, where `value` (in its own unit) is outside of `within`.
base::Result<> check_within(const Parameter& parameter, double value);

/// A share by its meaning, and what says so ("its spread is of shares"): 1 or % or a count of one thing by another, which its spread, its words or
/// its range keep at or below 1. Empty: it is none.
std::string_view share_because(const Parameter& parameter);

/// Names that a document may not give to anything of its own: functions and totals.
bool is_reserved(std::string_view name);

/// `name`: what errors call it, and after which the study is named. All mistakes are named, a line each.
base::Result<Study> read_study(std::string name, std::string text);

/// The names of the shipped studies, in the order of the alphabet.
std::vector<std::string> shipped_studies();

/// A shipped study by its name ("baltimore"), or a file by its path.
base::Result<Study> load_study(std::string_view name_or_path);

}  // namespace alongside::study
