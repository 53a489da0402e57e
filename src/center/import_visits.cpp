#include "center/import_visits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "center/import_refusals.hpp"
#include "center/import_row.hpp"
#include "document/csv.hpp"
#include "document/words.hpp"
#include "domain/event.hpp"
#include "ledger/codec.hpp"
#include "ledger/digest.hpp"

namespace alongside::center {

namespace {

constexpr std::size_t commands_per_append = 256;

/// A good row of the file, in its visit.
struct GoodRow {
  std::size_t number = 0;  ///< which row of its visit, from 1
  RowContent content;
  std::string_view raw;
  document::Place place;
};

struct VisitInFile {
  std::string number;
  document::Moment arrived;
  std::size_t first_line = 0;  ///< of the row that its arrival was taken from
  std::vector<GoodRow> rows;
  std::size_t rows_seen = 0;  ///< good and bad
};

/// Distinct codes, in all and by period; the codes themselves stay in this object and go with it.
class CodeTally {
 public:
  void count(const std::string& code, document::Date day) {
    if (code.empty()) return;
    const auto [at, is_new] = codes_.emplace(code, static_cast<std::uint32_t>(codes_.size()));
    const auto year = static_cast<std::uint32_t>(day.year);
    periods_[year].insert(at->second);
    periods_[year * 100 + day.month].insert(at->second);
  }
  std::uint32_t distinct() const { return static_cast<std::uint32_t>(codes_.size()); }
  std::map<std::uint32_t, std::uint32_t> by_period() const {
    std::map<std::uint32_t, std::uint32_t> counts;
    for (const auto& [period, codes] : periods_) counts[period] = static_cast<std::uint32_t>(codes.size());
    return counts;
  }

 private:
  std::unordered_map<std::string, std::uint32_t> codes_;
  std::map<std::uint32_t, std::unordered_set<std::uint32_t>> periods_;
};

/// Command ids of imports: UUIDs of version 8 (RFC 9562) from a keyed digest, so that a visit number cannot be guessed back from one.
class CommandIds {
 public:
  CommandIds(const ImportInto& into, const std::string& source)
      : key_(ledger::derive_key(into.keys.command_tag, "import")), site_(into.site), source_(source) {}

  base::Uuid of_visit(const std::string& visit) const { return id("visit", visit, 0); }
  base::Uuid of_row(const std::string& visit, std::size_t row) const { return id("row", visit, row); }
  base::Uuid of_tally(base::BytesView content) const {
    base::Writer out;
    out.raw(site_.bytes);
    out.raw(content);
    return made_of(ledger::keyed_digest(key_, "tally", out.bytes()));
  }

 private:
  base::Uuid id(std::string_view what, const std::string& visit, std::size_t row) const {
    base::Writer out;
    out.raw(site_.bytes);
    out.block(base::bytes_of(source_));
    out.block(base::bytes_of(visit));
    out.number(static_cast<std::uint64_t>(row));
    return made_of(ledger::keyed_digest(key_, what, out.bytes()));
  }
  static base::Uuid made_of(const ledger::Digest& digest) {
    base::Uuid uuid;
    std::copy_n(digest.bytes.begin(), uuid.bytes.size(), uuid.bytes.begin());
    uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0F) | 0x80);
    uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3F) | 0x80);
    return uuid;
  }

  ledger::Key key_;
  base::Uuid site_;
  std::string source_;
};

class Planner {
 public:
  Planner(const std::string& name, std::string_view text, const ImportMap& map, const ImportInto& into, ledger::Store& store)
      : name_(name), text_(text), map_(map), into_(into), store_(store), ids_(into, map.source()) {}

  base::Result<ImportPlan> plan();

 private:
  base::Result<> refuse_personal_values();
  base::Result<> read_rows();
  void take_row(const document::CsvRow& row);
  void reject(const document::CsvRow& row, std::size_t row_of_visit, const RowProblem& problem);
  base::Result<> count_imported_visits();
  base::Result<> plan_visit(const VisitInFile& visit);
  void plan_row(const VisitInFile& visit, std::uint32_t visit_number, const GoodRow& row, std::size_t number);
  base::Result<> plan_tally();
  base::Result<std::vector<domain::Event>> events_of(const base::Uuid& command);

