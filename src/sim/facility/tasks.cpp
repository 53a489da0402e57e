// Staff: who does what next. The order of tasks, and which gives way, is Task's own order (scenario.hpp).
#include "sim/facility/facility.hpp"

namespace alongside::sim {

using base::Duration;
using namespace domain;

void Facility::ask(Task task, std::uint16_t subject, std::uint32_t number, Duration duration) {
  const Job job{.task = task, .subject = subject, .number = number, .duration = duration};
  const int member = team_.idle_for(task);
  if (member == Team::nobody) return team_.wait(job);
  begin(member, job);
}

/// What takes no time is done at once, and nobody is held.
void Facility::begin(int member, const Job& job) {
  if (job.duration.milliseconds <= 0) return done(job);
  team_.occupy(member, job, now_);
  plan(now_ + job.duration, Kind::task_ends, 0, team_.token(member), static_cast<std::uint8_t>(member));
  note_staff();
}

void Facility::end_task(int member) {
  const Job job = team_.finish(member, now_);
  note_staff();
  if (is_wanted(job)) done(job);
  find_work(member);
}

void Facility::find_work(int member) {
  while (team_.is_idle(member)) {
    if (join_short_handed(member)) return;
    const std::optional<Job> job = team_.next_job();
    if (!job) return;
    if (is_wanted(*job)) begin(member, *job);
  }
}

void Facility::find_work_for_all() {
  for (std::uint64_t idle = team_.idle(); idle != 0; idle &= idle - 1) find_work(std::countr_zero(idle));
}

/// Whoever it was for may have gone, or be in an emergency.
bool Facility::is_wanted(const Job& job) const {
  if (job.task != Task::door && job.task != Task::look && job.task != Task::service) return true;
  const Guest& guest = guests_[job.subject];
  if (guest.stage == Stage::none || guest.number != job.number) return false;
  if (job.task == Task::door) return guest.stage == Stage::at_door;
  return !guest.in_incident && (job.task == Task::service || !guest.watch_over);
}

void Facility::done(const Job& job) {
  switch (job.task) {
    case Task::door: return welcome(job.subject);
    case Task::look: return look(job.subject);
    case Task::service: count(FloorCount::services); return leave(job.subject);
    case Task::clean: {
      const SeatId seat{job.subject};
      floor_.run(ReadySeat{seat}, now_);
      levels_.add(Hourly::blocked_hours, -1, now_, counts_);
      ++free_seats_[static_cast<std::size_t>(floor_.state().find(seat)->kind)];
      return seat_those_who_wait();
    }
    default: return;
  }
}

void Facility::ask_for_look(std::uint16_t slot) {
  Guest& guest = guests_[slot];
  if (guest.look_asked || guest.in_incident || guest.watch_over) return;
  guest.look_asked = true;
  ask(Task::look, slot, guest.number,
      dice_.minutes(scenario_.task_minutes[static_cast<std::size_t>(Task::look)], guest.number, DiceDecision::look_time,
                    guest.looks++));
}

void Facility::look(std::uint16_t slot) {
  Guest& guest = guests_[slot];
  guest.look_asked = false;
  count(FloorCount::looks);
  if (guest.shown_at != base::Instant::never()) return notice(slot, true);
  const Events& events =
      floor_.run(Look{.visit = guest.visit, .responds = LookAnswer::talks, .breaths = Breaths::ok, .id = {}}, now_);
  if (!events.empty() && std::get<LookTaken>(events[0].body).ends_watch) watch_is_over(slot);
}

void Facility::note_staff() {
  levels_.set(Hourly::staff_hours, team_.on_shift(), now_, counts_);
  levels_.set(Hourly::busy_hours, team_.at_work(), now_, counts_);
  levels_.set(Hourly::trained_hours, team_.trained_on_shift(), now_, counts_);
  levels_.set(Hourly::trained_responding_hours, team_.responding(), now_, counts_);
  levels_.set(Hourly::staff_cost, team_.hourly_cost(), now_, counts_);
}

}  // namespace alongside::sim
