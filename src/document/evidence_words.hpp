// Evidence words: the closed lists of words of an evidence document.
//
// Invariant: each list is that of the room that counts, in its order (a word may be added at an end, and is added here too: that room
// does not compile before). Plain values.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace alongside::document {

/// Specialised below for each list: `EvidenceWords<W>::names[i]` is how the document writes the word with number i.
template <class Word>
struct EvidenceWords;

enum class SiteKindSeen : std::uint8_t { real, training, demonstration };
template <>
struct EvidenceWords<SiteKindSeen> {
  static constexpr std::array<std::string_view, 3> names{"real", "training", "demonstration"};
};

enum class SeatSeen : std::uint8_t { booth, smoking, aftercare, toilet, none };
template <>
struct EvidenceWords<SeatSeen> {
  static constexpr std::array<std::string_view, 5> names{"booth", "smoking", "aftercare", "toilet", "none"};
};

enum class RouteSeen : std::uint8_t { inject, smoke, snort, oral, other, unknown };
template <>
struct EvidenceWords<RouteSeen> {
  static constexpr std::array<std::string_view, 6> names{"inject", "smoke", "snort", "oral", "other", "unknown"};
};

/// Why somebody was not served.
enum class ReasonSeen : std::uint8_t { under_age, no_seat, closed, asked_to_stay_away, consumption_not_allowed, other };
template <>
struct EvidenceWords<ReasonSeen> {
  static constexpr std::array<std::string_view, 6> names{
      "under_age", "no_seat", "closed", "asked_to_stay_away", "consumption_not_allowed", "other"};
};

enum class MixSeen : std::uint8_t { opioid, stimulant, opioid_and_stimulant, other, not_recorded };
template <>
struct EvidenceWords<MixSeen> {
  static constexpr std::array<std::string_view, 5> names{"opioid", "stimulant", "opioid_and_stimulant", "other",
                                                         "not_recorded"};
};

enum class EmergencyKindSeen : std::uint8_t { opioid, stimulant, other, not_recorded };
template <>
struct EvidenceWords<EmergencyKindSeen> {
  static constexpr std::array<std::string_view, 4> names{"opioid", "stimulant", "other", "not_recorded"};
};

enum class HighestSeen : std::uint8_t { none_recorded, watched, oxygen, breaths, naloxone };
template <>
struct EvidenceWords<HighestSeen> {
  static constexpr std::array<std::string_view, 5> names{"none_recorded", "watched", "oxygen", "breaths", "naloxone"};
};

template <class Word>
  requires requires { EvidenceWords<Word>::names; }
constexpr std::string_view name_of(Word word) {
  return EvidenceWords<Word>::names[static_cast<std::size_t>(word)];
}

}  // namespace alongside::document
