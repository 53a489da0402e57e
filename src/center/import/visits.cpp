#include "center/import/visits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "center/import/codes.hpp"
#include "center/import/command_ids.hpp"
#include "center/import/row.hpp"
#include "center/import/survey.hpp"
#include "center/participants.hpp"
#include "document/csv.hpp"
#include "document/words.hpp"
#include "ledger/codec.hpp"
#include "ledger/digest.hpp"

namespace alongside::center {

namespace {

constexpr std::size_t commands_per_append = 256;

constexpr std::string_view another_arrival =
    "visit: this visit is in the record with another arrival; what is there stays. Do two sources, or two years, use "
    "the same visit numbers? Then name the source "
    "in the map: source = \"...\"";
constexpr std::string_view another_row =
    "visit: this visit is in the record with a row that is not as it stands here; what is there stays, and nothing of "
    "the visit was added. Was the row changed "
    "after it was imported?";

/// A good row of the file, in its visit.
struct GoodRow {
  std::size_t number = 0;  ///< which row of its visit, from 1
  RowContent content;
  std::optional<std::uint32_t> code;
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

using Bodies = std::vector<domain::EventBody>;

class Planner {
 public:
  Planner(const std::string& name, std::string_view text, const ImportMap& map, const ImportInto& into,
          ledger::Store& store)
      : name_(name), text_(text), map_(map), into_(into), store_(store), ids_(into.keys, into.site, map.source()) {}

  base::Result<ImportPlan> plan(const ImportProgress& progress);

 private:
  struct Matched {
    std::vector<std::pair<const GoodRow*, std::size_t>> to_add;  ///< with the row's number in the record
    bool record_has_another = false;                             ///< a row of the visit that the file does not have
    std::size_t empty_rows = 0;                                  ///< that say nothing but the visit
  };

  void read_rows();
  void take_row(const document::CsvRow& row);
  base::Result<> count_imported_visits();
  base::Result<> plan_visit(const VisitInFile& visit);
  base::Result<Matched> match_rows(const VisitInFile& visit);
  base::Result<std::size_t> free_number(const VisitInFile& visit, const std::unordered_set<std::size_t>& given);
  void add_row(const VisitInFile& visit, std::uint32_t visit_number, const GoodRow& row, std::size_t number);
  void count_in(const VisitInFile& visit);
  base::Result<> plan_tally();

  document::Place place_of(const document::CsvRow& row, ImportColumn column) const {
    return row.cells[*layout_.at[static_cast<std::size_t>(column)]].place;
  }
  std::string_view raw_of(const document::CsvRow& row) const;
  void reject(const document::CsvRow& row, std::size_t row_of_visit, const RowProblem& problem);
  base::Result<Bodies> recorded(const base::Uuid& command);
  void add_command(const base::Uuid& id, base::Instant at, const Bodies& bodies);

