#include "sim/facility/rehearsal.hpp"

#include "sim/facility/facility.hpp"

namespace alongside::sim {

namespace {

template <class... Bodies>
bool is_one_of(const domain::CommandBody& body) {
  return (std::holds_alternative<Bodies>(body) || ...);
}

class Recorder final : public Watcher {
 public:
  void saw(const domain::State&, const domain::Command& command, const domain::Refusal& refusal,
           const domain::Events& events) override {
    using namespace domain;
    const bool belongs_to_the_floor =
        is_one_of<Tick, FoundSite, AdoptProtocol, AdoptGuardrails, AddSeat, OpenFloor, CloseFloor>(command.body);
    if (belongs_to_the_floor || !refusal.accepted() || command.at < monday) return;
    RehearsedCommand one{.after = command.at - monday, .body = command.body, .welcomed = {}};
    if (is_one_of<Welcome>(command.body)) one.welcomed = std::get<Welcomed>(events[0].body).visit;
    commands.push_back(one);
  }

  std::vector<RehearsedCommand> commands;
};

}  // namespace

std::vector<RehearsedCommand> rehearse(const Scenario& scenario, std::uint64_t seed, std::uint32_t replicate) {
  Recorder recorder;
  std::vector<double> row(row_width, 0.0);
  Facility(scenario, {.seed = seed, .watcher = &recorder}).replicate(replicate, row);
  return std::move(recorder.commands);
}

}  // namespace alongside::sim
