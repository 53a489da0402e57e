// What the machine takes for granted of an act that a page sends.
#include <fmt/format.h>

#include "domain/emergency/act_choices.hpp"
#include "domain/machine.hpp"

namespace alongside::domain {

namespace {

/// Without its choice such an act would say nothing: it would stand in the record and count for nothing. A place may be a seat; what is
/// corrected keeps the choice it had. What may follow later (the product of a dose) is no choice.
bool needs_choice(const Act& act) {
  if (act.kind == ActKind::corrected) return false;
  if (act.kind == ActKind::place && act.seat.exists()) return false;
  return choices_of(act.kind) > 0;
}

}  // namespace

std::optional<Wrong> check(const TapAct& tap) {
  const Act& act = tap.act;
  const int choices = choices_of(act.kind);
  if (act.choice != Act::no_choice && !choice_may_be(act.kind, act.choice)) {
    return Wrong{"choice", choices == 0 ? std::string("expected no choice for this act")
                                        : fmt::format("expected 0 to {}; found {}", choices - 1, act.choice)};
  }
  if (act.choice == Act::no_choice && needs_choice(act)) {
    return Wrong{"choice", fmt::format("expected 0 to {} from the list of \"{}\"; it is missing", choices - 1,
                                       name_of(act.kind))};
  }
  if (act.product != Act::no_product && act.product >= Protocol::products_max) {
    return Wrong{"product", fmt::format("expected 0 to {}; found {}", Protocol::products_max - 1, act.product)};
  }
  return std::nullopt;
}

}  // namespace alongside::domain
