// What a look means: nothing, a concern (stay close, look again soon), or an emergency that opens. The protocol's table of states as far as
// a look alone can tell, as rows: `decide` reads them here, and the page reads the very same rows when the server is gone (docs/playbook.md).
// Pure; a value.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "domain/emergency/act.hpp"
#include "domain/emergency/playbook.hpp"
#include "domain/site/protocol.hpp"

namespace alongside::domain {

enum class LookMeans : std::uint8_t { well, concern, respond };
template <>
struct Words<LookMeans> {
  static constexpr std::array<std::string_view, 3> names{"well", "concern", "respond"};
};

/// A look whose `field` lies from low to high (both included) means this, unless `unless` was measured too: counted breaths outrank their
/// chip. Of all rows that fit, the worst stands.
struct LookRule {
  LookMeans means = LookMeans::concern;
  Measured field = Measured::responds;
  std::uint16_t low = 0;
  std::uint16_t high = 0;
  std::optional<Measured> unless{};
};
using LookRules = std::array<LookRule, 9>;

LookRules look_rules(const Protocol& protocol);

LookMeans meaning_of(const Vitals& look, const LookRules& rules);

/// The value of one measured field, a chip as its number; Vitals::not_measured where it was not taken.
std::uint16_t measured(const Vitals& vitals, Measured field);

}  // namespace alongside::domain
