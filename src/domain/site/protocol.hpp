// Protocol: the medical director's signed settings and sentences. Every clinical number lives here and nowhere in code.
//
// `Protocol` is numbers only, so that the machine can read it; `ProtocolText` holds what people read. Both come from one TOML file
// in protocols/ by way of `read_protocol`; a missing, misspelt or out-of-range setting is an error at its line.
// Values, immutable once read; free to share between threads.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.hpp"
#include "domain/emergency/act.hpp"
#include "domain/emergency/fact.hpp"
#include "domain/words.hpp"

namespace alongside::domain {

/// When the naloxone decision is asked for, apart from DECIDE NOW.
enum class Decision : std::uint8_t { after_minutes, with_first_breaths };
template <>
struct Words<Decision> {
  static constexpr std::array<std::string_view, 2> names{"after_minutes", "with_first_breaths"};
};

enum class DoseRoute : std::uint8_t { im, in };
template <>
struct Words<DoseRoute> {
  static constexpr std::array<std::string_view, 2> names{"im", "in"};
};

struct Product {
  DoseRoute route = DoseRoute::im;
  std::int32_t micrograms = 0;

  bool operator==(const Product&) const = default;
};

/// What the protocol says, each in the protocol's own words, in each language.
// clang-format off
enum class Sentence : std::uint8_t {
  respond, slow_or_noisy, ventilate, breaths_go_on, oxygen_join_bag, decide_not_breathing, decide_cannot_ventilate, decide_spo2_low,
  decide_no_oxygen, decide_helpers_away, decide_clock, decide_first_breaths, look_after_dose, another_dose, no_more_naloxone,
  other_causes, call_ems, call_ems_no_pulse, call_ems_sedated, call_ems_overamping, call_ems_withdrawal, offer_transport,
  compressions, compressions_child, compressions_child_alone, womb_left, still_sedated, recovery, recovery_long, release_check,
  overamping_mild, overamping_red, seizure_long, withdrawal, tap_breathing_back, look_again, chest_over_oximeter, helper, airway,
  concern, pregnant, release_walks, release_spo2, release_breaths, release_heart, release_temperature, release_awake,
};
template <>
struct Words<Sentence> {
  static constexpr std::array<std::string_view, 47> names{
      "respond", "slow_or_noisy", "ventilate", "breaths_go_on", "oxygen_join_bag", "decide_not_breathing", "decide_cannot_ventilate",
      "decide_spo2_low", "decide_no_oxygen", "decide_helpers_away", "decide_clock", "decide_first_breaths", "look_after_dose",
      "another_dose", "no_more_naloxone", "other_causes", "call_ems", "call_ems_no_pulse", "call_ems_sedated", "call_ems_overamping",
      "call_ems_withdrawal", "offer_transport", "compressions", "compressions_child", "compressions_child_alone", "womb_left",
      "still_sedated", "recovery", "recovery_long", "release_check", "overamping_mild", "overamping_red", "seizure_long",
      "withdrawal", "tap_breathing_back", "look_again", "chest_over_oximeter", "helper", "airway", "concern", "pregnant",
      "release_walks", "release_spo2", "release_breaths", "release_heart", "release_temperature", "release_awake"};
};
// clang-format on

/// Numbers of the machine. Units are in the names; what each is for, and its source, stands beside it in the protocol file.
struct Protocol {
  static constexpr std::size_t products_max = 8;

