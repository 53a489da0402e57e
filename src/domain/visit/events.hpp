// Events of the visit: from the door to leaving.
#pragma once

#include <array>
#include <cstdint>

#include "domain/ids.hpp"
#include "domain/subject.hpp"
#include "domain/visit/words.hpp"

namespace alongside::domain {

struct Welcomed {
  static constexpr EventTraits is{.number = 20, .name = "welcomed", .begins_visit = true};
  VisitId visit{};
  PersonRef person{};
  Purpose purpose = Purpose::booth;
  Answer old_enough = Answer::not_asked;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("person", self.person);
    field("purpose", self.purpose);
    field("old_enough", self.old_enough);
  }
};

struct JoinedWaiting {
  static constexpr EventTraits is{.number = 21, .name = "joined_waiting"};
  VisitId visit{};
  Purpose purpose = Purpose::booth;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("purpose", self.purpose);
  }
};

/// Asked after the door; the last answer stands.
struct AgeAnswered {
  static constexpr EventTraits is{.number = 38, .name = "age_answered"};
  VisitId visit{};
  Answer old_enough = Answer::not_asked;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("old_enough", self.old_enough);
  }
};

/// Visit may be none: somebody at the door who was not welcomed in.
struct CouldNotBeServed {
  static constexpr EventTraits is{.number = 22, .name = "could_not_be_served"};
  VisitId visit{};
  NotServed reason = NotServed::other;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("reason", self.reason);
  }
};

struct LeftBeforeServed {
  static constexpr EventTraits is{.number = 23, .name = "left_before_served"};
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};

struct Left {
  static constexpr EventTraits is{.number = 35, .name = "left"};
  VisitId visit{};
  bool early = false;  ///< before a look ended the watch: not a fault, counted
  bool seat_needs_cleaning = false;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("early", self.early);
    field("seat_needs_cleaning", self.seat_needs_cleaning);
  }
};

/// Nobody saw them leave.
struct FoundGone {
  static constexpr EventTraits is{.number = 36, .name = "found_gone"};
  VisitId visit{};
  bool watch_was_open = false;
  bool seat_needs_cleaning = false;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("watch_was_open", self.watch_was_open);
    field("seat_needs_cleaning", self.seat_needs_cleaning);
  }
};

/// A participant's code was made: a count that names nobody. Who and which code is in the key store, never beside a visit's row.
struct ParticipantEnrolled {
  static constexpr EventTraits is{.number = 37, .name = "participant_enrolled", .moves_floor = false};
  static constexpr void fields(auto&, auto&&) {}
};

/// The visit is open again, as it was, from `seat` on if that was still free.
struct EndingUndone {
  static constexpr EventTraits is{.number = 80, .name = "ending_undone"};
  VisitId visit{};
  Ending ending = Ending::left;
  Instant ended = Instant::unknown();
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("ending", self.ending);
    field("ended", self.ended);
    field("seat", self.seat);
  }
};

/// Of somebody at the door who had no visit.
struct NotServedUndone {
  static constexpr EventTraits is{.number = 84, .name = "not_served_undone"};
  NotServed reason = NotServed::other;
  Instant recorded = Instant::unknown();
  static constexpr void fields(auto& self, auto&& field) {
    field("reason", self.reason);
    field("recorded", self.recorded);
  }
};

/// Nobody came: the visit never was.
struct WelcomeUndone {
  static constexpr EventTraits is{.number = 86, .name = "welcome_undone"};
  VisitId visit{};
  Instant welcomed = Instant::unknown();
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("welcomed", self.welcomed);
  }
};

}  // namespace alongside::domain
