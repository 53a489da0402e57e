// Input: one input that an analysis moves, in the unit in which the document writes it, and how far it is moved.
//
// Goals: every analysis names inputs, cells of arrays and targets in the same words, and refuses the same mistakes. Non-goals: what moving them does.
// Pure functions over a study that must outlive the call; free to call from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "document/sentence.hpp"
#include "study/program/model.hpp"

namespace alongside::study {

/// A parameter, or one cell of an array: as a reader of a result sees it.
struct Input {
  std::string name;  ///< "clients", "deaths.2019"
  std::string label;
  std::string unit;           ///< as written: "%"
  double value = 0;           ///< as written: 33 for 33 %; the changed one where it was changed
  std::size_t parameter = 0;  ///< into Study::parameters
};

/// How far an input is moved, in its own unit, and who says so.
struct Reach {
  double low = 0;
  double high = 0;
  std::string from;  ///< "the range that the study gives", "the 5th to the 95th percentile of its spread", "as asked"
};

/// A parameter that an analysis says nothing of, and why.
struct LeftOut {
  std::string name;
  std::string why;
};

/// Refuses a name that is no parameter and no cell of one.
base::Result<Input> input_of(const Study& study, const std::vector<Change>& changes, std::string_view name);

/// As asked; else the study's own range; else the 5th to the 95th percentile. Refuses one end alone, ends that do not rise, and an input for which
/// nothing says how far.
base::Result<Reach> reach_of(const Study& study, const Input& input, std::optional<double> low,
                             std::optional<double> high);

/// The study at its values, with its changes and these more; the last word on a name counts.
base::Result<Model> model_with(const Study& study, const std::vector<Change>& changes, const std::vector<Change>& more);

/// Refuses a name of the model that is none or is an array.
base::Result<const Quantity*> target_of(const Model& model, std::string_view name);

/// `count` numbers from low to high, equally far apart, both ends among them.
std::vector<double> steps_between(double low, double high, std::size_t count);

/// A number for a sentence, with its unit: "33 %"; the unit 1 is not said.
std::string with_unit(double value, std::string_view unit);
document::Value unit_value(double value, std::string_view unit);

}  // namespace alongside::study
