#include "document/csv.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace alongside::document {
namespace {

/// Every row as "line:column cell|cell" or "line:column ! message", and the raw text kept apart.
struct Read {
  std::vector<std::string> rows;
  std::vector<std::string> raw;
};

Read all_rows(std::string_view text, CsvLimits limits = {}) {
  auto csv = Csv::open("visits.csv", text, limits);
  if (!csv) return {{csv.error().message}, {}};
  Read read;
  CsvRow row;
  while (csv->next(row)) {
    std::string line = std::to_string(row.place.line) + " ";
    if (row.problem) {
      line += "! " + std::to_string(row.problem->place.line) + ':' + std::to_string(row.problem->place.column) + ' ' +
              row.problem->message;
    } else {
      for (std::size_t i = 0; i < row.cells.size(); ++i) line += (i > 0 ? "|" : "") + row.cells[i].text;
    }
    read.rows.push_back(line);
    read.raw.emplace_back(row.raw);
  }
  return read;
}

using Rows = std::vector<std::string>;

TEST(Csv, ReadsWhatSpreadsheetsWrite) {
  EXPECT_EQ(all_rows("a,b\n1,2\n").rows, (Rows{"2 1|2"}));
  EXPECT_EQ(all_rows("\xEF\xBB\xBF"
                     "a,b\r\n1,2\r\n3,4")
                .rows,
            (Rows{"2 1|2", "3 3|4"}))
      << "byte order mark, CRLF, no last line end";
  EXPECT_EQ(all_rows("a,b\r1,2\r").rows, (Rows{"2 1|2"})) << "an old Macintosh's line ends";
  EXPECT_EQ(all_rows("a,b\n\n1,2\n\n\n3,4\n").rows, (Rows{"3 1|2", "6 3|4"})) << "empty lines";
  EXPECT_EQ(all_rows("a,b\n,\n").rows, (Rows{"2 |"}));
}

TEST(Csv, ReadsQuotedCells) {
  EXPECT_EQ(all_rows("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n").rows, (Rows{"2 x,y|say \"hi\""}));
  EXPECT_EQ(all_rows("a,b\n\"two\r\nlines\",1\n3,4\n").rows, (Rows{"2 two\r\nlines|1", "4 3|4"}))
      << "lines are counted through a cell";
  EXPECT_EQ(all_rows("a\n\"\"\n").rows, (Rows{"2 "}));
}

TEST(Csv, KnowsThePlaceOfEachCell) {
  const std::string text =
      "a,b,c\nma\xC3\xB1"
      "ana,\"x\ny\",z\n";
  auto csv = Csv::open("visits.csv", text);
  CsvRow row;
  ASSERT_TRUE(csv->next(row));
  EXPECT_EQ(row.cells[1].place.line, 2U);
  EXPECT_EQ(row.cells[1].place.column, 8U) << "letters, not bytes";
  EXPECT_EQ(row.cells[2].place.line, 3U);
  EXPECT_EQ(row.cells[2].place.column, 4U);
  EXPECT_EQ(csv->error_at(row.cells[2].place, "expected yes, found z").message,
            "visits.csv:3:4: expected yes, found z");
}

TEST(Csv, GivesARaggedRowOutAsItStands) {
  const Read read = all_rows("a,b,c\n1,2\n1,2,3\n1,2,3,4\n");
  EXPECT_EQ(read.rows, (Rows{"2 ! 2:4 expected 3 cells as in the header, found 2", "3 1|2|3",
                             "4 ! 4:7 expected 3 cells as in the header, found 4"}));
  EXPECT_EQ(read.raw, (Rows{"1,2", "1,2,3", "1,2,3,4"}));
}

TEST(Csv, KeepsTheCellsBeforeTheProblemAndWhereTheyBegin) {
  const std::string text = "a,b,c\n\"1\",22,\"x\"y\n1,2\n";
  auto csv = Csv::open("visits.csv", text);
  CsvRow row;
  ASSERT_TRUE(csv->next(row));
  ASSERT_EQ(row.cells.size(), 2U);
  EXPECT_EQ(row.cells[0].text, "1");
  EXPECT_EQ(row.raw.substr(row.cells[1].offset), "22,\"x\"y");
  ASSERT_TRUE(csv->next(row));
  EXPECT_EQ(row.cells.size(), 2U) << "too few, but there";
}

TEST(Csv, LosesOneLineToAStrayQuoteAndNotTheFile) {
  const Read unclosed = all_rows("a,b\n1,\"oops\n3,4\n5,6\n");
  EXPECT_EQ(unclosed.rows,
            (Rows{"2 ! 2:3 expected a closing quote for the quote here, found the end of the file", "3 3|4", "4 5|6"}));
  EXPECT_EQ(unclosed.raw.at(0), "1,\"oops");

  const Read later_quote = all_rows("a,b\n\"1,2\n3,4\n\"5\",6\n");
  EXPECT_EQ(later_quote.rows,
            (Rows{"2 ! 4:2 expected a comma or a line end after a closing quote, found \"5\"", "3 3|4", "4 5|6"}));

  EXPECT_EQ(all_rows("a,b\n1,in\"ch\n3,4\n").rows,
            (Rows{"2 ! 2:5 expected no quote within a cell that does not begin with one, found a quote; write the cell "
                  "in quotes and the quote twice",
                  "3 3|4"}));
}

TEST(Csv, NamesARowThatIsTooLongWithoutCopyingIt) {
  const std::string long_cell(200, 'x');
  const CsvLimits limits{100, 4};
  EXPECT_EQ(all_rows("a,b\n1," + long_cell + "\n3,4\n", limits).rows,
            (Rows{"2 ! 2:3 expected a row of at most 100 bytes, found a longer one", "3 3|4"}));
  EXPECT_EQ(
      all_rows("a,b\n1,\"" + long_cell + "\n3,4\n", limits).rows,
      (Rows{"2 ! 2:3 expected a row of at most 100 bytes, found a longer one; is a closing quote missing?", "3 3|4"}));
  EXPECT_EQ(all_rows("a\n1,2,3,4,5\n2\n", limits).rows, (Rows{"2 ! 2:9 expected at most 4 cells, found more", "3 2"}));
}

TEST(Csv, NamesTextThatIsNotUtf8) {
  EXPECT_EQ(all_rows("a,b\nx,ma\xF1"
                     "ana\ny,z\n")
                .rows,
            (Rows{"2 ! 2:5 expected UTF-8 text, found another encoding; save it as \"CSV UTF-8\"", "3 y|z"}));
  EXPECT_EQ(all_rows(std::string_view("a\nx\0y\n", 6)).rows, (Rows{"2 ! 2:2 expected text, found a zero byte"}));
}

TEST(Csv, RefusesAFileThatCannotBeMeant) {
  EXPECT_EQ(all_rows("").rows, (Rows{"visits.csv:1:1: expected a row of column names, found an empty file"}));
  EXPECT_EQ(all_rows("\xEF\xBB\xBF\r\n").rows,
            (Rows{"visits.csv:1:1: expected a row of column names, found an empty file"}));
  EXPECT_EQ(all_rows(" a,b,a \n").rows,
            (Rows{"visits.csv:1:6: expected every column name once, found \"a\" again (first at column 1)"}));
  EXPECT_EQ(all_rows("a;b;c\n1;2;3\n").rows, (Rows{"visits.csv:1:1: expected cells separated by commas, found "
                                                   "semicolons or tabs; save it as \"CSV (comma delimited)\""}));
  EXPECT_EQ(all_rows("\xFF\xFE"
                     "a")
                .rows,
            (Rows{"visits.csv:1:1: expected UTF-8 text, found UTF-16; save it as \"CSV UTF-8\""}));
  for (const std::string_view unmarked : {std::string_view("a\0,\0b\0\n\0", 8), std::string_view("\0a\0,\0b\0\n", 8)}) {
    EXPECT_EQ(all_rows(unmarked).rows,
              (Rows{"visits.csv:1:1: expected UTF-8 text, found UTF-16; save it as \"CSV UTF-8\""}))
        << "without a byte order mark";
  }
}

TEST(Csv, TakesTheLineInWhichASpreadsheetNamesTheComma) {
  EXPECT_EQ(all_rows("sep=,\r\na,b\r\n1,2\r\n").rows, (Rows{"3 1|2"}));
  EXPECT_EQ(all_rows("\xEF\xBB\xBF\"sep=,\"\n\na,b\n1,2\n").rows, (Rows{"4 1|2"}));
  EXPECT_EQ(
      all_rows("sep=;\na;b\n").rows,
      (Rows{"visits.csv:1:1: expected cells separated by commas, found the line \"sep=;\"; save it as \"CSV (comma "
            "delimited)\""}));
  EXPECT_EQ(all_rows("sep=,\n").rows,
            (Rows{"visits.csv:2:1: expected a row of column names, found the end of the file"}));
  EXPECT_EQ(all_rows("sep=,x\n1,2\n").rows, (Rows{"2 1|2"})) << "a column's own name";
}

RC_GTEST_PROP(Csv, ReadsBackWhateverACellHeld, ()) {
  const auto letter = rc::gen::element<char>('a', ',', '"', '\n', '\r', ' ', ';');
  const auto cells = *rc::gen::container<std::vector<std::string>>(3, rc::gen::container<std::string>(letter));
  const std::string text = "x,y,z\n" + csv_cell(cells[0]) + ',' + csv_cell(cells[1]) + ',' + csv_cell(cells[2]) + "\n";
  auto csv = Csv::open("f", text);
  CsvRow row;
  RC_ASSERT(csv->next(row));
  RC_ASSERT(!row.problem);
  for (std::size_t i = 0; i < 3; ++i) RC_ASSERT(row.cells[i].text == cells[i]);
  RC_ASSERT(!csv->next(row));
}

RC_GTEST_PROP(Csv, LosesNoLineWhateverTheFileHolds, ()) {
  const auto letter = rc::gen::element<char>('a', 'b', ',', '"', '\n', '\r');
  const std::string text = "x,y\n" + *rc::gen::container<std::string>(letter);
  std::string kept;
  for (const std::string& raw : all_rows(text).raw) kept += raw;
  const auto without_line_ends = [](std::string s) {
    std::erase_if(s, [](char c) { return c == '\n' || c == '\r'; });
    return s;
  };
  RC_ASSERT(without_line_ends(kept) == without_line_ends(text.substr(4)));
}

}  // namespace
}  // namespace alongside::document
