#include "center/writer.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <cassert>
#include <filesystem>
#include <utility>

#include "center/import_visits.hpp"
#include "center/locked_copies.hpp"
#include "center/random_id.hpp"
#include "center/replay.hpp"
#include "center/request_bytes.hpp"
#include "center/site_day.hpp"
#include "document/shipped_documents.hpp"
#include "document/toml.hpp"
#include "ledger/durable_file.hpp"
#include "ledger/sqlite/sqlite_key_store.hpp"
#include "ledger/sqlite/sqlite_store.hpp"

namespace alongside::center {

namespace {

using base::Result;

constexpr auto idle_wait = std::chrono::milliseconds(500);
constexpr auto pause_after_fault =
    std::chrono::milliseconds(50);  // a fault that comes again at once must not take the whole machine
constexpr base::Duration sign_every = base::minutes(1);
constexpr base::Duration ids_in_memory = base::hours(48);
constexpr std::size_t visits_named_max =
    4 * domain::over_max;  ///< beside who is inside: then those that are forgotten go
constexpr base::Duration links_kept =
    base::hours(24 * 90);  // [J] 90 days; domain words: the link from visit to participant
constexpr base::Duration clock_off_max_for_links =
    base::hours(24 * 31);  // [J] a longer silence or step keeps links until the next start
constexpr base::Duration housekeeping_every = base::hours(1);
constexpr int ticks_in_a_batch_max = 512;

domain::PersonRef random_person() {
  std::uint64_t number = 0;
  randombytes_buf(&number, sizeof number);
  return domain::PersonRef{number >> 1};
}

Permission permission_of(const Request& request, domain::StaffRef responsible) {
  return may(request.by, request.body, responsible);
}

/// Whom the command puts in charge, if it does so.
std::optional<domain::PutInCharge> put_in_charge(const domain::State& state, const domain::CommandBody& body) {
  return std::visit(
      [&](const auto& command) -> std::optional<domain::PutInCharge> {
        if constexpr (requires { domain::put_in_charge(state, command); }) {
          return domain::put_in_charge(state, command);
        } else {
          return std::nullopt;
        }
      },
      body);
}

base::Bytes bytes_of(base::BytesView view) { return {view.begin(), view.end()}; }

/// For the log: why nothing is written on top of this ledger, and what to do.
std::string cut_off_because(std::uint64_t seq, const std::string& known) {
  return fmt::format(
      "{}, and the ledger ends at row {} and does not hold it: an older or another copy stands in its place. Stop the "
      "program and run `alongside verify`; docs/missing-records.md says what next",
      known, seq);
}

bool touches_an_emergency(const domain::Events& events) {
  return std::any_of(events.begin(), events.end(),
                     [](const domain::Event& event) { return domain::traits_of(event.body).touches_emergency; });
}

Answer turned_down(const Request& request, Outcome outcome) {
  return {.id = request.id, .outcome = outcome, .saved = false};
}

Answer turned_down(const Request& request, Permission permission) {
  Answer answer = turned_down(request, Outcome::not_allowed);
  answer.permission = permission;
  return answer;
}

}  // namespace

Center::Writer::Writer(const SiteFolder& folder, Clock& clock, Staff& staff, Center::Options options,
                       document::Zone zone)
    : folder_(folder),
      clock_(clock),
      staff_(staff),
      options_(std::move(options)),
      zone_(std::move(zone)),
      journal_(folder.path) {}

Center::Writer::~Writer() {
  {
    const std::lock_guard lock(queue_mutex_);
    stopping_ = true;
  }
  queue_changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (record_.store) sign_head(ledger::HeadReason::minute);
}

void Center::Writer::start() {
  thread_ = std::thread([this] { run(); });
}

// --- the batch: decide all, append once, sync once, publish, answer ---------------------------------------------------------------

void Center::Writer::run() {
  for (;;) {
    std::vector<Pending> taken;
    std::vector<ledger::HeadToken> presented;
    std::optional<OwnersWork> owners;
    {
      std::unique_lock lock(queue_mutex_);
      const auto due = domain::next_due(working_);
      auto wait = idle_wait;
      if (due)
        wait = std::clamp(std::chrono::milliseconds((due->due - clock_.now()).milliseconds),
                          std::chrono::milliseconds(0), idle_wait);
      queue_changed_.wait_for(lock, wait, [&] {
        return stopping_ || !queue_.empty() || !presented_.empty() || !owners_queue_.empty() ||
               (keys_to_unlock_ && !reading_.valid());
      });
      taken = std::exchange(queue_, {});
      presented = std::exchange(presented_, {});
      if (!owners_queue_.empty()) {  // one at a time: taps that came meanwhile are answered before the next
        owners = std::move(owners_queue_.front());
        owners_queue_.pop_front();
      }
      if (stopping_ && taken.empty()) return;
      // Keys in use stay where they are: the record is read, and codes are looked up, with them.
      if (keys_to_unlock_ && !reading_.valid()) {
        auto keys = std::exchange(keys_to_unlock_, std::nullopt);
        if (!record_.participants) {
          keys_ = std::move(keys);
          next_reopen_ = base::Instant{0};
        }
      }
    }
    try {
      for (const ledger::HeadToken& seen : presented) {
        if (keys_ && ledger::is_genuine(keys_->head_token, seen)) seen_by_screens_.push_back(seen);
      }
      hold_against_screens();
      work(taken);
      if (owners) owners->kept.set_value(keep_alone(owners->decide));
    } catch (const std::exception& fault) {
      go_on_after(fault.what(), taken);
    } catch (...) {
      go_on_after("something that is no std::exception was thrown", taken);
    }
  }
}

/// The last line of defence. Nothing in here is meant to throw; if it does all the same (no memory, a fault of ours), nobody's clocks stop:
/// the ledger is closed as after a failed append and read again from its first row, and who waits is answered as while it is closed.
void Center::Writer::go_on_after(std::string_view fault, std::vector<Pending>& taken) {
  try {
    close_ledger(fmt::format("the program failed inside: {}; the record is read again from its first row", fault));
    // What was decided and perhaps not kept is not known; what is in the record is known again by its row.
    const auto take_afresh = [&](const Request& request) {
      const bool held =
          std::any_of(unsaved_.begin(), unsaved_.end(), [&](const Request& kept) { return kept.id == request.id; });
      if (!held) known_.erase(request.id);
      return take_unsaved(request);
    };
    for (const Request& request : std::exchange(deciding_again_, {})) take_afresh(request);
    for (Pending& pending : taken) {
      if (!pending.done) continue;
      std::vector<Answer> answers;
      for (const Request& request : pending.requests) {
        answers.push_back(take_afresh(request));
        answers.back().head = published_.given();
      }
      std::exchange(pending.done, nullptr)(std::move(answers));
    }
    changed();
  } catch (...) {
    // Whoever has no answer asks again under the same id.
  }
  std::this_thread::sleep_for(pause_after_fault);
}

void Center::Writer::work(std::vector<Pending>& taken) {
  const bool open = is_open();
  Batch batch;
  if (open) turn_month(batch);
  std::vector<std::vector<Answer>> answers;
  for (const Pending& pending : taken) {
    auto& row = answers.emplace_back();
    for (const Request& request : pending.requests)
      row.push_back(open ? handle(request, batch) : take_unsaved(request));
  }
  if (open) {
    tick(batch);
    note_step(batch);
    if (!commit(batch)) {
      // Decided on a state that never came to be: refusals too, and retries of what is lost with the batch.
      for (std::size_t i = 0; i < taken.size(); ++i) {
        for (std::size_t j = 0; j < answers[i].size(); ++j) {
          const Answer& answer = answers[i][j];
          const bool in_batch = std::find(batch.ids.begin(), batch.ids.end(), answer.id) != batch.ids.end();
          const bool id_was_used =
              answer.again || answer.outcome == Outcome::other_principal || answer.outcome == Outcome::id_reused;
          if (in_batch || !id_was_used) answers[i][j] = take_unsaved(taken[i].requests[j]);
        }
      }
    }
  } else {
    tick_unsaved();
    try_to_reopen();
  }
  for (std::size_t i = 0; i < taken.size(); ++i) {
    for (Answer& answer : answers[i]) answer.head = published_.given();
    std::exchange(taken[i].done, nullptr)(std::move(answers[i]));
  }
  if (is_open() && clock_.now() - signed_at_ >= sign_every) sign_head(ledger::HeadReason::minute);
  if (is_open() && clock_.now() - kept_house_at_ >= housekeeping_every) keep_house();
}

/// Links from visit to participant expire; ids older than two days are looked up in the record from now on. Not by a clock that may be
/// wrong by more than a closure of the site is long: it must not destroy keys before their time.
void Center::Writer::keep_house() {
  const base::Instant now = clock_.now();
  kept_house_at_ = now;
  (void)journal_.prepare();
  std::erase_if(known_, [&](const auto& entry) { return now - entry.second.at > ids_in_memory; });
  if (!clock_sure_for_links_) return;
  (void)record_.keys->expire_before(ledger::KeyOf::visit_link,
                                    now - links_kept);  // a disk that fails here is tried again in an hour
}

domain::Command Center::Writer::command_of(const Request& request) const {
  domain::Command command{.at = request.received_at - request.age,
                          .by = request.by.staff,
                          .device = request.by.device,
                          .marks = request.marks,
                          .body = request.body};
  if (request.tablet_wall.is_known()) {
    const base::Duration off = command.at - request.tablet_wall;
    if (std::abs(off.milliseconds) > options_.tablet_clock_off_max.milliseconds)
      command.marks = command.marks.with(domain::Mark::time_not_sure);
  }
  const bool from_paper = domain::is_from_paper(command.body);
  if (request.age > options_.age_max && !from_paper) {
    command.at = request.received_at - options_.age_max;
    command.marks = command.marks.with(domain::Mark::time_not_sure);
  }
  if (from_paper) command.marks = command.marks.with(domain::Mark::from_paper);
  domain::take(command.body, {.id = request.id, .person = random_person()});
  return command;
}

const Center::Writer::Known* Center::Writer::known_in_memory(const base::Uuid& id) const {
  const auto found = known_.find(id);
  return found == known_.end() ? nullptr : &found->second;
}

/// An error is no answer: what cannot be looked up may have been done.
Result<std::optional<Center::Writer::Known>> Center::Writer::known(const base::Uuid& id) const {
  if (const Known* found = known_in_memory(id)) return std::optional(*found);
  // Whatever is not in memory is looked up, whenever its id says it was made: that time is a tablet's word, and an id taken for new by
  // mistake could never be appended. The index page that is read here is the one that the append would touch.
  const auto rows = record_.store->rows_of(id);
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<Known>();
  Known out;
  for (const ledger::Row& row : *rows) {
    const auto record = ledger::decode(row.kind, row.body);
    if (!record) return record.error();
    if (const auto content = ledger::Digest::from(attachment(*record, ledger::AttachmentKind::command_digest))) {
      out.content = *content;
      out.staff = record->event.by;
      out.device = record->event.device;
      out.nothing_to_do = std::holds_alternative<domain::NothingToDo>(record->event.body);
    }
    if (const auto visit = attachment(*record, ledger::AttachmentKind::public_visit_id); visit.size() == 16)
      std::copy(visit.begin(), visit.end(), out.visit.bytes.begin());
  }
  return std::optional(out);
}

Answer Center::Writer::answer_again(const Request& request, const Known& before) const {
  const bool by_device = belongs_to_screen(request.body) && before.device.exists();
  const bool same = by_device ? before.device == request.by.device : before.staff == request.by.staff;
  if (!same) return turned_down(request, Outcome::other_principal);
  if (!(content_of(request) == before.content)) return turned_down(request, Outcome::id_reused);
  return {.id = request.id, .again = true, .nothing_to_do = before.nothing_to_do, .visit = before.visit};
}

/// Whose code it is. A new one is enrolled in the key store; the ledger is told that somebody was, and neither who nor under which code.
/// Without its link's key a visit is not begun: it would be nobody's after a restart, with the answer "saved".
Outcome Center::Writer::take_code(const Request& request, const domain::Command& command, const base::Uuid& visit,
                                  Batch& batch, CodeTaken& code) {
  if (folded_code(request.code).empty()) return Outcome::accepted;
  const auto make_link = [&] {
    auto link = record_.participants->link(visit, *code.participant, command.at);
    if (!link) return Outcome::not_saved;
    code.link = std::move(*link);
    return Outcome::accepted;
  };
  code.participant = record_.participants->find(request.code);
  if (code.participant) {
    const auto before = inside_.find(*code.participant);
    if (before != inside_.end() && working_.find(before->second)) return Outcome::already_inside;
    code.handle = record_.participants->code_of(*code.participant);
    return make_link();
  }
  if (!request.enrol) return Outcome::unknown_code;
  const auto made = record_.participants->enrol(request.code);
  if (!made) return Outcome::not_saved;
  code.participant = *made;
  code.handle = request.code;
  {
    const std::unique_lock lock(
        published_mutex_);  // readers look codes up; the key above was synced without keeping them waiting
    record_.participants->take(*made, request.code);
  }
  if (const Outcome linked = make_link(); linked != Outcome::accepted) return linked;
  const domain::Event event{.at = command.at,
                            .by = command.by,
                            .device = command.device,
                            .marks = command.marks,
                            .body = domain::ParticipantEnrolled{}};
  auto encoded = ledger::encode({event, {}});
  batch.rows.push_back({.command = request.id,
                        .received_at = request.received_at,
                        .kind = encoded.kind,
                        .body = std::move(encoded.body)});
  batch.events.push_back({.event = event, .visit_id = {}, .handle = {}});
  return Outcome::accepted;
}

/// Of what was just decided.
Permission Center::Writer::permission_of_result(const Request& request) const {
  if (is_in_charge(request.by, working_.responsible)) return Permission::allowed;
  return domain::needs_charge(working_, request.body, events_) ? Permission::responsible_person_only
                                                               : Permission::allowed;
}

void Center::Writer::forget_old_visits() {
  std::set<std::uint32_t> remembered;
  for (const domain::Person& person : working_.people) remembered.insert(person.visit.number);
  for (const domain::Over& over : working_.over) remembered.insert(over.person.visit.number);
  std::erase_if(participants_, [&](const auto& one) { return !remembered.contains(one.first); });
}

/// Somebody whose code came in again since is not brought back beside themselves; once they are, their code is inside.
bool Center::Writer::is_inside_again() const {
  for (const domain::Event& event : events_) {
    const auto* undone = std::get_if<domain::EndingUndone>(&event.body);
    const auto participant = undone ? participants_.find(undone->visit.number) : participants_.end();
    if (participant == participants_.end()) continue;
    const auto latest = inside_.find(participant->second);
    if (latest != inside_.end() && latest->second != undone->visit && working_.find(latest->second)) return true;
  }
  return false;
}

/// The floor knows numbers only; who is behind them, whether they work on it, and whether they were asked, the staff know.
Outcome Center::Writer::outcome_of_charge(const Request& request) {
  const auto charge = put_in_charge(working_, request.body);
  if (!charge || request.by.is_the_program) return Outcome::accepted;
  const auto member = staff_.member(charge->who);
  if (!member || member->ended || !is_floor_staff(member->role)) return Outcome::cannot_be_responsible;
  const bool is_asked = charge->is_asked && charge->who != request.by.staff && charge->who != working_.responsible;
  return is_asked && !staff_.take_acceptance(charge->who, request.by) ? Outcome::needs_their_pin : Outcome::accepted;
}

Answer Center::Writer::handle(const Request& request, Batch& batch) {
  if (!batch.fault.empty()) return turned_down(request, Outcome::not_saved);
  const auto before = known(request.id);
  if (!before) {
    batch.fault = before.error().message;
    return turned_down(request, Outcome::not_saved);
  }
  if (*before) return answer_again(request, **before);
  Answer answer{.id = request.id};
  const Permission permission = permission_of(request, working_.responsible);
  if (permission != Permission::allowed) return turned_down(request, permission);
  const domain::Command command = command_of(request);
  answer.refusal = domain::decide(working_, command, events_);
  if (!answer.refusal.accepted()) {
    answer.outcome = Outcome::refused;
    answer.saved = false;
    return answer;
  }
  if (const Permission of_result = permission_of_result(request); of_result != Permission::allowed)
    return turned_down(request, of_result);
  if (const Outcome of_charge = outcome_of_charge(request); of_charge != Outcome::accepted)
    return turned_down(request, of_charge);
  Known done{.content = content_of(request),
             .staff = request.by.staff,
             .device = request.by.device,
             .visit = {},
             .at = request.received_at};
  if (std::holds_alternative<domain::UndoEnding>(request.body) && is_inside_again())
    return turned_down(request, Outcome::already_inside);
  CodeTaken code;
  if (std::holds_alternative<domain::Welcome>(request.body)) {
    done.visit = random_id();
    if (const Outcome outcome = take_code(request, command, done.visit, batch, code); outcome != Outcome::accepted)
      return turned_down(request, outcome);
  }
  done.nothing_to_do = answer.nothing_to_do = events_.empty();
  if (done.nothing_to_do) events_.add(command, domain::NothingToDo{});
  add_rows(request, done, code, batch);
  answer.visit = done.visit;
  known_[request.id] = done;
  batch.ids.push_back(request.id);
  if (std::holds_alternative<domain::CloseFloor>(request.body)) tally_codes(batch);
  return answer;
}

/// Rows for the events just decided, and the events into the working state.
void Center::Writer::add_rows(const Request& request, const Known& done, const CodeTaken& code, Batch& batch) {
  bool first = true;  // of those just decided: an enrolment's row before them carries no digest
  for (const domain::Event& event : events_) {
    ledger::Record record{event, {}};
    if (first) record.attachments.push_back({ledger::AttachmentKind::command_digest, bytes_of(done.content.bytes)});
    ToPublish publish{.event = event, .visit_id = {}, .handle = {}};
    if (const auto* welcomed = std::get_if<domain::Welcomed>(&event.body)) {
      record.attachments.push_back({ledger::AttachmentKind::public_visit_id, bytes_of(done.visit.bytes)});
      publish.visit_id = done.visit;
      publish.handle = code.handle;
      if (code.participant) {
        record.attachments.push_back({ledger::AttachmentKind::visit_link, code.link});
        inside_[*code.participant] = welcomed->visit;
        participants_[welcomed->visit.number] = *code.participant;
        if (participants_.size() > visits_named_max) forget_old_visits();
        if (month_of(event.at) == month_) ++codes_this_month_[*code.participant];
      }
    }
    note_who_came_back(event);
    auto encoded = ledger::encode(record);
    batch.rows.push_back({.command = request.id,
                          .received_at = request.received_at,
                          .kind = encoded.kind,
                          .body = std::move(encoded.body)});
    batch.events.push_back(std::move(publish));
    domain::evolve(working_, event);
    first = false;
  }
}

/// A code is inside again with its visit that was over; one whose welcome was taken back did not come.
void Center::Writer::note_who_came_back(const domain::Event& event) {
  const auto* back = std::get_if<domain::EndingUndone>(&event.body);
  const auto* undone = std::get_if<domain::WelcomeUndone>(&event.body);
  const domain::VisitId visit = back ? back->visit : undone ? undone->visit : domain::VisitId::none();
  const auto found = participants_.find(visit.number);
  if (!visit.exists() || found == participants_.end()) return;
  if (back) inside_[found->second] = visit;
  if (!undone || month_of(undone->welcomed) != month_) return;
  if (const auto code = codes_this_month_.find(found->second); code != codes_this_month_.end() && --code->second == 0)
    codes_this_month_.erase(code);
}

/// A command of the program's own, which nothing refuses.
void Center::Writer::decide_own(const domain::CommandBody& body, base::Instant now, Batch& batch) {
  Request request;
  request.id = random_id();
  request.received_at = now;
  request.body = body;
  domain::decide(working_, command_of(request), events_);
  add_rows(request, {}, {}, batch);
}

// --- what the site's owner asks for -----------------------------------------------------------------------------------------------------

base::Result<ledger::Head> Center::Writer::in_own_batch(Decide decide) {
  OwnersWork work{.decide = std::move(decide), .kept = {}};
  auto kept = work.kept.get_future();
  {
    const std::lock_guard lock(queue_mutex_);
    owners_queue_.push_back(std::move(work));
  }
  queue_changed_.notify_one();
  try {
    return kept.get();
  } catch (const std::future_error&) {  // the writer failed inside, or the program stops
    return base::operation_error("whether this was done is not known; look, before it is asked for again");
  }
}

base::Result<ledger::Head> Center::Writer::keep_alone(const Decide& decide) {
  const auto closed = [&](std::string_view and_so) {
    return base::operation_error(
        fmt::format("the record is closed for writing: {}; {}", published_.closed_because, and_so));
  };
  if (!is_open()) return closed("nothing was done");
  Batch batch;
  if (const auto decided = decide(batch); !decided) return decided.error();
  if (!commit(batch)) return closed("whether this was kept shows once it is open again");
  return record_.store->head();
}

void Center::Writer::add_row(ledger::NewRow row, const domain::Event& event, Batch& batch) {
  batch.rows.push_back(std::move(row));
  batch.events.push_back({.event = event, .visit_id = {}, .handle = {}});
  domain::evolve(working_, event);
}

base::Result<> Center::Writer::put_in_force(const ProtocolToAdopt& protocol, domain::ProtocolDocument document,
                                            domain::StaffRef signer) {
  const std::int32_t version = document.text.version;
  const LockedCopies copies{.protocol = protocol.text, .number = document.text.emergency_number};
  std::string signed_text;
  const auto kept = in_own_batch([&](Batch& batch) -> base::Result<> {
    if (const auto quiet = expect_no_emergency(working_); !quiet) return quiet;
    signed_text = copies.signed_text(keys_->heads);
    domain::DocumentRef number;
    {
      const std::unique_lock lock(published_mutex_);  // readers look into the side table
      number = adopt(*table_, std::move(document));
    }
    AdoptionRow adoption = adoption_row(protocol, number, version, signer, clock_.now());
    add_row(std::move(adoption.row), adoption.event, batch);
    return base::Done{};
  });
  if (!kept) return kept.error();
  return copies_written(write_locked_copies(folder_, copies, signed_text));
}

base::Result<ledger::Head> Center::Writer::append_history(std::vector<ledger::NewRow> rows, std::uint64_t planned_on) {
  auto events = events_of_history(rows);
  if (!events) return events.error();
  return in_own_batch([&](Batch& batch) -> base::Result<> {
    if (planned_on < history_seq_) {
      return base::operation_error(
          "the record was opened anew, or another import has written, since this one began; run it again: what is in "
          "the record already is not added twice");
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i > 0 && rows[i].command == rows[i - 1].command) continue;
      const auto before = record_.store->rows_of(rows[i].command);
      if (!before) {
        batch.fault = before.error().message;
        return base::Done{};
      }
      if (!before->empty()) return base::input_error("a visit of this import is in the record already; run it again");
    }
    const base::Instant now = clock_.now();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].received_at = now;
      add_row(std::move(rows[i]), (*events)[i], batch);
    }
    history_seq_ = record_.store->head().seq + rows.size();
    return base::Done{};
  });
}

