// Commands: what somebody wants to happen. `decide` answers each with events or with a reason why not.
//
// Trivially copyable, at most 128 bytes, no string. A handle or a card rides beside the command in `center`, never inside it.
#pragma once

#include <type_traits>
#include <variant>

#include "domain/act.hpp"
#include "domain/event.hpp"
#include "domain/ids.hpp"
#include "domain/words.hpp"

namespace alongside::domain {

/// What a look heard; or that it was by eye alone: all well, and nobody was asked.
enum class LookAnswer : std::uint8_t { not_seen, talks, wakes_to_voice, needs_touch, does_not_wake, all_well };
template <>
struct Words<LookAnswer> {
  static constexpr std::array<std::string_view, 6> names{"not_seen", "talks", "wakes_to_voice", "needs_touch", "does_not_wake", "all_well"};
};

#define ALONGSIDE_COMMAND(NAME) static constexpr std::string_view name = NAME
#define ALONGSIDE_NO_FIELDS static constexpr void fields(auto&, auto&&) {}

// --- the site (given by the program itself, never by a page) --------------------------------------------------------------------

struct FoundSite {
  ALONGSIDE_COMMAND("found_site");
  Uuid site{};
  SiteKind kind = SiteKind::real;
};
struct Boot {
  ALONGSIDE_COMMAND("boot");
  Uuid boot{};
  bool clock_not_sure = false;
};
struct StepClock {
  ALONGSIDE_COMMAND("step_clock");
  Duration step{};
};
/// Assesses one emergency as it stands now: after a start at which the clock was not sure, for those that the Boot's events had no room for.
struct AssessEmergency {
  ALONGSIDE_COMMAND("assess_emergency");
  EmergencyId emergency{};
};
struct AdoptProtocol {
  ALONGSIDE_COMMAND("adopt_protocol");
  ProtocolAdopted adopted{};
};
struct AdoptGuardrails {
  ALONGSIDE_COMMAND("adopt_guardrails");
  GuardrailsAdopted adopted{};
};
struct AddSeat {
  ALONGSIDE_COMMAND("add_seat");
  SeatKind kind = SeatKind::booth;
  std::uint16_t label = 0;
  std::uint16_t capacity = 1;
};
struct Tick {
  ALONGSIDE_COMMAND("tick");  ///< the command's own time is now; answered with the reminders that are due, a few at a time
};
struct TallyCodes {
  ALONGSIDE_COMMAND("tally_codes");
  std::uint32_t period = 0;
  std::uint32_t codes = 0;
};

// --- the shift ------------------------------------------------------------------------------------------------------------------

struct OpenFloor {
  ALONGSIDE_COMMAND("open_floor");
  StaffRef responsible{};
  static constexpr void fields(auto& self, auto&& field) { field("responsible", self.responsible); }
};
struct CloseFloor {
  ALONGSIDE_COMMAND("close_floor");
  ALONGSIDE_NO_FIELDS
};
struct HandOver {
  ALONGSIDE_COMMAND("hand_over");
  StaffRef to{};
  static constexpr void fields(auto& self, auto&& field) { field("to", self.to); }
};

// --- the way through ------------------------------------------------------------------------------------------------------------

struct Welcome {
  ALONGSIDE_COMMAND("welcome");
  PersonRef person{};  ///< drawn by center; a page leaves it out
  Purpose purpose = Purpose::booth;
  Answer old_enough = Answer::not_asked;
  SeatId seat{};       ///< a free seat taken at once; none: to the waiting list
  static constexpr void fields(auto& self, auto&& field) {
    field("purpose", self.purpose); field("old_enough", self.old_enough); field("seat", self.seat);
  }
};
struct JoinWaiting {
  ALONGSIDE_COMMAND("join_waiting");
  VisitId visit{};
  Purpose purpose = Purpose::booth;
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); field("purpose", self.purpose); }
};
struct AnswerAge {
  ALONGSIDE_COMMAND("answer_age");
  VisitId visit{};
  Answer old_enough = Answer::not_asked;
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); field("old_enough", self.old_enough); }
};
struct RecordNotServed {
  ALONGSIDE_COMMAND("could_not_be_served");
  VisitId visit{};  ///< none: somebody at the door
  NotServed reason = NotServed::other;
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); field("reason", self.reason); }
};
struct LeaveBeforeServed {
  ALONGSIDE_COMMAND("left_before_served");
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};
struct TakeSeat {
  ALONGSIDE_COMMAND("take_seat");
  VisitId visit{};
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); field("seat", self.seat); }
};
struct ReadySeat {
  ALONGSIDE_COMMAND("seat_ready");
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) { field("seat", self.seat); }
};
struct TakeToilet {
  ALONGSIDE_COMMAND("toilet_taken");
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) { field("seat", self.seat); }
};
struct KnockToilet {
  ALONGSIDE_COMMAND("toilet_knocked");  ///< somebody knocked and was answered
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) { field("seat", self.seat); }
};
struct FreeToilet {
  ALONGSIDE_COMMAND("toilet_freed");
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) { field("seat", self.seat); }
};
struct BeginUse {
  ALONGSIDE_COMMAND("begin_use");
  VisitId visit{};
  Substances substances{};
  Route route = Route::unknown;
  bool lifted = false;  ///< the responsible person lifts the pause after an emergency
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("substances", self.substances); field("route", self.route); field("lifted", self.lifted);
  }
};
struct CorrectUse {
  ALONGSIDE_COMMAND("correct_use");
  VisitId visit{};
  std::uint8_t use = 0;
  Substances substances{};
  Route route = Route::unknown;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("use", self.use); field("substances", self.substances); field("route", self.route);
  }
};
struct Look {
  ALONGSIDE_COMMAND("look");
  VisitId visit{};
  LookAnswer responds = LookAnswer::talks;
  Breaths breaths = Breaths::not_seen;
  Oximeter oximeter = Oximeter::not_taken;
  std::uint16_t breaths_per_minute = Vitals::not_measured;
  Uuid id{};  ///< the command's own, given by center: a look that finds no answer opens an emergency under it
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("responds", self.responds); field("breaths", self.breaths); field("oximeter", self.oximeter);
    field("breaths_per_minute", self.breaths_per_minute);
  }
};
struct SeeAll {
  ALONGSIDE_COMMAND("see_all");
  ALONGSIDE_NO_FIELDS
};
struct Leave {
  ALONGSIDE_COMMAND("leave");
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};
struct FindGone {
  ALONGSIDE_COMMAND("gone");
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};

