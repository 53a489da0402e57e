#include "sim/facility/facility.hpp"

#include <algorithm>

namespace alongside::sim {

using base::Duration;
using base::Instant;
using namespace domain;

Facility::Facility(const Scenario& scenario, const FacilityRun& run)
    : scenario_(scenario),
      run_(run),
      dice_(run.seed, 0),
      counts_({}, run.from, run.from + base::hours(24) * scenario.days),
      team_(scenario.staff, run.from),
      floor_(scenario.documents, scenario.seats, run.from, nullptr),
      arrivals_(scenario.arrivals_per_hour, dice_, DiceDecision::arrival, run.from),
      other_arrivals_(scenario.others_per_hour, dice_, DiceDecision::other_arrival, run.from) {}

void Facility::replicate(std::uint32_t number, std::span<double> row) {
  start(number, row);
  const Instant end = counts_.to();
  for (;;) {
    const Deadlines& deadlines = floor_.state().deadlines;
    const Instant reminder = deadlines.empty() ? Instant::never() : deadlines.next().due;
    const Instant planned = calendar_.empty() ? Instant::never() : calendar_.next().at;
    if (std::min(reminder, planned) >= end) break;
    if (reminder <= planned) {
      now_ = reminder;
      remind();
    } else {
      now_ = planned;
      const What what = calendar_.next().what;
      calendar_.pop();
      happen(what);
    }
  }
  now_ = end;
  finish_row();
}

void Facility::start(std::uint32_t replicate, std::span<double> row) {
  const Instant begin = run_.from - base::hours(24) * scenario_.warm_up_days;
  now_ = begin;
  dice_ = Dice(run_.seed, replicate);
  counts_ = FloorCounts(row, run_.from, run_.from + base::hours(24) * scenario_.days);
  levels_ = Levels{};
  calendar_.clear();
  team_ = Team(scenario_.staff, run_.from);
  floor_ = SimulatedFloor(scenario_.documents, scenario_.seats, begin, run_.watcher);
  arrivals_ = Arrivals(scenario_.arrivals_per_hour, dice_, DiceDecision::arrival, begin);
  other_arrivals_ = Arrivals(scenario_.others_per_hour, dice_, DiceDecision::other_arrival, begin);
  guests_.clear();
  free_guests_.clear();
  here_.assign(static_cast<std::size_t>(scenario_.participants), false);
  participants_here_ = 0;
  for (Waiting& line : waiting_) {
    line.line.clear();
    line.head = 0;
    line.in_line = line.people = 0;
  }
  free_seats_ = scenario_.seats;
  for (std::size_t kind = 0; kind < free_seats_.size(); ++kind) {
    first_seat_[kind + 1] = first_seat_[kind] + static_cast<std::size_t>(scenario_.seats[kind]);
  }
  incidents_.clear();
  incident_number_ = 0;
  responses_ = serious_responses_ = 0;
  responses_since_ = begin;
  entry_ = any_outrun_ = any_coincident_ = false;
  rest_owed_ = restock_owed_ = 0;
  rests_ = restocks_ = 0;

  plan(begin, Kind::full_hour);
  if (scenario_.hours.always()) {
    open_floor();
  } else {
    // From the day before: a night that began then may still be open.
    for (int day = -1; day <= scenario_.warm_up_days + scenario_.days; ++day) plan_day(begin + base::hours(24) * day);
  }
  if (const Instant first = arrivals_.next(); first != Instant::never()) plan(first, Kind::arrival);
  if (const Instant first = other_arrivals_.next(); first != Instant::never()) plan(first, Kind::other_arrival);
}

void Facility::plan_day(Instant day) {
  if (!scenario_.hours.days[hour_of_week(day) / 24]) return;
  const Instant opens = day + base::minutes(scenario_.hours.opens_minute);
  const Instant closes = opens + base::minutes(scenario_.hours.open_minutes);
  if (closes <= now_) return;
  plan(std::max(opens, now_), Kind::opens);
  plan(std::max(closes - base::minutes(scenario_.hours.last_entry_minutes), now_), Kind::last_entry);
  plan(closes, Kind::closes);
}

void Facility::happen(const What& what) {
  switch (what.kind) {
    case Kind::full_hour: return full_hour();
    case Kind::opens: return open_floor();
    case Kind::last_entry: return stop_entry();
    case Kind::closes: return close_if_empty();
    case Kind::arrival: return arrive(true);
    case Kind::other_arrival: return arrive(false);
    case Kind::task_ends:
      if (team_.token(what.member) == what.number) end_task(what.member);
      return;
    case Kind::rest:
      if (!floor_.state().floor_open) return;
      return ask(Task::rest, 0, 0,
                 dice_.minutes(scenario_.task_minutes[static_cast<std::size_t>(Task::rest)], what.number,
                               DiceDecision::rest_time));
    case Kind::restock:
      if (!floor_.state().floor_open) return;
      return ask(Task::restock, 0, 0,
                 dice_.minutes(scenario_.task_minutes[static_cast<std::size_t>(Task::restock)], what.number,
                               DiceDecision::restock_time));
    case Kind::dose:
    case Kind::response_ends: {
      const Incident& incident = incidents_[what.slot];
      if (!incident.open || incident.number != what.number) return;
      return what.kind == Kind::dose ? give_dose(what.slot) : end_response(what.slot);
    }
    default: break;
  }
  if (!is_here(what)) return;
  switch (what.kind) {
    case Kind::patience_ends: return lose_patience(what.slot);
    case Kind::preparation: return prepare(what.slot);
    case Kind::seat_time_ends: return end_seat_time(what.slot);
    case Kind::shows: return show(what.slot);
    case Kind::noticed: return notice(what.slot, false);
    default: return;
  }
}

/// What the machine reminds of; staff answer it as they would the board.
void Facility::remind() {
  const Events& events = floor_.run(Tick{}, now_);
  if (events.empty()) return;
  const auto& reached = std::get<DueReached>(events[0].body);
  if (const EmergencyId id = emergency_of(reached); id.exists()) {
    for (std::uint16_t i = 0; i < incidents_.size(); ++i) {
      Incident& incident = incidents_[i];
      const Emergency* emergency = incident.open ? floor_.state().find_emergency(incident.key) : nullptr;
      if (!emergency || emergency->id != id) continue;
      if (is_about(reached, Clock::recovery_end))
        end_recovery(i);
      else if (is_about(reached, Clock::look) && !incident.running)
        look_in_recovery(incident);
      return;
    }
    return;
  }
  const VisitId visit = visit_of(reached);
  if (reached.quiet || !visit.exists()) return;
  const std::uint16_t slot = guest_of_visit_[visit.slot];
  if (is_about(reached, WatchCause::look)) count(FloorCount::looks_due);
  if (is_about(reached, WatchCause::look_overdue)) count(FloorCount::looks_overdue);
  if (is_about(reached, WatchCause::look) || is_about(reached, WatchCause::may_go)) ask_for_look(slot);
}

void Facility::full_hour() {
  levels_.settle(now_, counts_);
  // Once nobody else may come in, whoever is there stays until the last person has left.
  const bool seeing_out = floor_.state().floor_open && !entry_;
  if (!seeing_out) start_shift();
  if (floor_.state().floor_open) {
    rest_owed_ += team_.on_shift() / scenario_.break_every_hours;
    restock_owed_ += 1 / scenario_.restock_every_hours;
    for (; rest_owed_ >= 1; rest_owed_ -= 1, ++rests_) {
      plan(now_ +
               base::milliseconds(static_cast<std::int64_t>(dice_.uniform(rests_, DiceDecision::rest_at) * 3'600'000)),
           Kind::rest, 0, rests_);
    }
    for (; restock_owed_ >= 1; restock_owed_ -= 1, ++restocks_) {
      plan(now_ + base::milliseconds(
                      static_cast<std::int64_t>(dice_.uniform(restocks_, DiceDecision::restock_at) * 3'600'000)),
           Kind::restock, 0, restocks_);
    }
  }
  plan(now_ + base::hours(1), Kind::full_hour);
}

void Facility::start_shift() {
  if (is_staffed())
    team_.set_shift(hour_of_day(now_));
  else
    team_.send_home();
  note_staff();
  find_work_for_all();
}

/// A roster is of the days on which the site opens; an hour belongs to the day that opened last, or opens within two hours.
bool Facility::is_staffed() const {
  if (scenario_.hours.always()) return true;
  const base::Instant of_shift = now_ + base::hours(2) - base::minutes(scenario_.hours.opens_minute);
  return scenario_.hours.days[hour_of_week(monday + base::hours(24) * days_since_monday(of_shift)) / 24];
}

void Facility::open_floor() {
  if (!floor_.state().floor_open) floor_.run(OpenFloor{.responsible = StaffRef{1}}, now_);
  levels_.set(Hourly::floor_hours, 1, now_, counts_);
  entry_ = true;
  levels_.set(Hourly::open_hours, 1, now_, counts_);
}

/// Nobody else comes in; who waits is told so.
void Facility::stop_entry() {
  entry_ = false;
  levels_.set(Hourly::open_hours, 0, now_, counts_);
  for (std::uint16_t slot = 0; slot < guests_.size(); ++slot) {
    const Stage stage = guests_[slot].stage;
    if (stage == Stage::at_door || stage == Stage::waiting) turn_away(slot);
  }
}

void Facility::close_if_empty() {
  if (entry_ || !floor_.state().floor_open || levels_.level(Hourly::inside_hours) > 0) return;
  floor_.run(CloseFloor{}, now_);
  levels_.set(Hourly::floor_hours, 0, now_, counts_);
  team_.drop(Task::rest);
  team_.drop(Task::restock);
  start_shift();
}

void Facility::finish_row() {
  levels_.settle(now_, counts_);
  note_responses(0);
  double open = 0;
  for (std::size_t hour = 0; hour < 24; ++hour) open += counts_[column(Hourly::open_hours, hour)];
  counts_[column(FloorCount::open_hours)] = open;
  counts_[column(FloorCount::events)] = static_cast<double>(floor_.events());
  counts_[column(FloorCount::commands)] = static_cast<double>(floor_.commands());
  counts_[column(FloorCount::refusals)] = static_cast<double>(floor_.refusals());
  for (std::size_t task = 0; task < tasks; ++task) counts_[task_column(task)] = team_.hours_at(static_cast<Task>(task));
  counts_[column(FloorCount::replicates_outrun)] = any_outrun_ ? 1 : 0;
  counts_[column(FloorCount::replicates_coincident)] = any_coincident_ ? 1 : 0;
}

}  // namespace alongside::sim