void Center::Writer::tick(Batch& batch) {
  const base::Instant now = clock_.now();
  for (int i = 0; i < ticks_in_a_batch_max; ++i) {
    const auto due = domain::next_due(working_);
    if (!due || due->due > now) return;
    decide_own(domain::Tick{}, now, batch);
  }
}

/// The wall clock was set while we ran: time goes on as it was, and the record says so once for each step.
void Center::Writer::note_step(Batch& batch) {
  const base::Duration step = clock_.step();
  if (std::abs((step - step_noted_).milliseconds) <= options_.clock_step_max.milliseconds) return;
  step_noted_ = step;
  if (std::abs(step.milliseconds) > clock_off_max_for_links.milliseconds) clock_sure_for_links_ = false;
  decide_own(domain::StepClock{.step = step}, clock_.now(), batch);
}

/// A floor that is open over the end of a month: the old one is tallied before its codes are forgotten.
void Center::Writer::turn_month(Batch& batch) {
  const std::uint32_t month = month_of(clock_.now());
  if (month == month_) return;
  if (!codes_this_month_.empty()) tally_codes(batch);
  codes_this_month_.clear();
  month_ = month;
}

/// Distinct codes of the month so far, written at each closing before their links expire; the last tally of a month stands.
void Center::Writer::tally_codes(Batch& batch) {
  const auto codes = static_cast<std::uint32_t>(codes_this_month_.size());
  decide_own(domain::TallyCodes{.period = month_, .codes = codes}, clock_.now(), batch);
}

