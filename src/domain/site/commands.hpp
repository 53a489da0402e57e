// Commands of the site: its founding, its documents, the program's starts and its clock.
#pragma once

#include "domain/ids.hpp"
#include "domain/site/events.hpp"
#include "domain/site/words.hpp"
#include "domain/site/zone_name.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

struct FoundSite {
  static constexpr CommandTraits is{.name = "found_site", .sent_by = SentBy::program, .makes_ready = true};
  Uuid site{};
  SiteKind kind = SiteKind::real;
};

struct Boot {
  static constexpr CommandTraits is{.name = "boot", .sent_by = SentBy::program};
  Uuid boot{};
  bool clock_not_sure = false;
};

struct StepClock {
  static constexpr CommandTraits is{.name = "step_clock", .sent_by = SentBy::program};
  Duration step{};
};

struct AdoptProtocol {
  static constexpr CommandTraits is{.name = "adopt_protocol", .sent_by = SentBy::program, .makes_ready = true};
  ProtocolAdopted adopted{};
};

struct AdoptGuardrails {
  static constexpr CommandTraits is{.name = "adopt_guardrails", .sent_by = SentBy::program, .makes_ready = true};
  GuardrailsAdopted adopted{};
};

/// Nothing to do where it is so already.
struct SetDay {
  static constexpr CommandTraits is{.name = "set_day", .sent_by = SentBy::program, .makes_ready = true};
  ZoneName zone{};
  std::uint16_t starts_minutes = 0;
};

/// The command's own time is now; answered with the reminders that are due, one at a time.
struct Tick {
  static constexpr CommandTraits is{.name = "tick", .sent_by = SentBy::program};
};

}  // namespace alongside::domain
