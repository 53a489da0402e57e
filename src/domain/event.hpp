// Events: what happened at a center. The only truth that is kept; everything else is a fold over them.
//
// Trivially copyable, at most 128 bytes, no string and no pointer: text lives in a side table that the center fills. Each event
// carries every threshold that mattered, so that `evolve` holds no policy and an old record replays the same for ever.
// `number` is the event's number in the ledger: never changed, never used again. `fields` lists what is written, in order; a field
// is never removed or reordered, a changed event gets a new number.
#pragma once

#include <array>
#include <cstdint>
#include <type_traits>
#include <variant>

#include "domain/act.hpp"
#include "domain/assessment.hpp"
#include "domain/ids.hpp"
#include "domain/words.hpp"

namespace alongside::domain {

#define ALONGSIDE_EVENT(NUMBER, NAME)              \
  static constexpr std::uint16_t number = NUMBER;  \
  static constexpr std::string_view name = NAME

// --- the site -------------------------------------------------------------------------------------------------------------------

/// First event of every ledger.
struct SiteFounded {
  ALONGSIDE_EVENT(1, "site_founded");
  Uuid site{};
  SiteKind kind = SiteKind::real;
  static constexpr void fields(auto& self, auto&& field) { field("site", self.site); field("kind", self.kind); }
};

/// First event after each start. `clock_not_sure`: the wall clock went backwards, or jumped past the setting, since the last event.
struct Booted {
  ALONGSIDE_EVENT(2, "booted");
  Uuid boot{};
  bool clock_not_sure = false;
  Duration no_use_wait{};  ///< clock_not_sure: the time to the next use starts again with this
  static constexpr void fields(auto& self, auto&& field) {
    field("boot", self.boot); field("clock_not_sure", self.clock_not_sure); field("no_use_wait", self.no_use_wait);
  }
};

struct ClockStepped {
  ALONGSIDE_EVENT(3, "clock_stepped");
  Duration step{};  ///< wall clock minus (wall clock at start + time since boot)
  static constexpr void fields(auto& self, auto&& field) { field("step", self.step); }
};

struct ProtocolAdopted {
  ALONGSIDE_EVENT(4, "protocol_adopted");
  DocumentRef document{};
  std::array<std::uint8_t, 16> digest{};
  StaffRef signer{};                          ///< none: shipped or draft, not signed
  Instant signed_at = Instant::unknown();
  std::uint16_t version = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("document", self.document); field("digest", self.digest); field("signer", self.signer);
    field("signed_at", self.signed_at); field("version", self.version);
  }
};

struct GuardrailsAdopted {
  ALONGSIDE_EVENT(5, "guardrails_adopted");
  DocumentRef document{};
  std::array<std::uint8_t, 16> digest{};
  static constexpr void fields(auto& self, auto&& field) { field("document", self.document); field("digest", self.digest); }
};

struct SeatAdded {
  ALONGSIDE_EVENT(6, "seat_added");
  SeatId seat{};
  SeatKind kind = SeatKind::booth;
  std::uint16_t label = 0;       ///< 3 is "3" for a booth, "S3" in the smoking room, "A3" in aftercare
  std::uint16_t capacity = 1;
  static constexpr void fields(auto& self, auto&& field) {
    field("seat", self.seat); field("kind", self.kind); field("label", self.label); field("capacity", self.capacity);
  }
};

// --- the shift ------------------------------------------------------------------------------------------------------------------

struct FloorOpened {
  ALONGSIDE_EVENT(10, "floor_opened");
  StaffRef responsible{};
  static constexpr void fields(auto& self, auto&& field) { field("responsible", self.responsible); }
};
struct FloorClosed {
  ALONGSIDE_EVENT(11, "floor_closed");
  StaffRef responsible{};
  static constexpr void fields(auto& self, auto&& field) { field("responsible", self.responsible); }
};
struct HandedOver {
  ALONGSIDE_EVENT(12, "handed_over");
  StaffRef from{};
  StaffRef to{};
  static constexpr void fields(auto& self, auto&& field) { field("from", self.from); field("to", self.to); }
};

// --- the way through ------------------------------------------------------------------------------------------------------------

