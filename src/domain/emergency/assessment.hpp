// What an emergency asks for next: the answer of the rules (assess.hpp) to its acts.
//
// It is data with times, not a moment: a tile is lit from an instant on, a clock is due at one. So the same assessment serves the
// screen now and for the minutes after the server is gone, and the record holds what the screen showed. Times are offsets from t0.
#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include "domain/emergency/act.hpp"

namespace alongside::domain {

// clang-format off
enum class Phase : std::uint8_t {
  respond, ventilate, no_pulse, still_sedated, recovery, overamping_mild, overamping_red, withdrawal, closed,
};
// clang-format on
template <>
struct Words<Phase> {
  static constexpr std::array<std::string_view, 9> names{"respond",        "ventilate",  "no_pulse",
                                                         "still_sedated",  "recovery",   "overamping_mild",
                                                         "overamping_red", "withdrawal", "closed"};
};

/// The clocks of one emergency. At most one deadline each.
// clang-format off
enum class Clock : std::uint8_t {
  look, look_after_dose, naloxone_decision, ems, cycle, recovery_end, blood_pressure, escalation,
};
// clang-format on
template <>
struct Words<Clock> {
  static constexpr std::array<std::string_view, 8> names{"look",  "look_after_dose", "naloxone_decision", "ems",
                                                         "cycle", "recovery_end",    "blood_pressure",    "escalation"};
};

enum class Beat : std::uint8_t { none, breaths, compressions };
template <>
struct Words<Beat> {
  static constexpr std::array<std::string_view, 3> names{"none", "breaths", "compressions"};
};

/// Milliseconds after t0 (before it, if negative). `never`: not lit, not due.
struct Offset {
  static constexpr std::int32_t never_ms = std::numeric_limits<std::int32_t>::max();
  std::int32_t milliseconds = never_ms;

  constexpr bool is_set() const { return milliseconds != never_ms; }
  constexpr auto operator<=>(const Offset&) const = default;
};

struct Assessment {
  static constexpr std::uint8_t no_sentence = 0xFF;
  enum Flag : std::uint8_t { ask_one_dose_or_two = 1, breaths_go_on = 2, more_naloxone_stops = 4 };

  Instant t0 = Instant::unknown();
  std::array<Offset, 8> lit_from{};  ///< by Tile
  /// By Tile: number of the protocol's sentence.
  std::array<std::uint8_t, 8> why{no_sentence, no_sentence, no_sentence, no_sentence,
                                  no_sentence, no_sentence, no_sentence, no_sentence};
  std::array<Offset, 7> due{};  ///< by Clock, escalation apart
  std::uint16_t beat_ms = 0;    ///< between two breaths or two compressions
  Phase phase = Phase::respond;
  Beat beat = Beat::none;
  std::uint8_t flags = 0;
  std::uint8_t doses = 0;  ///< doses that count

  constexpr bool operator==(const Assessment&) const = default;
  constexpr Instant instant(Offset offset) const {
    return offset.is_set() ? t0 + base::milliseconds(offset.milliseconds) : Instant::never();
  }
  constexpr Offset lit(Tile tile) const { return lit_from[static_cast<std::size_t>(tile)]; }
  constexpr Offset due_at(Clock clock) const { return due[static_cast<std::size_t>(clock)]; }

  static constexpr void fields(auto& self, auto&& field) {
    field("t0", self.t0);
    field("lit_from", self.lit_from);
    field("why", self.why);
    field("due", self.due);
    field("beat_ms", self.beat_ms);
    field("phase", self.phase);
    field("beat", self.beat);
    field("flags", self.flags);
    field("doses", self.doses);
  }
};

}  // namespace alongside::domain
