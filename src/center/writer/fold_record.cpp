#include "center/writer/fold_record.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "center/replay.hpp"

namespace alongside::center {

namespace {

/// A visit as its first row has it: what it is called, and the sealed link to whose it is.
struct Linked {
  domain::VisitId visit;
  base::Uuid id;
  base::Bytes link;
};

/// The newest month in which somebody was welcomed.
struct LastMonth {
  std::uint32_t period = 0;
  std::vector<Linked> welcomed;
  std::uint32_t tallied = 0;
};

class Fold {
 public:
  Fold(RecordRead& out, const document::Zone& zone, base::Instant now) : out_(out), zone_(zone), now_(now) {}

  void take(const ledger::Row& row, const ledger::Record& read);
  /// By the links that are still there.
  void count_codes(std::uint32_t month_now);
  void name_who_is_remembered();

 private:
  bool is_remembered(const Linked& linked) const;
  void take_beginning(const ledger::Row& row, const ledger::Record& read, domain::VisitId visit);
  void follow_month(const domain::Event& event);

  RecordRead& out_;
  const document::Zone& zone_;
  const base::Instant now_;
  std::unordered_map<std::uint32_t, Linked> latest_;  ///< by visit: who is inside, or was until not long ago
  LastMonth last_month_;
};

void Fold::take(const ledger::Row& row, const ledger::Record& read) {
  const domain::EventBody& body = read.event.body;
  out_.published.take(read.event);
  out_.last_row_at = row.received_at;
  out_.last_start.take(row.seq, read.event);
  if (std::holds_alternative<domain::ParticipantEnrolled>(body)) ++out_.enrolled;
  if (std::holds_alternative<domain::ProtocolAdopted>(body))
    out_.protocol_text = base::text_of(attachment(read, ledger::AttachmentKind::document));
  out_.known.take(row, read, now_);
  if (const domain::VisitId visit = domain::visit_begun_by(body); visit.exists()) take_beginning(row, read, visit);
  follow_month(read.event);
}

void Fold::take_beginning(const ledger::Row& row, const ledger::Record& read, domain::VisitId visit) {
  const base::BytesView link = attachment(read, ledger::AttachmentKind::visit_link);
  Linked linked{.visit = visit, .id = public_visit_id(read), .link = {link.begin(), link.end()}};
  out_.known.name_visit(row.command, linked.id);
  const std::uint32_t month = month_of(zone_, row.received_at);
  if (month != last_month_.period) last_month_ = {.period = month, .welcomed = {}};
  if (!linked.link.empty() && month_of(zone_, read.event.at) == month) last_month_.welcomed.push_back(linked);
  latest_[visit.number] = std::move(linked);
  if (latest_.size() > visits_named_max)
    std::erase_if(latest_, [&](const auto& one) { return !is_remembered(one.second); });
}

/// A welcome that was taken back counts for nothing; a tally that stands is not made smaller.
void Fold::follow_month(const domain::Event& event) {
  if (const auto* undone = std::get_if<domain::WelcomeUndone>(&event.body))
    std::erase_if(last_month_.welcomed, [&](const Linked& one) { return one.visit == undone->visit; });
  const auto* tally = std::get_if<domain::CodesTallied>(&event.body);
  if (tally && !tally->imported && tally->period == last_month_.period) last_month_.tallied = tally->codes;
}

bool Fold::is_remembered(const Linked& linked) const {
  const domain::State& state = out_.published.state;
  return state.find(linked.visit) != nullptr || state.find_over(linked.visit) != nullptr;
}

void Fold::count_codes(std::uint32_t month_now) {
  CodesOfTheMonth counted(last_month_.period);
  for (const Linked& linked : last_month_.welcomed) {
    if (const auto participant = out_.record.participants->follow(linked.id, linked.link))
      counted.came(*participant, last_month_.period);
  }
  // A month that ended while the program was not running: it is tallied when the first batch turns the month. Once: a link that has
  // expired since makes no smaller count of it.
  const bool is_to_be_tallied = last_month_.period == month_now || counted.distinct() > last_month_.tallied;
  out_.codes = is_to_be_tallied ? std::move(counted) : CodesOfTheMonth(month_now);
}

void Fold::name_who_is_remembered() {
  const Participants& participants = *out_.record.participants;
  for (const auto& [number, linked] : latest_) {
    if (!is_remembered(linked)) continue;
    std::string handle;
    if (const auto participant = participants.follow(linked.id, linked.link)) {
      handle = participants.code_of(*participant);
      out_.whose.is_known_from_record(*participant, linked.visit, out_.published.state);
    }
    out_.published.name_visit(linked.visit, linked.id, std::move(handle));
  }
}

}  // namespace

base::Result<> fold_record(RecordRead& out, const document::Zone& zone, const Clock& clock) {
  const std::uint32_t month_now = month_of(zone, clock.now());
  Fold fold(out, zone, clock.now());
  const auto replayed =
      replay(*out.record.store, *out.table, [&](const ledger::Row& row, const ledger::Record& read) -> base::Result<> {
        fold.take(row, read);
        return base::Done{};
      });
  if (!replayed) return replayed.error();
  fold.count_codes(month_now);
  fold.name_who_is_remembered();
  return base::Done{};
}

}  // namespace alongside::center
