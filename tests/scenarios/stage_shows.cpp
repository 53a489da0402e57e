// The statements of a scenario and what they show: people, seats, emergencies, the record.
#include "domain/emergency/assess.hpp"
#include "scenarios/stage.hpp"
#include "scenarios/telling.hpp"

namespace alongside::tests {

using namespace domain;

std::string Stage::show(const Refusal& refusal) const {
  if (refusal.accepted()) return "accepted";
  std::string text = spoken(name_of(refusal.reason));
  if (refusal.seat.exists()) text += ", " + label_of(refusal.seat);
  if (refusal.visit.exists()) text += ", " + handle_of(refusal.visit);
  return text;
}

std::string Stage::show(const DueReached& reached) const {
  std::string text = show_time(reached.due) + " ";
  if (is_about(reached, SeatCause::knock)) text += "knock " + label_of(seat_of(reached));
  if (const EmergencyId id = emergency_of(reached); id.exists()) {
    text += name_of_emergency(id) + " " + spoken(name_of(static_cast<Clock>(reached.cause)));
    if (is_about(reached, Clock::escalation)) text += fmt::format(" {}", reached.stage);
  }
  if (const VisitId visit = visit_of(reached); visit.exists())
    text += spoken(name_of(static_cast<WatchCause>(reached.cause))) + " " + handle_of(visit);
  return reached.quiet ? text + " (quiet)" : text;
}

std::string Stage::show(const Person& person) const {
  std::vector<std::string> parts;
  if (person.uses > 0) parts.push_back(fmt::format("use {}", person.uses));
  if (person.watch == Watch::none)
    parts.push_back("not watched");
  else
    parts.push_back(person.watch == Watch::ended ? "watch ended" : std::string(name_of(person.watch)));
  const auto at = [&](WatchCause cause) { return due({watch::Subject::deadlines, person.visit.slot, cause}); };
  if (person.look_is_overdue)
    parts.push_back("look overdue");
  else if (person.look_is_due)
    parts.push_back("look due");
  else if (at(WatchCause::look).is_set())
    parts.push_back("look at " + show_time(at(WatchCause::look)));
  if (person.is_watched() && person.may_go)
    parts.push_back("look, then may go");
  else if (person.is_watched() && person.may_go_at.is_set())
    parts.push_back("may go at " + show_time(person.may_go_at));
  if (const Emergency* found = state().find(person.emergency)) parts.push_back("in " + name_of_emergency(found->id));
  if (person.no_use_before.is_known()) parts.push_back("no use before " + show_time(person.no_use_before));
  return joined(parts, ", ", "");
}

std::string Stage::show_people(auto&& wanted, auto&& text) const {
  std::vector<const Person*> people;
  for (const Person& person : state().people) {
    if (person.visit.exists() && wanted(person)) people.push_back(&person);
  }
  std::sort(people.begin(), people.end(),
            [](const Person* a, const Person* b) { return a->visit.number < b->visit.number; });
  std::vector<std::string> parts;
  for (const Person* person : people) parts.push_back(handle_of(person->visit) + text(*person));
  return joined(parts, "; ", "nobody");
}

std::string Stage::show_seat(SeatId id) const {
  const Seat& seat = *state().find(id);
  if (seat.kind == SeatKind::toilet) {
    if (seat.taken == 0) return "free";
    const Instant knock = due({seat::Subject::deadlines, id.number, SeatCause::knock});
    return fmt::format("taken since {}, {}", show_time(seat.taken_at),
                       knock.is_set() ? "knock at " + show_time(knock) : "knock now");
  }
  const std::string people = show_people([&](const Person& person) { return person.seat == id; },
                                         [&](const Person& person) { return ", " + show(person); });
  if (people != "nobody") return seat.cleaning ? people + "; to be cleaned" : people;
  return seat.cleaning ? "to be cleaned" : "free";
}

std::string Stage::show_clocks(const Emergency& e) const {
  std::vector<std::string> parts;
  for (std::size_t clock = 0; clock < e.assessment.due.size(); ++clock) {
    if (!e.assessment.due[clock].is_set()) continue;
    parts.push_back(spoken(name_of(static_cast<Clock>(clock))) + " " +
                    show_time(e.assessment.instant(e.assessment.due[clock])));
  }
  return joined(parts, ", ", "none");
}

std::string Stage::show_lit(const Emergency& e) const {
  std::vector<std::string> parts;
  for (std::size_t tile = 0; tile < e.assessment.lit_from.size(); ++tile) {
    if (e.assessment.instant(e.assessment.lit_from[tile]) <= now_)
      parts.push_back(spoken(name_of(static_cast<Tile>(tile))));
  }
  return joined(parts, ", ", "nothing");
}

std::string Stage::show_first(const Emergency& e, std::string_view act) const {
  ActScratch scratch;
  const auto facts = facts_of(standing_acts(e.acts, scratch), state().playbook_of(e));
  const Instant first = facts.first[static_cast<std::size_t>(word_of<Fact>(act))];
  return first.is_known() ? fmt::format("{} s", (first - facts.t0).milliseconds / 1000) : "not yet";
}

std::string Stage::counted(std::string_view what) const {
  return std::to_string(std::count_if(site_.record().begin(), site_.record().end(), [&](const Event& event) {
    if (const auto* left = std::get_if<Left>(&event.body); left && what == "left early") return left->early;
    if (const auto* gone = std::get_if<FoundGone>(&event.body); gone && what == "gone while watched")
      return gone->watch_was_open;
    return std::visit([&](const auto& body) { return spoken(body.is.name) == what; }, event.body);
  }));
}

struct Stage::Statement {
  std::string_view pattern;  ///< the last slot is what is expected
  std::string (*show)(Stage&, const Slots&);