// --- taking back what was tapped on the floor, while nothing came after it ----------------------------------------------------------

/// However the visit ended.
struct UndoEnding {
  ALONGSIDE_COMMAND("undo_leaving");
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};
struct UndoLook {
  ALONGSIDE_COMMAND("undo_look");
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};
struct UndoSeeAll {
  ALONGSIDE_COMMAND("undo_see_all");
  ALONGSIDE_NO_FIELDS
};
struct UndoHandOver {
  ALONGSIDE_COMMAND("undo_hand_over");
  ALONGSIDE_NO_FIELDS
};
/// Of somebody at the door.
struct UndoNotServed {
  ALONGSIDE_COMMAND("undo_not_served");
  ALONGSIDE_NO_FIELDS
};
struct UndoUse {
  ALONGSIDE_COMMAND("undo_use");
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};
struct UndoWelcome {
  ALONGSIDE_COMMAND("undo_welcome");
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};

// --- the emergency: a registered device is enough, never refused for its order ---------------------------------------------------

/// Records one act; the first of a new key opens the emergency. The act's id, time and device are the command's own.
struct TapAct {
  ALONGSIDE_COMMAND("act");
  Uuid emergency{};  ///< the client's key for it
  Act act{};
  static constexpr void fields(auto& self, auto&& field) {
    field("emergency", self.emergency);
    field("act", self.act.kind);
    field("choice", self.act.choice);
    field("product", self.act.product);
    field("target", self.act.target);
    field("to_at", self.act.to_at);
    field("visit", self.act.visit);
    field("seat", self.act.seat);
    field("from_paper", self.act.from_paper);
    field("vitals", self.act.vitals);
  }
};
struct MoveAct {
  ALONGSIDE_COMMAND("move_act");
  Uuid act{};
  Uuid from{};
  Uuid to{};
  static constexpr void fields(auto& self, auto&& field) { field("act", self.act); field("from", self.from); field("to", self.to); }
};

#undef ALONGSIDE_COMMAND
#undef ALONGSIDE_NO_FIELDS

/// Those that a page may send, each with `fields`. The others come from the program itself.
using PageCommand = std::variant<OpenFloor, CloseFloor, HandOver, Welcome, JoinWaiting, AnswerAge, RecordNotServed, LeaveBeforeServed, TakeSeat,
                                 ReadySeat, TakeToilet, KnockToilet, FreeToilet, BeginUse, CorrectUse, Look, SeeAll, Leave, FindGone,
                                 UndoEnding, UndoLook, UndoSeeAll, UndoHandOver, UndoNotServed, UndoUse, UndoWelcome, TapAct, MoveAct>;
using CommandBody = std::variant<OpenFloor, CloseFloor, HandOver, Welcome, JoinWaiting, AnswerAge, RecordNotServed, LeaveBeforeServed, TakeSeat,
                                 ReadySeat, TakeToilet, KnockToilet, FreeToilet, BeginUse, CorrectUse, Look, SeeAll, Leave, FindGone,
                                 UndoEnding, UndoLook, UndoSeeAll, UndoHandOver, UndoNotServed, UndoUse, UndoWelcome, TapAct, MoveAct, FoundSite, Boot, StepClock, AssessEmergency, AdoptProtocol, AdoptGuardrails, AddSeat, Tick,
                                 TallyCodes>;

struct Command {
  Instant at{};         ///< when it was done; a Tick's is now
  StaffRef by{};
  DeviceRef device{};
  Marks marks{};
  CommandBody body;
};

static_assert(std::is_trivially_copyable_v<Command>);
static_assert(sizeof(Command) <= 128);

}  // namespace alongside::domain
