// The words of a scenario and what they do; the statements and what they show.
#include "scenarios/stage.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "document/words.hpp"
#include "domain/emergency/assess.hpp"
#include "support/protocols.hpp"

namespace alongside::tests {

using namespace domain;
using document::trimmed;

namespace {

/// Not understood, or not so; the stage adds file and line.
[[noreturn]] void fail(std::string what) { throw std::runtime_error(std::move(what)); }

/// What stands where the pattern has "{}", or nothing if the text is not of this form.
bool matches(std::string_view pattern, std::string_view text, std::vector<std::string_view>& slots) {
  slots.clear();
  while (true) {
    const std::size_t slot = pattern.find("{}");
    const std::string_view literal = pattern.substr(0, slot);
    if (!text.starts_with(literal)) return false;
    text.remove_prefix(literal.size());
    if (slot == std::string_view::npos) return text.empty();
    pattern.remove_prefix(slot + 2);
    const std::string_view next = pattern.substr(0, pattern.find("{}"));
    const std::size_t end = next.empty() ? text.size() : text.find(next);
    if (end == std::string_view::npos || end == 0) return false;
    slots.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = 0; end != std::string_view::npos;) {
    end = text.find(separator);
    parts.push_back(trimmed(text.substr(0, end)));
    if (end != std::string_view::npos) text.remove_prefix(end + 1);
  }
  return parts;
}

/// "not_asked" as "not asked".
std::string spoken(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

template <class E>
E word_of(std::string_view text) {
  std::string name(text);
  std::replace(name.begin(), name.end(), ' ', '_');
  if (const auto value = named<E>(name)) return *value;
  fail(fmt::format("expected one of {}, found \"{}\"", fmt::join(Words<E>::names, ", "), text));
}

int number_of(std::string_view text) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ptr != text.data() + text.size())
    fail(fmt::format("expected a whole number, found \"{}\"", text));
  return value;
}

Instant time_of(std::string_view text) {
  const auto at = read_time(text);
  if (!at) fail(at.error().message);
  return *at;
}

std::string show_instant(Instant at) { return at.is_set() ? show_time(at) : "never"; }

std::string joined(const std::vector<std::string>& parts, std::string_view separator, std::string_view none) {
  return parts.empty() ? std::string(none) : fmt::format("{}", fmt::join(parts, separator));
}

constexpr std::uint8_t choice_of(auto value) { return static_cast<std::uint8_t>(value); }

struct NamedAct {
  std::string_view words;
  ActKind kind;
  std::uint8_t choice = Act::no_choice;
};
/// Acts that are one tap and nothing more.
constexpr NamedAct one_tap[] = {
    {"tap", ActKind::opened},
    {"breathing no", ActKind::breathing, choice_of(Breaths::none)},
    {"breathing slow", ActKind::breathing, choice_of(Breaths::slow)},
    {"breathing yes", ActKind::breathing, choice_of(Breaths::ok)},
    {"helper", ActKind::helper},
    {"airway", ActKind::airway},
    {"breaths", ActKind::breaths},
    {"oxygen on", ActKind::oxygen, 1},
    {"oxygen off", ActKind::oxygen, 0},
    {"naloxone", ActKind::naloxone},
    {"EMS called", ActKind::ems, choice_of(Ems::called)},
    {"EMS arrived", ActKind::ems, choice_of(Ems::arrived)},
    {"EMS handed over", ActKind::ems, choice_of(Ems::handed_over)},
    {"no pulse", ActKind::no_pulse, 1},
    {"pulse is back", ActKind::no_pulse, 0},
    {"AED on", ActKind::aed_on},
    {"breathing is back", ActKind::breathing_back},
    {"breaths not possible", ActKind::cannot_ventilate},
    {"acknowledged", ActKind::acknowledged},
    {"release check in order", ActKind::release_check, 0},
};

}  // namespace

// --- names ----------------------------------------------------------------------------------------------------------------------

