#include "document/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "document/words.hpp"

namespace alongside::document {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool ends_line(char c) { return c == '\n' || c == '\r'; }

/// How long the line end at the front is: 2 for CRLF, 1 for LF or CR, 0 for none.
std::size_t line_end_length(std::string_view text) {
  if (text.starts_with("\r\n")) return 2;
  return !text.empty() && ends_line(text.front()) ? 1 : 0;
}

/// By its byte order mark, or by the zero bytes between the letters of a file's first name.
bool is_utf_16(std::string_view text) {
  const bool marked = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  return marked || (text.size() > 3 && (text[0] == '\0') != (text[1] == '\0') &&
                    (text[2] == '\0') == (text[0] == '\0') && (text[3] == '\0') == (text[1] == '\0'));
}

/// The separator that a first line "sep=," names, as one spreadsheet tells another.
std::optional<char> named_separator(std::string_view line) {
  if (line.size() > 2 && line.front() == '"' && line.back() == '"') line = line.substr(1, line.size() - 2);
  const bool names_one = line.size() == 5 && lower(line).starts_with("sep=");
  return names_one ? std::optional(line.back()) : std::nullopt;
}

/// Goes over `part`, which may hold line ends.
void advance(TextPlace& place, std::string_view part) {
  while (!part.empty()) {
    const std::size_t end = part.find_first_of("\r\n");
    if (end == std::string_view::npos) {
      place.column += characters(part);
      return;
    }
    part.remove_prefix(end + line_end_length(part.substr(end)));
    ++place.line;
    place.column = 1;
  }
}

}  // namespace

base::Error Csv::error_at(TextPlace place, std::string_view message) const {
  return base::input_error(fmt::format("{}:{}:{}: {}", name_, place.line, place.column, message));
}

base::Result<Csv> Csv::open(std::string name, std::string_view text, CsvLimits limits) {
  if (is_utf_16(text)) {
    return base::input_error(fmt::format("{}:1:1: expected UTF-8 text, found UTF-16; save it as \"CSV UTF-8\"", name));
  }
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  Csv csv(std::move(name), text, limits);
  const std::string_view first_line = text.substr(0, text.find_first_of("\r\n"));
  const auto separator = named_separator(first_line);
  if (separator) {
    if (*separator != ',') {
      return csv.error_at({},
                          fmt::format("expected cells separated by commas, found the line {}; save it as \"CSV (comma "
                                      "delimited)\"",
                                      shown(first_line)));
    }
    csv.at_ = first_line.size() + line_end_length(text.substr(first_line.size()));
    csv.line_ = 2;
  }
  CsvRow row;
  if (!csv.next(row)) {
    return csv.error_at({separator ? std::size_t{2} : 1, 1},
                        separator ? "expected a row of column names, found the end of the file"
                                  : "expected a row of column names, found an empty file");
  }
  if (row.problem) return csv.error_at(row.problem->place, row.problem->message);

  std::map<std::string, TextPlace, std::less<>> seen;
  for (Cell& cell : row.cells) {
    cell.text = std::string(trimmed(cell.text));
    if (cell.text.empty()) continue;
    const auto [at, is_new] = seen.emplace(cell.text, cell.place);
    if (!is_new) {
      return csv.error_at(cell.place,
                          fmt::format("expected every column name once, found {} again (first at column {})",
                                      shown(cell.text), at->second.column));
    }
  }
  if (row.cells.size() == 1 && row.raw.find_first_of(";\t") != std::string_view::npos) {
    return csv.error_at(
        row.place,
        "expected cells separated by commas, found semicolons or tabs; save it as \"CSV (comma delimited)\"");
  }
  csv.header_ = std::move(row.cells);
  csv.raw_header_ = row.raw;
  return csv;
}

bool Csv::next(CsvRow& row) {
  for (std::size_t length; (length = line_end_length(text_.substr(at_))) > 0; ++line_) at_ += length;
  if (at_ >= text_.size()) return false;
  read_record(row);
  return true;
}

