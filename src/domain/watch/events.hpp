// Events of the watch: uses, looks and what ends them.
#pragma once

#include <array>
#include <cstdint>

#include "domain/ids.hpp"
#include "domain/subject.hpp"
#include "domain/watch/words.hpp"

namespace alongside::domain {

/// One consumption: preparation begins, and with it the watch.
struct UseBegan {
  static constexpr EventTraits is{.number = 30, .name = "use_began", .leaves_undo = true};
  VisitId visit{};
  std::uint8_t use = 0;  ///< 1 for the visit's first
  Substances substances{};
  Route route = Route::unknown;
  Instant look_due = Instant::never();
  Instant may_go_at = Instant::never();
  Duration look_interval{};
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("use", self.use);
    field("substances", self.substances);
    field("route", self.route);
    field("look_due", self.look_due);
    field("may_go_at", self.may_go_at);
    field("look_interval", self.look_interval);
  }
};

struct UseCorrected {
  static constexpr EventTraits is{.number = 31, .name = "use_corrected"};
  VisitId visit{};
  std::uint8_t use = 0;
  Substances substances{};
  Route route = Route::unknown;
  Instant may_go_at = Instant::never();
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("use", self.use);
    field("substances", self.substances);
    field("route", self.route);
    field("may_go_at", self.may_go_at);
  }
};

struct LookTaken {
  static constexpr EventTraits is{.number = 32, .name = "look_taken", .leaves_undo = true};
  VisitId visit{};
  Responds responds = Responds::not_seen;
  Breaths breaths = Breaths::not_seen;
  Oximeter oximeter = Oximeter::not_taken;
  bool concern = false;
  bool ends_watch = false;
  Instant look_due = Instant::never();
  Duration look_interval{};
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("responds", self.responds);
    field("breaths", self.breaths);
    field("oximeter", self.oximeter);
    field("concern", self.concern);
    field("ends_watch", self.ends_watch);
    field("look_due", self.look_due);
    field("look_interval", self.look_interval);
  }
};

/// "Seen all, all well": one look for each person in the set (bit i: slot first_slot + i). It ends no watch.
struct AllSeen {
  static constexpr EventTraits is{.number = 33, .name = "all_seen"};
  std::uint16_t first_slot = 0;
  std::array<std::uint64_t, 8> slots{};
  Duration look_interval{};
  static constexpr void fields(auto& self, auto&& field) {
    field("first_slot", self.first_slot);
    field("slots", self.slots);
    field("look_interval", self.look_interval);
  }
};

/// The person's last look: nobody looked.
struct LookUndone {
  static constexpr EventTraits is{.number = 81, .name = "look_undone", .leaves_undo = true};
  VisitId visit{};
  Instant taken = Instant::unknown();
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("taken", self.taken);
  }
};

/// The looks of one "seen all", for those for whom nothing came after it (bit i: slot first_slot + i).
struct AllSeenUndone {
  static constexpr EventTraits is{.number = 82, .name = "all_seen_undone"};
  std::uint16_t first_slot = 0;
  std::array<std::uint64_t, 8> slots{};
  Instant taken = Instant::unknown();
  static constexpr void fields(auto& self, auto&& field) {
    field("first_slot", self.first_slot);
    field("slots", self.slots);
    field("taken", self.taken);
  }
};

struct UseUndone {
  static constexpr EventTraits is{.number = 85, .name = "use_undone", .leaves_undo = true};
  VisitId visit{};
  std::uint8_t use = 0;
  Instant began = Instant::unknown();
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("use", self.use);
    field("began", self.began);
  }
};

}  // namespace alongside::domain