Uuid Stage::new_id() {
  ++ids_;
  Uuid id;
  for (std::size_t i = 0; i < 4; ++i) id.bytes[i] = static_cast<std::uint8_t>(ids_ >> (24 - 8 * i));
  return id;
}

StaffRef Stage::staff(std::string_view name) {
  if (name == "nobody" || name == "-") return StaffRef::none();
  const auto index = static_cast<std::size_t>(std::find(names_.begin(), names_.end(), name) - names_.begin());
  if (index == names_.size()) names_.emplace_back(name);
  return StaffRef{static_cast<std::uint32_t>(index)};
}

DeviceRef Stage::screen(std::string_view name) {
  const StaffRef owner = staff(name);
  return owner.exists() ? DeviceRef{static_cast<std::uint16_t>(owner.number)} : DeviceRef::none();
}

VisitId Stage::visit(std::string_view handle) const {
  const auto found = visits_.find(std::string(handle));
  if (found == visits_.end()) fail(fmt::format("nobody called \"{}\" was welcomed", handle));
  return found->second;
}

SeatId Stage::seat(std::string_view label) const {
  const auto found = seats_.find(std::string(label));
  if (found == seats_.end()) fail(fmt::format("the floor has no seat \"{}\"", label));
  return found->second;
}

Uuid Stage::act_id(std::string_view name) const {
  const auto found = acts_.find(std::string(name));
  if (found == acts_.end())
    fail(fmt::format("no act was named \"{}\": write \"… as {}\" where it happens", name, name));
  return std::get<TapAct>(found->second.body).act.id;
}

std::uint8_t Stage::product(std::string_view label) const {
  const auto found = std::find(product_labels_.begin(), product_labels_.end(), label);
  if (found == product_labels_.end())
    fail(fmt::format("expected a product: {}; found \"{}\"", fmt::join(product_labels_, ", "), label));
  return static_cast<std::uint8_t>(found - product_labels_.begin());
}

const Emergency& Stage::emergency(std::string_view name) const {
  const auto key = emergencies_.find(std::string(name));
  const Emergency* found = key == emergencies_.end() ? nullptr : state().find_emergency(key->second);
  if (!found) fail(fmt::format("there is no emergency \"{}\"", name));
  return *found;
}

std::string Stage::handle_of(VisitId id) const {
  for (const auto& [handle, known] : visits_) {
    if (known == id) return handle;
  }
  return "somebody unknown";
}

std::string Stage::label_of(SeatId id) const {
  for (const auto& [label, known] : seats_) {
    if (known == id) return label;
  }
  return "?";
}

std::string Stage::name_of_staff(StaffRef ref) const { return ref.exists() ? names_.at(ref.number) : "nobody"; }

std::string Stage::name_of_emergency(EmergencyId id) const {
  for (const auto& [name, key] : emergencies_) {
    const Emergency* known = state().find_emergency(key);
    if (known && known->id == id) return name;
  }
  return "an emergency without a name";
}

// --- what happens ---------------------------------------------------------------------------------------------------------------

Refusal Stage::send(CommandBody body) {
  const Command command{.at = now_, .by = staff(who_), .device = screen(who_), .marks = {}, .body = body};
  const Refusal refusal = site_.send(command);
  if (sending_ == Sending::once || !std::holds_alternative<TapAct>(body)) return refusal;
  const Refusal again = site_.send(command);
  if (!(again == refusal)) fail("sent again it is answered otherwise");
  if (again.accepted() && !site_.last().empty()) fail("sent again it happens again");
  return refusal;
}

