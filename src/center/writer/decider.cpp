#include "center/writer/decider.hpp"

#include <sodium.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "center/random_id.hpp"
#include "center/request_bytes.hpp"
#include "domain/contradiction.hpp"

namespace alongside::center {

namespace {

domain::PersonRef random_person() {
  std::uint64_t number = 0;
  randombytes_buf(&number, sizeof number);
  return domain::PersonRef{number >> 1};
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

bool touches_an_emergency(const domain::Events& events) {
  return std::any_of(events.begin(), events.end(),
                     [](const domain::Event& event) { return domain::traits_of(event.body).touches_emergency; });
}

KnownCommand known_as(const Request& request) {
  return {.content = content_of(request),
          .staff = request.by.staff,
          .device = request.by.device,
          .visit = {},
          .at = request.received_at};
}

}  // namespace

void Decider::take(RecordRead& read) {
  known_ = std::move(read.known);
  whose_ = std::move(read.whose);
  codes_ = std::move(read.codes);
}

// --- one command ------------------------------------------------------------------------------------------------------------------------

Answer Decider::decide(const Request& request, Batch& batch) {
  if (!batch.fault.empty()) return turned_down(request, Outcome::not_saved);
  const auto before = known_.find(request.id, *on_show_.record().store);
  if (!before) {
    batch.fault = before.error().message;
    return turned_down(request, Outcome::not_saved);
  }
  if (*before) return answer_again(request, **before);
  Answer answer{.id = request.id};
  const Permission permission = may(request.by, request.body, working_.responsible);
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
  KnownCommand done = known_as(request);
  Companion beside;
  if (const Outcome taken = take_beside(request, command, batch, beside); taken != Outcome::accepted)
    return turned_down(request, taken);
  done.nothing_to_do = answer.nothing_to_do = events_.empty();
  if (done.nothing_to_do) events_.add(command, domain::NothingToDo{});
  add_rows(request, done.content, beside, batch);
  answer.visit = done.visit = beside.visit;
  known_.remember(request.id, done);
  batch.ids.push_back(request.id);
  if (domain::traits_of(request.body).tallies_codes) tally_codes(batch);
  return answer;
}

domain::Command Decider::command_of(const Request& request) const {
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
  const bool draws_person = domain::traits_of(command.body).draws_person;
  domain::take(command.body, {.id = request.id, .person = draws_person ? random_person() : domain::PersonRef::none()});
  return command;
}

/// Of what was just decided.
Permission Decider::permission_of_result(const Request& request) const {
  if (is_in_charge(request.by, working_.responsible)) return Permission::allowed;
  return domain::needs_charge(working_, request.body, events_) ? Permission::responsible_person_only
                                                               : Permission::allowed;
}

/// The floor knows numbers only; who is behind them, whether they work on it, and whether they were asked, the staff know.
Outcome Decider::outcome_of_charge(const Request& request) {
  const auto charge = put_in_charge(working_, request.body);
  if (!charge || request.by.is_the_program) return Outcome::accepted;
  const auto member = staff_.member(charge->who);
  if (!member || member->ended || !is_floor_staff(member->role)) return Outcome::cannot_be_responsible;
  const bool is_asked = charge->is_asked && charge->who != request.by.staff && charge->who != working_.responsible;
  return is_asked && !staff_.take_acceptance(charge->who, request.by) ? Outcome::needs_their_pin : Outcome::accepted;
}

/// A fault of this program, as a look at an event that was read finds it: the batch is lost and the record closed, and emergencies go on.
bool Decider::may_be_written(const domain::Event& event, Batch& batch) const {
  if (std::string wrong = domain::contradiction(working_, event); !wrong.empty()) batch.fault = std::move(wrong);
  return batch.fault.empty();
}

/// Rows for the events just decided, and the events into the working state.
void Decider::add_rows(const Request& request, const ledger::Digest& content, const Companion& beside, Batch& batch) {
  bool first = true;  // of those just decided: an enrolment's row before them carries no digest
  for (const domain::Event& event : events_) {
    if (!may_be_written(event, batch)) return;
    ledger::Record record{event, {}};
    if (first)
      record.attachments.push_back(
          {ledger::AttachmentKind::command_digest, {content.bytes.begin(), content.bytes.end()}});
    ToPublish publish = keep_beside(record, beside);
    note_who_came_back(event);
    batch.add(request.id, request.received_at, record, std::move(publish));
    domain::evolve(working_, event);
    first = false;
  }
}

// --- the program's own --------------------------------------------------------------------------------------------------------------

void Decider::decide_own(const domain::CommandBody& body, base::Instant now, Batch& batch) {
  Request request;
  request.id = random_id();
  request.received_at = now;
  request.body = body;
  domain::decide(working_, command_of(request), events_);
  add_rows(request, {}, {}, batch);
}

void Decider::add_row(ledger::NewRow row, const domain::Event& event, Batch& batch) {
  if (!may_be_written(event, batch)) return;
  batch.rows.push_back(std::move(row));
  batch.events.push_back({.event = event});
  domain::evolve(working_, event);
}

void Decider::tick(Batch& batch) {
  const base::Instant now = clock_.now();
  for (int i = 0; i < ticks_in_a_batch_max; ++i) {
    const auto due = domain::next_due(working_);
    if (!due || due->due > now) return;
    decide_own(domain::Tick{}, now, batch);
  }
}

void Decider::turn_month(Batch& batch) {
  const std::uint32_t month = month_of(zone_, clock_.now());
  if (month == codes_.month()) return;
  if (codes_.distinct() > 0) tally_codes(batch);
  codes_ = CodesOfTheMonth(month);
}

/// Distinct codes of the month so far, written at each closing before their links expire; the last tally of a month stands.
void Decider::tally_codes(Batch& batch) {
  decide_own(domain::TallyCodes{.period = codes_.month(), .codes = codes_.distinct()}, clock_.now(), batch);
}

// --- while the record is closed -----------------------------------------------------------------------------------------------------

Answer Decider::decide_unsaved(const Request& request) {
  const Permission permission = may(request.by, request.body, working_.responsible);
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
  known_.remember(request.id, known_as(request));
  return answer;
}

bool Decider::decide_due(base::Instant now) {
  const auto due = domain::next_due(working_);
  if (!due || due->due > now) return false;
  domain::decide(working_, {.at = now, .by = {}, .device = {}, .marks = {}, .body = domain::Tick{}}, events_);
  return true;
}

void Decider::take_decided() {
  for (const domain::Event& event : events_) domain::evolve(working_, event);
  domain::make_room(working_);
}

}  // namespace alongside::center
