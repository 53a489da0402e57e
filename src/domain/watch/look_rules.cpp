#include "domain/watch/look_rules.hpp"

#include <algorithm>

namespace alongside::domain {

LookRules look_rules(const Protocol& protocol) {
  const auto chip = [](LookMeans means, Measured field, auto value, std::optional<Measured> unless = {}) {
    const auto number = static_cast<std::uint16_t>(value);
    return LookRule{means, field, number, number, unless};
  };
  using enum LookMeans;
  const auto rr_low_most = static_cast<std::uint16_t>(protocol.rr_low_under - 1);
  return {chip(respond, Measured::responds, Responds::does_not_wake),
          chip(respond, Measured::breaths, Breaths::none),
          chip(respond, Measured::breaths, Breaths::slow, Measured::breaths_per_minute),
          LookRule{respond, Measured::breaths_per_minute, 0, rr_low_most, {}},
          chip(respond, Measured::oximeter, Oximeter::under_80),
          chip(respond, Measured::oximeter, Oximeter::from_80_to_89),
          chip(concern, Measured::responds, Responds::needs_touch),
          chip(concern, Measured::breaths, Breaths::slow),
          chip(concern, Measured::oximeter, Oximeter::from_90_to_94)};
}

LookMeans meaning_of(const Vitals& look, const LookRules& rules) {
  LookMeans worst = LookMeans::well;
  for (const LookRule& rule : rules) {
    const std::uint16_t value = measured(look, rule.field);
    if (value == Vitals::not_measured || value < rule.low || value > rule.high) continue;
    if (rule.unless && measured(look, *rule.unless) != Vitals::not_measured) continue;
    worst = std::max(worst, rule.means);
  }
  return worst;
}

std::uint16_t measured(const Vitals& vitals, Measured field) {
  const auto chip = [](auto value) {
    return value == decltype(value){} ? Vitals::not_measured : static_cast<std::uint16_t>(value);
  };
  switch (field) {
    case Measured::responds: return chip(vitals.responds);
    case Measured::breaths: return chip(vitals.breaths);
    case Measured::oximeter: return chip(vitals.oximeter);
    case Measured::breaths_per_minute: return vitals.breaths_per_minute;
    case Measured::spo2_percent: return vitals.spo2_percent;
    case Measured::heart_per_minute: return vitals.heart_per_minute;
    case Measured::systolic_mmhg: return vitals.systolic_mmhg;
    case Measured::temperature_tenths_c: return vitals.temperature_tenths_c;
  }
  return Vitals::not_measured;
}

}  // namespace alongside::domain