Refusal Stage::welcome(std::string_view who, std::string_view words, bool to_seat) {
  const auto parts = split(words, ',');
  Welcome command{.person = PersonRef{handles_.size()}, .old_enough = Answer::yes};
  if (parts.size() > 1) {
    if (parts[1] == "under age")
      command.old_enough = Answer::no;
    else if (parts[1] == "age not asked")
      command.old_enough = Answer::not_asked;
    else
      fail(fmt::format("expected \"under age\" or \"age not asked\", found \"{}\"", parts[1]));
  }
  if (to_seat) {
    command.seat = seat(parts[0]);
    command.purpose = state().find(command.seat)->kind == SeatKind::smoking ? Purpose::smoking : Purpose::booth;
  } else {
    command.purpose = word_of<Purpose>(parts[0]);
  }
  const Refusal refusal = send(command);
  if (!refusal.accepted()) return refusal;
  handles_.emplace_back(who);
  visits_[std::string(who)] = std::get<Welcomed>(site_.last()[0].body).visit;
  return refusal;
}

BeginUse Stage::read_use(std::string_view words) const {
  BeginUse use;
  for (std::string_view part : split(words, ',')) {
    if (part == "rest lifted")
      use.lifted = true;
    else if (const auto route = named<Route>(part))
      use.route = *route;
    else {
      for (const std::string_view substance : split(part, '+'))
        use.substances = use.substances.with(word_of<Substance>(substance));
    }
  }
  return use;
}

Vitals Stage::read_vitals(std::string_view words) const {
  Vitals vitals;
  std::vector<std::string_view> slot;
  const auto whole = [](std::string_view text) { return static_cast<std::uint16_t>(number_of(text)); };
  for (const std::string_view part : split(words, ',')) {
    if (part == "talks" || part == "wakes to voice" || part == "needs touch" || part == "does not wake")
      vitals.responds = word_of<Responds>(part);
    else if (matches("breaths {}", part, slot))
      vitals.breaths = word_of<Breaths>(slot[0]);
    else if (matches("RR {}", part, slot))
      vitals.breaths_per_minute = whole(slot[0]);
    else if (matches("HR {}", part, slot))
      vitals.heart_per_minute = whole(slot[0]);
    else if (matches("BP {}/{}", part, slot))
      std::tie(vitals.systolic_mmhg, vitals.diastolic_mmhg) = std::pair(whole(slot[0]), whole(slot[1]));
    else if (matches("T {}.{}", part, slot))
      vitals.temperature_tenths_c = static_cast<std::uint16_t>(whole(slot[0]) * 10 + whole(slot[1]));
    else if (matches("SpO2 {}%", part, slot))
      vitals.spo2_percent = whole(slot[0]);
    else if (part == "SpO2 95+")
      vitals.oximeter = Oximeter::from_95;
    else if (part == "SpO2 90-94")
      vitals.oximeter = Oximeter::from_90_to_94;
    else if (part == "SpO2 80-89")
      vitals.oximeter = Oximeter::from_80_to_89;
    else if (part == "SpO2 under 80")
      vitals.oximeter = Oximeter::under_80;
    else if (part == "SpO2 no reading")
      vitals.oximeter = Oximeter::no_reading;
    else
      fail(fmt::format(
          "expected what was seen or measured (\"talks\", \"breaths slow\", \"RR 8\", \"SpO2 80-89\", \"SpO2 97%\", "
          "\"HR 40\", \"BP 190/100\", \"T 40.1\"), found \"{}\"",
          part));
  }
  return vitals;
}

Refusal Stage::look_at(std::string_view who, std::string_view words) {
  if (words == "all well") return send(Look{.visit = visit(who), .responds = LookAnswer::all_well, .id = new_id()});
  const auto parts = split(words, ';');
  const Vitals seen = read_vitals(parts[0]);
  const Look look{.visit = visit(who),
                  .responds = static_cast<LookAnswer>(seen.responds),
                  .breaths = seen.breaths,
                  .oximeter = seen.oximeter,
                  .breaths_per_minute = seen.breaths_per_minute,
                  .id = new_id()};
  std::vector<std::string_view> slot;
  if (parts.size() > 1) {
    if (!matches("opens {}", parts[1], slot)) fail(fmt::format("expected \"; opens E1\", found \"{}\"", parts[1]));
    emergencies_[std::string(slot[0])] = look.id;
  }
  return send(look);
}