  // Long: a table, one row for each statement.
  static const std::vector<Statement>& all() {
    static const std::vector<Statement> statements = {
        {"floor: {}", [](Stage& s, const Slots&) { return std::string(s.state().floor_open ? "open" : "closed"); }},
        {"responsible: {}", [](Stage& s, const Slots&) { return s.name_of_staff(s.state().responsible); }},
        {"seat {}: {}", [](Stage& s, const Slots& w) { return s.show_seat(s.seat(w[0])); }},
        {"person {}: {}",
         [](Stage& s, const Slots& w) {
           const Person* person = s.state().find(s.visit(w[0]));
           return person ? s.show(*person) : "not inside";
         }},
        {"inside: {}",
         [](Stage& s, const Slots&) {
           return s.show_people([](const Person&) { return true; }, [](const Person&) { return ""; });
         }},
        {"waiting: {}",
         [](Stage& s, const Slots&) {
           return s.show_people([](const Person& p) { return p.waiting; },
                                [](const Person& p) { return " for " + spoken(name_of(p.purpose)); });
         }},
        {"reminders: {}", [](Stage& s, const Slots&) { return joined(std::exchange(s.reminders_, {}), "; ", "none"); }},
        {"the board says {}: {}", [](Stage& s, const Slots& w) { return s.board_says(w[0]); }},
        {"record has {}: {}", [](Stage& s, const Slots& w) { return s.counted(w[0]); }},
        {"{} is {}",
         [](Stage& s, const Slots& w) {
           const Emergency& e = s.emergency(w[0]);
           const bool same = s.is_emergency(w[1]) && &s.emergency(w[1]) == &e;
           return same ? std::string(w[1]) : std::string(e.is_open() ? "open" : "closed");
         }},
        {"{} phase: {}", [](Stage& s, const Slots& w) { return spoken(name_of(s.emergency(w[0]).assessment.phase)); }},
        {"{} t0: {}", [](Stage& s, const Slots& w) { return show_instant(s.emergency(w[0]).assessment.t0); }},
        {"{} lit: {}", [](Stage& s, const Slots& w) { return s.show_lit(s.emergency(w[0])); }},
        {"{} lights {} at: {}",
         [](Stage& s, const Slots& w) {
           const Assessment& now = s.emergency(w[0]).assessment;
           return show_instant(now.instant(now.lit(word_of<Tile>(w[1]))));
         }},
        {"{} says on {}: {}",
         [](Stage& s, const Slots& w) {
           const std::uint8_t why = s.emergency(w[0]).assessment.why[static_cast<std::size_t>(word_of<Tile>(w[1]))];
           return why == Assessment::no_sentence ? "nothing" : spoken(name_of(static_cast<Sentence>(why)));
         }},
        {"{} clocks: {}", [](Stage& s, const Slots& w) { return s.show_clocks(s.emergency(w[0])); }},
        {"{} beat: {}",
         [](Stage& s, const Slots& w) {
           const Assessment& now = s.emergency(w[0]).assessment;
           return now.beat == Beat::none ? "none" : fmt::format("{} every {} ms", name_of(now.beat), now.beat_ms);
         }},
        {"{} doses: {}", [](Stage& s, const Slots& w) { return std::to_string(s.emergency(w[0]).assessment.doses); }},
        {"{} asks: {}",
         [](Stage& s, const Slots& w) {
           const bool asks = (s.emergency(w[0]).assessment.flags & Assessment::ask_one_dose_or_two) != 0;
           return std::string(asks ? "one dose or two?" : "nothing");
         }},
        {"{} no more naloxone: {}",
         [](Stage& s, const Slots& w) {
           return std::string((s.emergency(w[0]).assessment.flags & Assessment::more_naloxone_stops) != 0 ? "yes"
                                                                                                          : "no");
         }},
        {"{} acts: {}",
         [](Stage& s, const Slots& w) {
           std::vector<std::string> kinds;
           for (const KeptAct& kept : s.emergency(w[0]).acts) kinds.push_back(spoken(name_of(kept.act.kind)));
           return joined(kinds, ", ", "none");
         }},
        {"{} place: {}",
         [](Stage& s, const Slots& w) {
           const Emergency& e = s.emergency(w[0]);
           return e.seat.exists() ? s.label_of(e.seat) : spoken(name_of(e.place));
         }},
        {"{} person: {}",
         [](Stage& s, const Slots& w) {
           const VisitId who = s.emergency(w[0]).visit;
           return who.exists() ? s.handle_of(who) : "not said";
         }},
        {"{} alarms to come: {}",
         [](Stage& s, const Slots& w) {
           const EmergencyId id = s.emergency(w[0]).id;
           const auto& all = s.state().deadlines.all();
           return std::to_string(std::count_if(all.begin(), all.end(), [&](const Deadline& d) {
             return d.key.kind == emergency::Subject::deadlines && d.key.slot == id.slot;
           }));
         }},
        {"{} time to first {}: {}", [](Stage& s, const Slots& w) { return s.show_first(s.emergency(w[0]), w[1]); }},
    };
    return statements;
  }
};

void Stage::check(const Step& step) {
  Slots slots;
  for (const Statement& statement : Statement::all()) {
    if (!matches(statement.pattern, step.what, slots)) continue;
    const std::string expected(slots.back());
    const std::string found = statement.show(*this, slots);
    if (found != expected) fail(fmt::format("{}\n    expected: {}\n    found:    {}", step.what, expected, found));
    return;
  }
  fail(fmt::format("\"{}\" is nothing that can be checked; README.md lists what can", step.what));
}

}  // namespace alongside::tests
