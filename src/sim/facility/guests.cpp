// The way through: from the door to leaving.
#include <algorithm>

#include "sim/facility/facility.hpp"

namespace alongside::sim {

using base::Duration;
using base::Instant;
using namespace domain;

std::uint16_t Facility::new_guest() {
  if (free_guests_.empty()) {
    guests_.emplace_back();
    return static_cast<std::uint16_t>(guests_.size() - 1);
  }
  const std::uint16_t slot = free_guests_.back();
  free_guests_.pop_back();
  return slot;
}

void Facility::arrive(bool for_use) {
  Arrivals& arrivals = for_use ? arrivals_ : other_arrivals_;
  const std::uint32_t number = (arrivals.number() - 1) | (for_use ? 0 : others);
  if (const Instant next = arrivals.next(); next != Instant::never())
    plan(next, for_use ? Kind::arrival : Kind::other_arrival);

  if (!entry_) return;  // the rates are of people who may come in

  // Nobody is there twice. Where every participant is there already, there is nobody who could come.
  if (for_use && participants_here_ == scenario_.participants) return count(FloorCount::nobody_left);

  // Who comes for anything else is nobody of the participants, and another each time.
  Guest guest{.number = number, .participant = number, .visit = {}, .arrived = now_, .door = {}};
  const std::size_t hour = hour_of_day(now_);
  if (for_use) {
    count(FloorCount::arrived);
    counts_[column(FloorCount::came)] += 1;
    counts_.add(Hourly::arrived, now_, hour);
    double share = dice_.uniform(number, DiceDecision::use);
    while (guest.use + 1U < scenario_.uses.size() && share >= use_of(guest).share)
      share -= scenario_.uses[guest.use++].share;
    const auto kind = static_cast<std::size_t>(use_of(guest).seat);
    if (free_seats_[kind] == 0 && waiting_[kind].people >= scenario_.longest_queue) {
      count(FloorCount::balked);
      counts_.add(Hourly::gone_without, now_, hour);
      floor_.run(RecordNotServed{.visit = {}, .reason = NotServed::no_seat}, now_);
      return;
    }
    guest.participant = somebody_not_here(number);
    here_[guest.participant] = true;
    ++participants_here_;
  } else {
    count(FloorCount::others);
  }
  guest.door =
      dice_.minutes(scenario_.task_minutes[static_cast<std::size_t>(Task::door)], number, DiceDecision::door_time);
  guest.stage = Stage::at_door;
  const std::uint16_t slot = new_guest();
  guests_[slot] = guest;
  if (for_use) {
    ++waiting_[static_cast<std::size_t>(use_of(guest).seat)].people;
    levels_.add(Hourly::waiting_hours, 1, now_, counts_);
    plan(now_ + dice_.minutes(scenario_.patience_minutes, number, DiceDecision::patience), Kind::patience_ends, slot,
         number);
  }
  ask(Task::door, slot, number, guest.door);
}

/// The participant that an arrival's dice name; if that one is here, the next number who is not. Somebody must not be here.
std::uint32_t Facility::somebody_not_here(std::uint32_t arrival) {
  const auto all = static_cast<std::uint32_t>(scenario_.participants);
  auto who = static_cast<std::uint32_t>(dice_.uniform(arrival, DiceDecision::participant) * scenario_.participants);
  while (here_[who]) who = (who + 1) % all;
  return who;
}

/// At the end of the door's task.
void Facility::welcome(std::uint16_t slot) {
  Guest& guest = guests_[slot];
  const bool for_use = (guest.number & others) == 0;
  const SeatKind kind = for_use ? use_of(guest).seat : SeatKind::none;
  SeatId place;
  if (for_use && entry_ && !(scenario_.pause_seating && serious_responses_ > 0)) {
    const bool first = waiting_[static_cast<std::size_t>(kind)].in_line == 0;
    if (first) place = free_seat(kind);
  }
  const Purpose purpose = !for_use ? Purpose::services : kind == SeatKind::smoking ? Purpose::smoking : Purpose::booth;
  const Events& events = floor_.run(
      Welcome{.person = PersonRef{guest.participant}, .purpose = purpose, .old_enough = Answer::yes, .seat = place},
      now_);
  if (events.empty()) return forget(slot);
  guest.visit = std::get<Welcomed>(events[0].body).visit;
  if (guest_of_visit_.size() <= guest.visit.slot) guest_of_visit_.resize(guest.visit.slot + 64U);
  guest_of_visit_[guest.visit.slot] = slot;
  levels_.add(Hourly::inside_hours, 1, now_, counts_);
  if (!for_use) {
    guest.stage = Stage::other;
    ask(Task::service, slot, guest.number,
        dice_.minutes(scenario_.service_minutes, guest.number, DiceDecision::service_time));
  } else if (place.exists()) {
    seat(slot, place);
  } else {
    guest.stage = Stage::waiting;
    ++waiting_[static_cast<std::size_t>(kind)].in_line;
    waiting_[static_cast<std::size_t>(kind)].line.push_back(What{Kind::patience_ends, 0, slot, guest.number});
  }
}

/// Counts and plans what follows from sitting down, which the machine knows already.
void Facility::seat(std::uint16_t slot, SeatId seat) {
  Guest& guest = guests_[slot];
  const auto kind = static_cast<std::size_t>(floor_.state().find(seat)->kind);
  --free_seats_[kind];
  --waiting_[kind].people;
  if (guest.stage == Stage::waiting) --waiting_[kind].in_line;
  levels_.add(Hourly::waiting_hours, -1, now_, counts_);
  levels_.add(kind == 0 ? Hourly::booth_hours : Hourly::smoking_hours, 1, now_, counts_);
  guest.stage = Stage::seated;

  const double waited = minutes_of(now_ - guest.arrived);
  count(FloorCount::seated);
  count(FloorCount::wait_minutes, waited);
  count(FloorCount::queue_minutes, minutes_of(now_ - guest.arrived - guest.door));
  if (now_ - guest.arrived > guest.door) count(FloorCount::waited);
  if (scenario_.service && waited > scenario_.service->wait_minutes) count(FloorCount::waited_too_long);
  if (is_measured()) {
    for (std::size_t point = 0; point < wait_curve_minutes.size() && waited > wait_curve_minutes[point]; ++point)
      ++counts_[wait_column(point)];
  }
  const std::size_t hour = hour_of_day(guest.arrived);
  counts_.add(Hourly::seated, now_, hour);
  counts_.add(Hourly::wait_minutes, now_, hour, waited);
  const Duration preparation =
      dice_.minutes(use_of(guest).preparation_minutes, guest.number, DiceDecision::preparation);
  if (preparation.milliseconds > 0)
    plan(now_ + preparation, Kind::preparation, slot, guest.number);
  else
    prepare(slot);
}

void Facility::prepare(std::uint16_t slot) {
  Guest& guest = guests_[slot];
  const UseKind& use = use_of(guest);
  floor_.run(BeginUse{.visit = guest.visit, .substances = use.substances, .route = use.route}, now_);
  count(FloorCount::uses);
  plan(now_ + dice_.minutes(use.seat_minutes, guest.number, DiceDecision::seat_time), Kind::seat_time_ends, slot,
       guest.number);
  if (use.emergencies_per_use > 0) plan_emergency(guest, slot);
}

void Facility::plan_emergency(Guest& guest, std::uint16_t slot) {
  const UseKind& use = use_of(guest);
  double chance = use.emergencies_per_use;
  if (run_.clustered) {
    const auto day = static_cast<std::uint32_t>(days_since_monday(now_) + 366);
    chance *= dice_.factor(scenario_.day_spread, day, DiceDecision::day_factor) *
              dice_.factor(scenario_.person_spread, guest.participant, DiceDecision::person_factor);
  }
  if (dice_.uniform(guest.number, DiceDecision::emergency) >= std::min(chance, 0.95)) return;
  double share = dice_.uniform(guest.number, DiceDecision::severity);
  std::size_t severity = 0;
  while (severity + 1 < severities && share >= use.severity_share[severity]) share -= use.severity_share[severity++];
  const Duration delay = dice_.minutes(use.emergency_delay_minutes, guest.number, DiceDecision::delay);
  guest.severity = static_cast<Severity>(severity);
  guest.shows_at = now_ + delay;
  guest.late = delay > base::minutes(30);
  plan(guest.shows_at, Kind::shows, slot, guest.number);
}

/// They would give up the seat: for a chair, for the street, or not before the look that ends their watch.
void Facility::end_seat_time(std::uint16_t slot) {
  Guest& guest = guests_[slot];
  guest.seat_time_over = true;
  if (guest.in_incident || guest.stage == Stage::resting) return;
  if (guest.watch_over) return be_on_their_way(slot);
  const double choice = dice_.uniform(guest.number, DiceDecision::after);
  if (choice < scenario_.leave_early_share) return leave(slot);
  if (choice >= scenario_.leave_early_share + scenario_.aftercare_share) return;
  if (!move_to_chair(slot)) count(FloorCount::aftercare_full);
}

/// To an aftercare chair, if there is one; the watch goes with them.
bool Facility::move_to_chair(std::uint16_t slot) {
  Guest& guest = guests_[slot];
  const SeatId chair = free_seat(SeatKind::aftercare);
  if (!chair.exists() || guest.stage == Stage::resting) return false;
  const Events& events = floor_.run(TakeSeat{guest.visit, chair}, now_);
  if (events.empty()) return false;
  const auto seated = std::get<Seated>(events[0].body);
  --free_seats_[static_cast<std::size_t>(SeatKind::aftercare)];
  levels_.add(Hourly::aftercare_hours, 1, now_, counts_);
  guest.stage = Stage::resting;
  seat_is_free(seated.from, seated.from_needs_cleaning, guest.number);
  return true;
}

void Facility::watch_is_over(std::uint16_t slot) {
  guests_[slot].watch_over = true;
  if (guests_[slot].seat_time_over) be_on_their_way(slot);
}

/// Free to go: some stay for a service, where there is a chair to stay in.
void Facility::be_on_their_way(std::uint16_t slot) {
  const Guest& guest = guests_[slot];
  const bool stays =
      guest.stage == Stage::resting && dice_.uniform(guest.number, DiceDecision::service) < scenario_.service_share;
  if (!stays) return leave(slot);
  ask(Task::service, slot, guest.number,
      dice_.minutes(scenario_.service_minutes, guest.number, DiceDecision::service_time));
}

void Facility::leave(std::uint16_t slot) {
  const Guest& guest = guests_[slot];
  if (guest.shown_at != Instant::never()) return notice(slot, false);  // nobody lets them walk out like that
  const Person* person = floor_.state().find(guest.visit);
  const SeatId place = person ? person->seat : SeatId::none();
  const Events& events = floor_.run(Leave{guest.visit}, now_);
  if (events.empty()) return;
  const auto& left = std::get<Left>(events[0].body);
  if (left.early) count(FloorCount::left_early);
  has_left(slot, place, left.seat_needs_cleaning);
}

/// Their visit is over, by leaving or by ambulance.
void Facility::has_left(std::uint16_t slot, SeatId place, bool needs_cleaning) {
  const Guest& guest = guests_[slot];
  if (guest.shows_at != Instant::never()) {
    count(FloorCount::begun);
    count(FloorCount::after_leaving);
    if (guest.late) count(FloorCount::after_minute_30);
  }
  const std::uint32_t number = guest.number;
  forget(slot);
  if (place.exists()) seat_is_free(place, needs_cleaning, number);
  close_if_empty();
}

void Facility::lose_patience(std::uint16_t slot) {
  const Guest& guest = guests_[slot];
  if (guest.stage != Stage::at_door && guest.stage != Stage::waiting) return;
  count(FloorCount::gave_up);
  counts_.add(Hourly::gone_without, now_, hour_of_day(guest.arrived));
  if (guest.stage == Stage::waiting)
    floor_.run(LeaveBeforeServed{guest.visit}, now_);
  else
    floor_.run(RecordNotServed{.visit = {}, .reason = NotServed::other}, now_);
  forget(slot);
  close_if_empty();
}

void Facility::turn_away(std::uint16_t slot) {
  const Guest& guest = guests_[slot];
  if ((guest.number & others) == 0) {
    count(FloorCount::turned_away);
    counts_.add(Hourly::gone_without, now_, hour_of_day(guest.arrived));
  }
  floor_.run(RecordNotServed{.visit = guest.stage == Stage::waiting ? guest.visit : VisitId::none(),
                             .reason = NotServed::closed},
             now_);
  forget(slot);
}

/// Takes somebody out of every list of ours; the machine has let them go.
void Facility::forget(std::uint16_t slot) {
  Guest& guest = guests_[slot];
  const bool for_use = (guest.number & others) == 0;
  if (for_use && (guest.stage == Stage::at_door || guest.stage == Stage::waiting)) {
    Waiting& line = waiting_[static_cast<std::size_t>(use_of(guest).seat)];
    --line.people;
    if (guest.stage == Stage::waiting) --line.in_line;
    levels_.add(Hourly::waiting_hours, -1, now_, counts_);
  }
  if (guest.stage != Stage::at_door) levels_.add(Hourly::inside_hours, -1, now_, counts_);
  if (for_use) {
    here_[guest.participant] = false;
    --participants_here_;
  }
  guest = Guest{};
  free_guests_.push_back(slot);
}

SeatId Facility::free_seat(SeatKind kind) const {
  const auto which = static_cast<std::size_t>(kind);
  if (which >= free_seats_.size() || free_seats_[which] == 0) return SeatId::none();
  const auto& seats = floor_.state().seats;
  for (std::size_t i = first_seat_[which]; i < first_seat_[which + 1]; ++i) {
    if (seats[i].taken < seats[i].capacity && !seats[i].cleaning) return SeatId{static_cast<std::uint16_t>(i)};
  }
  return SeatId::none();
}

void Facility::seat_is_free(SeatId seat, bool needs_cleaning, std::uint32_t number) {
  const auto kind = floor_.state().find(seat)->kind;
  levels_.add(kind == SeatKind::booth     ? Hourly::booth_hours
              : kind == SeatKind::smoking ? Hourly::smoking_hours
                                          : Hourly::aftercare_hours,
              -1, now_, counts_);
  if (needs_cleaning) {
    levels_.add(Hourly::blocked_hours, 1, now_, counts_);
    return ask(
        Task::clean, seat.number, 0,
        dice_.minutes(scenario_.task_minutes[static_cast<std::size_t>(Task::clean)], number, DiceDecision::clean_time));
  }
  ++free_seats_[static_cast<std::size_t>(kind)];
  seat_those_who_wait();
}

void Facility::seat_those_who_wait() {
  if (!entry_ || (scenario_.pause_seating && serious_responses_ > 0)) return;
  for (std::size_t kind = 0; kind < waiting_.size(); ++kind) {
    Waiting& line = waiting_[kind];
    while (line.head < line.line.size() && free_seats_[kind] > 0) {
      const What first = line.line[line.head++];
      if (line.head == line.line.size()) {
        line.line.clear();
        line.head = 0;
      } else if (line.head > 256 && line.head * 2 > line.line.size()) {
        line.line.erase(line.line.begin(), line.line.begin() + static_cast<std::ptrdiff_t>(line.head));
        line.head = 0;
      }
      if (!is_here(first) || guests_[first.slot].stage != Stage::waiting) continue;
      const SeatId place = free_seat(static_cast<SeatKind>(kind));
      if (!floor_.run(TakeSeat{guests_[first.slot].visit, place}, now_).empty()) seat(first.slot, place);
    }
  }
}

}  // namespace alongside::sim
