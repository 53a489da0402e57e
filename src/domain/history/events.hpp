// Events of history: what an import brings, and tallies.
#pragma once

#include <array>
#include <cstdint>

#include "domain/history/words.hpp"
#include "domain/ids.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

struct ImportedVisit {
  static constexpr EventTraits is{.number = 60, .name = "imported_visit", .moves_floor = false};
  std::uint32_t visit = 0;  ///< a number within its import
  Instant arrived = Instant::unknown();
  Precision precision = Precision::minute;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("arrived", self.arrived);
    field("precision", self.precision);
  }
};

struct ImportedUse {
  static constexpr EventTraits is{.number = 61, .name = "imported_use", .moves_floor = false};
  std::uint32_t visit = 0;
  Instant arrived = Instant::unknown();
  Substances substances{};
  Route route = Route::unknown;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("arrived", self.arrived);
    field("substances", self.substances);
    field("route", self.route);
  }
};

struct ImportedEmergency {
  static constexpr EventTraits is{.number = 62, .name = "imported_emergency", .moves_floor = false};
  std::uint32_t visit = 0;
  Instant arrived = Instant::unknown();
  EmergencyGroup group = EmergencyGroup::other;
  Measures given{};
  Measures not_known{};  ///< measures of which the source says nothing
  Answer ems = Answer::unknown;
  Answer transport = Answer::unknown;
  Answer died = Answer::unknown;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("arrived", self.arrived);
    field("group", self.group);
    field("given", self.given);
    field("not_known", self.not_known);
    field("ems", self.ems);
    field("transport", self.transport);
    field("died", self.died);
  }
};

struct ImportTallied {
  static constexpr EventTraits is{.number = 63, .name = "import_tallied", .moves_floor = false};
  std::array<std::uint8_t, 16> file{};
  std::uint32_t visits = 0;
  std::uint32_t uses = 0;
  std::uint32_t codes = 0;     ///< distinct codes in the file
  std::uint32_t rejected = 0;  ///< rows that were not taken
  Instant first = Instant::unknown();
  Instant last = Instant::unknown();
  static constexpr void fields(auto& self, auto&& field) {
    field("file", self.file);
    field("visits", self.visits);
    field("uses", self.uses);
    field("codes", self.codes);
    field("rejected", self.rejected);
    field("first", self.first);
    field("last", self.last);
  }
};

/// Distinct codes of a month (yyyymm) or year (yyyy), counted before the links go. Of those counted live the last of
/// a period stands; an imported one belongs to the import it follows, and is no running total of the period.
struct CodesTallied {
  static constexpr EventTraits is{.number = 64, .name = "codes_tallied", .moves_floor = false};
  std::uint32_t period = 0;
  std::uint32_t codes = 0;
  bool imported = false;
  static constexpr void fields(auto& self, auto&& field) {
    field("period", self.period);
    field("codes", self.codes);
    field("imported", self.imported);
  }
};

}  // namespace alongside::domain
