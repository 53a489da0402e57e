// How a reminder that came due stood in the record up to version 0.3: read for ever, never written again.
#pragma once

#include "domain/emergency/assessment.hpp"
#include "domain/ids.hpp"
#include "domain/site/events.hpp"

namespace alongside::domain {

enum class OldCause : std::uint8_t { look, look_overdue, may_go, knock, emergency_clock };
template <>
struct Words<OldCause> {
  static constexpr std::array<std::string_view, 5> names{"look", "look_overdue", "may_go", "knock", "emergency_clock"};
};

struct OldDueReached {
  static constexpr EventTraits is{.number = 40, .name = "old_due_reached", .leaves_undo = true};
  VisitId visit{};          ///< look, look_overdue, may_go
  SeatId seat{};            ///< knock
  EmergencyId emergency{};  ///< emergency_clock
  OldCause cause = OldCause::look;
  Clock clock = Clock::look;
  std::uint8_t stage = 0;
  bool quiet = false;
  std::uint32_t occurrence = 0;
  Instant due = Instant::never();
  Instant next_due = Instant::never();
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("seat", self.seat);
    field("emergency", self.emergency);
    field("cause", self.cause);
    field("clock", self.clock);
    field("stage", self.stage);
    field("quiet", self.quiet);
    field("occurrence", self.occurrence);
    field("due", self.due);
    field("next_due", self.next_due);
  }

  /// The same, as it is written now.
  DueReached as_now() const;
};

}  // namespace alongside::domain
