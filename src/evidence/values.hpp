// Values: the three kinds of value that an indicator may have, and how each is merged.
//
// Cells add over days and over sites. Samples are merged over days and over sites. What is closed at a period's end is never added over
// periods. "Not recorded" is a category like others, never 0. Invariant: merging values in any order and grouping gives the same value.
// Plain values; free to share once made.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "evidence/day.hpp"

namespace alongside::evidence {

/// yyyymm.
std::uint32_t month_of(Date day);

/// Whole days of the site, both included; open where not set.
struct Days {
  std::optional<Date> from;
  std::optional<Date> to;

  bool has(Date day) const { return (!from || *from <= day) && (!to || day <= *to); }
  bool is_open() const { return !from && !to; }
};

/// What an indicator counts apart; each indicator numbers its own.
using Category = std::uint32_t;
/// A category of several words, such as a kind and an answer.
constexpr Category cell(auto... words) {
  Category category = 0;
  ((category = category << 8U | static_cast<Category>(words)), ...);
  return category;
}

/// Counts by category. A category without a count is not there.
class Cells {
 public:
  void add(Category category, std::int64_t count);
  std::int64_t operator[](Category category) const;
  std::int64_t sum() const;
  const std::map<Category, std::int64_t>& all() const { return counts_; }

  void merge(const Cells& other);
  bool operator==(const Cells&) const = default;

 private:
  std::map<Category, std::int64_t> counts_;
};

/// Measured times, in their order, and beside them counts of what had none, or one to be told apart.
class Samples {
 public:
  void add(std::int64_t milliseconds);
  const std::vector<std::int64_t>& milliseconds() const { return milliseconds_; }
  Cells beside;

  void merge(const Samples& other);
  bool operator==(const Samples&) const = default;

 private:
  std::vector<std::int64_t> milliseconds_;
};

/// Where several counts overlap (two imports of one month) the truth lies between the largest and the sum.
struct Range {
  std::int64_t at_least = 0;
  std::int64_t at_most = 0;

  bool operator==(const Range&) const = default;
};

/// What is counted at a period's close, by who counted it: of a file when it is imported, of a live month at its end.
class Closed {
 public:
  /// Who counted: a file's digest, or nothing for the program itself.
  using Source = std::string;

  /// Of no site: what a sum begins with.
  Closed() = default;
  /// Of one, whose counts come in their order.
  static Closed of_a_site();
  /// A file came in with this count of its own; what it said before no longer stands.
  void begin(const Source& file, std::int64_t all, bool has_visits);
  /// A period (yyyymm or yyyy) was closed with this count: the last one stands.
  void close(const Source& source, std::uint32_t period, std::int64_t count);
  /// Visits in a month, which is not whole before it is closed.
  void see_visits(std::uint32_t month, std::int64_t count, bool imported);

  /// Months (yyyymm) that lie whole within the days and were closed at every site that has visits in them. Sites are added.
  std::map<std::uint32_t, Range> months(const Days& days) const;
  /// Of the whole record: nothing while part of it is neither imported nor closed.
  std::optional<Range> whole() const;

  void merge(const Closed& other);

 private:
  struct File {
    std::int64_t all = 0;
    bool has_visits = false;
    std::map<std::uint32_t, std::int64_t> by_period;  ///< yyyymm or yyyy
  };
  struct Site {
    std::map<Source, File> files;
    std::map<std::uint32_t, std::int64_t> live;             ///< by period
    std::map<std::uint32_t, std::int64_t> visits_by_month;  ///< imported or not
    bool has_live_visits = false;

    std::map<std::uint32_t, Range> months() const;
    std::optional<Range> whole() const;
  };
  Site& site();

  std::vector<Site> sites_;
};

using Counted = std::variant<Cells, Samples, Closed>;
void merge(Counted& to, const Counted& from);

}  // namespace alongside::evidence