void Csv::read_record(CsvRow& row) {
  const std::size_t begin = at_;
  row.problem.reset();
  row.place = TextPlace{line_, 1};
  TextPlace place = row.place;
  std::size_t cells = 0;
  bool more = true;
  while (more) {
    if (auto problem = read_cell(row, begin, place, cells)) return reject_line(row, begin, cells, std::move(*problem));
    ++cells;
    more = at_ < text_.size() && text_[at_] == ',';
    if (more) {
      ++at_;
      ++place.column;
    }
    if (at_ - begin > limits_.row_bytes_max) {
      return reject_line(
          row, begin, cells,
          {row.place, fmt::format("expected a row of at most {} bytes, found a longer one; is a closing quote missing?",
                                  limits_.row_bytes_max)});
    }
  }
  row.cells.resize(cells);
  row.raw = text_.substr(begin, at_ - begin);
  at_ += line_end_length(text_.substr(at_));
  line_ = place.line + 1;

  if (const std::size_t bad = first_bad_utf8(row.raw); bad != std::string_view::npos) {
    TextPlace bad_place = row.place;
    advance(bad_place, row.raw.substr(0, bad));
    row.problem = CsvProblem{bad_place, "expected UTF-8 text, found another encoding; save it as \"CSV UTF-8\""};
  } else if (const std::size_t null = row.raw.find('\0'); null != std::string_view::npos) {
    TextPlace bad_place = row.place;
    advance(bad_place, row.raw.substr(0, null));
    row.problem = CsvProblem{bad_place, "expected text, found a zero byte"};
  } else if (!header_.empty() && cells != header_.size()) {
    row.problem = CsvProblem{cells > header_.size() ? row.cells[header_.size()].place : place,
                             fmt::format("expected {} cells as in the header, found {}", header_.size(), cells)};
  }
}

std::optional<CsvProblem> Csv::read_cell(CsvRow& row, std::size_t begin, TextPlace& place, std::size_t cells) {
  const TextPlace begins = place;
  if (cells == limits_.columns_max)
    return CsvProblem{begins, fmt::format("expected at most {} cells, found more", limits_.columns_max)};
  if (cells == row.cells.size()) row.cells.emplace_back();
  Cell& cell = row.cells[cells];
  cell.place = begins;
  cell.offset = at_ - begin;
  cell.text.clear();

  const std::string_view here = text_.substr(at_, limits_.row_bytes_max + 1);
  if (here.empty() || here.front() != '"') {
    const std::size_t length = std::min(here.find_first_of(",\r\n"), here.size());
    const std::string_view text = here.substr(0, length);
    if (text.size() > limits_.row_bytes_max)
      return CsvProblem{begins,
                        fmt::format("expected a row of at most {} bytes, found a longer one", limits_.row_bytes_max)};
    if (const std::size_t quote = text.find('"'); quote != std::string_view::npos) {
      advance(place, text.substr(0, quote));
      return CsvProblem{place,
                        "expected no quote within a cell that does not begin with one, found a quote; write the cell "
                        "in quotes and the quote twice"};
    }
    cell.text = text;
    advance(place, text);
    at_ += length;
    return std::nullopt;
  }

  std::size_t from = 1;
  for (;;) {
    const std::size_t quote = here.find('"', from);
    if (quote == std::string_view::npos) {
      return CsvProblem{
          begins,
          here.size() > limits_.row_bytes_max
              ? fmt::format("expected a row of at most {} bytes, found a longer one; is a closing quote missing?",
                            limits_.row_bytes_max)
              : std::string("expected a closing quote for the quote here, found the end of the file")};
    }
    cell.text += here.substr(from, quote - from);
    if (here.substr(quote + 1).starts_with('"')) {
      cell.text += '"';
      from = quote + 2;
      continue;
    }
    advance(place, here.substr(0, quote + 1));
    at_ += quote + 1;
    const bool cell_ends = at_ >= text_.size() || text_[at_] == ',' || ends_line(text_[at_]);
    if (!cell_ends)
      return CsvProblem{place,
                        "expected a comma or a line end after a closing quote, found " + shown(text_.substr(at_, 1))};
    return std::nullopt;
  }
}

/// Gives out the record's first line as a bad row; reading goes on at the next line, so that no good row is swallowed.
void Csv::reject_line(CsvRow& row, std::size_t begin, std::size_t cells, CsvProblem problem) {
  const std::size_t end = std::min(text_.find_first_of("\r\n", begin), text_.size());
  row.raw = text_.substr(begin, end - begin);
  row.cells.resize(cells);
  row.problem = std::move(problem);
  at_ = end + line_end_length(text_.substr(end));
  line_ = row.place.line + 1;
}

std::string csv_cell(std::string_view text) {
  if (text.find_first_of("\",\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::optional<double> number_in(const Cell& cell) {
  const std::string_view text = trimmed(cell.text);
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace alongside::document
