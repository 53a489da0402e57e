// The shift on the board.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/ids.hpp"
#include "domain/watch/words.hpp"
#include "domain/words.hpp"

namespace alongside::domain {

/// The responsible person, where whoever shows the board knows them.
struct InCharge {
  static constexpr std::string_view schema = "InCharge";
  std::string staff;  ///< as they sign in
  StaffRef number{};
  std::string label;
  Role role = Role::none;
  bool operator==(const InCharge&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("staff", self.staff);
    field("number", self.number, always);
    field("label", self.label);
    field("role", self.role);
  }
};

/// Whether the floor may open.
enum class Opens : std::uint8_t { yes, protocol_not_signed };
template <>
struct Words<Opens> {
  static constexpr std::array<std::string_view, 2> names{"yes", "protocol_not_signed"};
};

/// What somebody inside still needs before the floor can close.
// clang-format off
enum class StillNeeds : std::uint8_t {
  inside, watched, concern, emergency, still_sedated, still_sedated_ems_called, recovery,
};
// clang-format on
template <>
struct Words<StillNeeds> {
  static constexpr std::array<std::string_view, 7> names{
      "inside", "watched", "concern", "emergency", "still_sedated", "still_sedated_ems_called", "recovery"};
};

struct WaitsFor {
  static constexpr std::string_view schema = "WaitsFor";
  VisitId visit{};
  std::string place;
  StillNeeds need = StillNeeds::inside;
  bool operator==(const WaitsFor&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit, HowSent{.none_is_empty = true});
    field("place", self.place);
    field("need", self.need);
  }
};

struct Floor {
  static constexpr std::string_view schema = "Floor";
  bool open = false;
  std::optional<InCharge> responsible;
  bool consumption = false;
  Routes routes{};
  std::int32_t minimum_age = 0;
  std::string minimum_age_rule;
  Opens opens = Opens::yes;
  std::vector<WaitsFor> closing_waits_for;  ///< everybody inside with what each still needs
  bool operator==(const Floor&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("open", self.open);
    field("responsible", self.responsible);
    field("consumption", self.consumption);
    field("routes", self.routes);
    field("minimum_age", self.minimum_age, HowSent{.says = "0: none"});
    field("minimum_age_rule", self.minimum_age_rule);
    field("opens", self.opens, HowSent{.says = "Whether the floor may open"});
    field("closing_waits_for", self.closing_waits_for, HowSent{.says = "Everybody inside, with what each still needs"});
  }
};

namespace shift {

struct OnBoard {
  Floor floor;
  bool operator==(const OnBoard&) const = default;
  static constexpr void fields(auto& self, auto&& field) { field("floor", self.floor); }
};

}  // namespace shift

}  // namespace alongside::domain
