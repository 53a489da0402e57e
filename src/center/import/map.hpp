// Import map: how a source's columns and values are called here; a TOML file that a site writes once for each source.
//
//   source = "onpoint-2021"              visit numbers belong to this source; needed if two sources use the same numbers
//   ignore = ["staff on duty"]           columns that are not read
//   dates = "day_first"                  or "month_first": which number of 03/04/2021 is the month, where the file does not show it
//   numbers = ["visit"]                  columns of ours that hold running numbers, though they look like telephones or birth dates
//   [columns]
//   visit = "Visit #"                    ours = "theirs"
//   arrived = ["Date", "Time"]           the day in one column and the time in another
//   [values.substance]
//   "Heroin (H)" = "heroin"              "theirs" = "ours"; whole cells, capitals or not
//
// docs/import.md lists our columns and values. A value; free to share once read.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "document/csv.hpp"
#include "document/dates.hpp"
#include "document/toml.hpp"

namespace alongside::center {

/// The columns that an import knows, in the order of docs/import.md.
enum class ImportColumn : std::uint8_t {
  visit,
  arrived,
  code,
  substance,
  route,
  emergency,
  watched,
  oxygen,
  breaths,
  naloxone,
  ems,
  transport,
  died,
};
inline constexpr std::size_t import_columns = 13;
std::string_view name_of(ImportColumn column);

class ImportMap {
 public:
  /// Without a file: every column and value is called as here, nothing is ignored.
  ImportMap() = default;
  /// Refuses unknown columns and settings, one name for two columns, and a column both mapped and ignored.
  static base::Result<ImportMap> read(const document::Toml& file);

  const std::string& source() const { return source_; }
  std::optional<document::DayOrder> dates() const { return dates_; }
  bool holds_running_numbers(ImportColumn column) const { return numbers_[static_cast<std::size_t>(column)]; }
  /// The column that a source's name means, if any.
  std::optional<ImportColumn> column(std::string_view theirs) const;
  bool ignores(std::string_view theirs) const;
  /// The source's name for the column of the time, where the day and the time of `arrived` stand apart; otherwise empty.
  const std::string& time_of_arrival() const { return time_of_arrival_; }
  /// A cell of a column in our words: trimmed, as mapped, otherwise as it is.
  std::string_view value(ImportColumn column, std::string_view theirs) const;
  /// The name that the source has for one of our columns.
  std::string_view theirs(ImportColumn column) const;

 private:
  std::string source_;
  std::vector<std::string> ignored_;
  std::optional<document::DayOrder> dates_;
  std::array<bool, import_columns> numbers_{};
  std::string time_of_arrival_;
  std::array<std::string, import_columns> theirs_;                                      ///< empty: called as here
  std::array<std::map<std::string, std::string, std::less<>>, import_columns> values_;  ///< by their value, folded
};

/// Where each of our columns stands in a file.
struct ImportLayout {
  std::array<std::optional<std::size_t>, import_columns> at;
  std::optional<std::size_t> arrived_time;  ///< where the time of arrival has a column of its own
  std::optional<std::size_t> row;           ///< of a file of rejected rows: which row of its visit it was
  std::vector<std::size_t> without_name;    ///< columns with an empty name: nothing may stand in them

  bool has(ImportColumn column) const { return at[static_cast<std::size_t>(column)].has_value(); }
  std::string_view cell(const document::CsvRow& row_read, ImportColumn column) const {
    return cell(row_read, at[static_cast<std::size_t>(column)]);
  }
  static std::string_view cell(const document::CsvRow& row_read, std::optional<std::size_t> place) {
    return place && *place < row_read.cells.size() ? std::string_view(row_read.cells[*place].text) : std::string_view{};
  }
};

/// What our own files of rejected rows have in front of the source's columns.
inline constexpr std::string_view rejects_why = "why";
inline constexpr std::string_view rejects_row = "row";

/// Finds the columns. Refuses: a column that points to a person (also one to be ignored), one that is neither known nor ignored, and a
/// file without `visit` or `arrived`. All that is wrong is named, a line each.
base::Result<ImportLayout> find_columns(const document::Csv& csv, const ImportMap& map);

}  // namespace alongside::center
