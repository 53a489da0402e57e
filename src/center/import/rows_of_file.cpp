#include "center/import/rows_of_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "center/import/survey.hpp"
#include "center/participants.hpp"
#include "document/words.hpp"

namespace alongside::center {

base::Result<> RowsOfFile::read() {
  auto csv = document::Csv::open(name_, text_);
  if (!csv) return csv.error();
  auto layout = find_columns(*csv, map_);
  if (!layout) return layout.error();
  csv_ = std::move(csv).value();
  layout_ = std::move(layout).value();
  const std::size_t own = layout_.row ? 2 : 0;
  plan_.rejects_header =
      own < csv_->header().size() ? csv_->raw_header().substr(csv_->header()[own].offset) : std::string_view{};

  // The file is read once for this alone: not a row is taken before it is known that none should have been sent.
  const auto order = survey_import(name_, text_, layout_, map_, into_.zone.to_local(into_.now).date.year);
  if (!order) return order.error();
  plan_.summary.dates = *order;
  read_rows();
  return base::Done{};
}

void RowsOfFile::read_rows() {
  document::CsvRow row;
  while (csv_->next(row)) {
    const bool blank = !row.problem && std::all_of(row.cells.begin(), row.cells.end(), [](const document::Cell& cell) {
      return document::trimmed(cell.text).empty();
    });
    if (blank) continue;
    ++plan_.summary.rows;
    take_row(row);
  }
}

void RowsOfFile::take_row(const document::CsvRow& row) {
  const std::string number(map_.value(ImportColumn::visit, layout_.cell(row, ImportColumn::visit)));
  VisitInFile* visit = nullptr;
  std::size_t row_of_visit = 0;
  // A number that a spreadsheet spoilt says nothing of which visit it was, and so nothing of which row of it.
  if (!number.empty() && !spoilt_by_spreadsheet(number)) {
    const auto [at, is_new] = visit_at_.emplace(number, visits_.size());
    if (is_new) visits_.push_back({number, {}, 0, {}, 0});
    visit = &visits_[at->second];
    row_of_visit = ++visit->rows_seen;
  }
  if (layout_.row && !row.problem) {
    const document::Cell& cell = row.cells[*layout_.row];
    const std::string_view digits = document::trimmed(cell.text);
    const bool is_number =
        !digits.empty() && digits.size() < 7 && digits.find_first_not_of("0123456789") == std::string_view::npos;
    row_of_visit = is_number ? std::stoul(std::string(digits)) : 0;
    if (row_of_visit == 0) {
      return reject(row, 0,
                    {cell.place,
                     "row: expected which row of its visit this was, found nothing; correct this row in the file it "
                     "came from and import that"});
    }
  }
  if (layout_.row && visit != nullptr && std::any_of(visit->rows.begin(), visit->rows.end(), [&](const GoodRow& other) {
        return other.number == row_of_visit;
      })) {
    return reject(row, row_of_visit, {row.place, "row: expected each row of a visit once, found this number above"});
  }
  const auto order = plan_.summary.dates.value_or(document::DayOrder::month_first);
  auto read = read_row(row, {layout_, map_, into_.zone, order, into_.now});
  if (const auto* problem = std::get_if<RowProblem>(&read)) return reject(row, row_of_visit, *problem);

  const ImportRow& good = std::get<ImportRow>(read);
  if (visit->rows.empty()) {
    visit->arrived = good.arrived;
    visit->first_line = row.place.line;
  } else if (good.arrived.instant != visit->arrived.instant) {
    return reject(
        row, row_of_visit,
        {place_of(row, ImportColumn::arrived), fmt::format("arrived: expected the arrival of this visit as on line {}, "
                                                           "found another; rows of one visit have one arrival",
                                                           visit->first_line)});
  }
  visit->rows.push_back({row_of_visit, good.content, codes_.number_of(folded_code(good.code)), raw_of(row), row.place});
}

/// The source's own part of a row: without what a file of rejected rows has in front.
std::string_view RowsOfFile::raw_of(const document::CsvRow& row) const {
  if (!layout_.row || row.cells.size() < 3 || row.cells[2].offset > row.raw.size()) return row.raw;
  return row.raw.substr(row.cells[2].offset);
}

void RowsOfFile::reject(const document::CsvRow& row, std::size_t row_of_visit, const RowProblem& problem) {
  plan_.rejected.push_back(
      {csv_->error_at(problem.place, problem.message).message, raw_of(row), row_of_visit, row.place.line});
}

void RowsOfFile::reject(const GoodRow& row, std::string_view why) {
  plan_.rejected.push_back({csv_->error_at(row.place, why).message, row.raw, row.number, row.place.line});
}

}  // namespace alongside::center
