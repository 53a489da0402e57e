// Events of the site: its founding, its documents, the program's starts and its clock.
#pragma once

#include "domain/deadlines.hpp"
#include "domain/ids.hpp"
#include "domain/site/words.hpp"
#include "domain/site/zone_name.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

/// First event of every ledger.
struct SiteFounded {
  static constexpr EventTraits is{.number = 1, .name = "site_founded"};
  Uuid site{};
  SiteKind kind = SiteKind::real;
  static constexpr void fields(auto& self, auto&& field) {
    field("site", self.site);
    field("kind", self.kind);
  }
};

/// First event after each start. `clock_not_sure`: the wall clock went backwards, or jumped past the setting, since the last event.
struct Booted {
  static constexpr EventTraits is{.number = 2, .name = "booted"};
  Uuid boot{};
  bool clock_not_sure = false;
  Duration no_use_wait{};  ///< clock_not_sure: the time to the next use starts again with this
  static constexpr void fields(auto& self, auto&& field) {
    field("boot", self.boot);
    field("clock_not_sure", self.clock_not_sure);
    field("no_use_wait", self.no_use_wait);
  }
};

struct ClockStepped {
  static constexpr EventTraits is{.number = 3, .name = "clock_stepped", .moves_floor = false};
  Duration step{};  ///< wall clock minus (wall clock at start + time since boot)
  static constexpr void fields(auto& self, auto&& field) { field("step", self.step); }
};

struct ProtocolAdopted {
  static constexpr EventTraits is{.number = 4, .name = "protocol_adopted"};
  DocumentRef document{};
  std::array<std::uint8_t, 16> digest{};
  StaffRef signer{};  ///< none: shipped or draft, not signed
  Instant signed_at = Instant::unknown();
  std::uint16_t version = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("document", self.document);
    field("digest", self.digest);
    field("signer", self.signer);
    field("signed_at", self.signed_at);
    field("version", self.version);
  }
};

struct GuardrailsAdopted {
  static constexpr EventTraits is{.number = 5, .name = "guardrails_adopted"};
  DocumentRef document{};
  std::array<std::uint8_t, 16> digest{};
  static constexpr void fields(auto& self, auto&& field) {
    field("document", self.document);
    field("digest", self.digest);
  }
};

/// From its time on a day of the site begins at this minute of the zone's wall and ends where the next one begins: every
/// count by day goes by it. A record without one: from midnight.
struct DaySet {
  static constexpr EventTraits is{.number = 7, .name = "day_set"};
  ZoneName zone{};
  std::uint16_t starts_minutes = 0;  ///< after midnight by the wall
  static constexpr void fields(auto& self, auto&& field) {
    field("zone", self.zone);
    field("starts_minutes", self.starts_minutes);
  }
};

/// A reminder came due. Answered once for each (subject, cause, occurrence).
struct DueReached {
  static constexpr EventTraits is{.number = 41, .name = "due_reached"};
  DeadlineSubject of{};
  std::uint8_t cause = 0;  ///< a word of that subject's own causes
  /// Of an emergency that nobody acknowledges: 1 floor screens, 2 responsible person, 3 every screen.
  std::uint8_t stage = 0;
  bool quiet = false;  ///< shown, never sounded: the person is in an emergency
  std::uint32_t occurrence = 0;
  Instant due = Instant::never();
  Instant next_due = Instant::never();  ///< when this cause is due again; a look: when it will be overdue
  static constexpr void fields(auto& self, auto&& field) {
    field("of", self.of);
    field("cause", self.cause);
    field("stage", self.stage);
    field("quiet", self.quiet);
    field("occurrence", self.occurrence);
    field("due", self.due);
    field("next_due", self.next_due);
  }

  /// Whether there is such a subject, with such a cause.
  bool is_known() const;

  template <class Cause>
  constexpr bool is_from(std::uint8_t kind, Cause because) const {
    return of.kind == kind && cause == static_cast<std::uint8_t>(because);
  }
};

/// A command was accepted and there was nothing to do: its retry, whenever it comes, is known by this row and does nothing either.
struct NothingToDo {
  static constexpr EventTraits is{.number = 65, .name = "nothing_to_do", .moves_floor = false};
  static constexpr void fields(auto&, auto&&) {}
};

}  // namespace alongside::domain