void Stage::correct(Act& act, std::string_view to) {
  act.kind = ActKind::corrected;
  if (to.find(':') != std::string_view::npos)
    act.to_at = time_of(to);
  else
    act.product = product(to);
}

Act Stage::read_act(std::string_view words) {
  Act act;
  std::vector<std::string_view> slot;
  for (const NamedAct& known : one_tap) {
    if (words == known.words) {
      act.kind = known.kind;
      act.choice = known.choice;
      return act;
    }
  }
  const auto with = [&](ActKind kind, auto value) {
    act.kind = kind;
    act.choice = static_cast<std::uint8_t>(value);
  };
  const auto aimed = [&](ActKind kind, Uuid target) {
    act.kind = kind;
    act.target = target;
  };
  if (matches("started {} min earlier", words, slot))
    with(ActKind::started_earlier, number_of(slot[0]));
  else if (matches("vitals {}", words, slot)) {
    act.kind = ActKind::vitals;
    act.vitals = read_vitals(slot[0]);
  } else if (matches("naloxone {}", words, slot)) {
    act.kind = ActKind::naloxone;
    act.product = product(slot[0]);
  } else if (matches("person {}", words, slot)) {
    act.kind = ActKind::person;
    act.visit = visit(slot[0]);
  } else if (matches("seat {}", words, slot)) {
    act.kind = ActKind::place;
    act.seat = seat(slot[0]);
  } else if (matches("place {}", words, slot))
    with(ActKind::place, word_of<Place>(slot[0]));
  else if (matches("kind {}", words, slot))
    with(ActKind::kind, word_of<Kind>(slot[0]));
  else if (matches("sign {}", words, slot))
    with(ActKind::sign, word_of<Sign>(slot[0]));
  else if (matches("no longer {}", words, slot))
    with(ActKind::sign_gone, word_of<Sign>(slot[0]));
  else if (matches("closed {}", words, slot))
    with(ActKind::closed, word_of<Outcome>(slot[0]));
  else if (matches("undo {}", words, slot))
    aimed(ActKind::undone, act_id(slot[0]));
  else if (matches("correct {} to {}", words, slot)) {
    aimed(ActKind::corrected, act_id(slot[0]));
    correct(act, slot[1]);
  } else if (matches("one dose, {} was tapped twice", words, slot))
    aimed(ActKind::one_dose, act_id(slot[0]));
  else if (matches("two doses, {} counts", words, slot))
    aimed(ActKind::two_doses, act_id(slot[0]));
  else if (matches("is one with {}", words, slot)) {
    if (!is_emergency(slot[0])) emergencies_[std::string(slot[0])] = new_id();
    aimed(ActKind::joined, emergencies_.at(std::string(slot[0])));
  } else
    fail(fmt::format("\"{}\" is no act of an emergency", words));
  return act;
}

Refusal Stage::send_act(std::string_view name, std::string_view words) {
  std::vector<std::string_view> slot;
  const bool has_name = matches("{} as {}", words, slot);
  const std::string act_name(has_name ? slot[1] : std::string_view{});
  if (!is_emergency(name)) emergencies_[std::string(name)] = new_id();
  TapAct tap{.emergency = emergencies_.at(std::string(name)), .act = read_act(has_name ? slot[0] : words)};
  tap.act.id = new_id();
  if (has_name) acts_[act_name] = {.at = now_, .by = staff(who_), .device = screen(who_), .marks = {}, .body = tap};
  return send(tap);
}

Refusal Stage::restart(bool clock_not_sure) {
  started_ = now_;
  return send(Boot{.boot = new_id(), .clock_not_sure = clock_not_sure});
}

struct Stage::Phrase {
  std::string_view pattern;
  Refusal (*act)(Stage&, const Slots&);