  // the watch
  std::int32_t first_look_s = 0;
  std::int32_t look_every_s = 0;
  std::int32_t concern_look_s = 0;
  std::array<std::int32_t, 6> watch_min{};  ///< by Route
  std::int32_t watch_pressed_pill_min = 0;
  std::int32_t watch_sedative_mix_min = 0;
  std::int32_t knock_s = 0;
  // the emergency
  std::int32_t breath_every_ms = 0;
  std::int32_t child_breath_every_ms = 0;
  std::int32_t compressions_per_min = 0;
  std::int32_t cycle_s = 0;
  std::int32_t rr_low_under = 0;
  std::int32_t respond_look_s = 0;
  std::int32_t decide_after_s = 0;
  std::int32_t no_oxygen_s = 0;
  std::int32_t spo2_low_after_breaths_s = 0;
  std::int32_t look_after_in_s = 0;
  std::int32_t look_after_im_s = 0;
  std::int32_t doses_max = 0;
  std::int32_t like_dose_s = 0;
  std::int32_t sedated_look_s = 0;
  std::int32_t sedated_ems_min = 0;
  std::int32_t heart_low_under = 0;
  std::int32_t recovery_look_s = 0;
  std::int32_t recovery_min = 0;
  std::int32_t recovery_long_min = 0;
  std::int32_t no_use_after_min = 0;
  std::int32_t overamping_look_s = 0;
  std::int32_t temperature_red_tenths_c = 0;
  std::int32_t heart_over = 0;
  std::int32_t systolic_over_mmhg = 0;
  std::int32_t seizure_s = 0;
  std::int32_t withdrawal_bp_s = 0;
  // the screens
  std::int32_t same_place_s = 0;
  std::array<std::int32_t, 3> escalate_s{};  ///< floor screens, responsible person, every screen

  Decision decision = Decision::with_first_breaths;
  Facts ems_when;  ///< EMS lights on any of these
  std::array<Product, products_max> products{};
  std::uint8_t product_count = 0;

  bool operator==(const Protocol&) const = default;

  /// Longest watch that these substances and this route ask for.
  std::int32_t watch_minutes(Substances substances, Route route) const;
};

/// What fills an item of the release check from what was measured. A protocol that does not say it lets nothing be filled.
struct ReleaseRules {
  std::int32_t vitals_age_s = 0;  ///< an older value fills nothing
  std::int32_t room_air_s = 0;    ///< taken at least so long after the oxygen was off
  std::int32_t spo2_at_least = 0;
  std::int32_t breaths_low = 0;
  std::int32_t breaths_high = 0;
  std::int32_t heart_low = 0;
  std::int32_t heart_high = 0;
  std::int32_t temperature_low_tenths_c = 0;
  std::int32_t temperature_high_tenths_c = 0;
  std::vector<Early> early_reasons;  ///< why somebody may be released before the recovery hour ended

  bool operator==(const ReleaseRules&) const = default;
};

struct ProtocolText {
  std::string name;  ///< as shown: "BC/AHA"
  std::int32_t version = 0;
  std::string emergency_number;
  std::vector<std::string> product_labels;
  std::vector<std::string> languages;               ///< "en", "es"
  std::vector<std::vector<std::string>> sentences;  ///< [language][Sentence]
  std::optional<ReleaseRules> release;              ///< for the page alone: no rule of the machine reads it
};

struct ProtocolDocument {
  Protocol numbers;
  ProtocolText text;
};

/// A sentence may hold the path of a whole-number setting or of ems.number in braces, and says its value: a sentence and a setting cannot
/// disagree. Errors name file, line, column, what was expected and what was found. Costs one pass over the document.
base::Result<ProtocolDocument> read_protocol(const base::Fields& file);

/// What this jurisdiction and this site allow. Law is a stop; nothing here can delay an emergency.
struct Guardrails {
  bool consumption_allowed = false;
  Routes routes;
  std::int32_t minimum_age = 0;  ///< 0: not asked
  bool clean_between_people = false;
  std::array<std::uint16_t, 4> seats{};  ///< by SeatKind: how many a new site opens with
};

struct GuardrailsDocument {
  Guardrails rules;
  std::string name;
  std::string minimum_age_rule;  ///< the rule that asks, named on the screen
  std::string law;               ///< what the law allows, in a sentence
  std::string law_checked;       ///< date on which that was checked
};

base::Result<GuardrailsDocument> read_guardrails(const base::Fields& file);

}  // namespace alongside::domain
