#include "center/published.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <bit>

namespace alongside::center {

namespace {

VisitNotes* notes_of(Published& published, domain::VisitId visit) {
  return const_cast<VisitNotes*>(std::as_const(published).notes(visit));
}

/// Of a visit that is open or over.
VisitNotes* notes_of_any(Published& published, domain::VisitId visit) {
  auto* found = notes_of(published, visit);
  return found ? found : const_cast<VisitNotes*>(std::as_const(published).notes_of_over(visit));
}

void forget_look(VisitNotes& notes, base::Instant taken) {
  std::erase_if(notes.looks, [&](const VisitNotes::Look& look) { return look.at == taken; });
}

struct NoteTaker {
  Published& published;
  base::Instant at;

  void operator()(const domain::Welcomed& welcomed) const {
    if (published.visits.size() <= welcomed.visit.slot) published.visits.resize(welcomed.visit.slot + 1U);
    published.visits[welcomed.visit.slot] = VisitNotes{};
    published.visits[welcomed.visit.slot].visit = welcomed.visit;
  }
  void operator()(const domain::UseBegan& began) const {
    if (auto* notes = notes_of(published, began.visit))
      notes->uses.push_back({began.use, at, began.substances, began.route});
  }
  void operator()(const domain::UseCorrected& corrected) const {
    auto* notes = notes_of_any(published, corrected.visit);
    if (!notes) return;
    for (VisitNotes::Use& use : notes->uses) {
      if (use.use != corrected.use) continue;
      use.substances = corrected.substances;
      use.route = corrected.route;
    }
  }
  void operator()(const domain::LookTaken& look) const {
    if (auto* notes = notes_of(published, look.visit)) {
      notes->looks.push_back({.at = at, .responds = look.responds, .breaths = look.breaths, .oximeter = look.oximeter});
    }
  }
  void operator()(const domain::AllSeen& seen) const {
    for (VisitNotes& notes : published.visits) {
      if (!notes.visit.exists() || notes.visit.slot < seen.first_slot) continue;
      const unsigned i = static_cast<unsigned>(notes.visit.slot - seen.first_slot);
      const bool looked_at = i / 64 < seen.slots.size() && (seen.slots[i / 64] >> (i % 64) & 1U) != 0;
      if (looked_at) notes.looks.push_back({.at = at, .with_all = true});
    }
  }
  void operator()(const domain::UseUndone& undone) const {
    if (auto* notes = notes_of(published, undone.visit))
      std::erase_if(notes->uses, [&](const VisitNotes::Use& use) { return use.use == undone.use; });
  }
  void operator()(const domain::LookUndone& undone) const {
    if (auto* notes = notes_of(published, undone.visit)) forget_look(*notes, undone.taken);
  }
  void operator()(const domain::AllSeenUndone& undone) const {
    for (VisitNotes& notes : published.visits) {
      if (!notes.visit.exists() || notes.visit.slot < undone.first_slot) continue;
      const unsigned i = static_cast<unsigned>(notes.visit.slot - undone.first_slot);
      if (i / 64 < undone.slots.size() && (undone.slots[i / 64] >> (i % 64) & 1U) != 0)
        forget_look(notes, undone.taken);
    }
  }
  void operator()(const domain::EndingUndone& undone) const {
    const auto found = std::find_if(published.over.begin(), published.over.end(),
                                    [&](const VisitNotes& notes) { return notes.visit == undone.visit; });
    if (found == published.over.end() || !published.state.find(undone.visit)) return;
    published.visits[undone.visit.slot] = std::move(*found);
    published.over.erase(found);
  }
  void operator()(const auto&) const {}
};

struct AlarmRaiser {
  std::vector<Alarm>& alarms;

  void operator()(const domain::EmergencyOpened& opened) const {
    raise({.id = fmt::format("opened-{}", opened.emergency.number),
           .kind = Alarm::Kind::emergency_opened,
           .at = {},
           .emergency = opened.emergency,
           .visit = {}});
  }
  void operator()(const domain::DueReached& reached) const {
    if (reached.quiet) return;
    if (reached.cause == domain::Cause::look_overdue) {
      raise({.id = fmt::format("overdue-{}-{}", reached.visit.number, reached.occurrence),
             .kind = Alarm::Kind::look_overdue,
             .at = {},
             .emergency = {},
             .visit = reached.visit});
    }
    if (reached.cause != domain::Cause::emergency_clock) return;
    if (reached.clock == domain::Clock::look_after_dose) {
      raise({.id = fmt::format("dose-{}-{}", reached.emergency.number, reached.occurrence),
             .kind = Alarm::Kind::look_after_dose,
             .at = {},
             .emergency = reached.emergency,
             .visit = {}});
    }
    if (reached.clock == domain::Clock::escalation) {
      raise({.id = fmt::format("nobody-{}-{}", reached.emergency.number, reached.stage),
             .kind = Alarm::Kind::not_acknowledged,
             .at = {},
             .stage = reached.stage,
             .emergency = reached.emergency,
             .visit = {}});
    }
  }
  void operator()(const auto&) const {}

  void raise(Alarm alarm) const {
    alarm.at = at;
    alarms.push_back(std::move(alarm));
  }
  base::Instant at;
};

/// An alarm stands while what it is about does.
bool still_stands(const domain::State& state, const Alarm& alarm) {
  if (alarm.kind == Alarm::Kind::look_overdue) {
    const domain::Person* person = state.find(alarm.visit);
    return person && person->look_is_overdue;
  }
  const domain::Emergency* emergency = state.find(alarm.emergency);
  if (!emergency || !emergency->is_open()) return false;
  if (alarm.kind == Alarm::Kind::look_after_dose) {
    return emergency->assessment.instant(emergency->assessment.due_at(domain::Clock::look_after_dose)) <= alarm.at;
  }
  return alarm.kind == Alarm::Kind::emergency_opened || !emergency->is_acknowledged();
}

}  // namespace

const VisitNotes* Published::notes(domain::VisitId visit) const {
  if (visit.slot >= visits.size() || !visit.exists()) return nullptr;
  const VisitNotes& found = visits[visit.slot];
  return found.visit == visit ? &found : nullptr;
}

const VisitNotes* Published::notes_of_over(domain::VisitId visit) const {
  const auto found =
      std::find_if(over.begin(), over.end(), [&](const VisitNotes& notes) { return notes.visit == visit; });
  return found == over.end() ? nullptr : &*found;
}

domain::VisitId Published::find_visit(const base::Uuid& id) const {
  if (!id.exists()) return domain::VisitId::none();  // what is not named is nobody's
  for (const auto* some : {&visits, &over}) {
    for (const VisitNotes& found : *some) {
      if (found.visit.exists() && found.id == id) return found.visit;
    }
  }
  return domain::VisitId::none();
}

void Published::take(const domain::Event& event) {
  domain::evolve(state, event);
  std::visit(NoteTaker{*this, event.at}, event.body);
  std::visit(AlarmRaiser{alarms, event.at}, event.body);
  for (VisitNotes& found : visits) {
    if (!found.visit.exists() || state.find(found.visit)) continue;
    if (state.find_over(found.visit)) over.push_back(std::move(found));
    found = VisitNotes{};
  }
  if (over.size() > domain::over_max) over.erase(over.begin());
  std::erase_if(alarms, [&](const Alarm& alarm) { return !still_stands(state, alarm); });
}

void Published::name_visit(domain::VisitId visit, const base::Uuid& id, std::string handle) {
  if (auto* found = notes_of_any(*this, visit)) {
    found->id = id;
    found->handle = std::move(handle);
  }
}

}  // namespace alongside::center