bool Center::Writer::commit(Batch& batch) {
  const auto give_up = [&](const std::string& why) {
    for (const base::Uuid& id : batch.ids) known_.erase(id);
    close_ledger(why);
    return false;
  };
  if (!batch.fault.empty()) return give_up(batch.fault);
  if (batch.rows.empty()) return true;
  if (OpenFiles(folder_) != files_) {
    return give_up(
        "ledger.db or keys.db is not the file that was opened: it was moved, deleted or replaced while the program "
        "ran; put the folder back as it was, and start the program again");
  }
  const auto head = record_.store->append(record_.store->head(), batch.rows);
  if (!head) return give_up(head.error().message);
  last_row_at_ = batch.rows.back().received_at;
  publish(batch);
  domain::make_room(working_);
  const bool shift_closed = std::any_of(batch.events.begin(), batch.events.end(), [](const ToPublish& p) {
    return std::holds_alternative<domain::FloorClosed>(p.event.body);
  });
  if (shift_closed) sign_head(ledger::HeadReason::shift);
  changed();
  return true;
}

void Center::Writer::publish(const Batch& batch) {
  const std::unique_lock lock(published_mutex_);
  for (const ToPublish& next : batch.events) {
    published_.take(next.event);
    if (const auto* welcomed = std::get_if<domain::Welcomed>(&next.event.body))
      published_.name_visit(welcomed->visit, next.visit_id, next.handle);
  }
  published_.head = record_.store->head();
  published_.head_mark = ledger::token_of(keys_->head_token, published_.head).mark;
  ++published_.revision;
  domain::make_room(published_.state);
}

