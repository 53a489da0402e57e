#include "domain/emergency/playbook.hpp"

#include <algorithm>

namespace alongside::domain {

namespace {

using enum Fact;

constexpr std::uint8_t choice(auto value) { return static_cast<std::uint8_t>(value); }

constexpr Facts answers{talks, wakes_to_voice, needs_touch, does_not_wake};
constexpr Facts oximetry{spo2_95, spo2_90, spo2_80, spo2_under_80, spo2_no_reading};
constexpr Facts breathing_badly{breathing_no, breathing_slow, rr_low};
constexpr Facts not_breathing{breathing_no, rr_low};
constexpr Facts breathing_well{breathing_yes, breathing_back, rr_ok};
constexpr Facts spo2_low{spo2_80, spo2_under_80};
constexpr Facts over_protocol{heart_high, pressure_high};
constexpr Facts red_signs{hot_and_confused, chest_pain, stroke_signs, seizure, temperature_red};
constexpr Facts other_kinds{kind_opioid, kind_withdrawal};  // a fast heart alone is then no sign of overamping
constexpr Facts severe{vomiting, heart_high, pressure_high};

constexpr Facts with(Facts facts, Facts more) {
  facts.bits |= more.bits;
  return facts;
}
constexpr Facts without(Facts facts, Facts taken) {
  Facts left;
  left.bits = facts.bits & ~taken.bits;
  return left;
}

void add_effects(Playbook& book) {
  const auto act = [&](ActKind kind, Facts sets, Facts clears = {}) {
    book.effects.push_back({.act = kind, .sets = sets, .clears = clears});
  };
  const auto chosen = [&](ActKind kind, std::uint8_t which, Facts sets, Facts clears = {}) {
    book.effects.push_back({.act = kind, .choice = which, .sets = sets, .clears = clears});
  };
  const auto dose_by = [&](DoseRoute route, Facts sets, Facts clears) {
    book.effects.push_back(
        {.act = ActKind::naloxone, .any_route = false, .route = route, .sets = sets, .clears = clears});
  };

  // clang-format off
  act(ActKind::opened, {opened});
  chosen(ActKind::breathing, choice(Breaths::none), {breathing_no, looked}, {breathing_slow, breathing_yes, breathing_back, rr_ok});
  chosen(ActKind::breathing, choice(Breaths::slow), {breathing_slow, looked}, {breathing_no, breathing_yes, breathing_back, rr_ok});
  chosen(ActKind::breathing, choice(Breaths::ok), {breathing_yes, looked}, {breathing_no, breathing_slow});
  act(ActKind::helper, {helper}, {alone, helpers_away});
  act(ActKind::airway, {airway});
  act(ActKind::breaths, {breaths, treated}, {cannot_ventilate, breathing_back});
  chosen(ActKind::oxygen, 1, {oxygen, treated}, {oxygen_off});
  chosen(ActKind::oxygen, 0, {oxygen_off}, {oxygen});
  act(ActKind::vitals, {looked});
  act(ActKind::naloxone, {dose, treated}, {dose_in, dose_im});
  dose_by(DoseRoute::in, {dose_in}, {dose_im});
  dose_by(DoseRoute::im, {dose_im}, {dose_in});
  chosen(ActKind::ems, choice(Ems::called), {ems_called});
  chosen(ActKind::ems, choice(Ems::arrived), {ems_called, ems_arrived});
  chosen(ActKind::ems, choice(Ems::handed_over), {ems_called, ems_arrived, ems_handed_over});
  chosen(ActKind::no_pulse, 1, {no_pulse, treated, breathing_no}, {breathing_slow, breathing_yes, breathing_back, rr_ok});
  chosen(ActKind::no_pulse, 0, {}, {no_pulse});
  act(ActKind::aed_on, {aed_on});
  act(ActKind::breathing_back, {breathing_back, breathing_yes, looked},
      with(oximetry, {breathing_no, breathing_slow, rr_low, no_pulse, breaths, cannot_ventilate}));  // a reading from before says nothing now
  act(ActKind::cannot_ventilate, {cannot_ventilate});
  act(ActKind::helpers_away, {helpers_away}, {helper});

  chosen(ActKind::kind, choice(Kind::opioid), {kind_opioid});
  chosen(ActKind::kind, choice(Kind::overamping), {kind_overamping});
  chosen(ActKind::kind, choice(Kind::withdrawal), {kind_withdrawal});
  chosen(ActKind::kind, choice(Kind::sedative), {sedative});
  // clang-format on
  for (const Kind other :
       {Kind::fall, Kind::bleeding, Kind::allergy, Kind::asthma, Kind::low_sugar, Kind::self_harm, Kind::other}) {
    chosen(ActKind::kind, choice(other), {kind_other});
  }
  // clang-format off
  constexpr Fact by_sign[] = {child,       pregnant, sedative, long_acting, hot_and_confused, chest_pain, stroke_signs,
                              seizure,     vomiting, head_injury, anxious,  jaw_tight,        adult_pads, alone};
  // clang-format on
  static_assert(std::size(by_sign) == Words<Sign>::names.size());
  for (std::size_t sign = 0; sign < std::size(by_sign); ++sign) {
    chosen(ActKind::sign, static_cast<std::uint8_t>(sign), {by_sign[sign]});
    chosen(ActKind::sign_gone, static_cast<std::uint8_t>(sign), {}, {by_sign[sign]});
  }
  for (const Outcome outcome : {Outcome::released, Outcome::transferred, Outcome::chose_to_leave, Outcome::died}) {
    chosen(ActKind::closed, choice(outcome), {closed});
  }
  chosen(ActKind::closed, choice(Outcome::opened_by_mistake), {mistake});
}

void add_bands(Playbook& book, const Protocol& protocol) {
  const auto band = [&](Measured field, std::int32_t low, std::int32_t high, Facts sets, Facts clears) {
    book.bands.push_back({field, static_cast<std::uint16_t>(low), static_cast<std::uint16_t>(high), sets, clears});
  };
  const auto chip = [&](Measured field, auto value, Facts sets, Facts clears) {
    band(field, choice(value), choice(value), sets, clears);
  };
  constexpr std::int32_t any = Vitals::not_measured - 1;

  // clang-format off
  chip(Measured::responds, Responds::talks, {talks}, without(answers, {talks}));
  chip(Measured::responds, Responds::wakes_to_voice, {wakes_to_voice}, without(answers, {wakes_to_voice}));
  chip(Measured::responds, Responds::needs_touch, {needs_touch}, without(answers, {needs_touch}));
  chip(Measured::responds, Responds::does_not_wake, {does_not_wake}, without(answers, {does_not_wake}));
  chip(Measured::breaths, Breaths::none, {breathing_no}, {breathing_slow, breathing_yes, breathing_back, rr_ok});
  chip(Measured::breaths, Breaths::slow, {breathing_slow}, {breathing_no, breathing_yes, breathing_back, rr_ok});
  chip(Measured::breaths, Breaths::ok, {breathing_yes}, {breathing_no, breathing_slow});
  chip(Measured::oximeter, Oximeter::no_reading, {spo2_no_reading}, without(oximetry, {spo2_no_reading}));
  chip(Measured::oximeter, Oximeter::under_80, {spo2_under_80}, without(oximetry, {spo2_under_80}));
  chip(Measured::oximeter, Oximeter::from_80_to_89, {spo2_80}, without(oximetry, {spo2_80}));
  chip(Measured::oximeter, Oximeter::from_90_to_94, {spo2_90}, without(oximetry, {spo2_90}));
  chip(Measured::oximeter, Oximeter::from_95, {spo2_95}, without(oximetry, {spo2_95}));
  // Counted breaths outrank the chip beside them, and stand after it.
  band(Measured::breaths_per_minute, 0, 0, {breathing_no, rr_low}, {breathing_slow, breathing_yes, breathing_back, rr_ok});
  band(Measured::breaths_per_minute, 1, protocol.rr_low_under - 1, {rr_low}, {rr_ok, breathing_yes, breathing_back});
  band(Measured::breaths_per_minute, protocol.rr_low_under, any, {rr_ok, breathing_yes}, {rr_low, breathing_no, breathing_slow});
  band(Measured::spo2_percent, 0, 79, {spo2_under_80}, without(oximetry, {spo2_under_80}));
  band(Measured::spo2_percent, 80, 89, {spo2_80}, without(oximetry, {spo2_80}));
  band(Measured::spo2_percent, 90, 94, {spo2_90}, without(oximetry, {spo2_90}));
  band(Measured::spo2_percent, 95, any, {spo2_95}, without(oximetry, {spo2_95}));
  band(Measured::heart_per_minute, 0, protocol.heart_low_under - 1, {heart_low}, {heart_high});
  band(Measured::heart_per_minute, protocol.heart_low_under, protocol.heart_over, {}, {heart_low, heart_high});
  band(Measured::heart_per_minute, protocol.heart_over + 1, any, {heart_high}, {heart_low});
  band(Measured::systolic_mmhg, 0, protocol.systolic_over_mmhg, {pressure_taken}, {pressure_high});
  band(Measured::systolic_mmhg, protocol.systolic_over_mmhg + 1, any, {pressure_high, pressure_taken}, {});
  band(Measured::temperature_tenths_c, 0, protocol.temperature_red_tenths_c - 1, {}, {temperature_red});
  band(Measured::temperature_tenths_c, protocol.temperature_red_tenths_c, any, {temperature_red}, {});
  // clang-format on
}

Rule phase(Phase what, Facts all, Facts any = {}, Facts none = {}) {
  return {.out = Out::phase, .what = choice(what), .all = all, .any = any, .none = none};
}
Rule tile(Tile what, Sentence sentence, Tone tone, Rule when) {
  when.out = Out::tile;
  when.what = choice(what);
  when.says = true;
  when.sentence = sentence;
  when.tone = tone;
  return when;
}
Rule banner(Sentence sentence, Tone tone, Rule when) {
  when.out = Out::banner;
  when.says = true;
  when.sentence = sentence;
  when.tone = tone;
  return when;
}
Rule clock(Clock what, Rule when) {
  when.out = Out::clock;
  when.what = choice(what);
  return when;
}
Rule beat(Beat what, std::int32_t every_ms, Rule when) {
  when.out = Out::beat;
  when.what = choice(what);
  when.beat_ms = static_cast<std::uint16_t>(every_ms);
  return when;
}

constexpr std::int32_t ms(std::int32_t seconds) { return seconds * 1000; }
constexpr std::int32_t minutes_ms(std::int32_t minutes) { return minutes * 60'000; }

void add_phases(Playbook& book) {
  for (Rule rule : {
           phase(Phase::closed, {closed}),
           phase(Phase::closed, {mistake}, {}, {treated}),
           phase(Phase::no_pulse, {no_pulse}),
           phase(Phase::ventilate, {}, not_breathing),
           phase(Phase::respond, {breathing_slow}),
           phase(Phase::overamping_red, {}, red_signs),
           phase(Phase::overamping_red, {kind_overamping}, over_protocol),
           phase(Phase::overamping_red, {}, over_protocol, other_kinds),
           phase(Phase::withdrawal, {kind_withdrawal}, severe),
           phase(Phase::respond, {}, spo2_low),
           phase(Phase::still_sedated, {does_not_wake}, breathing_well),
           phase(Phase::recovery, {breathing_back}),
           phase(Phase::overamping_mild, {}, {anxious, kind_overamping}),
           phase(Phase::respond, {}),
       }) {
    book.rules.push_back(rule);
  }
}

void add_cpr(Playbook& book, const Protocol& protocol) {
  auto& rules = book.rules;
  // clang-format off
  rules.push_back(tile(Tile::ems, Sentence::call_ems_no_pulse, Tone::now, {.all = {no_pulse}, .none = {ems_called}}));
  rules.push_back(tile(Tile::no_pulse, Sentence::compressions_child_alone, Tone::now, {.all = {no_pulse, child, alone}}));
  rules.push_back(tile(Tile::no_pulse, Sentence::compressions_child_alone, Tone::now, {.all = {no_pulse, child}, .none = {helper}}));
  rules.push_back(tile(Tile::no_pulse, Sentence::compressions_child, Tone::now, {.all = {no_pulse, child, helper}, .none = {alone}}));
  rules.push_back(tile(Tile::no_pulse, Sentence::compressions, Tone::now, {.all = {no_pulse}, .none = {child}}));
  rules.push_back(banner(Sentence::womb_left, Tone::now, {.all = {no_pulse, pregnant}}));
  rules.push_back(clock(Clock::cycle, {.all = {no_pulse}, .base = {no_pulse}, .from = From::since, .after_ms = ms(protocol.cycle_s),
                                       .repeats = true}));
  rules.push_back(beat(Beat::compressions, 60'000 / protocol.compressions_per_min, {.all = {no_pulse}}));
  // clang-format on
}

void add_naloxone(Playbook& book, const Protocol& protocol) {
  auto& rules = book.rules;
  constexpr Facts before_a_dose{dose, no_pulse};
  const auto decide = [&](Sentence sentence, Rule when) {
    when.none = before_a_dose;
    rules.push_back(tile(Tile::naloxone, sentence, Tone::due, when));
  };
  // DECIDE NOW, whatever the profile.
  // clang-format off
  decide(Sentence::decide_not_breathing, {.all = {breathing_no}});
  decide(Sentence::decide_cannot_ventilate, {.any = breathing_badly, .any_too = {cannot_ventilate, jaw_tight}});
  decide(Sentence::decide_helpers_away, {.all = {helpers_away}, .any = breathing_badly});
  decide(Sentence::decide_spo2_low, {.all = {breaths}, .any = breathing_badly, .any_too = spo2_low, .base = {breaths},
                                     .from = From::since, .after_ms = ms(protocol.spo2_low_after_breaths_s)});
  rules.push_back(tile(Tile::naloxone, Sentence::decide_no_oxygen, Tone::due,
                       {.any = breathing_badly, .none = {dose, no_pulse, oxygen}, .base = {opened}, .from = From::first,
                        .after_ms = ms(protocol.no_oxygen_s)}));
  // clang-format on
  // The decision clock of the profile.
  if (protocol.decision == Decision::with_first_breaths) {
    decide(Sentence::decide_first_breaths, {.all = {breaths}, .any = breathing_badly});
  } else {
    const auto at_the_clock = [&](Rule when) {
      when.base = {opened};
      when.from = From::first;
      when.after_ms = ms(protocol.decide_after_s);
      rules.push_back(tile(Tile::naloxone, Sentence::decide_clock, Tone::due, when));
      rules.push_back(clock(Clock::naloxone_decision, when));
    };
    at_the_clock({.all = {rr_low}, .none = before_a_dose});
    at_the_clock({.any = {breathing_no, breathing_slow}, .none = with(before_a_dose, {spo2_95})});
  }
  // After a dose: another only at the time of the look after the last one, while breathing is still bad, up to the protocol's number.
  const auto another = [&](Facts all, Facts none, std::int32_t seconds) {
    rules.push_back(tile(Tile::naloxone, Sentence::another_dose, Tone::due,
                         {.all = with(all, {dose}),
                          .any = breathing_badly,
                          .none = with(none, {no_pulse, doses_reached}),
                          .base = {dose},
                          .after_ms = ms(seconds)}));
  };
  // clang-format off
  another({dose_im}, {}, protocol.look_after_im_s);
  another({}, {dose_im}, protocol.look_after_in_s);  // nasal, or product not said yet
  rules.push_back(banner(Sentence::other_causes, Tone::now,
                         {.all = {doses_reached}, .any = {breathing_no, breathing_slow, rr_low, does_not_wake}, .none = {no_pulse}}));
  rules.push_back(banner(Sentence::no_more_naloxone, Tone::well,
                         {.all = {dose, rr_ok}, .none = with(breathing_badly, spo2_low)}));
  rules.push_back(banner(Sentence::look_after_dose, Tone::breathe, {.all = {dose}, .any = breathing_badly, .none = {no_pulse}}));
  // clang-format on
}

void add_breathing(Playbook& book, const Protocol& protocol) {
  auto& rules = book.rules;
  // clang-format off
  rules.push_back(tile(Tile::breaths, Sentence::ventilate, Tone::breathe,
                       {.any = not_breathing, .none = {breaths, no_pulse}}));
  rules.push_back(tile(Tile::breaths, Sentence::breaths_go_on, Tone::breathe, {.all = {breaths}, .none = {no_pulse}}));
  // Oxygen comes with the breaths, not before them.
  rules.push_back(tile(Tile::oxygen, Sentence::oxygen_join_bag, Tone::due, {.any = {breaths, no_pulse}, .none = {oxygen}}));
  rules.push_back(tile(Tile::oxygen, Sentence::oxygen_join_bag, Tone::due,
                       {.all = {cannot_ventilate}, .any = not_breathing, .none = {oxygen}}));
  rules.push_back(tile(Tile::oxygen, Sentence::slow_or_noisy, Tone::due,
                       {.all = {breathing_slow}, .none = {oxygen, breathing_no, rr_low}}));
  rules.push_back(tile(Tile::oxygen, Sentence::recovery, Tone::due,
                       {.any = {spo2_90, spo2_80, spo2_under_80}, .any_too = breathing_well, .none = with(breathing_badly, {oxygen})}));
  rules.push_back(tile(Tile::oxygen, Sentence::recovery, Tone::due, {.all = {breathing_back}, .none = {oxygen, oxygen_off, spo2_95}}));
  rules.push_back(tile(Tile::helper, Sentence::helper, Tone::due, {.all = {opened}, .none = {helper, breathing_back}}));
  rules.push_back(tile(Tile::airway, Sentence::airway, Tone::due, {.all = {opened}, .none = {airway, breathing_yes, breathing_back}}));
  rules.push_back(tile(Tile::airway, Sentence::airway, Tone::due, {.any = with(breathing_badly, {does_not_wake}), .none = {airway}}));
  rules.push_back(banner(Sentence::tap_breathing_back, Tone::well,
                         {.all = {treated, breathing_yes}, .none = {rr_low, breathing_back, no_pulse}}));
  rules.push_back(beat(Beat::breaths, protocol.child_breath_every_ms,
                       {.all = {child}, .any = {breathing_no, rr_low, breaths}}));
  rules.push_back(beat(Beat::breaths, protocol.breath_every_ms, {.any = {breathing_no, rr_low, breaths}}));
  // clang-format on
}

void add_ems(Playbook& book, const Protocol& protocol) {
  auto& rules = book.rules;
  const auto call = [&](Sentence sentence, Tone tone, Rule when) {
    when.none.set(ems_called);
    rules.push_back(tile(Tile::ems, sentence, tone, when));
  };
  // clang-format off
  call(Sentence::call_ems_overamping, Tone::now, {.any = red_signs});
  call(Sentence::call_ems_overamping, Tone::now, {.all = {kind_overamping}, .any = over_protocol});
  call(Sentence::call_ems_overamping, Tone::now, {.any = over_protocol, .none = other_kinds});
  call(Sentence::call_ems_withdrawal, Tone::now, {.all = {kind_withdrawal}, .any = severe});
  if (!protocol.ems_when.empty()) call(Sentence::call_ems, Tone::due, {.any = protocol.ems_when});
  call(Sentence::call_ems, Tone::due, {.all = {doses_reached}, .any = {breathing_no, breathing_slow, rr_low, does_not_wake}});
  call(Sentence::call_ems_sedated, Tone::due, {.all = {does_not_wake, heart_low}});
  const Rule sedated{.all = {does_not_wake}, .any = breathing_well, .none = {ems_called}, .base = {does_not_wake}, .from = From::since,
                     .after_ms = minutes_ms(protocol.sedated_ems_min)};
  call(Sentence::call_ems_sedated, Tone::due, sedated);
  rules.push_back(clock(Clock::ems, sedated));
  call(Sentence::offer_transport, Tone::due, {.all = {pregnant}, .any = {treated, breathing_no, breathing_slow, rr_low}});
  rules.push_back(banner(Sentence::seizure_long, Tone::now, {.all = {seizure}, .base = {seizure}, .from = From::since,
                                                             .after_ms = ms(protocol.seizure_s)}));
  rules.push_back(banner(Sentence::seizure_long, Tone::now, {.all = {second_seizure}}));
  // clang-format on
}

void add_looks(Playbook& book, const Protocol& protocol) {
  const auto look = [&](std::int32_t seconds, Rule when) {
    when.base = {looked, opened};
    when.none.set(no_pulse);
    when.after_ms = ms(seconds);
    book.rules.push_back(clock(Clock::look, when));
  };
  // clang-format off
  look(protocol.respond_look_s, {.any = breathing_badly});
  look(protocol.respond_look_s, {.any = red_signs});
  look(protocol.respond_look_s, {.any = spo2_low});
  look(protocol.sedated_look_s, {.all = {does_not_wake}});
  look(protocol.concern_look_s, {.any = {needs_touch, spo2_90}});
  look(protocol.recovery_look_s, {.all = {breathing_back}});
  look(protocol.overamping_look_s, {.all = {anxious}});
  look(protocol.overamping_look_s, {.all = {kind_overamping}, .any = with(breathing_well, {talks, wakes_to_voice})});
  look(protocol.respond_look_s, {.all = {opened}});
  book.rules.push_back(clock(Clock::blood_pressure, {.all = {kind_withdrawal}, .any = severe, .none = {no_pulse},
                                                     .base = {pressure_taken, kind_withdrawal}, .after_ms = ms(protocol.withdrawal_bp_s)}));
  // clang-format on
}

void add_recovery(Playbook& book, const Protocol& protocol) {
  auto& rules = book.rules;
  constexpr Facts hour_starts{dose, oxygen_off, breathing_back};
  const auto end = [&](std::int32_t minutes, Rule when) {
    when.all.set(breathing_back);
    when.none.set(oxygen);
    when.base = hour_starts;
    when.after_ms = minutes_ms(minutes);
    when.wait = true;
    rules.push_back(clock(Clock::recovery_end, when));
    rules.push_back(banner(Sentence::release_check, Tone::due, when));
  };
  // clang-format off
  end(protocol.recovery_long_min, {.any = {sedative, long_acting}});
  end(protocol.recovery_min, {.none = {sedative, long_acting}});
  rules.push_back(banner(Sentence::overamping_red, Tone::now, {.any = red_signs}));
  rules.push_back(banner(Sentence::overamping_red, Tone::now, {.all = {kind_overamping}, .any = over_protocol}));
  rules.push_back(banner(Sentence::overamping_red, Tone::now, {.any = over_protocol, .none = other_kinds}));
  rules.push_back(banner(Sentence::withdrawal, Tone::now, {.all = {kind_withdrawal}, .any = severe}));
  rules.push_back(banner(Sentence::pregnant, Tone::due, {.all = {pregnant}, .none = {no_pulse}}));
  rules.push_back(banner(Sentence::still_sedated, Tone::due, {.all = {does_not_wake}, .any = breathing_well}));
  rules.push_back(banner(Sentence::recovery_long, Tone::well, {.all = {breathing_back}, .any = {sedative, long_acting}}));
  rules.push_back(banner(Sentence::recovery, Tone::well, {.all = {breathing_back}, .none = {sedative, long_acting}}));
  rules.push_back(banner(Sentence::overamping_mild, Tone::due, {.any = {anxious, kind_overamping}, .none = breathing_badly}));
  rules.push_back(banner(Sentence::slow_or_noisy, Tone::due, {.all = {breathing_slow}, .none = {breathing_no, rr_low}}));
  rules.push_back(banner(Sentence::respond, Tone::due, {.all = {opened}, .none = {breathing_no, breathing_slow, breathing_yes, rr_low}}));
  // clang-format on
}

}  // namespace

Playbook compile_playbook(const Protocol& protocol) {
  Playbook book;
  add_effects(book);
  add_bands(book, protocol);
  book.counts = {{Fact::dose, protocol.doses_max, Fact::doses_reached}, {Fact::seizure, 2, Fact::second_seizure}};
  add_phases(book);
  add_cpr(book, protocol);
  add_naloxone(book, protocol);
  add_ems(book, protocol);
  add_breathing(book, protocol);
  add_recovery(book, protocol);
  add_looks(book, protocol);
  for (std::size_t i = 0; i < protocol.product_count; ++i) {
    const DoseRoute route = protocol.products[i].route;
    book.products.push_back({route, ms(route == DoseRoute::im ? protocol.look_after_im_s : protocol.look_after_in_s)});
  }
  book.look_after_unsaid_ms = ms(std::min(protocol.look_after_im_s, protocol.look_after_in_s));
  book.like_dose_ms = ms(protocol.like_dose_s);
  return book;
}

}  // namespace alongside::domain
