// Commands of the visit: from the door to leaving.
#pragma once

#include "domain/ids.hpp"
#include "domain/subject.hpp"
#include "domain/visit/words.hpp"

namespace alongside::domain {

struct Welcome {
  static constexpr CommandTraits is{.name = "welcome", .beside = Beside::code, .draws_person = true, .not_sent = 1};
  PersonRef person{};  ///< drawn by center; a page leaves it out
  Purpose purpose = Purpose::booth;
  Answer old_enough = Answer::not_asked;
  SeatId seat{};  ///< a free seat taken at once; none: to the waiting list
  constexpr void take(const Given& given) { person = given.person; }
  static constexpr void fields(auto& self, auto&& field) {
    field("purpose", self.purpose);
    field("old_enough", self.old_enough, may_be_left_out);
    field("seat", self.seat, may_be_left_out);
  }
};

struct JoinWaiting {
  static constexpr CommandTraits is{.name = "join_waiting"};
  VisitId visit{};
  Purpose purpose = Purpose::booth;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("purpose", self.purpose);
  }
};

struct AnswerAge {
  static constexpr CommandTraits is{.name = "answer_age"};
  VisitId visit{};
  Answer old_enough = Answer::not_asked;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("old_enough", self.old_enough);
  }
};

struct RecordNotServed {
  static constexpr CommandTraits is{.name = "could_not_be_served"};
  VisitId visit{};  ///< none: somebody at the door
  NotServed reason = NotServed::other;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit, may_be_left_out);
    field("reason", self.reason);
  }
};

struct LeaveBeforeServed {
  static constexpr CommandTraits is{.name = "left_before_served"};
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};

struct Leave {
  static constexpr CommandTraits is{.name = "leave"};
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};

struct FindGone {
  static constexpr CommandTraits is{.name = "gone"};
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};

/// However the visit ended.
struct UndoEnding {
  static constexpr CommandTraits is{.name = "undo_leaving", .one_visit_a_code = true};
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};

/// Of somebody at the door.
struct UndoNotServed {
  static constexpr CommandTraits is{.name = "undo_not_served"};
  static constexpr void fields(auto&, auto&&) {}
};

struct UndoWelcome {
  static constexpr CommandTraits is{.name = "undo_welcome"};
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};

}  // namespace alongside::domain