  /// The first that fits is meant.
  static const std::vector<Phrase>& all() {
    static const std::vector<Phrase> phrases = {
        {"opens the floor", [](Stage& s, const Slots&) { return s.send(OpenFloor{.responsible = s.staff(s.who_)}); }},
        {"opens the floor, nobody is responsible", [](Stage& s, const Slots&) { return s.send(OpenFloor{}); }},
        {"closes the floor", [](Stage& s, const Slots&) { return s.send(CloseFloor{}); }},
        {"hands over to {}", [](Stage& s, const Slots& w) { return s.send(HandOver{.to = s.staff(w[0])}); }},
        {"signs the protocol {}",
         [](Stage& s, const Slots& w) {
           s.site_.adopt(s.now_, shipped_protocol(w[0]).numbers, true);
           return accepted();
         }},
        {"welcomes {} to {}", [](Stage& s, const Slots& w) { return s.welcome(w[0], w[1], true); }},
        {"welcomes {} for {}", [](Stage& s, const Slots& w) { return s.welcome(w[0], w[1], false); }},
        {"puts {} on the waiting list for {}",
         [](Stage& s, const Slots& w) {
           return s.send(JoinWaiting{.visit = s.visit(w[0]), .purpose = word_of<Purpose>(w[1])});
         }},
        {"asks {} for age: {}",
         [](Stage& s, const Slots& w) {
           return s.send(AnswerAge{.visit = s.visit(w[0]), .old_enough = word_of<domain::Answer>(w[1])});
         }},
        {"could not serve somebody at the door: {}",
         [](Stage& s, const Slots& w) {
           return s.send(RecordNotServed{.visit = {}, .reason = word_of<NotServed>(w[0])});
         }},
        {"could not serve {}: {}",
         [](Stage& s, const Slots& w) {
           return s.send(RecordNotServed{.visit = s.visit(w[0]), .reason = word_of<NotServed>(w[1])});
         }},
        {"sees {} leave before being served",
         [](Stage& s, const Slots& w) { return s.send(LeaveBeforeServed{.visit = s.visit(w[0])}); }},
        {"seats {} at {}",
         [](Stage& s, const Slots& w) { return s.send(TakeSeat{.visit = s.visit(w[0]), .seat = s.seat(w[1])}); }},
        {"cleans {}", [](Stage& s, const Slots& w) { return s.send(ReadySeat{.seat = s.seat(w[0])}); }},
        {"marks {} taken", [](Stage& s, const Slots& w) { return s.send(TakeToilet{.seat = s.seat(w[0])}); }},
        {"marks {} free", [](Stage& s, const Slots& w) { return s.send(FreeToilet{.seat = s.seat(w[0])}); }},
        {"knocks at {}", [](Stage& s, const Slots& w) { return s.send(KnockToilet{.seat = s.seat(w[0])}); }},
        {"{} begins a use: {}",
         [](Stage& s, const Slots& w) {
           BeginUse use = s.read_use(w[1]);
           use.visit = s.visit(w[0]);
           return s.send(use);
         }},
        {"corrects use {} of {}: {}",
         [](Stage& s, const Slots& w) {
           const BeginUse use = s.read_use(w[2]);
           return s.send(CorrectUse{.visit = s.visit(w[1]),
                                    .use = static_cast<std::uint8_t>(number_of(w[0])),
                                    .substances = use.substances,
                                    .route = use.route});
         }},
        {"looks at {}: {}", [](Stage& s, const Slots& w) { return s.look_at(w[0], w[1]); }},
        {"sees all, all well", [](Stage& s, const Slots&) { return s.send(SeeAll{}); }},
        {"sees {} leave", [](Stage& s, const Slots& w) { return s.send(Leave{.visit = s.visit(w[0])}); }},
        {"takes back that {} left",
         [](Stage& s, const Slots& w) { return s.send(UndoEnding{.visit = s.visit(w[0])}); }},
        {"takes back the look at {}",
         [](Stage& s, const Slots& w) { return s.send(UndoLook{.visit = s.visit(w[0])}); }},
        {"takes back seeing all", [](Stage& s, const Slots&) { return s.send(UndoSeeAll{}); }},
        {"takes back the hand-over", [](Stage& s, const Slots&) { return s.send(UndoHandOver{}); }},
        {"takes back the use of {}", [](Stage& s, const Slots& w) { return s.send(UndoUse{.visit = s.visit(w[0])}); }},
        {"takes back welcoming {}",
         [](Stage& s, const Slots& w) { return s.send(UndoWelcome{.visit = s.visit(w[0])}); }},
        {"finds {} gone", [](Stage& s, const Slots& w) { return s.send(FindGone{.visit = s.visit(w[0])}); }},
        {"moves {} from {} to {}",
         [](Stage& s, const Slots& w) {
           return s.send(MoveAct{.act = s.act_id(w[0]),
                                 .from = s.emergencies_.at(std::string(w[1])),
                                 .to = s.emergencies_.at(std::string(w[2]))});
         }},
        {"sends {} again",
         [](Stage& s, const Slots& w) {
           s.act_id(w[0]);
           return s.site_.send(s.acts_.at(std::string(w[0])));
         }},
        {"restarts", [](Stage& s, const Slots&) { return s.restart(false); }},
        {"restarts, clock not sure", [](Stage& s, const Slots&) { return s.restart(true); }},
        {"{}: {}", [](Stage& s, const Slots& w) { return s.send_act(w[0], w[1]); }},
    };
    return phrases;
  }
};

