// Quantities: a document's figures, each read together with where it comes from.
//
// A quantity is a table: its value, and exactly one of `source = "key of [sources]"` or `assumed = "why this, and how sure"`. Goals: no figure
// without one of the two; a list of all figures with their origin for whoever reads a result. Non-goals: what the figures mean. One thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/fields.hpp"
#include "base/result.hpp"
#include "chance/distribution.hpp"
#include "document/sentence.hpp"

namespace alongside::sim {

/// One figure of a document, as a result shows it.
struct ScenarioParameter {
  std::string path;                ///< "seats.booth"
  std::string value;               ///< as people read it: "13", "lognormal, median 17, …"
  std::string source;              ///< the citation, or empty
  std::string assumed;             ///< why it was assumed, or empty
  document::Sentences words = {};  ///< the value, where it is in the program's words and not in the document's
};

/// Reads quantities one after another and keeps the first error: callers read all, then ask `error()`. What is read after an error is a
/// stand-in that nobody may use.
class Quantities {
 public:
  explicit Quantities(const base::Fields& fields) : fields_(fields) {}

  double number(const std::string& path, double low, double high);
  int whole(const std::string& path, int low, int high);
  bool flag(const std::string& path);
  std::string text(const std::string& path);
  std::vector<std::string> texts(const std::string& path);
  /// Exactly `count` numbers.
  std::vector<double> numbers(const std::string& path, std::size_t count, double low, double high);
  chance::Distribution distribution(const std::string& path);
  /// What needs no origin: a name, a choice of how to run.
  std::string plain_text(const std::string& path);
  int plain_whole(const std::string& path, int low, int high);
  /// Notes where the figure at `path` comes from; for figures that the caller reads itself.
  void keep_origin(const std::string& path, std::string value);
  void keep_origin(const std::string& path, document::Sentences words);
  bool has(const std::string& path) const { return fields_.has(path); }

  /// The caller's own error at a path ("shares add up to 1.2"), if there is none yet.
  void refuse(const std::string& path, std::string_view what);
  void keep(const base::Error& error);

  const base::Fields& fields() const { return fields_; }
  bool failed() const { return failed_; }
  const base::Error& error() const { return error_; }
  std::vector<ScenarioParameter> take_parameters() { return std::move(parameters_); }

 private:
  const base::Fields& fields_;
  bool failed_ = false;
  base::Error error_;
  std::vector<ScenarioParameter> parameters_;
};

}  // namespace alongside::sim
