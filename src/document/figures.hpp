// Figures: a plan document's numbers, each read together with what it stands on.
//
// A figure is a table: its value, and exactly one of `source = "key of [sources]"`, `derived = "how, from what"` or `assumed = "why this"`. Goals: no
// figure without one of the three, and a list of all of them for whoever reads a plan. Non-goals: what they mean. One thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/fields.hpp"
#include "base/result.hpp"

namespace alongside::document {

enum class FigureBasis { source, derived, assumed };
std::string_view name_of(FigureBasis basis);

struct Figure {
  std::string path;   ///< "effect.willing_share"
  std::string value;  ///< as people read it
  FigureBasis basis = FigureBasis::assumed;
  std::string says;  ///< the citation, the derivation or the reason
};

/// The same figure with a value that is not the document's: an assumption, whatever the document's own stands on.
Figure set_by_hand(const Figure& figure, std::string value);

/// Reads one after another and keeps the first error: callers read all, then ask. What is read after an error is a stand-in that nobody may use.
class Figures {
 public:
  explicit Figures(const base::Fields& fields) : fields_(fields) {}

  double number(const std::string& path, double low, double high);
  std::uint32_t whole(const std::string& path, std::uint32_t low, std::uint32_t high);
  /// `fallback` and no figure where the document does not have it.
  double number_or(const std::string& path, double low, double high, double fallback);
  std::uint32_t whole_or(const std::string& path, std::uint32_t low, std::uint32_t high, std::uint32_t fallback);
  std::vector<double> numbers(const std::string& path, double low, double high);
  /// What needs no basis: a name, a choice of how to run.
  std::string text(const std::string& path);
  std::string text_or(const std::string& path, std::string fallback);
  std::vector<std::string> texts_or_none(const std::string& path);
  bool has(const std::string& path) const { return fields_.has(path); }

  /// The caller's own error at a path, if there is none yet.
  void refuse(const std::string& path, std::string_view what);
  void keep(const base::Error& error);
  bool failed() const { return failed_; }
  const base::Error& error() const { return error_; }
  std::vector<Figure> take() { return std::move(figures_); }
  const base::Fields& fields() const { return fields_; }

 private:
  void keep_basis(const std::string& path, std::string value);

  const base::Fields& fields_;
  bool failed_ = false;
  base::Error error_;
  std::vector<Figure> figures_;
};

}  // namespace alongside::document
