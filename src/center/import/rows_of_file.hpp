// Rows of a file: read once, in their visits, each good or with the reason why not.
//
// Invariants: a row is told from the others of its visit by its number, which a file of rejected rows keeps; every row with anything in it
// is counted and is either in its visit or rejected. The file's text outlives this. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "center/import/codes.hpp"
#include "center/import/map.hpp"
#include "center/import/row.hpp"
#include "center/import/visits.hpp"
#include "document/csv.hpp"
#include "document/dates.hpp"

namespace alongside::center {

/// A good row of the file, in its visit.
struct GoodRow {
  std::size_t number = 0;  ///< which row of its visit, from 1
  RowContent content;
  std::optional<std::uint32_t> code;
  std::string_view raw;
  document::TextPlace place;
};

struct VisitInFile {
  std::string number;
  document::Moment arrived;
  std::size_t first_line = 0;  ///< of the row that its arrival was taken from
  std::vector<GoodRow> rows;
  std::size_t rows_seen = 0;  ///< good and bad
};

class RowsOfFile {
 public:
  /// Codes are given their numbers by `codes`; what is wrong with a row, and how many there are, goes into `plan`.
  RowsOfFile(const std::string& name, std::string_view text, const ImportMap& map, const ImportInto& into,
             ImportCodes& codes, ImportPlan& plan)
      : name_(name), text_(text), map_(map), into_(into), codes_(codes), plan_(plan) {}

  /// Refuses the whole file where its columns or its cells point to a person, or its dates could be read in two ways.
  base::Result<> read();
  /// In the order of the file.
  const std::vector<VisitInFile>& visits() const { return visits_; }
  /// One that was good until it was held against the record.
  void reject(const GoodRow& row, std::string_view why);

 private:
  void read_rows();
  void take_row(const document::CsvRow& row);
  document::TextPlace place_of(const document::CsvRow& row, ImportColumn column) const {
    return row.cells[*layout_.at[static_cast<std::size_t>(column)]].place;
  }
  std::string_view raw_of(const document::CsvRow& row) const;
  void reject(const document::CsvRow& row, std::size_t row_of_visit, const RowProblem& problem);

  const std::string& name_;
  std::string_view text_;
  const ImportMap& map_;
  const ImportInto& into_;
  ImportCodes& codes_;
  ImportPlan& plan_;
  std::optional<document::Csv> csv_;
  ImportLayout layout_;
  std::vector<VisitInFile> visits_;
  std::unordered_map<std::string, std::size_t> visit_at_;
};

}  // namespace alongside::center
