// Csv: a spreadsheet's comma-separated file (RFC 4180), each cell with its line and column.
//
// Goals: what spreadsheets write is read (a byte order mark, a first line "sep=,", CRLF, LF or CR, quoted cells with commas and line
// ends in them); a row that cannot be read is given out as a bad row with its own bytes and the reason, and reading goes on
// after it, so that one stray quote costs one line and not the file. Non-goals: other separators, other encodings than
// UTF-8: both are named. Invariants: every byte after the header belongs to exactly one row given out, or to an empty
// line; no cell is larger than a row, no row larger than its limit. Row::raw points into the text given at opening,
// which must outlive the rows. One reader belongs to one thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace alongside::document {

/// Both from 1; the column counts characters (code points) of the line, as an editor shows it.
struct TextPlace {
  std::size_t line = 1;
  std::size_t column = 1;
};

struct Cell {
  std::string text;  ///< without quotes, not trimmed
  TextPlace place;
  std::size_t offset = 0;  ///< where it begins in CsvRow::raw
};

/// The number that the whole cell is, spaces around it aside; nothing where it is another text, or out of a double's reach.
std::optional<double> number_in(const Cell& cell);

struct CsvProblem {
  TextPlace place;
  std::string message;  ///< "expected ..., found ..."
};

struct CsvRow {
  std::vector<Cell> cells;            ///< as many as the header has; with a problem, those before it
  std::string_view raw;               ///< the row's bytes as they stand, without the line end
  TextPlace place;                    ///< where it begins
  std::optional<CsvProblem> problem;  ///< set: the row cannot be used
};

struct CsvLimits {
  std::size_t row_bytes_max = 64U << 10;  ///< a longer row is a bad row; nothing of it is copied
  std::size_t columns_max = 512;
};

class Csv {
 public:
  static constexpr std::size_t file_bytes_max = 1U << 30;

  /// Reads the header. Refuses: no header, two columns of one name, cells separated by ';' or tabs, UTF-16, and
  /// whatever makes a row bad. `name` is what errors call the file.
  static base::Result<Csv> open(std::string name, std::string_view text, CsvLimits limits = {});

  /// The column names, trimmed, with their places.
  const std::vector<Cell>& header() const { return header_; }
  std::string_view raw_header() const { return raw_header_; }

  /// The next row that has anything in it; false at the end. `row` is overwritten, its memory used again.
  bool next(CsvRow& row);

  /// "visits.csv:12:31: <message>".
  base::Error error_at(TextPlace place, std::string_view message) const;
  /// How much of the text is read, of how much, for showing progress.
  std::size_t bytes_read() const { return at_; }
  std::size_t bytes() const { return text_.size(); }

 private:
  Csv(std::string name, std::string_view text, CsvLimits limits)
      : name_(std::move(name)), text_(text), limits_(limits) {}
  void read_record(CsvRow& row);
  std::optional<CsvProblem> read_cell(CsvRow& row, std::size_t begin, TextPlace& place, std::size_t cells);
  void reject_line(CsvRow& row, std::size_t begin, std::size_t cells, CsvProblem problem);

  std::string name_;
  std::string_view text_;
  CsvLimits limits_;
  std::vector<Cell> header_;
  std::string_view raw_header_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

/// A cell as RFC 4180 writes it: in quotes where it needs them.
std::string csv_cell(std::string_view text);

}  // namespace alongside::document
