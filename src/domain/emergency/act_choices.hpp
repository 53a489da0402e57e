// What each kind of act may hold, said once: for the machine, the command's reader, the playbook that pages read, and generators.
//
// A correction carries a bare number for an act that may not have arrived yet; whether the act has such a choice is known only where the
// two stand together. So a number that no act has is refused at once, and one that its act does not have is kept and says nothing.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "domain/emergency/act.hpp"
#include "domain/site/protocol.hpp"

namespace alongside::domain {

inline constexpr std::uint8_t started_earlier_minutes_max = 120;
inline constexpr std::array<std::string_view, 2> oxygen_choices{"off", "on"};
inline constexpr std::array<std::string_view, 2> pulse_choices{"pulse", "no_pulse"};
inline constexpr std::array<std::string_view, 6> release_items{"walks", "spo2",        "breaths",
                                                               "heart", "temperature", "awake"};

/// The words of an act's choices, by their numbers; none: it has no words, or no choices.
constexpr std::span<const std::string_view> choice_words(ActKind act) {
  const auto listed = []<class E>(E) { return std::span<const std::string_view>(Words<E>::names); };
  switch (act) {
    case ActKind::place: return listed(Place{});
    case ActKind::breathing: return listed(Breaths{});
    case ActKind::oxygen: return oxygen_choices;
    case ActKind::no_pulse: return pulse_choices;
    case ActKind::ems: return listed(Ems{});
    case ActKind::kind: return listed(Kind{});
    case ActKind::sign:
    case ActKind::sign_gone: return listed(Sign{});
    case ActKind::release_check:
    case ActKind::release_unchecked: return release_items;
    case ActKind::released_early: return listed(Early{});
    case ActKind::ems_reason: return listed(EmsReason{});
    case ActKind::debrief_well: return listed(WentWell{});
    case ActKind::debrief_change: return listed(ToChange{});
    case ActKind::closed: return listed(Outcome{});
    default: return {};
  }
}

/// A set of its words, as bits.
constexpr bool chooses_a_set(ActKind act) { return act == ActKind::release_check || act == ActKind::release_unchecked; }

/// How many choices this kind of act has, numbered from 0; 0: it takes none.
constexpr std::uint8_t choices_of(ActKind act) {
  if (act == ActKind::started_earlier) return started_earlier_minutes_max + 1;
  if (act == ActKind::corrected) {  // of the act that it corrects, whichever that is
    std::uint8_t most = 0;
    for (std::size_t kind = 0; kind < words_in<ActKind>(); ++kind) {
      const auto other = static_cast<ActKind>(kind);
      if (other != ActKind::corrected) most = std::max(most, choices_of(other));
    }
    return most;
  }
  const std::size_t words = choice_words(act).size();
  return static_cast<std::uint8_t>(chooses_a_set(act) ? 1U << words : words);
}

constexpr bool choice_may_be(ActKind act, std::uint8_t choice) { return choice < choices_of(act); }

constexpr bool product_may_be(ActKind act, std::uint8_t product) {
  return (act == ActKind::naloxone || act == ActKind::corrected) && product < Protocol::products_max;
}

/// Whether there is such an act at all. What is left out may follow in a correction.
constexpr bool may_be(const Act& act) {
  return (act.choice == Act::no_choice || choice_may_be(act.kind, act.choice)) &&
         (act.product == Act::no_product || act.product < Protocol::products_max);
}

}  // namespace alongside::domain