  const std::string& name_;
  std::string_view text_;
  const ImportMap& map_;
  const ImportInto& into_;
  ledger::Store& store_;
  ImportCommandIds ids_;
  std::optional<document::Csv> csv_;
  ImportLayout layout_;
  std::vector<VisitInFile> visits_;  ///< in the order of the file
  std::unordered_map<std::string, std::size_t> visit_at_;
  ImportCodes codes_;
  std::uint32_t imported_before_ = 0;  ///< the highest number of an imported visit in the record, and then in the plan
  std::uint32_t visits_in_file_ = 0;   ///< that stand in the record after this import
  std::uint32_t uses_in_file_ = 0;
  ImportPlan plan_;
};

domain::Event imported_event(base::Instant at, const domain::EventBody& body) {
  return {at, {}, {}, domain::Marks{}.with(domain::Mark::imported), body};
}

bool is_history(const ledger::Record& record) {
  const domain::EventBody& body = record.event.body;
  const auto* tally = std::get_if<domain::CodesTallied>(&body);
  const bool is_imported = std::holds_alternative<domain::ImportedVisit>(body) ||
                           std::holds_alternative<domain::ImportedUse>(body) ||
                           std::holds_alternative<domain::ImportedEmergency>(body) ||
                           std::holds_alternative<domain::ImportTallied>(body) || (tally && tally->imported);
  return is_imported && record.attachments.empty() && record.event.marks.has(domain::Mark::imported);
}

RowContent content_of(const Bodies& bodies) {
  RowContent content;
  for (const domain::EventBody& body : bodies) {
    if (const auto* use = std::get_if<domain::ImportedUse>(&body)) content.use = UseInRow{use->substances, use->route};
    if (const auto* e = std::get_if<domain::ImportedEmergency>(&body)) {
      content.emergency = EmergencyInRow{e->group, e->given, e->not_known, e->ems, e->transport, e->died};
    }
  }
  return content;
}

base::Result<ImportPlan> Planner::plan(const ImportProgress& progress) {
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
  if (auto done = count_imported_visits(); !done) return done.error();
  for (std::size_t i = 0; i < visits_.size(); ++i) {
    if (auto done = plan_visit(visits_[i]); !done) return done.error();
    if (progress && i % commands_per_append == 0) progress("visits looked up", i, visits_.size());
  }
  if (auto done = plan_tally(); !done) return done.error();
  std::stable_sort(plan_.rejected.begin(), plan_.rejected.end(),
                   [](const RejectedRow& a, const RejectedRow& b) { return a.line < b.line; });
  return std::move(plan_);
}

void Planner::read_rows() {
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

void Planner::take_row(const document::CsvRow& row) {
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
std::string_view Planner::raw_of(const document::CsvRow& row) const {
  if (!layout_.row || row.cells.size() < 3 || row.cells[2].offset > row.raw.size()) return row.raw;
  return row.raw.substr(row.cells[2].offset);
}

void Planner::reject(const document::CsvRow& row, std::size_t row_of_visit, const RowProblem& problem) {
  plan_.rejected.push_back(
      {csv_->error_at(problem.place, problem.message).message, raw_of(row), row_of_visit, row.place.line});
}

/// Numbers of imported visits go on from the highest that the record has.
base::Result<> Planner::count_imported_visits() {
  return store_.scan(1, [&](const ledger::Row& row) -> base::Result<> {
    if (row.kind != domain::ImportedVisit::is.number) return base::Done{};
    const auto record = ledger::decode(row.kind, row.body);
    if (!record) return record.error();
    imported_before_ = std::max(imported_before_, std::get<domain::ImportedVisit>(record->event.body).visit);
    return base::Done{};
  });
}

base::Result<> Planner::plan_visit(const VisitInFile& visit) {
  if (visit.rows.empty()) return base::Done{};
  const auto before = recorded(ids_.of_visit(visit.number));
  if (!before) return before.error();
  const auto matched = match_rows(visit);
  if (!matched) return matched.error();

  const domain::Precision precision = precision_of(visit.arrived.written);
  std::uint32_t visit_number = 0;
  if (before->empty()) {
    visit_number = ++imported_before_;
    ++plan_.summary.visits_added;
    add_command(ids_.of_visit(visit.number), visit.arrived.instant,
                {domain::ImportedVisit{visit_number, visit.arrived.instant, precision}});
  } else {
    const auto& there = std::get<domain::ImportedVisit>(before->front());
    const bool same_arrival = there.arrived == visit.arrived.instant && there.precision == precision;
    if (!same_arrival || matched->record_has_another) {
      for (const GoodRow& row : visit.rows) {
        plan_.rejected.push_back({csv_->error_at(row.place, same_arrival ? another_row : another_arrival).message,
                                  row.raw, row.number, row.place.line});
      }
      return base::Done{};
    }
    visit_number = there.visit;
  }
  for (const auto& [row, number] : matched->to_add) add_row(visit, visit_number, *row, number);
  plan_.summary.rows_there_before +=
      visit.rows.size() - matched->to_add.size() - (before->empty() ? matched->empty_rows : 0);
  count_in(visit);
  return base::Done{};
}

/// Which rows of a visit the record has: row by row, and where that does not fit (a row was put right in the file, others moved down)
/// by what they say.
base::Result<Planner::Matched> Planner::match_rows(const VisitInFile& visit) {
  Matched matched;
  std::vector<const GoodRow*> new_here;
  std::vector<RowContent> only_there;
  std::unordered_set<std::size_t> taken;
  for (const GoodRow& row : visit.rows) {
    if (row.content.empty()) {
      ++matched.empty_rows;
      continue;
    }
    const auto bodies = recorded(ids_.of_row(visit.number, row.number));
    if (!bodies) return bodies.error();
    if (!bodies->empty() && content_of(*bodies) == row.content) continue;
    new_here.push_back(&row);
    if (bodies->empty()) continue;
    only_there.push_back(content_of(*bodies));
    taken.insert(row.number);
  }
  for (const RowContent& there : only_there) {
    const auto same =
        std::find_if(new_here.begin(), new_here.end(), [&](const GoodRow* row) { return row->content == there; });
    matched.record_has_another |= same == new_here.end();
    if (same != new_here.end()) new_here.erase(same);
  }
  std::unordered_set<std::size_t> given;
  for (const GoodRow* row : new_here) {
    if (!taken.contains(row->number)) given.insert(row->number);
  }
  for (const GoodRow* row : new_here) {
    std::size_t number = row->number;
    if (taken.contains(number)) {
      const auto free = free_number(visit, given);
      if (!free) return free.error();
      number = *free;
      given.insert(number);
    }
    matched.to_add.emplace_back(row, number);
  }
  return matched;
}

/// The lowest that no row has: so a visit's numbers never go beyond the rows of its file, and the next import finds each.
base::Result<std::size_t> Planner::free_number(const VisitInFile& visit, const std::unordered_set<std::size_t>& given) {
  for (std::size_t number = 1;; ++number) {
    if (given.contains(number)) continue;
    const auto bodies = recorded(ids_.of_row(visit.number, number));
    if (!bodies) return bodies.error();
    if (bodies->empty()) return number;
  }
}

void Planner::add_row(const VisitInFile& visit, std::uint32_t visit_number, const GoodRow& row, std::size_t number) {
  Bodies bodies;
  if (const auto& use = row.content.use) {
    bodies.push_back(domain::ImportedUse{visit_number, visit.arrived.instant, use->substances, use->route});
    ++plan_.summary.uses_added;
  }
  if (const auto& e = row.content.emergency) {
    bodies.push_back(domain::ImportedEmergency{visit_number, visit.arrived.instant, e->group, e->given, e->not_known,
                                               e->ems, e->transport, e->died});
    ++plan_.summary.emergencies_added;
  }
  add_command(ids_.of_row(visit.number, number), visit.arrived.instant, bodies);
}

/// What stands in the record of this file after the import: the same however often it was tried.
void Planner::count_in(const VisitInFile& visit) {
  ++visits_in_file_;
  ImportSummary& summary = plan_.summary;
  summary.times_twice += visit.arrived.change == document::Zone::ClockChange::twice ? 1U : 0U;
  summary.times_never += visit.arrived.change == document::Zone::ClockChange::never ? 1U : 0U;
  summary.first = summary.first.is_known() ? std::min(summary.first, visit.arrived.instant) : visit.arrived.instant;
  summary.last = std::max(summary.last, visit.arrived.instant);
  const document::Date day = into_.zone.to_local(visit.arrived.instant).date;
  for (const GoodRow& row : visit.rows) {
    uses_in_file_ += row.content.use ? 1U : 0U;
    if (row.code) codes_.count(*row.code, day);
  }
}

base::Result<> Planner::plan_tally() {
  if (visits_in_file_ == 0) return base::Done{};
  domain::ImportTallied tallied;
  const ledger::Digest digest = ledger::digest_of(base::bytes_of(text_));
  std::copy_n(digest.bytes.begin(), tallied.file.size(), tallied.file.begin());
  tallied.visits = visits_in_file_;
  tallied.uses = uses_in_file_;
  tallied.codes = codes_.distinct();
  tallied.rejected = static_cast<std::uint32_t>(plan_.rejected.size());
  tallied.first = plan_.summary.first;
  tallied.last = plan_.summary.last;
  if (tallied.codes > 0) plan_.summary.codes = tallied.codes;

  Bodies bodies{tallied};
  for (const auto& [period, codes] : codes_.by_period()) bodies.push_back(domain::CodesTallied{period, codes, true});
  // Its id is what it says, so that one that says the same is not added again.
  base::Bytes content;
  for (const domain::EventBody& body : bodies) {
    const base::Bytes encoded = ledger::encode({imported_event(tallied.last, body), {}}).body;
    content.insert(content.end(), encoded.begin(), encoded.end());
  }
  const base::Uuid id = ids_.of_tally(content);
  const auto before = recorded(id);
  if (!before) return before.error();
  if (before->empty()) add_command(id, into_.now, bodies);
  return base::Done{};
}

base::Result<Bodies> Planner::recorded(const base::Uuid& command) {
  const auto rows = store_.rows_of(command);
  if (!rows) return rows.error();
  Bodies bodies;
  for (const ledger::Row& row : *rows) {
    const auto record = ledger::decode(row.kind, row.body);
    if (!record) return record.error();
    bodies.push_back(record->event.body);
  }
  return bodies;
}

void Planner::add_command(const base::Uuid& id, base::Instant at, const Bodies& bodies) {
  std::vector<ledger::NewRow> rows;
  for (const domain::EventBody& body : bodies) {
    auto encoded = ledger::encode({imported_event(at, body), {}});
    rows.push_back({.command = id, .received_at = into_.now, .kind = encoded.kind, .body = std::move(encoded.body)});
  }
  plan_.commands.push_back(std::move(rows));
}

}  // namespace

std::string ImportPlan::rejects_file() const {
  if (rejected.empty()) return {};
  std::string file = fmt::format("{},{},{}\n", rejects_why, rejects_row, rejects_header);
  for (const RejectedRow& row : rejected) {
    file += fmt::format("{},{},{}\n", document::csv_cell(row.message),
                        row.row == 0 ? std::string{} : std::to_string(row.row), row.raw);
  }
  return file;
}

base::Result<ImportPlan> plan_import(const std::string& name, std::string_view text, const ImportMap& map,
                                     const ImportInto& into, ledger::Store& store, const ImportProgress& progress) {
  return Planner(name, text, map, into, store).plan(progress);
}

AppendHistory appending_to(ledger::Store& store) {
  return [&store](const std::vector<ledger::NewRow>& rows) { return store.append(store.head(), rows); };
}

base::Result<ledger::Head> append_import(const ImportPlan& plan, const ledger::Head& head, const AppendHistory& append,
                                         const ImportProgress& progress) {
  ledger::Head last = head;
  for (std::size_t begin = 0; begin < plan.commands.size(); begin += commands_per_append) {
    const std::size_t end = std::min(begin + commands_per_append, plan.commands.size());
    std::vector<ledger::NewRow> rows;
    for (std::size_t i = begin; i < end; ++i) rows.insert(rows.end(), plan.commands[i].begin(), plan.commands[i].end());
    const auto appended = append(std::move(rows));
    if (!appended) return appended.error();
    last = *appended;
    if (progress) progress("written", end, plan.commands.size());
  }
  return last;
}

base::Result<std::vector<domain::Event>> events_of_history(const std::vector<ledger::NewRow>& rows) {
  std::vector<domain::Event> events;
  std::unordered_set<base::Uuid> commands;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto record = ledger::decode(rows[i].kind, rows[i].body);
    if (!record) return record.error();
    if (!is_history(*record)) return base::input_error("expected rows of an import, found another kind of row");
    const bool goes_on = i > 0 && rows[i].command == rows[i - 1].command;
    if (!goes_on && !commands.insert(rows[i].command).second)
      return base::input_error("expected the rows of one command together, found them apart");
    events.push_back(record->event);
  }
  return events;
}

}  // namespace alongside::center