  std::string_view raw_of(const document::CsvRow& row) const;
  void add_command(const base::Uuid& id, base::Instant at, std::initializer_list<domain::EventBody> bodies);
  domain::Event event(base::Instant at, domain::EventBody body) const;

  const std::string& name_;
  std::string_view text_;
  const ImportMap& map_;
  const ImportInto& into_;
  ledger::Store& store_;
  CommandIds ids_;
  std::optional<document::Csv> csv_;
  ImportLayout layout_;
  std::vector<VisitInFile> visits_;  ///< in the order of the file
  std::unordered_map<std::string, std::size_t> visit_at_;
  CodeTally codes_;
  std::uint32_t imported_before_ = 0;  ///< the highest number of an imported visit in the record
  std::uint32_t visits_in_file_ = 0;   ///< that stand in the record after this import
  std::uint32_t uses_in_file_ = 0;
  ImportPlan plan_;
};

base::Result<ImportPlan> Planner::plan() {
  auto csv = document::Csv::open(name_, text_);
  if (!csv) return csv.error();
  auto layout = find_columns(*csv, map_);
  if (!layout) return layout.error();
  csv_ = std::move(csv).value();
  layout_ = std::move(layout).value();
  const std::size_t own = layout_.row ? 2 : 0;
  plan_.rejects_header = own < csv_->header().size() ? csv_->raw_header().substr(csv_->header()[own].offset) : std::string_view{};

  if (auto done = refuse_personal_values(); !done) return done.error();
  if (auto done = read_rows(); !done) return done.error();
  if (auto done = count_imported_visits(); !done) return done.error();
  for (const VisitInFile& visit : visits_) {
    if (auto done = plan_visit(visit); !done) return done.error();
  }
  if (auto done = plan_tally(); !done) return done.error();
  return std::move(plan_);
}

/// Reads the file once for this alone: not a row is taken before it is known that none should have been sent.
base::Result<> Planner::refuse_personal_values() {
  constexpr std::array checked{ImportColumn::visit, ImportColumn::code};
  struct Seen {
    std::uint64_t filled = 0;
    std::map<std::string_view, std::uint64_t> personal;
    std::optional<document::Place> first;
  };
  std::array<Seen, checked.size()> seen;
  const std::int32_t year_now = into_.zone.to_local(into_.now).date.year;
  auto csv = document::Csv::open(name_, text_);
  document::CsvRow row;
  while (csv->next(row)) {
    for (std::size_t i = 0; i < checked.size(); ++i) {
      const std::string_view cell = document::trimmed(layout_.cell(row, checked[i]));
      if (cell.empty()) continue;
      ++seen[i].filled;
      const auto what = personal_value(cell, year_now);
      if (!what) continue;
      ++seen[i].personal[*what];
      if (!seen[i].first) seen[i].first = row.cells[*layout_.at[static_cast<std::size_t>(checked[i])]].place;
    }
  }
  for (std::size_t i = 0; i < checked.size(); ++i) {
    for (const auto& [what, count] : seen[i].personal) {
      if (2 * count <= seen[i].filled) continue;
      return csv->error_at(*seen[i].first,
                           fmt::format("{}: expected {}, found what looks like {} in {} of {} rows; nothing was read. Replace the column by a number that points to "
                                       "nobody",
                                       name_of(checked[i]), checked[i] == ImportColumn::visit ? "the source's own visit numbers" : "codes of the center's own", what,
                                       count, seen[i].filled));
    }
  }
  return base::Done{};
}

base::Result<> Planner::read_rows() {
  document::CsvRow row;
  while (csv_->next(row)) {
    const bool blank = !row.problem && std::all_of(row.cells.begin(), row.cells.end(), [](const document::Cell& cell) { return document::trimmed(cell.text).empty(); });
    if (blank) continue;
    ++plan_.summary.rows;
    take_row(row);
  }
  return base::Done{};
}

