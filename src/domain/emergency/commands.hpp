// Commands of the emergency.
#pragma once

#include "domain/emergency/act.hpp"
#include "domain/ids.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

/// Records one act; the first of a new key opens the emergency. The act's id, time and device are the command's own.
struct TapAct {
  static constexpr CommandTraits is{
      .name = "act", .needs = Needs::screen_or_staff, .unsaved = Unsaved::taken, .in_journal = 0, .is_flat = true};
  Uuid emergency{};  ///< the client's key for it
  Act act{};
  constexpr void take(const Given& given) { act.id = given.id; }
  constexpr bool is_from_paper() const { return act.from_paper != 0; }
  static constexpr void fields(auto& self, auto&& field) {
    field("emergency", self.emergency);
    field("act", self.act.kind);
    field("choice", self.act.choice,
          HowSent{.may_be_left_out = true, .says = "Number within the list that belongs to the act: Playbook.choices"});
    field("product", self.act.product, may_be_left_out);
    field("target", self.act.target, may_be_left_out);
    field("to_at", self.act.to_at, may_be_left_out);
    field("visit", self.act.visit,
          HowSent{.may_be_left_out = true, .none_if_over = true});  // a tap counts whoever it is for
    field("seat", self.act.seat, may_be_left_out);
    field("from_paper", self.act.from_paper, HowSent{.may_be_left_out = true, .is_a_flag = true});
    field("vitals", self.act.vitals, may_be_left_out);
  }
};

struct MoveAct {
  static constexpr CommandTraits is{
      .name = "move_act", .needs = Needs::screen_or_staff, .unsaved = Unsaved::taken, .in_journal = 1};
  Uuid act{};
  Uuid from{};
  Uuid to{};
  static constexpr void fields(auto& self, auto&& field) {
    field("act", self.act);
    field("from", self.from);
    field("to", self.to);
  }
};

/// Assesses one emergency as it stands now: after a start at which the clock was not sure, for those that the Boot's events had no room for.
struct AssessEmergency {
  static constexpr CommandTraits is{.name = "assess_emergency", .sent_by = SentBy::program};
  EmergencyId emergency{};
};

}  // namespace alongside::domain
