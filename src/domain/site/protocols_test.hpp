// The two shipped profiles as numbers, for tests of the domain, which reads no file. tests/playbook holds them to protocols/*.toml.
#pragma once

#include "domain/site/protocol.hpp"

namespace alongside::domain {

inline Protocol bc_aha() {
  Protocol p;
  p.first_look_s = 120;
  p.look_every_s = 300;
  p.concern_look_s = 60;
  p.watch_min = {30, 45, 30, 60, 60, 60};
  p.watch_pressed_pill_min = 60;
  p.watch_sedative_mix_min = 60;
  p.knock_s = 180;
  p.breath_every_ms = 5000;
  p.child_breath_every_ms = 2500;
  p.compressions_per_min = 110;
  p.cycle_s = 120;
  p.rr_low_under = 10;
  p.respond_look_s = 60;
  p.decide_after_s = 300;
  p.no_oxygen_s = 90;
  p.spo2_low_after_breaths_s = 90;
  p.look_after_in_s = 180;
  p.look_after_im_s = 300;
  p.doses_max = 3;
  p.like_dose_s = 60;
  p.sedated_look_s = 60;
  p.sedated_ems_min = 20;
  p.heart_low_under = 50;
  p.recovery_look_s = 300;
  p.recovery_min = 60;
  p.recovery_long_min = 120;
  p.no_use_after_min = 120;
  p.overamping_look_s = 300;
  p.temperature_red_tenths_c = 400;
  p.heart_over = 140;
  p.systolic_over_mmhg = 180;
  p.seizure_s = 300;
  p.withdrawal_bp_s = 600;
  p.same_place_s = 120;
  p.escalate_s = {15, 45, 90};
  p.decision = Decision::with_first_breaths;
  p.ems_when = {Fact::breathing_no, Fact::does_not_wake};
  p.products[0] = {DoseRoute::im, 400};
  p.products[1] = {DoseRoute::im, 800};
  p.products[2] = {DoseRoute::in, 2000};
  p.products[3] = {DoseRoute::in, 4000};
  p.product_count = 4;
  return p;
}

inline Protocol sydney() {
  Protocol p = bc_aha();
  p.decision = Decision::after_minutes;
  return p;
}

}  // namespace alongside::domain
