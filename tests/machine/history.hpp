// A history: random operations, each read against the floor as it then is, so that most of them mean something and some of them
// nothing at all (somebody who left, a seat that is not there, an act sent again, an undo of what never was).
//
// Goals: valid and invalid commands from several screens, retries, time that passes with its reminders, two emergencies and more; an
// operation is a few small numbers, so that a failing history shrinks to a short one. Non-goals: being likely. One thread.
#pragma once

#include <rapidcheck.h>

#include <cstdlib>
#include <ostream>
#include <set>
#include <vector>

#include "domain/emergency/act_choices.hpp"
#include "domain/machine.hpp"
#include "support/driven_site.hpp"
#include "support/protocols.hpp"

namespace alongside::tests {

/// More histories than RapidCheck's hundred, unless RC_PARAMS says how many.
inline const int patience = setenv("RC_PARAMS", "max_success=400", 0);

constexpr domain::Instant morning{1'767'258'000'000};

struct Operation {
  enum class What : std::uint8_t {
    welcome,
    to_waiting,
    answer_age,
    take_seat,
    clean,
    use,
    correct_use,
    look,
    see_all,
    leave,
    gone,
    not_served,
    left_before_served,
    toilet,
    hand_over,
    open_or_close,
    act,
    act_again,
    move_act,
    take_back,
    wait,
    count_,
  };
  What what = What::wait;
  std::uint8_t who = 0;     ///< which of the people, emergencies or acts
  std::uint8_t which = 0;   ///< which seat, answer or kind of act
  std::uint8_t choice = 0;  ///< the finer answer
  std::uint8_t screen = 0;
  std::uint16_t wait_s = 0;  ///< time that passes before it

