// Emergencies: from the moment one shows to the last act. Every act goes through the machine, which says when recovery is over.
#include <algorithm>
#include <bit>

#include "sim/facility/facility.hpp"

namespace alongside::sim {

using base::Duration;
using base::Instant;
using namespace domain;

namespace {
bool is_serious(Severity severity) { return severity == Severity::oxygen || severity == Severity::naloxone; }
}  // namespace

void Facility::show(std::uint16_t slot) {
  Guest& guest = guests_[slot];
  guest.shows_at = Instant::never();
  guest.shown_at = now_;
  count(FloorCount::begun);
  if (guest.late) count(FloorCount::after_minute_30);
  plan(now_ + dice_.minutes(scenario_.noticed_minutes, guest.number, DiceDecision::noticed), Kind::noticed, slot,
       guest.number);
}

void Facility::notice(std::uint16_t slot, bool by_look) {
  Guest& guest = guests_[slot];
  if (guest.shown_at == Instant::never() || guest.in_incident) return;
  const int free = team_.free_responders();
  const std::uint16_t index = new_incident();
  Incident& incident = incidents_[index];
  incident = Incident{.open = true,
                      .running = true,
                      .number = incident_number_++,
                      .guest = slot,
                      .person = guest.number,
                      .key = {},
                      .severity = guest.severity,
                      .needed = scenario_.response[static_cast<std::size_t>(guest.severity)].people,
                      .held = 0,
                      .noticed = now_};
  incident.transported = dice_.uniform(guest.number, DiceDecision::transport) < scenario_.transport_share;

  count(FloorCount::emergencies);
  count(static_cast<FloorCount>(static_cast<std::size_t>(FloorCount::watched) +
                                static_cast<std::size_t>(guest.severity)));
  count(FloorCount::found_after_minutes, minutes_of(now_ - guest.shown_at));
  if (by_look) count(FloorCount::noticed_by_look);
  if (free == 0) count(FloorCount::no_responder_free);
  if (free == 1) count(FloorCount::one_responder_free);
  counts_.add(Hourly::emergencies, now_, hour_of_day(now_));
  if (free < 2) counts_.add(Hourly::fewer_than_two, now_, hour_of_day(now_));
  if (free < incident.needed) {
    count(FloorCount::outrun);
    any_outrun_ = any_outrun_ || is_measured();
  }
  if (responses_ > 0) {
    count(FloorCount::coincident);
    any_coincident_ = any_coincident_ || is_measured();
  }
  note_responses(+1);
  if (is_serious(incident.severity)) ++serious_responses_;

  open_incident(incident, guest);
  guest.in_incident = true;
  guest.look_asked = false;
  guest.shown_at = Instant::never();
  gather(index);
}

/// A look that finds no answer opens an emergency by itself; anything else is opened by the tap.
void Facility::open_incident(Incident& incident, const Guest& guest) {
  incident.key = floor_.next_id();
  if (is_serious(incident.severity)) {
    const Breaths breaths = incident.severity == Severity::naloxone ? Breaths::none : Breaths::slow;
    floor_.run(Look{.visit = guest.visit,
                    .responds = LookAnswer::does_not_wake,
                    .breaths = breaths,
                    .oximeter = Oximeter::from_80_to_89,
                    .id = incident.key},
               now_);
    return;
  }
  tap(incident, ActKind::opened);
  const Person* person = floor_.state().find(guest.visit);
  floor_.run(
      TapAct{.emergency = incident.key, .act = {.id = floor_.next_id(), .visit = guest.visit, .kind = ActKind::person}},
      now_);
  floor_.run(
      TapAct{.emergency = incident.key, .act = {.id = floor_.next_id(), .seat = person->seat, .kind = ActKind::place}},
      now_);
  tap(incident, ActKind::breathing, static_cast<std::uint8_t>(Breaths::ok));
  if (incident.severity == Severity::overamping)
    tap(incident, ActKind::kind, static_cast<std::uint8_t>(domain::Kind::overamping));
}

/// Takes as many trained people as it needs and as there are.
void Facility::gather(std::uint16_t index) {
  Incident& incident = incidents_[index];
  while (std::popcount(incident.held) < incident.needed) {
    int member = team_.idle_for(Task::response);
    if (member == Team::nobody) member = team_.call_to_emergency(now_);
    if (member == Team::nobody) break;
    team_.occupy(member, {.task = Task::response, .subject = index, .number = incident.number}, now_);
    incident.held |= std::uint64_t{1} << member;
  }
  note_staff();
  if (incident.held != 0 && !incident.begun.is_known()) begin_response(index);
}

/// Somebody who is free now goes where people are missing.
bool Facility::join_short_handed(int member) {
  if (responses_ == 0) return false;
  const auto short_handed = std::find_if(incidents_.begin(), incidents_.end(), [](const Incident& one) {
    return one.open && one.running && std::popcount(one.held) < one.needed;
  });
  if (short_handed == incidents_.end()) return false;
  gather(static_cast<std::uint16_t>(short_handed - incidents_.begin()));
  return !team_.is_idle(member);
}

void Facility::begin_response(std::uint16_t index) {
  Incident& incident = incidents_[index];
  incident.begun = now_;
  count(FloorCount::responder_after_minutes, minutes_of(now_ - incident.noticed));
  tap(incident, ActKind::helper);
  if (incident.transported) tap(incident, ActKind::ems, static_cast<std::uint8_t>(Ems::called));
  const Duration length = dice_.minutes(scenario_.response[static_cast<std::size_t>(incident.severity)].minutes,
                                        incident.person, DiceDecision::response_time);
  if (is_serious(incident.severity)) {
    tap(incident, ActKind::airway);
    if (incident.severity == Severity::naloxone) tap(incident, ActKind::breaths);
    tap(incident, ActKind::oxygen, 1);
  }
  if (incident.severity == Severity::naloxone) {
    double share = dice_.uniform(incident.person, DiceDecision::doses);
    std::size_t doses = 1;
    while (doses < scenario_.dose_share.size() && share >= scenario_.dose_share[doses - 1])
      share -= scenario_.dose_share[doses++ - 1];
    const Duration between = base::seconds(floor_.state().numbers().look_after_im_s);
    Instant at =
        now_ +
        std::min(dice_.minutes(scenario_.naloxone_after_minutes, incident.person, DiceDecision::naloxone_at), length);
    for (std::size_t dose = 0; dose < doses; ++dose, at = at + between) plan(at, Kind::dose, index, incident.number);
    // The response lasts to the look after the last dose at least.
    plan(std::max(now_ + length, at), Kind::response_ends, index, incident.number);
  } else {
    plan(now_ + length, Kind::response_ends, index, incident.number);
  }
}

void Facility::give_dose(std::uint16_t index) {
  count(FloorCount::doses);
  tap(incidents_[index], ActKind::naloxone, Act::no_choice, 0);
}

/// Breathing is back: one or two stay for the recovery, the others are free.
void Facility::end_response(std::uint16_t index) {
  Incident& incident = incidents_[index];
  incident.running = false;
  note_responses(-1);
  const bool serious = is_serious(incident.severity);
  if (serious) {
    --serious_responses_;
    count(FloorCount::oxygen_litres, minutes_of(now_ - incident.begun) * scenario_.oxygen_litres_per_minute);
    tap(incident, ActKind::breathing_back);
    tap(incident, ActKind::oxygen, 0);
    look_in_recovery(incident);
  }
  if (incident.transported) {
    count(FloorCount::transports);
    tap(incident, ActKind::ems, static_cast<std::uint8_t>(Ems::arrived));
    tap(incident, ActKind::ems, static_cast<std::uint8_t>(Ems::handed_over));
    close_incident(index, Outcome::transferred);
  } else if (!serious) {
    close_incident(index, Outcome::released);
  } else {
    move_to_chair(incident.guest);
    release_staff(incidents_[index], scenario_.recovery_people);
  }
  seat_those_who_wait();
}

/// They talk, and breathe well: nobody is still sedated.
void Facility::look_in_recovery(const Incident& incident) {
  const Vitals well{.responds = Responds::talks, .breaths = Breaths::ok, .oximeter = Oximeter::from_95};
  floor_.run(
      TapAct{.emergency = incident.key, .act = {.id = floor_.next_id(), .kind = ActKind::vitals, .vitals = well}},
      now_);
}

void Facility::end_recovery(std::uint16_t index) {
  tap(incidents_[index], ActKind::release_check, 0);
  close_incident(index, Outcome::released);
}

void Facility::close_incident(std::uint16_t index, Outcome outcome) {
  Incident& incident = incidents_[index];
  const std::uint16_t slot = incident.guest;
  const Person* inside = floor_.state().find(guests_[slot].visit);
  const SeatId place = inside ? inside->seat : SeatId::none();
  tap(incident, ActKind::closed, static_cast<std::uint8_t>(outcome));
  const bool goes = outcome == Outcome::transferred || is_serious(incident.severity);
  incident.open = false;
  release_staff(incidents_[index], 0);
  Guest& guest = guests_[slot];
  guest.in_incident = false;
  if (!floor_.state().find(guest.visit)) {  // by ambulance: the emergency ended the visit
    const Seat* seat = floor_.state().find(place);
    return has_left(slot, place, seat && seat->cleaning);
  }
  if (!goes) {
    if (guest.watch_over)
      be_on_their_way(slot);
    else if (guest.seat_time_over)
      end_seat_time(slot);
    return;
  }
  // Who sat beside them has seen them: the watch ends with that look.
  if (outcome == Outcome::released)
    floor_.run(Look{.visit = guest.visit, .responds = LookAnswer::talks, .breaths = Breaths::ok, .id = {}}, now_);
  leave(slot);
}

void Facility::release_staff(Incident& incident, int keep) {
  std::uint64_t freed = incident.held;
  for (; keep > 0 && freed != 0; --keep) freed &= freed - 1;
  incident.held &= ~freed;
  for (std::uint64_t left = freed; left != 0; left &= left - 1) team_.finish(std::countr_zero(left), now_);
  note_staff();
  for (std::uint64_t left = freed; left != 0; left &= left - 1) find_work(std::countr_zero(left));
}

void Facility::tap(const Incident& incident, ActKind kind, std::uint8_t choice, std::uint8_t product) {
  floor_.run(TapAct{.emergency = incident.key,
                    .act = {.id = floor_.next_id(), .kind = kind, .choice = choice, .product = product}},
             now_);
}

/// Time with two, and with three, responses at once.
void Facility::note_responses(int change) {
  const Instant since = std::max(responses_since_, counts_.from());
  if (now_ > since && now_ <= counts_.to()) {
    const double hours = static_cast<double>((now_ - since).milliseconds) / 3'600'000.0;
    if (responses_ >= 2) counts_[column(FloorCount::two_responses_hours)] += hours;
    if (responses_ >= 3) counts_[column(FloorCount::three_responses_hours)] += hours;
  }
  responses_since_ = now_;
  responses_ += change;
}

std::uint16_t Facility::new_incident() {
  const auto closed = std::find_if(incidents_.begin(), incidents_.end(), [](const Incident& one) { return !one.open; });
  if (closed != incidents_.end()) return static_cast<std::uint16_t>(closed - incidents_.begin());
  incidents_.emplace_back();
  return static_cast<std::uint16_t>(incidents_.size() - 1);
}

}  // namespace alongside::sim