struct Welcomed {
  ALONGSIDE_EVENT(20, "welcomed");
  VisitId visit{};
  PersonRef person{};
  Purpose purpose = Purpose::booth;
  Answer old_enough = Answer::not_asked;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("person", self.person); field("purpose", self.purpose); field("old_enough", self.old_enough);
  }
};
struct JoinedWaiting {
  ALONGSIDE_EVENT(21, "joined_waiting");
  VisitId visit{};
  Purpose purpose = Purpose::booth;
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); field("purpose", self.purpose); }
};
/// Asked after the door; the last answer stands.
struct AgeAnswered {
  ALONGSIDE_EVENT(38, "age_answered");
  VisitId visit{};
  Answer old_enough = Answer::not_asked;
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); field("old_enough", self.old_enough); }
};
/// Visit may be none: somebody at the door who was not welcomed in.
struct CouldNotBeServed {
  ALONGSIDE_EVENT(22, "could_not_be_served");
  VisitId visit{};
  NotServed reason = NotServed::other;
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); field("reason", self.reason); }
};
struct LeftBeforeServed {
  ALONGSIDE_EVENT(23, "left_before_served");
  VisitId visit{};
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); }
};
/// Sits down, or moves from another seat: the watch goes with the person.
struct Seated {
  ALONGSIDE_EVENT(24, "seated");
  VisitId visit{};
  SeatId seat{};
  SeatId from{};                  ///< none: from the waiting list
  bool from_needs_cleaning = false;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("seat", self.seat); field("from", self.from); field("from_needs_cleaning", self.from_needs_cleaning);
  }
};
struct SeatReady {
  ALONGSIDE_EVENT(26, "seat_ready");
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) { field("seat", self.seat); }
};
/// The toilet: an occupied clock, no code asked.
struct ToiletTaken {
  ALONGSIDE_EVENT(27, "toilet_taken");
  SeatId seat{};
  Instant knock_due = Instant::never();
  static constexpr void fields(auto& self, auto&& field) { field("seat", self.seat); field("knock_due", self.knock_due); }
};
struct ToiletKnocked {
  ALONGSIDE_EVENT(28, "toilet_knocked");
  SeatId seat{};
  Instant knock_due = Instant::never();
  static constexpr void fields(auto& self, auto&& field) { field("seat", self.seat); field("knock_due", self.knock_due); }
};
struct ToiletFreed {
  ALONGSIDE_EVENT(29, "toilet_freed");
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) { field("seat", self.seat); }
};

/// One consumption: preparation begins, and with it the watch.
struct UseBegan {
  ALONGSIDE_EVENT(30, "use_began");
  VisitId visit{};
  std::uint8_t use = 0;         ///< 1 for the visit's first
  Substances substances{};
  Route route = Route::unknown;
  Instant look_due = Instant::never();
  Instant may_go_at = Instant::never();
  Duration look_interval{};
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("use", self.use); field("substances", self.substances); field("route", self.route);
    field("look_due", self.look_due); field("may_go_at", self.may_go_at); field("look_interval", self.look_interval);
  }
};
struct UseCorrected {
  ALONGSIDE_EVENT(31, "use_corrected");
  VisitId visit{};
  std::uint8_t use = 0;
  Substances substances{};
  Route route = Route::unknown;
  Instant may_go_at = Instant::never();
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("use", self.use); field("substances", self.substances); field("route", self.route);
    field("may_go_at", self.may_go_at);
  }
};

// --- observation ----------------------------------------------------------------------------------------------------------------

