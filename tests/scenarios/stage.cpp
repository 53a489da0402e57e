#include "scenarios/stage.hpp"

#include <stdexcept>

#include "scenarios/telling.hpp"
#include "support/protocols.hpp"

namespace alongside::tests {

using namespace domain;

// --- names ----------------------------------------------------------------------------------------------------------------------

Uuid Stage::new_id() {
  ++ids_;
  Uuid id;
  for (std::size_t i = 0; i < 4; ++i) id.bytes[i] = static_cast<std::uint8_t>(ids_ >> (24 - 8 * i));
  return id;
}

StaffRef Stage::staff(std::string_view name) {
  if (name == "nobody" || name == "-") return StaffRef::none();
  const auto index = static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) - names_.begin());
  if (index == names_.size()) names_.emplace_back(name);
  return StaffRef{static_cast<std::uint32_t>(index)};
}

DeviceRef Stage::screen(std::string_view name) {
  const StaffRef owner = staff(name);
  return owner.exists() ? DeviceRef{static_cast<std::uint16_t>(owner.number)} : DeviceRef::none();
}

VisitId Stage::visit(std::string_view handle) const {
  const auto found = visits_.find(std::string(handle));
  if (found == visits_.end()) fail(fmt::format("nobody called \"{}\" was welcomed", handle));
  return found->second;
}

SeatId Stage::seat(std::string_view label) const {
  const auto found = seats_.find(std::string(label));
  if (found == seats_.end()) fail(fmt::format("the floor has no seat \"{}\"", label));
  return found->second;
}

Uuid Stage::act_id(std::string_view name) const {
  const auto found = acts_.find(std::string(name));
  if (found == acts_.end())
    fail(fmt::format("no act was named \"{}\": write \"… as {}\" where it happens", name, name));
  return std::get<TapAct>(found->second.body).act.id;
}

std::uint8_t Stage::product(std::string_view label) const {
  const auto found = std::find(product_labels_.begin(), product_labels_.end(), label);
  if (found == product_labels_.end())
    fail(fmt::format("expected a product: {}; found \"{}\"", fmt::join(product_labels_, ", "), label));
  return static_cast<std::uint8_t>(found - product_labels_.begin());
}

const Emergency& Stage::emergency(std::string_view name) const {
  const auto key = emergencies_.find(std::string(name));
  const Emergency* found = key == emergencies_.end() ? nullptr : state().find_emergency(key->second);
  if (!found) fail(fmt::format("there is no emergency \"{}\"", name));
  return *found;
}

std::string Stage::handle_of(VisitId id) const {
  for (const auto& [handle, known] : visits_) {
    if (known == id) return handle;
  }
  return "somebody unknown";
}

std::string Stage::label_of(SeatId id) const {
  for (const auto& [label, known] : seats_) {
    if (known == id) return label;
  }
  return "?";
}

std::string Stage::name_of_staff(StaffRef ref) const { return ref.exists() ? names_.at(ref.number) : "nobody"; }

std::string Stage::name_of_emergency(EmergencyId id) const {
  for (const auto& [name, key] : emergencies_) {
    const Emergency* known = state().find_emergency(key);
    if (known && known->id == id) return name;
  }
  return "an emergency without a name";
}

// --- the play -------------------------------------------------------------------------------------------------------------------

Refusal Stage::send(CommandBody body) {
  const Command command{.at = now_, .by = staff(who_), .device = screen(who_), .marks = {}, .body = body};
  const Refusal refusal = site_.send(command);
  if (sending_ == Sending::once || !std::holds_alternative<TapAct>(body)) return refusal;
  const Refusal again = site_.send(command);
  if (!(again == refusal)) fail("sent again it is answered otherwise");
  if (again.accepted() && !site_.last().empty()) fail("sent again it happens again");
  return refusal;
}

Refusal Stage::restart(bool clock_not_sure) {
  started_ = now_;
  return send(Boot{.boot = new_id(), .clock_not_sure = clock_not_sure});
}

Stage::Stage(const Scenario& scenario, Sending sending) : scenario_(scenario), sending_(sending) {}

void Stage::take(const Step& step) {
  const bool may_go_back = step.what == "restarts, clock not sure";
  if (step.at < now_ && !may_go_back)
    fail(fmt::format("{} is before {}, where the row above stands", show_time(step.at), show_time(now_)));
  if (!step.what.starts_with("restarts")) {
    site_.let_time_pass(started_, step.at, [&](const DueReached& reached) { reminders_.push_back(show(reached)); });
  }
  now_ = step.at;
  if (step.kind == Step::Kind::happens)
    perform(step);
  else
    check(step);
}

base::Result<> Stage::play() {
  std::size_t line = 1;
  try {
    const ProtocolDocument protocol = shipped_protocol(scenario_.protocol);
    product_labels_ = protocol.text.product_labels;
    site_.found(midnight, scenario_.site, protocol.numbers, scenario_.protocol_signed,
                shipped_guardrails(scenario_.guardrails).rules);
    for (const PlannedSeat& planned : scenario_.seats) {
      constexpr std::string_view letters[] = {"", "S", "A", "T"};
      seats_[fmt::format("{}{}", letters[static_cast<std::size_t>(planned.kind)], planned.label)] =
          SeatId{static_cast<std::uint16_t>(state().seats.size())};
      who_ = "-";
      send(AddSeat{.kind = planned.kind, .label = planned.label, .capacity = planned.capacity});
    }
    for (const Step& step : scenario_.steps) {
      line = step.line;
      take(step);
    }
    if (!site_.replays()) fail("the record, folded anew, gives another floor than the one that was lived");
  } catch (const std::runtime_error& error) {
    return error_at(scenario_.file, line, error.what());
  }
  return base::Done{};
}

}  // namespace alongside::tests
