// The plan of an import: what of the file is added to the record, and under which ids. See visits.hpp.
//
// Invariants: nothing is appended while the plan is made; what it counts is what stands in the record of this file afterwards, however often
// it was tried.
#include <algorithm>
#include <utility>
#include <variant>

#include "center/import/codes.hpp"
#include "center/import/command_ids.hpp"
#include "center/import/recorded_rows.hpp"
#include "center/import/rows_of_file.hpp"
#include "center/import/visits.hpp"
#include "ledger/codec.hpp"
#include "ledger/digest.hpp"

namespace alongside::center {

namespace {

constexpr std::size_t visits_between_words = 256;

constexpr std::string_view another_arrival =
    "visit: this visit is in the record with another arrival; what is there stays. Do two sources, or two years, use "
    "the same visit numbers? Then name the source "
    "in the map: source = \"...\"";
constexpr std::string_view another_row =
    "visit: this visit is in the record with a row that is not as it stands here; what is there stays, and nothing of "
    "the visit was added. Was the row changed "
    "after it was imported?";

class Planner {
 public:
  Planner(const std::string& name, std::string_view text, const ImportMap& map, const ImportInto& into,
          ledger::Store& store)
      : text_(text),
        into_(into),
        file_(name, text, map, into, codes_, plan_),
        recorded_(store, ImportCommandIds(into.keys, into.site, map.source())),
        ids_(recorded_.ids()) {}

  base::Result<ImportPlan> plan(const ImportProgress& progress);

 private:
  base::Result<> plan_visit(const VisitInFile& visit);
  void add_row(const VisitInFile& visit, std::uint32_t visit_number, const GoodRow& row, std::size_t number);
  void count_in(const VisitInFile& visit);
  base::Result<> plan_tally();
  void add_command(const base::Uuid& id, base::Instant at, const Bodies& bodies);

  std::string_view text_;
  const ImportInto& into_;
  ImportPlan plan_;
  ImportCodes codes_;
  RowsOfFile file_;
  RecordedRows recorded_;
  const ImportCommandIds& ids_;
  std::uint32_t imported_before_ = 0;  ///< the highest number of an imported visit in the record, and then in the plan
  std::uint32_t visits_in_file_ = 0;   ///< that stand in the record after this import
  std::uint32_t uses_in_file_ = 0;
};

base::Result<ImportPlan> Planner::plan(const ImportProgress& progress) {
  if (auto done = file_.read(); !done) return done.error();
  const auto last = recorded_.last_visit();
  if (!last) return last.error();
  imported_before_ = *last;  // numbers of imported visits go on from it
  const std::vector<VisitInFile>& visits = file_.visits();
  for (std::size_t i = 0; i < visits.size(); ++i) {
    if (auto done = plan_visit(visits[i]); !done) return done.error();
    if (progress && i % visits_between_words == 0) progress("visits looked up", i, visits.size());
  }
  if (auto done = plan_tally(); !done) return done.error();
  std::stable_sort(plan_.rejected.begin(), plan_.rejected.end(),
                   [](const RejectedRow& a, const RejectedRow& b) { return a.line < b.line; });
  return std::move(plan_);
}

base::Result<> Planner::plan_visit(const VisitInFile& visit) {
  if (visit.rows.empty()) return base::Done{};
  const auto before = recorded_.of(ids_.of_visit(visit.number));
  if (!before) return before.error();
  const auto matched = recorded_.match(visit);
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
      for (const GoodRow& row : visit.rows) file_.reject(row, same_arrival ? another_row : another_arrival);
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
  const auto before = recorded_.of(id);
  if (!before) return before.error();
  if (before->empty()) add_command(id, into_.now, bodies);
  return base::Done{};
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

base::Result<ImportPlan> plan_import(const std::string& name, std::string_view text, const ImportMap& map,
                                     const ImportInto& into, ledger::Store& store, const ImportProgress& progress) {
  return Planner(name, text, map, into, store).plan(progress);
}

}  // namespace alongside::center
