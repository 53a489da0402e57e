// Team: the people on the floor, what each is at, and what waits for one of them.
//
// Goals: the order in which tasks are done and which gives way to which (scenario.hpp, Task). Emergencies need trained people; every other task
// goes to somebody untrained first, so that trained people stay free. Non-goals: what a task does, and when it ends: the facility asks. At
// most 64 people. Nothing is allocated in steady state. One thread.
#pragma once

#include <array>
#include <bit>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "sim/facility/scenario.hpp"

namespace alongside::sim {

struct Job {
  Task task = Task::restock;
  std::uint16_t subject = 0;  ///< a guest's slot, a seat
  std::uint32_t number = 0;   ///< whose: stale when the slot has another
  base::Duration duration{};
};

class Team {
 public:
  static constexpr int nobody = -1;

  /// `from`: hours at tasks are summed from here.
  Team(const std::vector<StaffRole>& roles, base::Instant from);

  /// The shift of this hour. Who is busy goes when done.
  void set_shift(std::size_t hour);
  void send_home();

  /// Somebody idle who may do it, or nobody. A break goes to whoever had theirs longest ago.
  int idle_for(Task task) const;
  bool is_idle(int member) const { return (idle() >> member & 1U) != 0; }
  /// Who is at work and idle, a bit each.
  std::uint64_t idle() const { return on_shift_ & ~busy_ & ~leaving_; }
  void occupy(int member, const Job& job, base::Instant now);
  /// Ends what the member is at and gives it; they are idle then, or gone if their shift is over.
  Job finish(int member, base::Instant now);
  /// A trained person who is at something else, the least pressing first, or nobody. Their task waits again, at the head of its kind.
  int call_to_emergency(base::Instant now);
  /// Changes with each job: an ending that was planned for another is stale.
  std::uint32_t token(int member) const { return members_[static_cast<std::size_t>(member)].token; }
  /// Hours spent at a task that ended, or was broken off, since `from`.
  double hours_at(Task task) const {
    return static_cast<double>(spent_[static_cast<std::size_t>(task)].milliseconds) / 3'600'000.0;
  }

  void wait(const Job& job) {
    queue(job.task).jobs.push_back(job);
    ++jobs_waiting_;
  }
  /// The most pressing job that waits; it waits no more.
  std::optional<Job> next_job();
  /// Nobody waits for this any more: a break that was not taken by closing is not taken the next day.
  void drop(Task task);

  int on_shift() const { return people_on_shift_; }
  int at_work() const { return people_busy_ - at(Task::rest); }
  int trained_on_shift() const { return trained_people_on_shift_; }
  int responding() const { return at(Task::response); }
  /// Trained, on the floor and in no emergency: whatever else they do gives way.
  int free_responders() const {
    return std::popcount(on_shift_ & trained_ & ~by_task_[static_cast<std::size_t>(Task::response)]);
  }
  /// What an hour of the people on shift costs; a role without a price costs nothing here.
  double hourly_cost() const { return hourly_cost_; }

 private:
  struct Member {
    std::size_t role = 0;
    std::uint32_t token = 0;
    base::Instant started;
    base::Instant rested = base::Instant::unknown();  ///< when their last break began
    Job job;
  };
  /// First in, first out; what was broken off goes in front.
  struct Queue {
    std::vector<Job> jobs;
    std::vector<Job> in_front;
    std::size_t head = 0;
  };

  Queue& queue(Task task) { return queues_[static_cast<std::size_t>(task)]; }
  int at(Task task) const { return people_by_task_[static_cast<std::size_t>(task)]; }
  void count_shift();
  int longest_without_rest(std::uint64_t among) const;
  static std::uint64_t bit(int member) { return std::uint64_t{1} << member; }

  const std::vector<StaffRole>* roles_;
  std::vector<Member> members_;
  std::uint64_t trained_ = 0;
  std::uint64_t on_shift_ = 0;
  std::uint64_t busy_ = 0;
  std::uint64_t leaving_ = 0;
  std::array<std::uint64_t, tasks> by_task_{};
  // How many each of these sets holds, kept beside it: they are asked for with every task that begins or ends.
  int people_on_shift_ = 0;
  int trained_people_on_shift_ = 0;
  double hourly_cost_ = 0;
  int people_busy_ = 0;
  std::array<int, tasks> people_by_task_{};
  std::array<base::Duration, tasks> spent_{};
  base::Instant from_;
  std::array<Queue, tasks> queues_;
  std::size_t jobs_waiting_ = 0;  ///< in all of them
};

}  // namespace alongside::sim
