// Emergencies as screens show them, what sounds for them, and for how long.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "domain/board/board.hpp"
#include "domain/emergency/act_choices.hpp"
#include "domain/emergency/emergency.hpp"
#include "domain/seat/seat.hpp"

namespace alongside::domain {

namespace {

constexpr Duration closed_shown_for = base::hours(12);

ActRow row_of(const Act& act) {
  return {.id = act.id,
          .act = act.kind,
          .at = act.at,
          .choice = act.choice,
          .product = act.product,
          .target = act.target,
          .to_at = act.to_at,
          .visit = act.visit,
          .seat = act.seat,
          .from_paper = act.from_paper,
          .device = act.device,
          .vitals = act.vitals};
}

/// When the last standing act of one of `kinds` was done, or unknown.
Instant last_act(const Emergency& emergency, std::initializer_list<ActKind> kinds) {
  ActScratch scratch;
  Instant last = Instant::unknown();
  for (const Act& act : standing_acts(emergency.acts, scratch)) {
    if (std::find(kinds.begin(), kinds.end(), act.kind) != kinds.end()) last = std::max(last, act.at);
  }
  return last;
}

std::optional<Outcome> outcome_of(const Emergency& emergency) {
  std::optional<Outcome> out;
  if (emergency.assessment.phase != Phase::closed) return out;
  ActScratch scratch;
  for (const Act& act : standing_acts(emergency.acts, scratch)) {
    if (act.kind == ActKind::closed && choice_may_be(act.kind, act.choice)) out = static_cast<Outcome>(act.choice);
  }
  return out;
}

/// The first tap; unknown only while none is there (every act was moved away).
Instant opened_at(const Emergency& emergency) {
  for (const KeptAct& kept : emergency.acts) {
    if (kept.act.kind == ActKind::opened) return kept.act.at;
  }
  return emergency.acts.empty() ? emergency.assessment.t0 : emergency.acts.front().act.at;
}

static_assert(words_in<PlaceShown>() == words_in<Place>() + 1, "a seat comes after every place that is none");

EmergencyRow row_of(const State& state, const Emergency& emergency) {
  const Seat* seat = state.find(emergency.seat);
  const Emergency* joined = state.find(emergency.joined_into);
  const Emergency* same = may_be_the_same(state, emergency);
  EmergencyRow row{.key = emergency.key,
                   .number = emergency.id.number,
                   .place = seat ? PlaceShown::seat : static_cast<PlaceShown>(emergency.place),
                   .place_label = label_of(state, emergency.seat),
                   .seat_kind = {},
                   .seat = seat ? emergency.seat : SeatId::none(),
                   .visit = emergency.visit,
                   .opened_at = opened_at(emergency),
                   .protocol_name = {},
                   .acts = {},
                   .assessment = shown(emergency.assessment),
                   .joined_into = joined ? joined->key : Uuid{},
                   .same_as = same ? same->key : Uuid{},
                   .restart = emergency.restart,
                   .closed_at = emergency.closed_at,
                   .outcome = outcome_of(emergency),
                   .protocol = emergency.protocol};
  if (seat) row.seat_kind = seat->kind;
  if (!joined) {
    for (const KeptAct& kept : emergency.acts) row.acts.push_back(row_of(kept.act));
  }
  return row;
}

void add_lines(const State& state, const Emergency& emergency, Board& board) {
  using enum ActKind;
  const Assessment& asked = emergency.assessment;
  const auto add = [&](Next what, Instant at, Instant since) {
    if (!at.is_set()) return;
    board.next.push_back({.at = at,
                          .tone = what == Next::emergency ? NextTone::now : NextTone::soon,
                          .what = what,
                          .place = label_of(state, emergency.seat),
                          .since = since,
                          .visit = emergency.visit,
                          .emergency = emergency.key,
                          .seat = emergency.seat});
  };
  const auto due_at = [&](Clock clock) { return asked.instant(asked.due_at(clock)); };
  const bool rests = asked.phase == Phase::recovery || asked.phase == Phase::still_sedated;
  if (!rests) add(Next::emergency, asked.t0, asked.t0);
  add(Next::look_after_dose, due_at(Clock::look_after_dose), last_act(emergency, {naloxone}));
  add(Next::naloxone_decision, due_at(Clock::naloxone_decision), asked.t0);
  add(Next::look_emergency, due_at(Clock::look), last_act(emergency, {breathing, vitals, breathing_back}));
  add(Next::release_check, due_at(Clock::recovery_end), last_act(emergency, {naloxone, oxygen, breathing_back}));
}

}  // namespace

AssessmentShown shown(const Assessment& assessment) {
  AssessmentShown out{.t0 = assessment.t0,
                      .phase = assessment.phase,
                      .beat = assessment.beat,
                      .beat_ms = assessment.beat_ms,
                      .lit = {},
                      .due = {},
                      .doses = assessment.doses,
                      .ask_one_dose_or_two = (assessment.flags & Assessment::ask_one_dose_or_two) != 0};
  for (std::size_t i = 0; i < assessment.lit_from.size(); ++i) {
    if (!assessment.lit_from[i].is_set()) continue;
    out.lit.push_back(
        {static_cast<Tile>(i), assessment.instant(assessment.lit_from[i]), static_cast<Sentence>(assessment.why[i])});
  }
  for (std::size_t i = 0; i < assessment.due.size(); ++i) {
    if (assessment.due[i].is_set()) out.due.push_back({static_cast<Clock>(i), assessment.instant(assessment.due[i])});
  }
  return out;
}

void note(Today& today, const State&, const Event& event, const EmergencyOpened& opened) {
  today.alarms.push_back({.id = fmt::format("opened-{}", opened.emergency.number),
                          .kind = AlarmKind::emergency_opened,
                          .at = event.at,
                          .stage = 0,
                          .about = {emergency::Subject::deadlines, opened.emergency.number, opened.emergency.slot}});
}

namespace emergency {

void Subject::sound(Today& today, const Event& event, const DueReached& reached) {
  Alarm alarm{.id = {}, .kind = AlarmKind::look_after_dose, .at = event.at, .stage = 0, .about = reached.of};
  if (is_about(reached, Clock::look_after_dose)) {
    alarm.id = fmt::format("dose-{}-{}", reached.of.number, reached.occurrence);
    today.alarms.push_back(alarm);
  }
  if (is_about(reached, Clock::escalation)) {
    alarm.id = fmt::format("nobody-{}-{}", reached.of.number, reached.stage);
    alarm.kind = AlarmKind::not_acknowledged;
    alarm.stage = reached.stage;
    today.alarms.push_back(alarm);
  }
}

bool Subject::still_stands(const State& state, const Alarm& alarm) {
  const Emergency* emergency = state.find(alarm.about.as<EmergencyId>());
  if (!emergency || !emergency->is_open()) return false;
  if (alarm.kind == AlarmKind::look_after_dose)
    return emergency->assessment.instant(emergency->assessment.due_at(Clock::look_after_dose)) <= alarm.at;
  return alarm.kind == AlarmKind::emergency_opened || !emergency->is_acknowledged();
}

void Subject::show(const Shown& shown, Board& board) {
  std::vector<const Emergency*> rows;
  for (const Emergency& emergency : shown.state.emergencies) {
    const bool lately = emergency.closed_at.is_known() && shown.now - emergency.closed_at <= closed_shown_for;
    if (emergency.id.exists() && (emergency.is_open() || lately)) rows.push_back(&emergency);
    if (emergency.is_open()) add_lines(shown.state, emergency, board);
  }
  std::sort(rows.begin(), rows.end(),
            [](const Emergency* a, const Emergency* b) { return a->id.number < b->id.number; });
  for (const Emergency* emergency : rows) board.emergencies.push_back(row_of(shown.state, *emergency));
}

}  // namespace emergency

}  // namespace alongside::domain