struct LookTaken {
  ALONGSIDE_EVENT(32, "look_taken");
  VisitId visit{};
  Responds responds = Responds::not_seen;
  Breaths breaths = Breaths::not_seen;
  Oximeter oximeter = Oximeter::not_taken;
  bool concern = false;
  bool ends_watch = false;
  Instant look_due = Instant::never();
  Duration look_interval{};
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("responds", self.responds); field("breaths", self.breaths); field("oximeter", self.oximeter);
    field("concern", self.concern); field("ends_watch", self.ends_watch); field("look_due", self.look_due);
    field("look_interval", self.look_interval);
  }
};
/// "Seen all, all well": one look for each person in the set (bit i: slot first_slot + i). It ends no watch.
struct AllSeen {
  ALONGSIDE_EVENT(33, "all_seen");
  std::uint16_t first_slot = 0;
  std::array<std::uint64_t, 8> slots{};
  Duration look_interval{};
  static constexpr void fields(auto& self, auto&& field) {
    field("first_slot", self.first_slot); field("slots", self.slots); field("look_interval", self.look_interval);
  }
};
struct Left {
  ALONGSIDE_EVENT(35, "left");
  VisitId visit{};
  bool early = false;                 ///< before a look ended the watch: not a fault, counted
  bool seat_needs_cleaning = false;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("early", self.early); field("seat_needs_cleaning", self.seat_needs_cleaning);
  }
};
/// Nobody saw them leave.
struct FoundGone {
  ALONGSIDE_EVENT(36, "found_gone");
  VisitId visit{};
  bool watch_was_open = false;
  bool seat_needs_cleaning = false;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("watch_was_open", self.watch_was_open); field("seat_needs_cleaning", self.seat_needs_cleaning);
  }
};

/// A participant's code was made: a count that names nobody. Who and which code is in the key store, never beside a visit's row.
struct ParticipantEnrolled {
  ALONGSIDE_EVENT(37, "participant_enrolled");
  static constexpr void fields(auto&, auto&&) {}
};

// --- clocks ---------------------------------------------------------------------------------------------------------------------

enum class Cause : std::uint8_t { look, look_overdue, may_go, knock, emergency_clock };
template <>
struct Words<Cause> {
  static constexpr std::array<std::string_view, 5> names{"look", "look_overdue", "may_go", "knock", "emergency_clock"};
};

/// A reminder came due. Answered once for each (subject, cause, occurrence).
struct DueReached {
  ALONGSIDE_EVENT(40, "due_reached");
  VisitId visit{};                       ///< look, look_overdue, may_go
  SeatId seat{};                         ///< knock
  EmergencyId emergency{};               ///< emergency_clock
  Cause cause = Cause::look;
  Clock clock = Clock::look;
  std::uint8_t stage = 0;              ///< escalation: 1 floor screens, 2 responsible person, 3 every screen
  bool quiet = false;                  ///< shown, never sounded: the person is in an emergency
  std::uint32_t occurrence = 0;
  Instant due = Instant::never();
  Instant next_due = Instant::never(); ///< when this cause is due again; look: when it will be overdue
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("seat", self.seat); field("emergency", self.emergency); field("cause", self.cause);
    field("clock", self.clock); field("stage", self.stage); field("quiet", self.quiet); field("occurrence", self.occurrence);
    field("due", self.due); field("next_due", self.next_due);
  }
};

// --- the emergency --------------------------------------------------------------------------------------------------------------

/// The first act that arrives opens it, whichever it is. `key` is the client's own id for it.
struct EmergencyOpened {
  ALONGSIDE_EVENT(50, "emergency_opened");
  EmergencyId emergency{};
  Uuid key{};
  DocumentRef protocol{};                ///< the one in force when it opened
  Instant escalate_due = Instant::never();  ///< when the floor's screens sound if nobody has acknowledged
  static constexpr void fields(auto& self, auto&& field) {
    field("emergency", self.emergency); field("key", self.key); field("protocol", self.protocol);
    field("escalate_due", self.escalate_due);
  }
};
struct ActRecorded {
  ALONGSIDE_EVENT(51, "act_recorded");
  EmergencyId emergency{};
  Act act{};
  static constexpr void fields(auto& self, auto&& field) { field("emergency", self.emergency); field("act", self.act); }
};
/// What the acts so far ask for; the last one stands.
struct EmergencyAssessed {
  ALONGSIDE_EVENT(52, "emergency_assessed");
  EmergencyId emergency{};
  Assessment assessment{};
  static constexpr void fields(auto& self, auto&& field) { field("emergency", self.emergency); field("assessment", self.assessment); }
};
/// Two emergencies are one: every act of `absorbed` now stands in `kept`.
struct EmergenciesJoined {
  ALONGSIDE_EVENT(53, "emergencies_joined");
  EmergencyId kept{};
  EmergencyId absorbed{};
  static constexpr void fields(auto& self, auto&& field) { field("kept", self.kept); field("absorbed", self.absorbed); }
};
struct ActMoved {
  ALONGSIDE_EVENT(54, "act_moved");
  EmergencyId from{};
  EmergencyId to{};
  Uuid act{};
  static constexpr void fields(auto& self, auto&& field) { field("from", self.from); field("to", self.to); field("act", self.act); }
};
/// Somebody's place in the emergency, as its acts now say; `no_use_before` is set at its end.
struct EmergencyPersonSet {
  ALONGSIDE_EVENT(55, "emergency_person_set");
  EmergencyId emergency{};
  VisitId visit{};
  SeatId seat{};
  Place place = Place::not_said;
  Instant no_use_before = Instant::unknown();
  static constexpr void fields(auto& self, auto&& field) {
    field("emergency", self.emergency); field("visit", self.visit); field("seat", self.seat); field("place", self.place);
    field("no_use_before", self.no_use_before);
  }
};

