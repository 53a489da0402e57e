// SimulatedFloor: the machine of room domain, driven by commands of simulated people; and whoever watches.
//
// Every command goes through `decide`, every event through `evolve`, as at a real center. Goals: nothing allocated per event. Non-goals: dice,
// time. One thread.
#pragma once

#include "domain/machine.hpp"

namespace alongside::sim {

/// Sees every command of a simulated floor after it was decided and evolved: an animation, a demonstration, a test of invariants.
class Watcher {
 public:
  virtual ~Watcher() = default;
  virtual void saw(const domain::State& after, const domain::Command& command, const domain::Refusal& refusal,
                   const domain::Events& events) = 0;
};

class SimulatedFloor {
 public:
  /// A floor with the documents' first protocol and guardrails and these seats by kind; closed.
  SimulatedFloor(const domain::Documents& documents, const std::array<int, 4>& seats, base::Instant at,
                 Watcher* watcher);

  const domain::State& state() const { return state_; }
  std::uint64_t commands() const { return commands_; }
  std::uint64_t events() const { return events_; }
  std::uint64_t refusals() const { return refusals_; }

  /// Decides and evolves. The events stand until the next call.
  template <class Body>
  const domain::Events& run(const Body& body, base::Instant at) {
    if (commands_++ % 64 == 0) domain::make_room(state_);
    command_.at = at;
    command_.body.template emplace<Body>(body);
    const domain::Refusal refusal = domain::decide(state_, command_, out_);
    if (!refusal.accepted()) {
      ++refusals_;
      out_.clear();
    }
    for (const domain::Event& event : out_) domain::evolve(state_, event);
    events_ += out_.size();
    if (watcher_ != nullptr) watcher_->saw(state_, command_, refusal, out_);
    return out_;
  }

  /// A new act's or emergency's id.
  domain::Uuid next_id();

 private:
  domain::State state_;
  domain::Command command_{
      .at = {}, .by = domain::StaffRef{1}, .device = domain::DeviceRef{1}, .marks = {}, .body = {}};
  domain::Events out_;
  Watcher* watcher_;
  std::uint64_t ids_ = 0;
  std::uint64_t commands_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t refusals_ = 0;
};

}  // namespace alongside::sim
