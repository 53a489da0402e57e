// The referee: reads the events alone and says what no floor may ever do. It knows nothing of the machine's state.
//
// Goals: a second, plain telling of the rules (who sits where, who is watched, who is responsible, which reminder was answered), so that a
// fault of the state cannot hide itself. Non-goals: speed. One thread.
#pragma once

#include <algorithm>
#include <array>
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
    at_ = event.at;
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
    was_[began.visit] = as_it_is(began.visit);
    if (!seated_.contains(began.visit)) return "a use without a seat";
    if (!open_) return "a use on a closed floor";
    watched_.insert(began.visit);
    may_go_at_[began.visit] = began.may_go_at;
    known_at_[began.visit] = std::max(known_at_[began.visit], at_);
    return {};
  }
  std::string read(const domain::UseCorrected& corrected) {
    if (watched_.contains(corrected.visit)) may_go_at_[corrected.visit] = corrected.may_go_at;
    return {};
  }
  std::string read(const domain::Booted& booted) {
    // Waits begin again and nothing is later than this start; the state's own tests say how.
    if (booted.clock_not_sure) may_go_at_.clear();
    if (booted.clock_not_sure) known_at_.clear();
    if (booted.clock_not_sure) was_.clear();
    return {};
  }
  std::string read(const domain::LookTaken& look) {
    if (look.concern && look.ends_watch) return "a look that found a concern ended the watch";
    const bool came_late = at_ < known_at_[look.visit];
    if (!came_late) was_[look.visit] = as_it_is(look.visit);
    if (look.ends_watch && came_late) return "a look ended the watch though somebody had looked since";
    const auto may_go = may_go_at_.find(look.visit);
    if (look.ends_watch && may_go != may_go_at_.end() && at_ < may_go->second) return "a watch ended before its time";
    if (!came_late) known_at_[look.visit] = at_;
    if (look.concern && !came_late) watched_.insert(look.visit);
    if (look.ends_watch) watched_.erase(look.visit);
    return {};
  }
  std::string read(const domain::AllSeen& seen) {
    for (const VisitId visit : in(seen.first_slot, seen.slots)) {
      if (at_ >= known_at_[visit]) was_[visit] = as_it_is(visit);
    }
    return {};
  }
  std::string read(const domain::AllSeenUndone& undone) {
    for (const VisitId visit : in(undone.first_slot, undone.slots)) {
      if (auto wrong = take_back(visit); !wrong.empty()) return wrong;
    }
    return {};
  }
  std::string read(const domain::Left& left) { return out(left.visit); }
  std::string read(const domain::FoundGone& gone) { return out(gone.visit); }
  std::string read(const domain::LeftBeforeServed& left) { return out(left.visit); }
  std::string read(const domain::CouldNotBeServed& not_served) {
    return not_served.visit.exists() ? out(not_served.visit) : "";
  }

  std::string read(const domain::LeftByEmergency& left) { return out(left.visit); }
  std::string read(const domain::WelcomeUndone& undone) {
    over_.erase(undone.visit);
    auto wrong = out(undone.visit);
    over_.erase(undone.visit);
    return wrong;
  }
  std::string read(const domain::EndingUndone& undone) {
    const auto was = over_.find(undone.visit);
    if (was == over_.end()) return "somebody came back who had not left";
    inside_.insert(undone.visit);
    if (undone.seat.exists()) {
      if (was->second.seat != undone.seat) return "somebody came back to a seat that was not theirs";
      seated_[undone.visit] = undone.seat;
      std::size_t people = 0;
      for (const auto& [visit, seat] : seated_) people += seat == undone.seat ? 1U : 0U;
      if (people > capacity_[undone.seat]) return "somebody came back to a seat that was full";
    }
    come_back(undone.visit, was->second);
    over_.erase(was);
    return {};
  }
  std::string read(const domain::LookUndone& undone) { return take_back(undone.visit); }
  std::string read(const domain::UseUndone& undone) { return take_back(undone.visit); }
  std::string read(const domain::HandOverUndone& undone) {
    if (!open_ || undone.from != responsible_ || !undone.to.exists())
      return "a hand-over taken back from somebody who was not responsible";
    responsible_ = undone.to;
    return {};
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
    if (!answered_.insert({reached.of.kind, reached.of.slot, reached.cause, reached.occurrence}).second)
      return "a reminder was answered twice";
    const domain::EmergencyId emergency = emergency_of(reached);
    const domain::VisitId visit = visit_of(reached);
    if (emergency.exists() && closed_.contains(emergency)) return "an alarm for a closed emergency";
    if (visit.exists() && !watched_.contains(visit)) return "a reminder for somebody who is not watched";
    return {};
  }
  std::string read(const auto&) { return {}; }

  std::vector<VisitId> in(std::uint16_t first_slot, const std::array<std::uint64_t, 8>& slots) const {
    std::vector<VisitId> people;
    for (const VisitId visit : inside_) {
      const int i = visit.slot - first_slot;
      if (i >= 0 && i < 512 && (slots[static_cast<std::size_t>(i) / 64] >> (i % 64) & 1U) != 0) people.push_back(visit);
    }
    return people;
  }

  /// How somebody is watched, to come back to.
  struct Was {
    bool watched = false;
    domain::Instant may_go_at = domain::Instant::never();
    domain::Instant known_at{};
    domain::SeatId seat = domain::SeatId::none();
  };
  Was as_it_is(VisitId visit) {
    Was was{.watched = watched_.contains(visit)};
    if (const auto found = may_go_at_.find(visit); found != may_go_at_.end()) was.may_go_at = found->second;
    if (const auto found = known_at_.find(visit); found != known_at_.end()) was.known_at = found->second;
    if (const auto found = seated_.find(visit); found != seated_.end()) was.seat = found->second;
    return was;
  }
  void come_back(VisitId visit, const Was& was) {
    if (was.watched)
      watched_.insert(visit);
    else
      watched_.erase(visit);
    may_go_at_[visit] = was.may_go_at;
    known_at_[visit] = was.known_at;
    if (!was.may_go_at.is_set()) may_go_at_.erase(visit);
  }
  std::string take_back(VisitId visit) {
    const auto was = was_.find(visit);
    if (!inside_.contains(visit) || was == was_.end()) return "something was taken back that was not done";
    come_back(visit, was->second);
    was_.erase(was);
    return {};
  }

  std::string out(VisitId visit) {
    over_[visit] = as_it_is(visit);
    was_.erase(visit);
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
  std::map<VisitId, domain::Instant> may_go_at_;
  std::map<VisitId, domain::Instant> known_at_;  ///< how they are is known from then: the latest look or use
  std::map<VisitId, Was> was_;                   ///< before the last look or use
  std::map<VisitId, Was> over_;                  ///< at the end of the visit
  domain::Instant at_;
  std::set<std::uint32_t> numbers_;
  std::set<domain::EmergencyId> closed_;
  std::set<std::tuple<int, int, int, std::uint32_t>> answered_;
};

}  // namespace alongside::tests