void Stage::perform(const Step& step) {
  who_ = step.who;
  Slots slots;
  std::string_view what = step.what;
  const Instant received = now_;
  if (matches("{}; tapped {}", step.what, slots)) {
    what = slots[0];
    now_ = time_of(slots[1]);
  }
  for (const Phrase& phrase : Phrase::all()) {
    if (!matches(phrase.pattern, what, slots)) continue;
    const std::string found = show(phrase.act(*this, slots));
    now_ = received;
    const std::string expected = step.refused.empty() ? "accepted" : step.refused;
    if (found != expected) fail(fmt::format("expected: {}\n    found:    {}", expected, found));
    return;
  }
  fail(fmt::format("\"{}\" is nothing that can happen; README.md lists what can", step.what));
}

// --- what must be true ----------------------------------------------------------------------------------------------------------

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

// --- the play -------------------------------------------------------------------------------------------------------------------

Stage::Stage(const Scenario& scenario, Sending sending) : scenario_(scenario), sending_(sending) {}

void Stage::take(const Step& step) {
  const bool may_go_back = step.what == "restarts, clock not sure";
  if (step.at < now_ && !may_go_back)
    fail(fmt::format("{} is before {}, where the row above stands", show_time(step.at), show_time(now_)));
  if (!step.what.starts_with("restarts")) {
    site_.let_time_pass(started_, step.at, [&](const DueReached& reached) { reminders_.push_back(show(reached)); });
  }
  now_ = step.at;
  if (step.kind == Step::Kind::happens)
    perform(step);
  else
    check(step);
}

base::Result<> Stage::play() {
  std::size_t line = 1;
  try {
    const ProtocolDocument protocol = shipped_protocol(scenario_.protocol);
    product_labels_ = protocol.text.product_labels;
    site_.found(midnight, scenario_.site, protocol.numbers, scenario_.protocol_signed,
                shipped_guardrails(scenario_.guardrails).rules);
    for (const PlannedSeat& planned : scenario_.seats) {
      constexpr std::string_view letters[] = {"", "S", "A", "T"};
      seats_[fmt::format("{}{}", letters[static_cast<std::size_t>(planned.kind)], planned.label)] =
          SeatId{static_cast<std::uint16_t>(state().seats.size())};
      who_ = "-";
      send(AddSeat{.kind = planned.kind, .label = planned.label, .capacity = planned.capacity});
    }
    for (const Step& step : scenario_.steps) {
      line = step.line;
      take(step);
    }
    if (!site_.replays()) fail("the record, folded anew, gives another floor than the one that was lived");
  } catch (const std::runtime_error& error) {
    return error_at(scenario_.file, line, error.what());
  }
  return base::Done{};
}

}  // namespace alongside::tests
