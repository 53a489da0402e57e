// The field's words as closed lists, each with the name it has in the API, in documents and in reports.
//
// Numbers are written to the ledger and are never used again for another meaning: add at the end, never reorder.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

namespace alongside::domain {

/// Specialised below for each list: `Words<E>::names[i]` is the name of the value with number i.
template <class E>
struct Words;

template <class E>
constexpr std::string_view name_of(E value) {
  const auto index = static_cast<std::size_t>(value);
  return index < Words<E>::names.size() ? Words<E>::names[index] : std::string_view("?");
}
template <class E>
constexpr std::optional<E> named(std::string_view name) {
  for (std::size_t i = 0; i < Words<E>::names.size(); ++i) {
    if (Words<E>::names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}
template <class E>
concept Listed = requires { Words<E>::names; };

enum class SiteKind : std::uint8_t { real, training, demonstration };
template <>
struct Words<SiteKind> {
  static constexpr std::array<std::string_view, 3> names{"real", "training", "demonstration"};
};

enum class SeatKind : std::uint8_t { booth, smoking, aftercare, toilet, none };
template <>
struct Words<SeatKind> {
  static constexpr std::array<std::string_view, 5> names{"booth", "smoking", "aftercare", "toilet", "none"};
};

/// What somebody came for.
enum class Purpose : std::uint8_t { booth, smoking, supplies, drug_checking, services, visitor };
template <>
struct Words<Purpose> {
  static constexpr std::array<std::string_view, 6> names{"booth",         "smoking",  "supplies",
                                                         "drug_checking", "services", "visitor"};
};

enum class Route : std::uint8_t { inject, smoke, snort, oral, other, unknown };
template <>
struct Words<Route> {
  static constexpr std::array<std::string_view, 6> names{"inject", "smoke", "snort", "oral", "other", "unknown"};
};

/// One substance; a use holds a set of them.
enum class Substance : std::uint8_t {
  heroin, fentanyl, prescribed_opioid, methadone, cocaine, crack, methamphetamine, amphetamine, benzodiazepine,
  xylazine, medetomidine, alcohol, cannabis, ketamine, pressed_pill, other, unknown,
};
template <>
struct Words<Substance> {
  static constexpr std::array<std::string_view, 17> names{
      "heroin",         "fentanyl", "prescribed_opioid", "methadone", "cocaine",  "crack",   "methamphetamine", "amphetamine",
      "benzodiazepine", "xylazine", "medetomidine",      "alcohol",   "cannabis", "ketamine", "pressed_pill",   "other",
      "unknown"};
};

/// "Declined", "not asked" and "unknown" are three things.
enum class Answer : std::uint8_t { not_asked, no, yes, declined, unknown };
template <>
struct Words<Answer> {
  static constexpr std::array<std::string_view, 5> names{"not_asked", "no", "yes", "declined", "unknown"};
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

enum class NotServed : std::uint8_t { under_age, no_seat, closed, asked_to_stay_away, consumption_not_allowed, other };
template <>
struct Words<NotServed> {
  static constexpr std::array<std::string_view, 6> names{
      "under_age", "no_seat", "closed", "asked_to_stay_away", "consumption_not_allowed", "other"};
};

/// How a visit ended: every way out is kept apart.
enum class Ending : std::uint8_t { left, left_early, gone, left_before_served, could_not_be_served, left_by_emergency };
template <>
struct Words<Ending> {
  static constexpr std::array<std::string_view, 6> names{"left", "left_early", "gone", "left_before_served", "could_not_be_served",
                                                         "left_by_emergency"};
};

enum class Role : std::uint8_t { none, peer, nurse, responder, manager, medical_director, evaluator, system };
template <>
struct Words<Role> {
  static constexpr std::array<std::string_view, 8> names{"none",    "peer",             "nurse",     "responder",
                                                         "manager", "medical_director", "evaluator", "system"};
};

/// What an imported row's emergency was called by its source.
enum class EmergencyGroup : std::uint8_t { opioid, stimulant, other };
template <>
struct Words<EmergencyGroup> {
  static constexpr std::array<std::string_view, 3> names{"opioid", "stimulant", "other"};
};

enum class Measure : std::uint8_t { watched, oxygen, breaths, naloxone };
template <>
struct Words<Measure> {
  static constexpr std::array<std::string_view, 4> names{"watched", "oxygen", "breaths", "naloxone"};
};

enum class Precision : std::uint8_t { minute, hour, day };
template <>
struct Words<Precision> {
  static constexpr std::array<std::string_view, 3> names{"minute", "hour", "day"};
};

/// A set of words of one list. Trivially copyable.
template <class E, class Bits = std::uint32_t>
struct SetOf {
  using word_type = E;
  Bits bits = 0;

  constexpr bool has(E value) const { return (bits >> static_cast<unsigned>(value) & 1U) != 0; }
  constexpr SetOf with(E value) const { return {static_cast<Bits>(bits | 1U << static_cast<unsigned>(value))}; }
  constexpr SetOf without(E value) const { return {static_cast<Bits>(bits & ~(1U << static_cast<unsigned>(value)))}; }
  constexpr bool empty() const { return bits == 0; }
  constexpr int count() const { return std::popcount(bits); }
  constexpr auto operator<=>(const SetOf&) const = default;
};

using Substances = SetOf<Substance>;
using Routes = SetOf<Route>;
using Measures = SetOf<Measure>;

}  // namespace alongside::domain