// --- while the ledger is closed -----------------------------------------------------------------------------------------------------

void Center::Writer::close_ledger(const std::string& why) {
  const std::unique_lock lock(published_mutex_);
  working_ = published_.state;
  published_.saved = false;
  published_.closed_because = why;
  ++published_.revision;
  next_reopen_ = clock_.now() + options_.reopen_every;
}

Answer Center::Writer::take_unsaved(const Request& request) {
  if (const Known* before = known_in_memory(request.id)) {
    Answer again = answer_again(request, *before);
    if (std::any_of(unsaved_.begin(), unsaved_.end(), [&](const Request& kept) { return kept.id == request.id; }))
      again.saved = false;
    return again;
  }
  const Permission permission = permission_of(request, working_.responsible);
  if (permission != Permission::allowed) return turned_down(request, permission);
  const domain::Unsaved unsaved = domain::traits_of(request.body).unsaved;
  if (unsaved == domain::Unsaved::turned_down) return turned_down(request, Outcome::not_saved);

  Answer answer{.id = request.id, .saved = false};
  answer.refusal = domain::decide(working_, command_of(request), events_);
  // A look that finds no answer opens an emergency or is an act of one; any other look waits for the record.
  if (unsaved == domain::Unsaved::taken_if_it_touches_an_emergency && !touches_an_emergency(events_))
    return turned_down(request, Outcome::not_saved);
  if (!answer.refusal.accepted()) {
    answer.outcome = Outcome::refused;
    return answer;
  }
  if (const Permission of_result = permission_of_result(request); of_result != Permission::allowed)
    return turned_down(request, of_result);
  known_[request.id] = {.content = content_of(request),
                        .staff = request.by.staff,
                        .device = request.by.device,
                        .visit = {},
                        .at = request.received_at};
  unsaved_.push_back(request);
  // The disk may be full; it is in memory, on the screen and, please, on paper.
  if (!journalled_.contains(request.id) && journal_.append(bytes_of_emergency(request))) journalled_.insert(request.id);
  publish_unsaved();
  changed();
  return answer;
}

