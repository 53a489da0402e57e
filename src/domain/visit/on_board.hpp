// Who is inside, on the board.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/fields.hpp"
#include "domain/ids.hpp"
#include "domain/visit/words.hpp"

namespace alongside::domain {

/// How somebody is, in one word: the first that is true.
// clang-format off
enum class PersonState : std::uint8_t {
  emergency, still_sedated, recovery, concern, may_go, look_overdue, look_due, preparing, watched, done, seated, waiting,
};
// clang-format on
template <>
struct Words<PersonState> {
  static constexpr std::array<std::string_view, 12> names{"emergency", "still_sedated", "recovery", "concern",
                                                          "may_go",    "look_overdue",  "look_due", "preparing",
                                                          "watched",   "done",          "seated",   "waiting"};
};

struct PersonRow {
  static constexpr std::string_view schema = "Person";
  VisitId visit{};
  std::optional<std::string> handle;  ///< for whom it may be shown to
  SeatId seat{};
  std::string place;
  Purpose purpose = Purpose::booth;
  PersonState state = PersonState::done;
  Instant arrived = Instant::unknown();
  Instant since = Instant::unknown();  ///< since when the watch counts, or they are here
  Instant look_due = Instant::never();
  Instant may_go_at = Instant::never();
  Instant last_look = Instant::unknown();
  std::uint8_t uses = 0;
  Uuid emergency{};
  Instant no_use_before = Instant::unknown();
  /// Before a use, of whoever was not asked at the door or did not answer; for whom it may be shown to.
  bool ask_age = false;
  bool operator==(const PersonRow&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit, HowSent{.always = true, .says = "The visit's random id"});
    field("handle", self.handle);
    field("seat", self.seat);
    field("place", self.place, HowSent{.says = "Label of the seat, or empty"});
    field("purpose", self.purpose);
    field("state", self.state);
    field("arrived", self.arrived, always);
    field("since", self.since,
          HowSent{.always = true, .says = "What the large clock counts from: preparing, or arrival while waiting"});
    field("look_due", self.look_due);
    field("may_go_at", self.may_go_at);
    field("last_look", self.last_look);
    field("uses", self.uses);
    field("emergency", self.emergency, HowSent{.says = "Key of the open emergency"});
    field("no_use_before", self.no_use_before);
    field("ask_age", self.ask_age,
          HowSent{.says =
                      "A rule asks before a use, and there is no answer yet. Always false for who may not see people"});
  }
};

namespace visit {

struct OnBoard {
  std::vector<PersonRow> people;  ///< in order of arrival
  bool operator==(const OnBoard&) const = default;
  static constexpr void fields(auto& self, auto&& field) { field("people", self.people); }
};

}  // namespace visit

}  // namespace alongside::domain
