#include "domain/watch/today.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/board/today.hpp"
#include "domain/in_use.hpp"

namespace alongside::domain {

namespace {

VisitOfToday* find(Today& today, VisitId visit) { return const_cast<VisitOfToday*>(std::as_const(today).find(visit)); }
VisitOfToday* find_inside(Today& today, VisitId visit) {
  return const_cast<VisitOfToday*>(std::as_const(today).find_inside(visit));
}

void forget_look(VisitOfToday& of, Instant taken) {
  std::erase_if(of.looks, [&](const LookOfToday& look) { return look.at == taken; });
}

/// Calls `use` for each that one "seen all" names.
void each_seen(Today& today, const auto& seen, auto use) {
  for (VisitOfToday& of : today.inside) {
    if (!of.visit.exists() || of.visit.slot < seen.first_slot) continue;
    const unsigned i = static_cast<unsigned>(of.visit.slot - seen.first_slot);
    if (i / 64 < seen.slots.size() && (seen.slots[i / 64] >> (i % 64) & 1U) != 0) use(of);
  }
}

static_assert(words_in<LookAnswer>() == words_in<Responds>() + 1, "all well, by eye, comes after every answer");

/// All well, and nobody was asked.
bool is_by_eye(const LookTaken& look) {
  return look.responds == Responds::not_seen && look.breaths == Breaths::not_seen &&
         look.oximeter == Oximeter::not_taken;
}

}  // namespace

void note(Today& today, const State&, const Event&, const Welcomed& welcomed) {
  if (today.inside.size() <= welcomed.visit.slot) today.inside.resize(welcomed.visit.slot + 1U);
  today.inside[welcomed.visit.slot] = VisitOfToday{.visit = welcomed.visit, .uses = {}, .looks = {}};
}

void note(Today& today, const State&, const Event& event, const UseBegan& began) {
  if (auto* of = find_inside(today, began.visit))
    of->uses.push_back({began.use, event.at, began.substances, began.route});
}

void note(Today& today, const State&, const Event&, const UseCorrected& corrected) {
  auto* of = find(today, corrected.visit);
  if (!of) return;
  for (UseOfToday& use : of->uses) {
    if (use.use != corrected.use) continue;
    use.substances = corrected.substances;
    use.route = corrected.route;
  }
}

void note(Today& today, const State&, const Event& event, const LookTaken& look) {
  auto* of = find_inside(today, look.visit);
  if (!of) return;
  const LookAnswer heard = is_by_eye(look) ? LookAnswer::all_well : static_cast<LookAnswer>(look.responds);
  of->looks.push_back({.at = event.at, .responds = heard, .breaths = look.breaths, .oximeter = look.oximeter});
}

void note(Today& today, const State&, const Event& event, const AllSeen& seen) {
  each_seen(today, seen, [&](VisitOfToday& of) {
    of.looks.push_back({.at = event.at, .responds = LookAnswer::all_well, .with_all = true});
  });
}

void note(Today& today, const State&, const Event&, const UseUndone& undone) {
  if (auto* of = find_inside(today, undone.visit))
    std::erase_if(of->uses, [&](const UseOfToday& use) { return use.use == undone.use; });
}

void note(Today& today, const State&, const Event&, const LookUndone& undone) {
  if (auto* of = find_inside(today, undone.visit)) forget_look(*of, undone.taken);
}

void note(Today& today, const State&, const Event&, const AllSeenUndone& undone) {
  each_seen(today, undone, [&](VisitOfToday& of) { forget_look(of, undone.taken); });
}

void note(Today& today, const State& after, const Event&, const EndingUndone& undone) {
  const auto found = std::find_if(today.left.begin(), today.left.end(),
                                  [&](const VisitOfToday& of) { return of.visit == undone.visit; });
  if (found == today.left.end() || !after.find(undone.visit)) return;
  today.inside[undone.visit.slot] = std::move(*found);
  today.left.erase(found);
}

namespace watch {

const VisitOfToday* OfToday::find_inside(VisitId visit) const {
  if (visit.slot >= inside.size() || !visit.exists()) return nullptr;
  return inside[visit.slot].visit == visit ? &inside[visit.slot] : nullptr;
}

const VisitOfToday* OfToday::find_left(VisitId visit) const {
  const auto found = std::find_if(left.begin(), left.end(), [&](const VisitOfToday& of) { return of.visit == visit; });
  return found == left.end() ? nullptr : &*found;
}

const VisitOfToday* OfToday::find(VisitId visit) const {
  const VisitOfToday* found = find_inside(visit);
  return found ? found : find_left(visit);
}

bool OfToday::operator==(const OfToday& other) const {
  return left == other.left &&
         are_equal_in_use(inside, other.inside, [](const VisitOfToday& of) { return of.visit.exists(); });
}

void Subject::noted(Today& today, const State& after) {
  for (VisitOfToday& of : today.inside) {
    if (!of.visit.exists() || after.find(of.visit)) continue;
    if (after.find_over(of.visit)) today.left.push_back(std::move(of));
    of = VisitOfToday{};
  }
  if (today.left.size() > over_max) today.left.erase(today.left.begin());
}

void Subject::sound(Today& today, const Event& event, const DueReached& reached) {
  if (!is_about(reached, WatchCause::look_overdue)) return;
  today.alarms.push_back({.id = fmt::format("overdue-{}-{}", reached.of.number, reached.occurrence),
                          .kind = AlarmKind::look_overdue,
                          .at = event.at,
                          .stage = 0,
                          .about = reached.of});
}

bool Subject::still_stands(const State& state, const Alarm& alarm) {
  const Person* person = state.find(alarm.about.as<VisitId>());
  return person && person->look_is_overdue;
}

}  // namespace watch

}  // namespace alongside::domain