  friend std::ostream& operator<<(std::ostream& out, const Operation& o) {
    return out << "{" << int(o.what) << " who " << int(o.who) << " which " << int(o.which) << " choice "
               << int(o.choice) << " screen " << int(o.screen) << " after " << o.wait_s << " s}";
  }
};

inline domain::Uuid uuid(std::uint32_t number) {
  domain::Uuid id;
  for (std::size_t i = 0; i < 4; ++i) id.bytes[i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
  return id;
}

constexpr std::uint32_t keys_from = 1'000'000;  ///< ids of emergencies, apart from those of acts

/// An act of any kind, as a screen or a paper sheet could send it; targets among acts 1 to `acts` and emergencies 0 to 3.
inline domain::Act random_act(const Operation& o, std::uint32_t acts) {
  using namespace domain;
  Act act{.kind = static_cast<ActKind>(o.which % Words<ActKind>::names.size())};
  act.target = uuid(acts == 0 ? 1 : 1 + o.who % acts);
  const auto choose = [&] {
    if (const int choices = choices_of(act.kind); choices > 0)
      act.choice = static_cast<std::uint8_t>(o.choice % choices);
  };
  switch (act.kind) {
    case ActKind::place:
      if (o.choice % 2 == 0)
        act.seat = SeatId{static_cast<std::uint16_t>(o.choice % 7)};
      else
        choose();
      break;
    case ActKind::breathing: act.choice = static_cast<std::uint8_t>(1 + o.choice % 3); break;
    case ActKind::vitals:
      act.vitals = {.responds = static_cast<Responds>(o.choice % 5),
                    .breaths = static_cast<Breaths>(o.who % 4),
                    .oximeter = static_cast<Oximeter>(o.choice % 6)};
      if (o.choice % 3 == 0) act.vitals.breaths_per_minute = o.choice % 25;
      break;
    case ActKind::naloxone:
      act.product = o.choice % 5 == 4 ? Act::no_product : static_cast<std::uint8_t>(o.choice % 5);
      break;
    case ActKind::corrected:
      if (o.choice % 2 == 0)
        act.to_at = morning + base::seconds(o.choice * 5);
      else
        act.product = o.choice % 4;
      if (o.choice % 3 == 0) choose();
      break;
    case ActKind::joined: act.target = uuid(keys_from + o.choice % 4); break;
    default: choose(); break;
  }
  return act;
}

class History {
 public:
  explicit History(domain::SiteKind kind = domain::SiteKind::demonstration, bool is_signed = true) {
    site_.found(morning, kind, protocol(), is_signed, guardrails());
    for (const auto& [seat_kind, capacity] : {std::pair{domain::SeatKind::booth, 1},
                                              {domain::SeatKind::booth, 1},
                                              {domain::SeatKind::booth, 1},
                                              {domain::SeatKind::smoking, 2},
                                              {domain::SeatKind::aftercare, 1},
                                              {domain::SeatKind::toilet, 1}}) {
      send(domain::AddSeat{.kind = seat_kind, .label = 1, .capacity = static_cast<std::uint16_t>(capacity)});
    }
  }

  DrivenSite& site() { return site_; }
  const domain::State& state() const { return site_.state(); }
  static const domain::Protocol& protocol() {
    static const domain::Protocol sydney = shipped_protocol("sydney").numbers;
    return sydney;
  }
  domain::Instant now() const { return now_; }
  /// Every act that was sent, in order of sending, each with its emergency and the time of its tap.
  const std::vector<domain::Command>& sent_acts() const { return acts_; }

  /// Time passes, reminders come, then it happens.
  domain::Refusal play(const Operation& o) {
    pass(base::seconds(o.wait_s));
    return site_.send(command(o));
  }

  void pass(domain::Duration time) {
    const domain::Instant before = now_;
    now_ = now_ + time;
    site_.let_time_pass(before, now_, [](const domain::DueReached&) {});
  }

  void restart(bool clock_not_sure, domain::Duration jump) {
    now_ = now_ + jump;
    send(domain::Boot{.boot = {}, .clock_not_sure = clock_not_sure});
  }

  /// What this operation means on the floor as it is now, or as a screen saw it.
  domain::Command command(const Operation& o) { return command(o, state()); }
  domain::Command command(const Operation& o, const domain::State& seen) {
    domain::Command command{.at = now_,
                            .by = domain::StaffRef{o.screen},
                            .device = domain::DeviceRef{o.screen},
                            .marks = {},
                            .body = body(o, seen)};
    if (o.choice % 4 == 3) command.at = now_ - base::seconds(8 * o.choice);  // from a tablet that was off the network
    if (const auto* tap = std::get_if<domain::TapAct>(&command.body)) {
      if (o.what == Operation::What::act_again && !acts_.empty()) return acts_[o.who % acts_.size()];
      acts_.push_back(command);
      std::get<domain::TapAct>(acts_.back().body).act = tap->act;
    }
    return command;
  }

 private:
  void send(domain::CommandBody body) { site_.send({.at = now_, .by = {}, .device = {}, .marks = {}, .body = body}); }

  static const domain::Guardrails& guardrails() {
    static const domain::Guardrails demonstration = shipped_guardrails("demonstration").rules;
    return demonstration;
  }

  /// Somebody inside, somebody who left, or nobody who ever was.
  static domain::VisitId visit(std::uint8_t who, const domain::State& seen) {
    std::vector<domain::VisitId> inside;
    for (const domain::Person& person : seen.people) {
      if (person.visit.exists()) inside.push_back(person.visit);
    }
    if (inside.empty() || who % 16 == 15)
      return {.number = who % seen.next_visit, .slot = static_cast<std::uint16_t>(who % 3)};
    return inside[who % inside.size()];
  }

  /// One of the last visits to end, or none.
  static domain::VisitId visit_over(std::uint8_t who, const domain::State& seen) {
    if (seen.over.empty()) return domain::VisitId::none();
    return seen.over[seen.over.size() - 1 - who % std::min<std::size_t>(seen.over.size(), 3)].person.visit;
  }

  // Long: one case for each kind of operation.
  domain::CommandBody body(const Operation& o, const domain::State& seen) {
    using namespace domain;
    using enum Operation::What;
    const SeatId seat{static_cast<std::uint16_t>(o.which % 7)};
    switch (o.what) {
      case welcome:
        return Welcome{.person = PersonRef{people_++},
                       .purpose = static_cast<Purpose>(o.choice % 6),
                       .old_enough = o.choice % 8 == 7 ? Answer::no : Answer::yes,
                       .seat = o.which % 3 == 0 ? SeatId::none() : seat};
      case to_waiting: return JoinWaiting{.visit = visit(o.who, seen), .purpose = static_cast<Purpose>(o.choice % 6)};
      case answer_age: return AnswerAge{.visit = visit(o.who, seen), .old_enough = static_cast<Answer>(o.choice % 5)};
      case take_seat: return TakeSeat{.visit = visit(o.who, seen), .seat = seat};
      case clean: return ReadySeat{.seat = seat};
      case use:
        return BeginUse{.visit = visit(o.who, seen),
                        .substances = {static_cast<std::uint32_t>(o.choice)},
                        .route = static_cast<Route>(o.which % 6),
                        .lifted = o.choice % 3 == 0};
      case correct_use:
        return CorrectUse{.visit = visit(o.who, seen),
                          .use = static_cast<std::uint8_t>(o.choice % 3),
                          .substances = {static_cast<std::uint32_t>(o.which)},
                          .route = static_cast<Route>(o.which % 6)};
      case look: {
        // Most looks find somebody who talks; one in four a concern, one in eight anything at all.
        const bool anything = o.which % 8 == 0;
        const LookAnswer responds = o.which % 4 == 1 ? LookAnswer::needs_touch
                                    : anything       ? static_cast<LookAnswer>(o.choice % 6)
                                                     : LookAnswer::talks;
        return Look{.visit = visit(o.who, seen),
                    .responds = responds,
                    .breaths = anything ? static_cast<Breaths>(o.choice % 4) : Breaths::ok,
                    .id = uuid(++ids_)};
      }
      case see_all: return SeeAll{};
      case leave: return Leave{.visit = visit(o.who, seen)};
      case gone: return FindGone{.visit = visit(o.who, seen)};
      case not_served:
        return RecordNotServed{.visit = o.choice % 2 ? VisitId::none() : visit(o.who, seen),
                               .reason = static_cast<NotServed>(o.choice % 6)};
      case left_before_served: return LeaveBeforeServed{.visit = visit(o.who, seen)};
      case toilet:
        if (o.choice % 3 == 0) return TakeToilet{.seat = SeatId{static_cast<std::uint16_t>(5 + o.which % 2)}};
        if (o.choice % 3 == 1) return KnockToilet{.seat = SeatId{5}};
        return FreeToilet{.seat = SeatId{5}};
      case hand_over: return HandOver{.to = o.choice % 5 == 4 ? StaffRef::none() : StaffRef{o.who}};
      case open_or_close:
        if (o.choice % 4 == 0) return CloseFloor{};
        return OpenFloor{.responsible = o.choice % 5 == 4 ? StaffRef::none() : StaffRef{o.who}};
      case act:
      case act_again: {
        TapAct tap{.emergency = uuid(keys_from + o.screen % 4), .act = random_act(o, ids_)};
        if (tap.act.kind == ActKind::person) tap.act.visit = visit(o.who, seen);
        tap.act.id = uuid(++ids_);
        return tap;
      }
      case move_act:
        return MoveAct{.act = uuid(1 + o.who % (ids_ + 1)),
                       .from = uuid(keys_from + o.which % 4),
                       .to = uuid(keys_from + o.choice % 4)};
      case take_back:
        switch (o.which % 8) {
          case 0: return UndoSeeAll{};
          case 1: return UndoHandOver{};
          case 2: return UndoNotServed{};
          case 3: return UndoUse{.visit = visit(o.who, seen)};
          case 4: return UndoWelcome{.visit = visit(o.who, seen)};
          case 5:
          case 6: return UndoEnding{.visit = visit_over(o.who, seen)};
          default: return UndoLook{.visit = visit(o.who, seen)};
        }
      case wait:
      case count_: break;
    }
    return Tick{};
  }

  DrivenSite site_;
  domain::Instant now_ = morning;
  std::vector<domain::Command> acts_;
  std::uint32_t ids_ = 0;
  std::uint64_t people_ = 0;
};

}  // namespace alongside::tests

namespace rc {

/// Mostly visits, uses and looks; a floor that opens first, so that not everything is refused.
template <>
struct Arbitrary<alongside::tests::Operation> {
  static Gen<alongside::tests::Operation> arbitrary() {
    using alongside::tests::Operation;
    using What = Operation::What;
    const auto any_byte = gen::inRange<int>(0, 256);
    return gen::apply(
        [](What what, int who, int which, int choice, int screen, int wait_s) {
          const auto byte = [](int n) { return static_cast<std::uint8_t>(n); };
          return Operation{what,         byte(who),    byte(which),
                           byte(choice), byte(screen), static_cast<std::uint16_t>(wait_s)};
        },
        gen::weightedElement<What>(
            {{6, What::welcome},   {2, What::to_waiting},  {4, What::take_seat},     {3, What::clean},
             {8, What::use},       {1, What::correct_use}, {10, What::look},         {2, What::see_all},
             {3, What::leave},     {1, What::gone},        {1, What::not_served},    {1, What::left_before_served},
             {2, What::toilet},    {1, What::hand_over},   {2, What::open_or_close}, {12, What::act},
             {3, What::act_again}, {1, What::move_act},    {5, What::take_back},     {3, What::wait}}),
        any_byte, any_byte, any_byte, gen::inRange<int>(0, 6),
        gen::weightedOneOf<int>(
            {{4, gen::inRange<int>(0, 30)}, {2, gen::inRange<int>(0, 400)}, {1, gen::inRange<int>(0, 4000)}}));
  }
};

}  // namespace rc
