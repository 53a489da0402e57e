// Today's uses and looks, of whoever is inside and of whoever left lately.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/fields.hpp"
#include "domain/ids.hpp"
#include "domain/watch/words.hpp"

namespace alongside::domain {

struct UseOfToday {
  static constexpr std::string_view schema = "Use";
  std::uint8_t use = 0;
  Instant began = Instant::unknown();
  Substances substances{};
  Route route = Route::unknown;

  bool operator==(const UseOfToday&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("use", self.use);
    field("began", self.began, always);
    field("substances", self.substances);
    field("route", self.route);
  }
};

struct LookOfToday {
  static constexpr std::string_view schema = "LookTaken";
  Instant at = Instant::unknown();
  LookAnswer responds = LookAnswer::not_seen;
  Breaths breaths = Breaths::not_seen;
  Oximeter oximeter = Oximeter::not_taken;
  bool with_all = false;

  bool operator==(const LookOfToday&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("at", self.at, always);
    field("responds", self.responds, HowSent{.says = "all_well: by eye, nobody was asked"});
    field("breaths", self.breaths);
    field("oximeter", self.oximeter);
    field("with_all", self.with_all);
  }
};

struct VisitOfToday {
  VisitId visit{};
  std::vector<UseOfToday> uses;
  std::vector<LookOfToday> looks;

  bool operator==(const VisitOfToday&) const = default;
};

namespace watch {

struct OfToday {
  std::vector<VisitOfToday> inside;  ///< by slot; `visit` none: nobody
  std::vector<VisitOfToday> left;    ///< of visits that are over, the last to end at the end

  /// Of a visit that is open, of one that is over, or of either; null: none is remembered.
  const VisitOfToday* find_inside(VisitId visit) const;
  const VisitOfToday* find_left(VisitId visit) const;
  const VisitOfToday* find(VisitId visit) const;

  /// However many spare slots there are.
  bool operator==(const OfToday& other) const;
};

}  // namespace watch

}  // namespace alongside::domain