/// What was just decided is seen by everybody, and is in no record.
void Center::Writer::publish_unsaved() {
  {
    const std::unique_lock lock(published_mutex_);
    for (const domain::Event& event : events_) {
      domain::evolve(working_, event);
      published_.take(event);
    }
    ++published_.revision;
    domain::make_room(published_.state);
  }
  domain::make_room(working_);
}

void Center::Writer::tick_unsaved() {
  const base::Instant now = clock_.now();
  bool any = false;
  for (int i = 0; i < ticks_in_a_batch_max; ++i) {
    const auto due = domain::next_due(working_);
    if (!due || due->due > now) break;
    domain::decide(working_, {.at = now, .by = {}, .device = {}, .marks = {}, .body = domain::Tick{}}, events_);
    publish_unsaved();
    any = true;
  }
  if (any) changed();
}

/// A year of record takes seconds to read: that is done beside this thread, which goes on with emergencies and clocks meanwhile.
void Center::Writer::try_to_reopen() {
  if (!reading_.valid()) {
    if (!keys_ || is_cut_off() || clock_.now() < next_reopen_) return;
    {
      const std::unique_lock lock(published_mutex_);
      record_ = {};  // gives the writer's lock back before it is taken again
    }
    reading_ = std::async(std::launch::async, [this] { return without_exceptions([this] { return read_record(); }); });
    return;
  }
  if (reading_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
  next_reopen_ = clock_.now() + options_.reopen_every;
  auto opened = reading_.get();
  if (opened) {
    take_record(std::move(*opened));
  } else {
    stay_closed(opened.error().message);
  }
  changed();
}

/// What screens have seen against what the ledger holds: an old copy that was put back is a whole chain, and only they can tell.
void Center::Writer::hold_against_screens() {
  while (!seen_by_screens_.empty() && is_read()) {
    const ledger::Head seen = seen_by_screens_.back().head;
    const std::uint64_t seq = record_.store->head().seq;
    if (seen.seq > seq) {
      keep_told(seen_by_screens_.back());
      cut_off(seen.seq - seq, false, cut_off_because(seq, fmt::format("a screen has seen row {}", seen.seq)));
    } else {
      const auto digest = record_.store->digest_at(seen.seq);
      if (!digest) return close_ledger(digest.error().message);  // held against it once it has been read again
      if (*digest != seen.digest) {
        keep_told(seen_by_screens_.back());
        cut_off(0, true,
                cut_off_because(
                    seq, fmt::format("a screen has seen another row {}, of digest {}", seen.seq, seen.digest.text())));
      }
    }
    seen_by_screens_.pop_back();
  }
}

void Center::Writer::cut_off(std::uint64_t missing, bool rewritten, const std::string& why) {
  close_ledger(why);
  {
    const std::unique_lock lock(published_mutex_);
    published_.missing = std::max(published_.missing, missing);
    published_.rewritten = published_.rewritten || rewritten;
  }
  changed();
}

// --- opening the record ---------------------------------------------------------------------------------------------------------------

base::Result<> Center::Writer::begin_locked() {
  table_ = std::make_unique<SideTable>();
  openly_found_ = folder_.faults;
  auto protocol = openly_kept_protocol();
  if (!protocol) return protocol.error();
  // A disk that is full already is tried again each hour, and at each tap.
  if (const auto journal = journal_.prepare(); !journal) {
    openly_found_.push_back(
        {"journal.pub", "keeping emergency taps while the record is closed",
         journal.error().message + "; taps made now are lost if the program stops before the record opens",
         "put the file back from a copy; with the record open it is written anew"});
  }
  Published fresh;
  fresh.state.founded = true;
  fresh.state.site = folder_.id;
  fresh.state.protocol = adopt(*table_, std::move(*protocol));
  fresh.state.guardrails = adopt(*table_, domain::GuardrailsDocument{});
  fresh.state.documents = &table_->machine;
  fresh.documents = table_.get();
  fresh.saved = false;
  fresh.locked = true;
  fresh.faults = faults_with({});
  domain::make_room(fresh.state);
  working_ = fresh.state;
  published_ = std::move(fresh);
  return base::Done{};
}

/// The site's copy. Where it cannot be read, or is not what the site signed, the shipped BC/AHA, unsigned, with the number that the site signed for
/// itself; without one no digits to dial: another region's number is worse than "the emergency number".
base::Result<domain::ProtocolDocument> Center::Writer::openly_kept_protocol() {
  const auto path = folder_.protocol_copy();
  auto kept = without_exceptions([&]() -> base::Result<domain::ProtocolDocument> {
    const auto text = signed_protocol(folder_);
    if (!text) return text.error();
    return parse_protocol(path.string(), *text);
  });
  if (kept) return kept;
  const auto kept_number = without_exceptions([&] { return Result<std::string>(signed_number(folder_)); });
  const std::string number = kept_number ? *kept_number : "";
  openly_found_.push_back({path.filename().string(), "the protocol before the record is open",
                           fmt::format("{}; the shipped BC/AHA plays, unsigned, and names {}", kept.error().message,
                                       number.empty() ? "no number to dial" : "the number that the site signed"),
                           "open the record: it is written anew from there"});
  const auto text = document::document_text("protocols", "bc-aha");
  if (!text) return text.error();
  auto shipped = parse_protocol("bc-aha", *text);
  if (shipped) shipped->text.emergency_number = number;
  return shipped;
}

base::Result<> Center::Writer::unlock(ledger::SiteKeys keys) {
  // Tried here first, so that a wrong key is told to whoever typed it. A damaged directory of staff keeps no record closed.
  if (const auto staff = staff_.unlock(keys); !staff && !are_this_sites(keys)) return staff.error();
  const std::lock_guard lock(queue_mutex_);
  keys_to_unlock_ = std::move(keys);
  queue_changed_.notify_all();
  return base::Done{};
}

void Center::Writer::unlock_at_start(ledger::SiteKeys keys) {
  (void)staff_.unlock(keys);  // told among the faults
  keys_ = std::move(keys);
  next_reopen_ = clock_.now() + options_.reopen_every;
  const auto taken = without_exceptions([&]() -> base::Result<> {
    auto opened = read_record();
    if (!opened) return opened.error();
    take_record(std::move(*opened));
    return base::Done{};
  });
  if (taken) return;
  stay_closed(taken.error().message);
  // Those of the journal that were being decided: they are shown and kept as before.
  for (const Request& request : std::exchange(deciding_again_, {})) {
    known_.erase(request.id);
    take_unsaved(request);
  }
}

/// By what lies openly in the folder.
bool Center::Writer::are_this_sites(const ledger::SiteKeys& keys) const {
  const auto heads = ledger::read_public_key(folder_.path / ledger::public_key_name);
  return (heads && *heads == keys.heads.public_key()) || journal_.is_sealed_for(keys);
}

void Center::Writer::stay_closed(const std::string& why) {
  const std::unique_lock lock(published_mutex_);
  published_.saved = false;
  published_.locked = false;
  published_.closed_because = why;
  published_.faults = faults_with({});
}

/// What begin_locked found and the record has not mended, what is wrong with staff and screens, and what the record found.
std::vector<FolderFault> Center::Writer::faults_with(std::vector<FolderFault> found) const {
  std::vector<FolderFault> out;
  const auto add = [&](const std::vector<FolderFault>& some) {
    for (const FolderFault& fault : some) {
      const bool is_told =
          std::any_of(out.begin(), out.end(), [&](const FolderFault& told) { return told.file == fault.file; });
      if (!is_told) out.push_back(fault);
    }
  };
  add(found);
  add(staff_.faults());
  add(openly_found_);
  return out;
}

/// Opens the record and folds it from its first row. Touches nothing that the writer's thread changes.
base::Result<Center::Writer::Opened> Center::Writer::read_record() const {
  Opened out;
  auto store =
      options_.open_store ? options_.open_store(folder_, *keys_) : [&]() -> Result<std::unique_ptr<ledger::Store>> {
    auto opened = ledger::SqliteStore::open(folder_.ledger(), *keys_, folder_.id);
    if (!opened) return opened.error();
    return std::unique_ptr<ledger::Store>(std::move(*opened));
  }();
  if (!store) return store.error();
  out.record.store = std::move(*store);
  auto key_store = ledger::SqliteKeyStore::open(folder_.keys(), *keys_, folder_.id);
  if (!key_store) return key_store.error();
  out.record.keys = std::move(*key_store);
  out.record.participants = std::make_unique<Participants>(*keys_, *out.record.keys);
  if (const auto loaded = out.record.participants->load(); !loaded) return loaded.error();
  out.files = OpenFiles(folder_);

  out.table = std::make_unique<SideTable>();
  out.published.state.documents = &out.table->machine;
  out.published.documents = out.table.get();
  out.month = month_of(clock_.now());
  if (const auto folded = fold_record(out); !folded) return folded.error();
  out.published.head = out.record.store->head();
  out.published.head_mark = ledger::token_of(keys_->head_token, out.published.head).mark;
  hold_against_heads(out);
  out.published.is_from_record = true;
  hold_copies_against(out);
  domain::make_room(out.published.state);
  return out;
}

/// Every head that was signed or told of, also those that the ledger has long passed: a copy that was written on is ahead of them all.
void Center::Writer::hold_against_heads(Opened& out) const {
  const std::uint64_t seq = out.published.head.seq;
  // Only what the ledger contradicts is looked at closer: a year has half a million lines. A line that this site did not sign (a flipped
  // bit, somebody's editor) closes nothing; verify names it.
  bool is_start_signed = !out.last_start.should_be_signed_by(0);
  const auto hold = [&](const ledger::Head& known, const std::filesystem::path& from, auto is_true) {
    if (known.seq == 0) return;
    const bool is_ahead = known.seq > seq;
    if (!is_ahead) {
      const auto digest = out.record.store->digest_at(known.seq);
      if (!digest) return;  // a row that cannot be read has stopped the fold already
      if (*digest == known.digest) {
        if (!is_start_signed && known.seq >= out.last_start.signed_row) is_start_signed = is_true();
        return;
      }
    }
    if (!is_true()) return;
    if (is_ahead) out.published.missing = std::max(out.published.missing, known.seq - seq);
    out.published.rewritten = out.published.rewritten || !is_ahead;
    out.published.closed_because =
        cut_off_because(seq, fmt::format("{} names {}row {}", from.string(), is_ahead ? "" : "another ", known.seq));
  };
  const auto heads = ledger::read_heads(folder_.heads());
  if (heads) {
    for (const ledger::SignedHead& head : heads->heads)
      hold(head.head, folder_.heads(),
           [&] { return ledger::signature_holds(keys_->heads.public_key(), folder_.id, head); });
  }
  std::string wrong;
  if (!heads) {
    wrong = heads.error().message;
  } else if (!heads->unreadable_lines.empty()) {
    wrong = fmt::format("{} of its lines are no heads", heads->unreadable_lines.size());
  } else if (!is_start_signed && !out.published.is_cut_off()) {
    wrong = fmt::format(
        "it does not reach row {}, a start of the program: it was emptied, cut, is another site's or an older copy",
        out.last_start.signed_row);
  }
  if (!wrong.empty())
    out.published.faults.push_back(
        {std::string(ledger::heads_log_name), "signed heads: what proves that no row was lost",
         wrong + "; heads are signed into it from here on, if it can be written",
         "stop the program, put the file back from the newest copy, and run `alongside verify`"});
  const auto told = ledger::read_told_heads(folder_.told_heads());
  if (!told) return;
  for (const ledger::HeadToken& seen : told->heads)
    hold(seen.head, folder_.told_heads(), [&] { return ledger::is_genuine(keys_->head_token, seen); });
}

/// The screen may be gone after a restart, and what it told is true all the same. A disk that is full keeps nothing: it tells it again.
void Center::Writer::keep_told(const ledger::HeadToken& seen) const {
  base::Bytes all;
  if (auto before = ledger::read_file(folder_.told_heads(), ledger::told_heads_size_max)) all = std::move(*before);
  const std::string line = seen.text() + "\n";
  if (base::text_of(all).find(line) != std::string_view::npos || all.size() + line.size() > ledger::told_heads_size_max)
    return;
  all.insert(all.end(), line.begin(), line.end());
  (void)ledger::replace_file(folder_.told_heads(), all, ledger::owner_only);
}

/// Files beside the record are copies of what it says, readable before it is open: where they differ the record is right.
void Center::Writer::hold_copies_against(Opened& out) const {
  const auto mend = [&](FolderFault fault, const base::Result<>& written) {
    fault.what_is_wrong += written ? "; it was written anew from the record"
                                   : "; it could not be written anew: " + written.error().message;
    out.published.faults.push_back(std::move(fault));
  };
  const LockedCopies copies{
      .protocol = out.protocol_text,
      .number = out.published.documents->protocol_texts[out.published.state.protocol.number].emergency_number};
  const auto is_as = [](const std::filesystem::path& path, std::string_view text) {
    const auto kept = ledger::read_file(path, document::Toml::file_bytes_max);
    return kept && base::text_of(*kept) == text;
  };
  const bool same_protocol = is_as(folder_.protocol_copy(), copies.protocol);
  const std::string signed_text = copies.signed_text(keys_->heads);
  if (!same_protocol || !is_as(folder_.protocol_signed(), signed_text)) {
    const auto& wrong = same_protocol ? folder_.protocol_signed() : folder_.protocol_copy();
    mend({wrong.filename().string(), "the protocol before the record is open",
          "it is missing or not as the record has it", "see who changed it: a locked center plays this copy"},
         write_locked_copies(folder_, copies, signed_text));
  }
  if (!journal_.is_sealed_for(*keys_)) {
    mend({"journal.pub", "keeping emergency taps while the record is closed", "it is missing or not this site's",
          "nothing more, unless it comes again"},
         Journal::write_public_key(folder_.path, *keys_));
  }
  if (folder_.kind != out.published.state.kind && folder_.faults.empty()) {
    mend({"site.toml", "the site's kind",
          fmt::format("it says {} and the record says {}", domain::name_of(folder_.kind),
                      domain::name_of(out.published.state.kind)),
          "see who changed it"},
         write_kind(folder_, out.published.state.kind));
  }
  // The record stays open: it lacks nothing itself, and a center whose key store has no backup could otherwise never open again. Whoever
  // lost their code is a newcomer until the right file is back.
  if (auto fault = out.record.participants->missing(out.enrolled)) out.published.faults.push_back(std::move(*fault));
}

/// The record is open, and its lock ours: whoever changed the staff alone has done so. What was taken meanwhile is decided into it. Until
/// that is done everybody sees what they saw: an emergency that was tapped while it was closed does not go for a moment.
void Center::Writer::take_record(Opened opened) {
  const std::unique_ptr<Writer, void (*)(Writer*)> shows_the_new(this, [](Writer* writer) {
    {
      const std::unique_lock lock(writer->published_mutex_);
      writer->shown_.reset();
    }
    writer->changed();
  });
  staff_.read_again_if_changed(*keys_);
  std::vector<Request>& again = deciding_again_;
  again = std::exchange(unsaved_, {});
  const auto journal = journal_.read(*keys_);
  if (journal) {
    for (const base::Bytes& entry : *journal) {
      const auto request = emergency_from(entry);
      if (!request) continue;
      journalled_.insert(request->id);
      const bool held = std::any_of(again.begin(), again.end(), [&](const Request& r) { return r.id == request->id; });
      if (!held) again.push_back(*request);
    }
  }
  // In the order in which they came, also those of an earlier start: an act before whatever moves it.
  std::stable_sort(again.begin(), again.end(),
                   [](const Request& a, const Request& b) { return a.received_at < b.received_at; });
  {
    const std::unique_lock lock(published_mutex_);
    Published& fresh = opened.published;
    fresh.missing = std::max(fresh.missing, published_.missing);  // a screen may have said so meanwhile
    fresh.rewritten = fresh.rewritten || published_.rewritten;
    if (fresh.closed_because.empty()) fresh.closed_because = published_.closed_because;
    fresh.faults = faults_with(std::move(fresh.faults));
    fresh.saved = !fresh.is_cut_off();
    fresh.revision = published_.revision + 1;
    record_ = std::move(opened.record);
    shown_.emplace(std::move(published_), std::move(table_));
    published_ = std::move(fresh);
    table_ = std::move(opened.table);
    working_ = published_.state;
  }
  known_ = std::move(opened.known);
  inside_ = std::move(opened.inside);
  participants_ = std::move(opened.participants);
  files_ = opened.files;
  codes_this_month_ = std::move(opened.codes_this_month);
  month_ = opened.month;
  last_row_at_ = opened.last_row_at;
  history_seq_ = record_.store->head().seq;
  if (!is_open()) {
    for (const Request& request : again) take_unsaved(request);
  } else {
    boot();
    if (decide_again(again) && journal) {  // one that could not be read is kept for the next start
      journal_.clear();
      journalled_.clear();
    }
  }
  again.clear();
}

base::Result<> Center::Writer::fold_record(Opened& out) const {
  struct Linked {
    domain::VisitId visit;
    base::Uuid id;
    base::Bytes link;
  };
  std::unordered_map<std::uint32_t, Linked> latest;  // by visit: who is inside, or was until not long ago
  const auto is_remembered = [&](const Linked& linked) {
    const domain::State& state = out.published.state;
    return state.find(linked.visit) != nullptr || state.find_over(linked.visit) != nullptr;
  };
  struct Month {
    std::uint32_t period = 0;
    std::vector<Linked> welcomed;
    std::uint32_t tallied = 0;
  } last_month;
  const base::Instant now = clock_.now();
  Participants& participants = *out.record.participants;
  const auto replayed =
      replay(*out.record.store, *out.table, [&](const ledger::Row& row, const ledger::Record& read) -> base::Result<> {
        out.published.take(read.event);
        out.last_row_at = row.received_at;
        out.last_start.take(row.seq, read.event);
        if (std::holds_alternative<domain::ParticipantEnrolled>(read.event.body)) ++out.enrolled;
        if (std::holds_alternative<domain::ProtocolAdopted>(read.event.body))
          out.protocol_text = base::text_of(attachment(read, ledger::AttachmentKind::document));
        if (const auto content = ledger::Digest::from(attachment(read, ledger::AttachmentKind::command_digest));
            content && now - row.received_at < ids_in_memory) {
          out.known[row.command] = {.content = *content,
                                    .staff = read.event.by,
                                    .device = read.event.device,
                                    .visit = {},
                                    .at = row.received_at,
                                    .nothing_to_do = std::holds_alternative<domain::NothingToDo>(read.event.body)};
        }
        if (const auto* welcomed = std::get_if<domain::Welcomed>(&read.event.body)) {
          Linked linked{.visit = welcomed->visit,
                        .id = {},
                        .link = bytes_of(attachment(read, ledger::AttachmentKind::visit_link))};
          const auto id = attachment(read, ledger::AttachmentKind::public_visit_id);
          if (id.size() == 16) std::copy(id.begin(), id.end(), linked.id.bytes.begin());
          if (const auto found = out.known.find(row.command); found != out.known.end()) found->second.visit = linked.id;
          const std::uint32_t month = month_of(row.received_at);
          if (month != last_month.period) last_month = {.period = month, .welcomed = {}};
          if (!linked.link.empty() && month_of(read.event.at) == month) last_month.welcomed.push_back(linked);
          latest[welcomed->visit.number] = std::move(linked);
          if (latest.size() > visits_named_max)
            std::erase_if(latest, [&](const auto& one) { return !is_remembered(one.second); });
        }
        if (const auto* undone = std::get_if<domain::WelcomeUndone>(&read.event.body))
          std::erase_if(last_month.welcomed, [&](const Linked& one) { return one.visit == undone->visit; });
        if (const auto* tally = std::get_if<domain::CodesTallied>(&read.event.body);
            tally && !tally->imported && tally->period == last_month.period)
          last_month.tallied = tally->codes;
        return base::Done{};
      });
  if (!replayed) return replayed.error();
  for (const Linked& linked : last_month.welcomed) {
    if (const auto participant = participants.follow(linked.id, linked.link)) ++out.codes_this_month[*participant];
  }
  // A month that ended while the program was not running: it is tallied when the first batch turns the month. Once: a link that has
  // expired since makes no smaller count of it.
  if (last_month.period != out.month) {
    if (out.codes_this_month.size() > last_month.tallied)
      out.month = last_month.period;
    else
      out.codes_this_month.clear();
  }
  for (const auto& [number, linked] : latest) {
    if (!is_remembered(linked)) continue;
    std::string handle;
    if (const auto participant = participants.follow(linked.id, linked.link)) {
      handle = participants.code_of(*participant);
      out.participants[number] = *participant;
      if (out.published.state.find(linked.visit)) out.inside[*participant] = linked.visit;
    }
    out.published.name_visit(linked.visit, linked.id, std::move(handle));
  }
  return base::Done{};
}

/// First event after each start: early, never late, where the clock is not sure.
void Center::Writer::boot() {
  const base::Instant now = clock_.now();
  const bool not_sure = last_row_at_.is_known() && (now < last_row_at_ || now - last_row_at_ > options_.clock_jump_max);
  clock_sure_for_links_ =
      !last_row_at_.is_known() || std::abs((now - last_row_at_).milliseconds) <= clock_off_max_for_links.milliseconds;
  Batch batch;
  decide_own(domain::Boot{.boot = random_id(), .clock_not_sure = not_sure}, now, batch);
  if (const auto day = day_to_set(working_, folder_)) decide_own(*day, now, batch);
  if (not_sure) {
    // One command's events have room for the first few only; who stands already is assessed again without a row.
    std::vector<domain::EmergencyId> open;
    for (const domain::Emergency& emergency : working_.emergencies) {
      if (emergency.is_open()) open.push_back(emergency.id);
    }
    for (const domain::EmergencyId id : open) decide_own(domain::AssessEmergency{.emergency = id}, now, batch);
  }
  tick(batch);
  if (commit(batch)) sign_head(ledger::HeadReason::boot);
}

/// What was taken while the record was closed, decided into it in the order in which it was tapped.
/// False: the record closed again, and they are unsaved as before.
bool Center::Writer::decide_again(const std::vector<Request>& requests) {
  Batch batch;
  for (const Request& request : requests) handle(request, batch);
  if (commit(batch)) return true;
  for (const Request& request : requests) take_unsaved(request);
  return false;
}

void Center::Writer::sign_head(ledger::HeadReason reason) {
  signed_at_ = clock_.now();
  const ledger::Head head = record_.store->head();
  if (head == signed_head_ || head.seq == 0) return;
  if (!heads_) {
    auto log = ledger::HeadsLog::open(folder_.heads());
    if (!log) return;  // tried again in a minute
    heads_.emplace(std::move(*log));
  }
  if (heads_->append(ledger::sign_head(keys_->heads, folder_.id, head, clock_.now(), reason)))
    signed_head_ = head;
  else
    heads_.reset();
}

bool Center::Writer::is_open() const {
  const std::shared_lock lock(published_mutex_);
  return published_.saved;
}

bool Center::Writer::is_read() const {
  const std::shared_lock lock(published_mutex_);
  return published_.is_read();
}

bool Center::Writer::is_cut_off() const {
  const std::shared_lock lock(published_mutex_);
  return published_.is_cut_off();
}

std::uint32_t Center::Writer::month_of(base::Instant at) const {
  const auto local = zone_.to_local(at);
  return static_cast<std::uint32_t>(local.date.year * 100 + local.date.month);
}

// --- for everybody else -----------------------------------------------------------------------------------------------------------------

void Center::Writer::submit(std::vector<Request> requests, Done done) {
  {
    const std::lock_guard lock(queue_mutex_);
    const base::Instant now = clock_.now();  // in here: what is decided later was received later
    for (Request& request : requests) request.received_at = now;
    queue_.push_back({std::move(requests), std::move(done)});
  }
  queue_changed_.notify_one();
}

void Center::Writer::read(const std::function<void(const Published&)>& reader) const {
  const std::shared_lock lock(published_mutex_);
  reader(shown_ ? shown_->published : published_);
}

std::uint64_t Center::Writer::subscribe(std::function<void()> callback) {
  const std::lock_guard lock(subscribers_mutex_);
  subscribers_[next_subscription_] = std::move(callback);
  return next_subscription_++;
}

void Center::Writer::unsubscribe(std::uint64_t subscription) {
  const std::lock_guard lock(subscribers_mutex_);
  subscribers_.erase(subscription);
}

void Center::Writer::changed() {
  const std::lock_guard lock(subscribers_mutex_);
  for (const auto& [number, callback] : subscribers_) callback();
}

void Center::Writer::present_head(const ledger::HeadToken& seen) {
  {
    const std::lock_guard lock(queue_mutex_);
    presented_.push_back(seen);
  }
  queue_changed_.notify_one();
}

Center::CodeState Center::Writer::code_state(std::string_view code) const {
  const std::shared_lock lock(published_mutex_);
  if (!record_.participants) return CodeState::unknown;
  const auto participant = record_.participants->find(code);
  if (!participant) return CodeState::unknown;
  const std::string known_as = record_.participants->code_of(*participant);
  const auto& people = published_.state.people;
  const bool inside = std::any_of(people.begin(), people.end(), [&](const domain::Person& person) {
    const VisitName* name = published_.name_inside(person.visit);
    return name && name->handle == known_as;
  });
  return inside ? CodeState::inside : CodeState::known;
}

std::vector<std::string> Center::Writer::offer_handles(std::size_t count) const {
  const std::shared_lock lock(published_mutex_);
  return record_.participants ? record_.participants->offer_handles(count) : std::vector<std::string>{};
}

}  // namespace alongside::center
