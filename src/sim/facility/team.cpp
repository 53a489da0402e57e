#include "sim/facility/team.hpp"

#include <algorithm>

namespace alongside::sim {

Team::Team(const std::vector<StaffRole>& roles, base::Instant from) : roles_(&roles), from_(from) {
  for (std::size_t role = 0; role < roles.size(); ++role) {
    const int most = *std::max_element(roles[role].people_by_hour.begin(), roles[role].people_by_hour.end());
    for (int i = 0; i < most; ++i) {
      if (roles[role].trained) trained_ |= bit(static_cast<int>(members_.size()));
      members_.push_back({.role = role, .token = 0, .started = {}, .rested = base::Instant::unknown(), .job = {}});
    }
  }
}

void Team::set_shift(std::size_t hour) {
  std::size_t first = 0;
  for (std::size_t role = 0; role < roles_->size(); ++role) {
    int wanted = (*roles_)[role].people_by_hour[hour];
    std::size_t end = first;
    while (end < members_.size() && members_[end].role == role) ++end;
    // Those who are in the middle of something stay in preference: nobody is sent home from a task.
    for (const bool busy_ones : {true, false}) {
      for (std::size_t i = first; i < end; ++i) {
        const std::uint64_t one = bit(static_cast<int>(i));
        if (((busy_ & one) != 0) != busy_ones) continue;
        const bool stays = wanted-- > 0;
        if (stays) {
          on_shift_ |= one;
          leaving_ &= ~one;
        } else if (busy_ones) {
          leaving_ |= one;
        } else {
          on_shift_ &= ~one;
        }
      }
    }
    first = end;
  }
  count_shift();
}

void Team::send_home() {
  leaving_ |= busy_;
  on_shift_ &= busy_;
  count_shift();
}

void Team::count_shift() {
  people_on_shift_ = std::popcount(on_shift_);
  trained_people_on_shift_ = std::popcount(on_shift_ & trained_);
  hourly_cost_ = 0;
  for (std::uint64_t left = on_shift_; left != 0; left &= left - 1) {
    hourly_cost_ += (*roles_)[members_[static_cast<std::size_t>(std::countr_zero(left))].role].hourly_cost.value_or(0);
  }
}

int Team::idle_for(Task task) const {
  const std::uint64_t able = task == Task::response ? idle() & trained_ : idle();
  if (able == 0) return nobody;
  if (task == Task::rest) return longest_without_rest(able);
  const std::uint64_t preferred = able & ~trained_;
  return std::countr_zero(preferred != 0 ? preferred : able);
}

int Team::longest_without_rest(std::uint64_t among) const {
  int found = std::countr_zero(among);
  for (std::uint64_t left = among; left != 0; left &= left - 1) {
    const int member = std::countr_zero(left);
    if (members_[static_cast<std::size_t>(member)].rested < members_[static_cast<std::size_t>(found)].rested)
      found = member;
  }
  return found;
}

void Team::occupy(int member, const Job& job, base::Instant now) {
  Member& one = members_[static_cast<std::size_t>(member)];
  one.job = job;
  one.started = now;
  if (job.task == Task::rest) one.rested = now;
  ++one.token;
  busy_ |= bit(member);
  by_task_[static_cast<std::size_t>(job.task)] |= bit(member);
  ++people_busy_;
  ++people_by_task_[static_cast<std::size_t>(job.task)];
}

Job Team::finish(int member, base::Instant now) {
  Member& one = members_[static_cast<std::size_t>(member)];
  if (now > from_) {
    base::Duration& spent = spent_[static_cast<std::size_t>(one.job.task)];
    spent = spent + (now - std::max(one.started, from_));
  }
  ++one.token;
  busy_ &= ~bit(member);
  by_task_[static_cast<std::size_t>(one.job.task)] &= ~bit(member);
  --people_busy_;
  --people_by_task_[static_cast<std::size_t>(one.job.task)];
  if ((leaving_ & bit(member)) != 0) {
    leaving_ &= ~bit(member);
    on_shift_ &= ~bit(member);
    count_shift();
  }
  return one.job;
}

int Team::call_to_emergency(base::Instant now) {
  for (std::size_t task = tasks - 1; task > static_cast<std::size_t>(Task::response); --task) {
    const std::uint64_t able = by_task_[task] & trained_;
    if (able == 0) continue;
    const int member = std::countr_zero(able);
    const bool was_leaving = (leaving_ & bit(member)) != 0;
    Job job = finish(member, now);
    if (was_leaving) {  // nobody goes home past an emergency
      on_shift_ |= bit(member);
      leaving_ |= bit(member);
      count_shift();
    }
    if (job.task != Task::look)
      job.duration = job.duration - (now - members_[static_cast<std::size_t>(member)].started);
    queue(job.task).in_front.push_back(job);
    ++jobs_waiting_;
    return member;
  }
  return nobody;
}

std::optional<Job> Team::next_job() {
  if (jobs_waiting_ == 0) return std::nullopt;
  --jobs_waiting_;
  for (Queue& waiting : queues_) {
    if (!waiting.in_front.empty()) {
      const Job job = waiting.in_front.back();
      waiting.in_front.pop_back();
      return job;
    }
    if (waiting.head < waiting.jobs.size()) {
      const Job job = waiting.jobs[waiting.head++];
      if (waiting.head == waiting.jobs.size()) {
        waiting.jobs.clear();
        waiting.head = 0;
      } else if (waiting.head > 64 && waiting.head * 2 > waiting.jobs.size()) {
        waiting.jobs.erase(waiting.jobs.begin(), waiting.jobs.begin() + static_cast<std::ptrdiff_t>(waiting.head));
        waiting.head = 0;
      }
      return job;
    }
  }
  return std::nullopt;
}

void Team::drop(Task task) {
  Queue& waiting = queue(task);
  jobs_waiting_ -= waiting.in_front.size() + waiting.jobs.size() - waiting.head;
  waiting.jobs.clear();
  waiting.in_front.clear();
  waiting.head = 0;
}

}  // namespace alongside::sim
