// The words of a scenario that make something happen: taps, commands, restarts.
#include "scenarios/stage.hpp"
#include "scenarios/telling.hpp"
#include "support/protocols.hpp"

namespace alongside::tests {

using namespace domain;

namespace {

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

struct Stage::Phrase {
  std::string_view pattern;
  Refusal (*act)(Stage&, const Slots&);

  /// The first that fits is meant.
  // Long: a table, one row for each phrase.
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

}  // namespace alongside::tests
