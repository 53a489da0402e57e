// Refusal: why a command was not carried out. Never for an emergency act because of its order, stock, staff or seats.
#pragma once

#include "domain/ids.hpp"
#include "domain/words.hpp"

namespace alongside::domain {

// clang-format off
enum class Reason : std::uint8_t {
  none,                     ///< accepted
  site_not_ready,           ///< no protocol adopted yet
  already_founded,
  floor_closed,
  floor_already_open,
  protocol_not_signed,      ///< a real floor opens only on a signed protocol
  people_still_watched,     ///< closing: somebody is watched, sedated or in recovery
  somebody_must_be_responsible,
  not_here,                 ///< that visit is over, or never was
  under_age,
  age_not_answered,
  consumption_not_allowed,
  route_not_allowed,
  no_such_seat,
  seat_taken,
  seat_being_cleaned,
  seat_not_for_this,        ///< the toilet as a booth, or use in aftercare
  already_seated_there,
  already_seated,
  needs_a_seat,
  in_an_emergency,          ///< close the emergency first
  rest_first,               ///< a pause after an emergency; the responsible person may lift it
  nobody_watched,
  no_such_use,
  nothing_to_free,
  no_such_act,
  no_such_emergency,
  same_emergency,
  nothing_to_undo,          ///< it was never done, something came after it, another screen did it, or it was taken back before
  ended_by_emergency,       ///< the emergency says so, and is corrected there
  too_many_uses,
};
template <>
struct Words<Reason> {
  static constexpr std::array<std::string_view, 31> names{
      "none", "site_not_ready", "already_founded", "floor_closed", "floor_already_open", "protocol_not_signed",
      "people_still_watched", "somebody_must_be_responsible", "not_here", "under_age", "age_not_answered",
      "consumption_not_allowed", "route_not_allowed", "no_such_seat", "seat_taken", "seat_being_cleaned", "seat_not_for_this",
      "already_seated_there", "already_seated", "needs_a_seat", "in_an_emergency", "rest_first", "nobody_watched", "no_such_use",
      "nothing_to_free", "no_such_act", "no_such_emergency", "same_emergency", "nothing_to_undo",
      "ended_by_emergency", "too_many_uses"};
};
// clang-format on

struct Refusal {
  Reason reason = Reason::none;
  SeatId seat{};    ///< what it is about
  VisitId visit{};  ///< who won, or who is still watched

  constexpr bool accepted() const { return reason == Reason::none; }
  constexpr bool operator==(const Refusal&) const = default;
};

constexpr Refusal accepted() { return {}; }
constexpr Refusal refuse(Reason reason) { return {.reason = reason, .seat = {}, .visit = {}}; }

}  // namespace alongside::domain
