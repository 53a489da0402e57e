// Words of the watch: uses, looks and what ends them.
//
// Numbers are written to the ledger and are never used again for another meaning: add at the end, never reorder.
#pragma once

#include "domain/words.hpp"

namespace alongside::domain {

enum class Route : std::uint8_t { inject, smoke, snort, oral, other, unknown };
template <>
struct Words<Route> {
  static constexpr std::array<std::string_view, 6> names{"inject", "smoke", "snort", "oral", "other", "unknown"};
};

/// One substance; a use holds a set of them.
// clang-format off
enum class Substance : std::uint8_t {
  heroin, fentanyl, prescribed_opioid, methadone, cocaine, crack, methamphetamine, amphetamine, benzodiazepine,
  xylazine, medetomidine, alcohol, cannabis, ketamine, pressed_pill, other, unknown,
};
// clang-format on
template <>
struct Words<Substance> {
  static constexpr std::array<std::string_view, 17> names{
      "heroin",          "fentanyl",    "prescribed_opioid", "methadone", "cocaine",      "crack",
      "methamphetamine", "amphetamine", "benzodiazepine",    "xylazine",  "medetomidine", "alcohol",
      "cannabis",        "ketamine",    "pressed_pill",      "other",     "unknown"};
};

/// How a person answers, in the words on the screen. POSS 1-2, 3, 4 and AVPU A, V, P, U map to these in order.
enum class Responds : std::uint8_t { not_seen, talks, wakes_to_voice, needs_touch, does_not_wake };
template <>
struct Words<Responds> {
  static constexpr std::array<std::string_view, 5> names{"not_seen", "talks", "wakes_to_voice", "needs_touch",
                                                         "does_not_wake"};
};

/// Breaths as seen. "No, gasping, not sure" is one answer: not sure counts as no.
enum class Breaths : std::uint8_t { not_seen, none, slow, ok };
template <>
struct Words<Breaths> {
  static constexpr std::array<std::string_view, 4> names{"not_seen", "none", "slow", "ok"};
};

/// The oximeter's chip. `no_reading` is an answer; `not_taken` is none.
enum class Oximeter : std::uint8_t { not_taken, no_reading, under_80, from_80_to_89, from_90_to_94, from_95 };
template <>
struct Words<Oximeter> {
  static constexpr std::array<std::string_view, 6> names{"not_taken",     "no_reading",    "under_80",
                                                         "from_80_to_89", "from_90_to_94", "from_95"};
};

/// What a look heard; or that it was by eye alone: all well, and nobody was asked.
enum class LookAnswer : std::uint8_t { not_seen, talks, wakes_to_voice, needs_touch, does_not_wake, all_well };
template <>
struct Words<LookAnswer> {
  static constexpr std::array<std::string_view, 6> names{"not_seen",    "talks",         "wakes_to_voice",
                                                         "needs_touch", "does_not_wake", "all_well"};
};

using Substances = SetOf<Substance>;
using Routes = SetOf<Route>;

enum class Watch : std::uint8_t { none, watched, concern, ended };
template <>
struct Words<Watch> {
  static constexpr std::array<std::string_view, 4> names{"none", "watched", "concern", "ended"};
};

/// What a watch is reminded of.
enum class WatchCause : std::uint8_t { look, look_overdue, may_go };
template <>
struct Words<WatchCause> {
  static constexpr std::array<std::string_view, 3> names{"look", "look_overdue", "may_go"};
};

}  // namespace alongside::domain
