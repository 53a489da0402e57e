// Events of the emergency.
#pragma once

#include "domain/emergency/act.hpp"
#include "domain/emergency/assessment.hpp"
#include "domain/ids.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

/// The first act that arrives opens it, whichever it is. `key` is the client's own id for it.
struct EmergencyOpened {
  static constexpr EventTraits is{.number = 50, .name = "emergency_opened", .touches_emergency = true};
  EmergencyId emergency{};
  Uuid key{};
  DocumentRef protocol{};                   ///< the one in force when it opened
  Instant escalate_due = Instant::never();  ///< when the floor's screens sound if nobody has acknowledged
  static constexpr void fields(auto& self, auto&& field) {
    field("emergency", self.emergency);
    field("key", self.key);
    field("protocol", self.protocol);
    field("escalate_due", self.escalate_due);
  }
};

struct ActRecorded {
  static constexpr EventTraits is{.number = 51, .name = "act_recorded", .touches_emergency = true};
  EmergencyId emergency{};
  Act act{};
  static constexpr void fields(auto& self, auto&& field) {
    field("emergency", self.emergency);
    field("act", self.act);
  }
};

/// What the acts so far ask for; the last one stands.
struct EmergencyAssessed {
  static constexpr EventTraits is{.number = 52, .name = "emergency_assessed"};
  EmergencyId emergency{};
  Assessment assessment{};
  static constexpr void fields(auto& self, auto&& field) {
    field("emergency", self.emergency);
    field("assessment", self.assessment);
  }
};

/// Two emergencies are one: every act of `absorbed` now stands in `kept`.
struct EmergenciesJoined {
  static constexpr EventTraits is{.number = 53, .name = "emergencies_joined"};
  EmergencyId kept{};
  EmergencyId absorbed{};
  static constexpr void fields(auto& self, auto&& field) {
    field("kept", self.kept);
    field("absorbed", self.absorbed);
  }
};

struct ActMoved {
  static constexpr EventTraits is{.number = 54, .name = "act_moved"};
  EmergencyId from{};
  EmergencyId to{};
  Uuid act{};
  static constexpr void fields(auto& self, auto&& field) {
    field("from", self.from);
    field("to", self.to);
    field("act", self.act);
  }
};

/// Somebody's place in the emergency, as its acts now say; `no_use_before` is set at its end.
struct EmergencyPersonSet {
  static constexpr EventTraits is{.number = 55, .name = "emergency_person_set"};
  EmergencyId emergency{};
  VisitId visit{};
  SeatId seat{};
  Place place = Place::not_said;
  Instant no_use_before = Instant::unknown();
  static constexpr void fields(auto& self, auto&& field) {
    field("emergency", self.emergency);
    field("visit", self.visit);
    field("seat", self.seat);
    field("place", self.place);
    field("no_use_before", self.no_use_before);
  }
};

/// The emergency took them out of the center: by ambulance, by their own wish, or they died. Their visit is over.
struct LeftByEmergency {
  static constexpr EventTraits is{.number = 56, .name = "left_by_emergency"};
  EmergencyId emergency{};
  VisitId visit{};
  bool seat_needs_cleaning = false;
  static constexpr void fields(auto& self, auto&& field) {
    field("emergency", self.emergency);
    field("visit", self.visit);
    field("seat_needs_cleaning", self.seat_needs_cleaning);
  }
};

}  // namespace alongside::domain
