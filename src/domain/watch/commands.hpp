// Commands of the watch: uses, looks and what ends them.
#pragma once

#include "domain/emergency/act.hpp"
#include "domain/ids.hpp"
#include "domain/subject.hpp"
#include "domain/watch/words.hpp"

namespace alongside::domain {

struct BeginUse {
  static constexpr CommandTraits is{.name = "begin_use"};
  VisitId visit{};
  Substances substances{};
  Route route = Route::unknown;
  bool lifted = false;  ///< the responsible person lifts the pause after an emergency
  constexpr Needs needs() const { return lifted ? Needs::charge_alone : is.needs; }
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("substances", self.substances);
    field("route", self.route);
    field("lifted", self.lifted, may_be_left_out);
  }
};

struct CorrectUse {
  static constexpr CommandTraits is{.name = "correct_use"};
  VisitId visit{};
  std::uint8_t use = 0;
  Substances substances{};
  Route route = Route::unknown;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("use", self.use);
    field("substances", self.substances);
    field("route", self.route);
  }
};

struct Look {
  static constexpr CommandTraits is{
      .name = "look", .unsaved = Unsaved::taken_if_it_touches_an_emergency, .in_journal = 2, .not_sent = 1};
  VisitId visit{};
  LookAnswer responds = LookAnswer::talks;
  Breaths breaths = Breaths::not_seen;
  Oximeter oximeter = Oximeter::not_taken;
  std::uint16_t breaths_per_minute = Vitals::not_measured;
  Uuid id{};  ///< the command's own: a look that finds no answer opens an emergency under it
  constexpr void take(const Given& given) { id = given.id; }
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("responds", self.responds);
    field("breaths", self.breaths, may_be_left_out);
    field("oximeter", self.oximeter, may_be_left_out);
    field("breaths_per_minute", self.breaths_per_minute, may_be_left_out);
  }
};

struct SeeAll {
  static constexpr CommandTraits is{.name = "see_all"};
  static constexpr void fields(auto&, auto&&) {}
};

struct UndoLook {
  static constexpr CommandTraits is{.name = "undo_look"};
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};

struct UndoSeeAll {
  static constexpr CommandTraits is{.name = "undo_see_all"};
  static constexpr void fields(auto&, auto&&) {}
};

struct UndoUse {
  static constexpr CommandTraits is{.name = "undo_use"};
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};

}  // namespace alongside::domain
