// Import row: one row of a spreadsheet in our words, or what is wrong with it.
//
// Goal: a cell that is not understood is named by line, column, expected and found; nothing is guessed, and what a cell does not say is
// kept as not known. Pure; free to call from any thread.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "center/import/map.hpp"
#include "document/csv.hpp"
#include "document/dates.hpp"
#include "domain/event.hpp"

namespace alongside::center {

struct UseInRow {
  domain::Substances substances;
  domain::Route route = domain::Route::unknown;

  bool operator==(const UseInRow&) const = default;
};

struct EmergencyInRow {
  domain::EmergencyGroup group = domain::EmergencyGroup::other;
  domain::Measures given;
  domain::Measures not_known;
  domain::Answer ems = domain::Answer::not_asked;
  domain::Answer transport = domain::Answer::not_asked;
  domain::Answer died = domain::Answer::not_asked;

  bool operator==(const EmergencyInRow&) const = default;
};

/// What a row adds to its visit: nothing (a visit without use), a use, an emergency, or both.
struct RowContent {
  std::optional<UseInRow> use;
  std::optional<EmergencyInRow> emergency;

  bool empty() const { return !use && !emergency; }
  bool operator==(const RowContent&) const = default;
};

struct ImportRow {
  std::string visit;
  document::Moment arrived;
  std::string code;  ///< empty: none
  RowContent content;
};

/// A row that cannot be taken: which cell, what was expected, what was found.
using RowProblem = document::CsvProblem;

/// How a row is read: what its columns mean, and what its dates do.
struct RowReading {
  const ImportLayout& layout;
  const ImportMap& map;
  document::Zone zone;
  document::DayOrder order;
  base::Instant now;  ///< arrivals lie between the year 2000 and now
};
std::variant<ImportRow, RowProblem> read_row(const document::CsvRow& row, const RowReading& reading);

/// The day and the time at the door as they are written, from one column or from two.
std::string arrival_written(const document::CsvRow& row, const ImportLayout& layout, const ImportMap& map);

/// What a spreadsheet did to a number so that several would be one, as the end of a sentence ("found ..."); nothing if it did nothing.
/// "2.02303E+11" stands for any of a million numbers, "#N/A" for none.
std::optional<std::string_view> spoilt_by_spreadsheet(std::string_view value);

domain::Precision precision_of(document::Written written);

}  // namespace alongside::center
