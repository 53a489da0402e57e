// The referee: reads the events alone and says what no floor may ever do. It knows nothing of the machine's state.
//
// Goals: a second, plain telling of the rules (who sits where, who is watched, who is responsible, which reminder was answered), so that a
// fault of the state cannot hide itself. Non-goals: speed. One thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "domain/event.hpp"

namespace alongside::tests {

class Referee {
 public:
  /// What is wrong with this event after all those before it; empty: nothing.
  std::string read(const domain::Event& event) {
    std::string wrong;
    std::visit([&](const auto& body) { wrong = read(body); }, event.body);
    return wrong;
  }

  std::string read(const std::vector<domain::Event>& events) {
    for (const domain::Event& event : events) {
      if (auto wrong = read(event); !wrong.empty()) return wrong;
    }
    return {};
  }

  const std::set<domain::VisitId>& watched() const { return watched_; }
  const std::map<domain::VisitId, domain::SeatId>& seated() const { return seated_; }
  const std::set<domain::VisitId>& inside() const { return inside_; }
  bool floor_is_open() const { return open_; }
  domain::StaffRef responsible() const { return responsible_; }

 private:
  using VisitId = domain::VisitId;

  std::string read(const domain::SeatAdded& added) {
    capacity_[added.seat] = added.capacity;
    return {};
  }
  std::string read(const domain::FloorOpened& opened) {
    if (open_) return "the floor opened twice";
    if (!opened.responsible.exists()) return "a floor opened with nobody responsible";
    open_ = true;
    responsible_ = opened.responsible;
    return {};
  }
  std::string read(const domain::HandedOver& handed) {
    if (!open_ || handed.from != responsible_ || !handed.to.exists())
      return "a hand-over from somebody who was not responsible, or to nobody";
    responsible_ = handed.to;
    return {};
  }
  std::string read(const domain::FloorClosed&) {
    if (!open_) return "a closed floor closed";
    if (!watched_.empty()) return "the floor closed while somebody was watched";
    open_ = false;
    responsible_ = domain::StaffRef::none();
    return {};
  }
  std::string read(const domain::Welcomed& welcomed) {
    if (!numbers_.insert(welcomed.visit.number).second) return "two visits have one number";
    inside_.insert(welcomed.visit);
    return {};
  }
  std::string read(const domain::Seated& sat) {
    if (!inside_.contains(sat.visit)) return "somebody sat down who is not inside";
    const auto was = seated_.find(sat.visit);
    if ((was == seated_.end() ? domain::SeatId::none() : was->second) != sat.from)
      return "somebody left a seat that was not theirs: two seats";
    seated_[sat.visit] = sat.seat;
    std::size_t people = 0;
    for (const auto& [visit, seat] : seated_) people += seat == sat.seat ? 1U : 0U;
    return people > capacity_[sat.seat] ? "more people in a seat than it has room for" : "";
  }
  std::string read(const domain::UseBegan& began) {
    if (!seated_.contains(began.visit)) return "a use without a seat";
    if (!open_) return "a use on a closed floor";
    watched_.insert(began.visit);
    return {};
  }
  std::string read(const domain::LookTaken& look) {
    if (look.concern && look.ends_watch) return "a look that found a concern ended the watch";
    if (look.concern) watched_.insert(look.visit);
    if (look.ends_watch) watched_.erase(look.visit);
    return {};
  }
  std::string read(const domain::Left& left) { return out(left.visit); }
  std::string read(const domain::FoundGone& gone) { return out(gone.visit); }
  std::string read(const domain::LeftBeforeServed& left) { return out(left.visit); }
  std::string read(const domain::CouldNotBeServed& not_served) {
    return not_served.visit.exists() ? out(not_served.visit) : "";
  }

  std::string read(const domain::EmergencyAssessed& assessed) {
    if (assessed.assessment.phase == domain::Phase::closed)
      closed_.insert(assessed.emergency);
    else
      closed_.erase(assessed.emergency);
    return {};
  }
  std::string read(const domain::EmergenciesJoined& joined) {
    closed_.insert(joined.absorbed);
    return {};
  }
  std::string read(const domain::DueReached& reached) {
    const int subject = reached.emergency.exists() ? 2 : reached.seat.exists() ? 1 : 0;
    const int slot = reached.emergency.exists() ? reached.emergency.slot
                     : reached.seat.exists()    ? reached.seat.number
                                                : reached.visit.slot;
    const int cause = reached.emergency.exists() ? static_cast<int>(reached.clock) : static_cast<int>(reached.cause);
    if (!answered_.insert({subject, slot, cause, reached.occurrence}).second) return "a reminder was answered twice";
    if (reached.emergency.exists() && closed_.contains(reached.emergency)) return "an alarm for a closed emergency";
    if (reached.visit.exists() && !watched_.contains(reached.visit))
      return "a reminder for somebody who is not watched";
    return {};
  }
  std::string read(const auto&) { return {}; }

  std::string out(VisitId visit) {
    if (inside_.erase(visit) == 0) return "somebody left who was not inside";
    seated_.erase(visit);
    watched_.erase(visit);
    return {};
  }

  bool open_ = false;
  domain::StaffRef responsible_;
  std::map<domain::SeatId, std::size_t> capacity_;
  std::set<VisitId> inside_;
  std::map<VisitId, domain::SeatId> seated_;
  std::set<VisitId> watched_;
  std::set<std::uint32_t> numbers_;
  std::set<domain::EmergencyId> closed_;
  std::set<std::tuple<int, int, int, std::uint32_t>> answered_;
};

}  // namespace alongside::tests
