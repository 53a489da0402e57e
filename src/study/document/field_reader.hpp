// FieldReader: the fields of a study's document, each taken with its kind, and every mistake kept, so that a writer sees all of them at once.
//
// Goals: a mistake is told once, at its line; of what could not be read nothing more is said. Non-goals: which fields there are (StudyReader). One
// reader reads one document; one thread.
#pragma once

#include <fmt/format.h>

#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "document/toml.hpp"
#include "document/words.hpp"
#include "study/document/study.hpp"

namespace alongside::study {

inline std::string join(std::string_view path, std::string_view name) {
  return fmt::format("{}.{}", path, document::path_part(name));
}

class FieldReader {
 protected:
  static constexpr double number_max = 1e15;
  static constexpr std::size_t mistakes_max = 200;

 public:
  FieldReader(const document::Toml& file, Study& study) : file_(file), study_(study) {}
  ~FieldReader() = default;

  template <class T>
  T take(const std::string& path, base::Result<T> read, T otherwise = {}) {
    if (read) return std::move(*read);
    keep(read.error());
    unread_.insert(path);
    return otherwise;
  }
  void keep(const base::Error& error);
  /// Of what could not be read nothing more is said: it would be a mistake that the first one made.
  void wrong(std::string_view path, std::string_view what) {
    if (!unread_.contains(path)) keep(file_.error_at(path, what));
  }
  void remark(std::string_view path, std::string_view what) {
    if (study_.remarks.size() < mistakes_max) study_.remarks.push_back(file_.error_at(path, what).message);
  }

  /// A "?" is a question of a template that nobody has answered yet.
  bool is_open_question(const std::string& path) {
    const auto written = file_.text(path);
    return written && *written == "?";
  }
  std::string text(const std::string& path);
  std::string text_or(const std::string& path, std::string otherwise) {
    return file_.has(path) ? text(path) : std::move(otherwise);
  }
  std::vector<std::string> texts_or_none(const std::string& path) {
    return file_.has(path) ? take(path, file_.texts(path)) : std::vector<std::string>{};
  }
  /// What is no number is none: NaN, of which nothing further is asked.
  double number(const std::string& path, double low = -number_max, double high = number_max) {
    return take(path, file_.number(path, low, high), std::numeric_limits<double>::quiet_NaN());
  }
  std::vector<double> numbers(const std::string& path) {
    return take(path, file_.numbers(path, -number_max, number_max));
  }

  /// "studies/x.toml:12:3: outcomes.hiv.formula".
  std::string place_of(std::string_view path) const;

  template <class E>
  E word(const std::string& path) {
    const auto found = file_.text(path);
    if (!found) return keep(found.error()), E{};
    if (const auto value = named<E>(*found)) return *value;
    const std::vector<std::string> names(Words<E>::names.begin(), Words<E>::names.end());
    wrong(path, fmt::format("expected {}, found {}{}", document::one_of(names), document::shown(*found),
                            document::did_you_mean(*found, names)));
    return E{};
  }

  WrittenUnit unit(const std::string& path);
  /// Of a formula: a share is counted as a share, never in hundredths.
  Unit plain_unit(const std::string& path);

  Formula formula(const std::string& path);

  /// The names below a table, each checked to be one and to be the only one of its kind.
  std::vector<std::string> names_below(const std::string& path);

  Origin origin(const std::string& path, std::string_view prefix = "") {
    return {word<Basis>(fmt::format("{}.{}basis", path, prefix)), text(fmt::format("{}.{}source", path, prefix))};
  }

  /// What nobody read is a mistake too, but where a mistake before it is why nobody read it.
  base::Result<> finish();

  const document::Toml& file_;
  Study& study_;
  std::set<std::string> taken_;
  std::vector<std::string> errors_;
  std::set<std::string> said_;
  std::set<std::string> tables_with_mistakes_;
  std::set<std::string, std::less<>> unread_;  ///< paths of fields that were not what they had to be
  std::size_t more_errors_ = 0;
};

}  // namespace alongside::study