/// The emergency took them out of the center: by ambulance, by their own wish, or they died. Their visit is over.
struct LeftByEmergency {
  ALONGSIDE_EVENT(56, "left_by_emergency");
  EmergencyId emergency{};
  VisitId visit{};
  bool seat_needs_cleaning = false;
  static constexpr void fields(auto& self, auto&& field) {
    field("emergency", self.emergency); field("visit", self.visit); field("seat_needs_cleaning", self.seat_needs_cleaning);
  }
};

// --- taken back: each names what it takes back, by the visit and the time at which it stands in the record -----------------------------

/// The visit is open again, as it was, from `seat` on if that was still free.
struct EndingUndone {
  ALONGSIDE_EVENT(80, "ending_undone");
  VisitId visit{};
  Ending ending = Ending::left;
  Instant ended = Instant::unknown();
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("ending", self.ending); field("ended", self.ended); field("seat", self.seat);
  }
};
/// The person's last look: nobody looked.
struct LookUndone {
  ALONGSIDE_EVENT(81, "look_undone");
  VisitId visit{};
  Instant taken = Instant::unknown();
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); field("taken", self.taken); }
};
/// The looks of one "seen all", for those for whom nothing came after it (bit i: slot first_slot + i).
struct AllSeenUndone {
  ALONGSIDE_EVENT(82, "all_seen_undone");
  std::uint16_t first_slot = 0;
  std::array<std::uint64_t, 8> slots{};
  Instant taken = Instant::unknown();
  static constexpr void fields(auto& self, auto&& field) {
    field("first_slot", self.first_slot); field("slots", self.slots); field("taken", self.taken);
  }
};
struct HandOverUndone {
  ALONGSIDE_EVENT(83, "hand_over_undone");
  StaffRef from{};
  StaffRef to{};
  static constexpr void fields(auto& self, auto&& field) { field("from", self.from); field("to", self.to); }
};
/// Of somebody at the door who had no visit.
struct NotServedUndone {
  ALONGSIDE_EVENT(84, "not_served_undone");
  NotServed reason = NotServed::other;
  Instant recorded = Instant::unknown();
  static constexpr void fields(auto& self, auto&& field) { field("reason", self.reason); field("recorded", self.recorded); }
};
struct UseUndone {
  ALONGSIDE_EVENT(85, "use_undone");
  VisitId visit{};
  std::uint8_t use = 0;
  Instant began = Instant::unknown();
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); field("use", self.use); field("began", self.began); }
};
/// Nobody came: the visit never was.
struct WelcomeUndone {
  ALONGSIDE_EVENT(86, "welcome_undone");
  VisitId visit{};
  Instant welcomed = Instant::unknown();
  static constexpr void fields(auto& self, auto&& field) { field("visit", self.visit); field("welcomed", self.welcomed); }
};

// --- imported history: marked so, no act times, no alarm ----------------------------------------------------------------------------

