// Facts: what is known about an emergency, one bit each. Acts set and clear them; rules read them (playbook.hpp).
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "domain/words.hpp"

namespace alongside::domain {

// clang-format off
enum class Fact : std::uint8_t {
  opened, breathing_no, breathing_slow, breathing_yes, helper, airway, breaths, oxygen, oxygen_off, looked,
  dose, dose_in, dose_im, doses_reached, ems_called, ems_arrived, ems_handed_over, no_pulse, aed_on, breathing_back,
  cannot_ventilate, helpers_away, treated, rr_low, rr_ok, spo2_95, spo2_90, spo2_80, spo2_under_80, spo2_no_reading,
  talks, wakes_to_voice, needs_touch, does_not_wake, heart_low, heart_high, pressure_high, temperature_red,
  child, pregnant, sedative, long_acting, hot_and_confused, chest_pain, stroke_signs, seizure, second_seizure, vomiting,
  head_injury, anxious, jaw_tight, adult_pads, alone,
  kind_opioid, kind_overamping, kind_withdrawal, kind_other, closed, mistake, pressure_taken,
};
template <>
struct Words<Fact> {
  static constexpr std::array<std::string_view, 60> names{
      "opened", "breathing_no", "breathing_slow", "breathing_yes", "helper", "airway", "breaths", "oxygen", "oxygen_off", "looked",
      "dose", "dose_in", "dose_im", "doses_reached", "ems_called", "ems_arrived", "ems_handed_over", "no_pulse", "aed_on",
      "breathing_back", "cannot_ventilate", "helpers_away", "treated", "rr_low", "rr_ok", "spo2_95", "spo2_90", "spo2_80",
      "spo2_under_80", "spo2_no_reading", "talks", "wakes_to_voice", "needs_touch", "does_not_wake", "heart_low", "heart_high",
      "pressure_high", "temperature_red", "child", "pregnant", "sedative", "long_acting", "hot_and_confused", "chest_pain",
      "stroke_signs", "seizure", "second_seizure", "vomiting", "head_injury", "anxious", "jaw_tight", "adult_pads", "alone",
      "kind_opioid", "kind_overamping", "kind_withdrawal", "kind_other", "closed", "mistake",
      "pressure_taken"};
};
// clang-format on
constexpr std::size_t fact_count = Words<Fact>::names.size();

struct Facts {
  std::uint64_t bits = 0;

  constexpr Facts() = default;
  constexpr Facts(std::initializer_list<Fact> facts) {
    for (const Fact fact : facts) bits |= bit(fact);
  }
  static constexpr std::uint64_t bit(Fact fact) { return std::uint64_t{1} << static_cast<unsigned>(fact); }
  constexpr bool has(Fact fact) const { return (bits & bit(fact)) != 0; }
  constexpr void set(Fact fact) { bits |= bit(fact); }
  constexpr void clear(Fact fact) { bits &= ~bit(fact); }
  constexpr bool has_all(Facts other) const { return (bits & other.bits) == other.bits; }
  constexpr bool has_any(Facts other) const { return (bits & other.bits) != 0; }
  constexpr bool empty() const { return bits == 0; }
  constexpr bool operator==(const Facts&) const = default;

  /// Calls `use(Fact)` for each, in order.
  constexpr void each(auto&& use) const {
    for (std::uint64_t left = bits; left != 0; left &= left - 1) use(static_cast<Fact>(std::countr_zero(left)));
  }
};

}  // namespace alongside::domain