void Planner::take_row(const document::CsvRow& row) {
  const std::string number(map_.value(ImportColumn::visit, layout_.cell(row, ImportColumn::visit)));
  VisitInFile* visit = nullptr;
  std::size_t row_of_visit = 0;
  if (!number.empty()) {
    const auto [at, is_new] = visit_at_.emplace(number, visits_.size());
    if (is_new) visits_.push_back({number, {}, 0, {}, 0});
    visit = &visits_[at->second];
    row_of_visit = ++visit->rows_seen;
  }
  if (layout_.row && !row.problem) {
    const document::Cell& cell = row.cells[*layout_.row];
    const std::string_view digits = document::trimmed(cell.text);
    const bool is_number = !digits.empty() && digits.size() < 7 && digits.find_first_not_of("0123456789") == std::string_view::npos;
    row_of_visit = is_number ? std::stoul(std::string(digits)) : 0;
    if (row_of_visit == 0) {
      return reject(row, 0, {cell.place, "row: expected which row of its visit this was, found nothing; correct this row in the file it came from and import that"});
    }
  }
  auto read = read_row(row, layout_, map_, into_.zone, into_.now);
  if (const auto* problem = std::get_if<RowProblem>(&read)) return reject(row, row_of_visit, *problem);

  const ImportRow& good = std::get<ImportRow>(read);
  if (visit->rows.empty()) {
    visit->arrived = good.arrived;
    visit->first_line = row.place.line;
  } else if (good.arrived.instant != visit->arrived.instant) {
    return reject(row, row_of_visit,
                  {row.cells[*layout_.at[static_cast<std::size_t>(ImportColumn::arrived)]].place,
                   fmt::format("arrived: expected the arrival of this visit as on line {}, found another; rows of one visit have one arrival", visit->first_line)});
  }
  visit->rows.push_back({row_of_visit, good.content, raw_of(row), row.place});
  codes_.count(good.code, into_.zone.to_local(good.arrived.instant).date);
  ImportSummary& summary = plan_.summary;
  summary.times_twice += good.arrived.change == document::Zone::ClockChange::twice ? 1U : 0U;
  summary.times_never += good.arrived.change == document::Zone::ClockChange::never ? 1U : 0U;
  summary.first = summary.first.is_known() ? std::min(summary.first, good.arrived.instant) : good.arrived.instant;
  summary.last = std::max(summary.last, good.arrived.instant);
}

/// The source's own part of a row: without what a file of rejected rows has in front.
std::string_view Planner::raw_of(const document::CsvRow& row) const {
  if (!layout_.row || row.cells.size() < 3 || row.cells[2].offset > row.raw.size()) return row.raw;
  return row.raw.substr(row.cells[2].offset);
}

void Planner::reject(const document::CsvRow& row, std::size_t row_of_visit, const RowProblem& problem) {
  plan_.rejected.push_back({csv_->error_at(problem.place, problem.message).message, raw_of(row), row_of_visit});
}

base::Result<> Planner::count_imported_visits() {
  return store_.scan(1, [&](const ledger::Row& row) -> base::Result<> {
    if (row.kind != domain::ImportedVisit::number) return base::Done{};
    const auto event = ledger::decode(row);
    if (!event) return event.error();
    imported_before_ = std::max(imported_before_, std::get<domain::ImportedVisit>(event->body).visit);
    return base::Done{};
  });
}

base::Result<std::vector<domain::Event>> Planner::events_of(const base::Uuid& command) {
  const auto rows = store_.rows_of(command);
  if (!rows) return rows.error();
  std::vector<domain::Event> events;
  for (const ledger::Row& row : *rows) {
    auto event = ledger::decode(row);
    if (!event) return event.error();
    events.push_back(*event);
  }
  return events;
}

}  // namespace

}  // namespace alongside::center