struct ImportedVisit {
  ALONGSIDE_EVENT(60, "imported_visit");
  std::uint32_t visit = 0;             ///< a number within its import
  Instant arrived = Instant::unknown();
  Precision precision = Precision::minute;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("arrived", self.arrived); field("precision", self.precision);
  }
};
struct ImportedUse {
  ALONGSIDE_EVENT(61, "imported_use");
  std::uint32_t visit = 0;
  Instant arrived = Instant::unknown();
  Substances substances{};
  Route route = Route::unknown;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("arrived", self.arrived); field("substances", self.substances); field("route", self.route);
  }
};
struct ImportedEmergency {
  ALONGSIDE_EVENT(62, "imported_emergency");
  std::uint32_t visit = 0;
  Instant arrived = Instant::unknown();
  EmergencyGroup group = EmergencyGroup::other;
  Measures given{};
  Measures not_known{};                  ///< measures of which the source says nothing
  Answer ems = Answer::unknown;
  Answer transport = Answer::unknown;
  Answer died = Answer::unknown;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit); field("arrived", self.arrived); field("group", self.group); field("given", self.given);
    field("not_known", self.not_known); field("ems", self.ems); field("transport", self.transport); field("died", self.died);
  }
};
struct ImportTallied {
  ALONGSIDE_EVENT(63, "import_tallied");
  std::array<std::uint8_t, 16> file{};
  std::uint32_t visits = 0;
  std::uint32_t uses = 0;
  std::uint32_t codes = 0;             ///< distinct codes in the file
  std::uint32_t rejected = 0;          ///< rows that were not taken
  Instant first = Instant::unknown();
  Instant last = Instant::unknown();
  static constexpr void fields(auto& self, auto&& field) {
    field("file", self.file); field("visits", self.visits); field("uses", self.uses); field("codes", self.codes);
    field("rejected", self.rejected); field("first", self.first); field("last", self.last);
  }
};
/// Distinct codes of a month (yyyymm) or year (yyyy), counted before the links go. Of those counted live the last of
/// a period stands; an imported one belongs to the import it follows, and is no running total of the period.
struct CodesTallied {
  ALONGSIDE_EVENT(64, "codes_tallied");
  std::uint32_t period = 0;
  std::uint32_t codes = 0;
  bool imported = false;
  static constexpr void fields(auto& self, auto&& field) {
    field("period", self.period); field("codes", self.codes); field("imported", self.imported);
  }
};

// --- commands -------------------------------------------------------------------------------------------------------------------

/// A command was accepted and there was nothing to do: its retry, whenever it comes, is known by this row and does nothing either.
struct NothingToDo {
  ALONGSIDE_EVENT(65, "nothing_to_do");
  static constexpr void fields(auto&, auto&&) {}
};

#undef ALONGSIDE_EVENT

using EventBody =
    std::variant<SiteFounded, Booted, ClockStepped, ProtocolAdopted, GuardrailsAdopted, SeatAdded, FloorOpened, FloorClosed, HandedOver,
                 Welcomed, JoinedWaiting, AgeAnswered, CouldNotBeServed, LeftBeforeServed, Seated, SeatReady, ToiletTaken, ToiletKnocked, ToiletFreed,
                 UseBegan, UseCorrected, LookTaken, AllSeen, Left, FoundGone, ParticipantEnrolled, DueReached, EmergencyOpened, ActRecorded, EmergencyAssessed,
                 EmergenciesJoined, ActMoved, EmergencyPersonSet, ImportedVisit, ImportedUse, ImportedEmergency, ImportTallied,
                 CodesTallied, NothingToDo, LeftByEmergency, EndingUndone, LookUndone, AllSeenUndone, HandOverUndone, NotServedUndone, UseUndone,
                 WelcomeUndone>;

/// How much an event's time is worth, and where it comes from.
enum class Mark : std::uint8_t { imported, from_paper, time_not_sure, played_offline, second_emergency };
template <>
struct Words<Mark> {
  static constexpr std::array<std::string_view, 5> names{"imported", "from_paper", "time_not_sure", "played_offline", "second_emergency"};
};
using Marks = SetOf<Mark, std::uint16_t>;

struct Event {
  Instant at = Instant::unknown();  ///< when it happened
  StaffRef by{};                      ///< none: the program itself, or a registered device with nobody signed in
  DeviceRef device{};
  Marks marks{};
  EventBody body;

  static constexpr void header_fields(auto& self, auto&& field) {
    field("at", self.at);
    field("by", self.by);
    field("device", self.device);
    field("marks", self.marks);
  }
};

static_assert(std::is_trivially_copyable_v<Event>);
static_assert(sizeof(Event) <= 128);

}  // namespace alongside::domain
