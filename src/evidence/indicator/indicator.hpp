// Indicator: one figure of a report: its rule, how it is counted, and its rows. What is added is not its business (values.hpp).
//
// Goals: whatever is true of one indicator stands in its own file; a new one is a file and a line in indicators.hpp, and appears in every
// format. Non-goals: reading events (fold.hpp), printing (report_text.hpp, report_json.hpp). Constants; free to share between threads.
#pragma once

#include <map>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "evidence/indicator/rows.hpp"
#include "evidence/seen.hpp"
#include "evidence/values.hpp"

namespace alongside::evidence {

class Figures;

struct Indicator {
  /// How it counts one fact; the kind of its value is the kind of its counts.
  using Take =
      std::variant<void (*)(const Seen&, Cells&), void (*)(const Seen&, Samples&), void (*)(const Seen&, Closed&)>;

  std::string_view id;
  std::string_view title;
  std::string_view numerator;    ///< what one of it is
  std::string_view denominator;  ///< what it is counted of; empty: a full count
  std::string_view rule;         ///< how it counts, in a sentence: the same in every format
  std::string_view unit;         ///< of what is printed
  std::string_view interval;     ///< how sure the figure is, or why it needs none
  std::string_view sources;      ///< who asks for it
  SectionName section;
  const Indicator* of = nullptr;  ///< whose sum is the denominator
  Take take;
  /// Its rows; without, `plain_rows`.
  void (*rows)(const Figures&, Section&) = nullptr;
};

using Indicators = std::span<const Indicator* const>;

/// A value for each indicator of a list.
class Counts {
 public:
  explicit Counts(Indicators list);

  Indicators list() const { return list_; }
  const Counted& operator[](std::size_t place) const { return values_[place]; }
  Counted& operator[](std::size_t place) { return values_[place]; }
  /// Nothing where the indicator is not in the list, or its value is of another kind.
  template <class Kind>
  const Kind& of(const Indicator& indicator) const {
    static const Kind none;
    for (std::size_t i = 0; i < list_.size(); ++i) {
      if (list_[i] == &indicator && std::holds_alternative<Kind>(values_[i])) return std::get<Kind>(values_[i]);
    }
    return none;
  }

  void merge(const Counts& other);

 private:
  Indicators list_;
  std::vector<Counted> values_;
};

/// What was counted of a stretch of days, at one site or at several: what rows are made of.
class Figures {
 public:
  /// `is_sum`: of all sites together, which says so.
  Figures(Indicators list, const Days& days, bool is_sum) : all_(list), days_(days), is_sum_(is_sum) {}

  /// What was counted on one day.
  void add(Date day, const Counts& counts);
  /// What was counted on no single day.
  void add(const Counts& counts) { all_.merge(counts); }
  /// Another site's, of the same days.
  void add(const Figures& site);

  const Days& days() const { return days_; }
  bool is_sum() const { return is_sum_; }
  const Cells& cells(const Indicator& indicator) const { return all_.of<Cells>(indicator); }
  const Samples& samples(const Indicator& indicator) const { return all_.of<Samples>(indicator); }
  const Closed& closed(const Indicator& indicator) const { return all_.of<Closed>(indicator); }
  std::int64_t sum(const Indicator& indicator) const { return cells(indicator).sum(); }
  /// Days on which something happened, in their order.
  const std::map<Date, Counts>& by_day() const { return by_day_; }

  /// What every format prints, section by section in the order of the list.
  std::vector<Section> rows() const;

 private:
  Counts all_;
  std::map<Date, Counts> by_day_;
  Days days_;
  bool is_sum_ = false;
};

/// Rows of an indicator that has none of its own: one line, and one field with everything that the indicator is.
void plain_rows(const Indicator& indicator, const Figures& figures, Section& section);

}  // namespace alongside::evidence
