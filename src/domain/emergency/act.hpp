// An act: one thing staff did in an emergency, with its time. Also what corrects, undoes or closes: everything in an emergency
// is an act, so that a record is the set of its acts and any order of arrival gives the same one.
#pragma once

#include "domain/fields.hpp"
#include "domain/ids.hpp"
#include "domain/watch/words.hpp"
#include "domain/words.hpp"

namespace alongside::domain {

// clang-format off
enum class ActKind : std::uint8_t {
  opened,             ///< the emergency tap
  started_earlier,    ///< choice: minutes before the first tap
  place,              ///< seat, or choice: a Place that is no seat
  person,             ///< visit
  breathing,          ///< choice: Breaths (none = no, gasping or not sure)
  helper,
  airway,
  breaths,
  oxygen,             ///< choice: 1 on, 0 off
  vitals,             ///< vitals
  naloxone,           ///< product: number in the protocol's list, or none yet; corrected later
  ems,                ///< choice: Ems
  no_pulse,           ///< choice: 1 no pulse or not sure, 0 pulse is back
  aed_on,
  breathing_back,
  cannot_ventilate,   ///< nobody trained, no bag, jaw tight, chest does not rise
  helpers_away,       ///< a second emergency took the helpers; target: its key, where the machine itself says so
  kind,               ///< choice: Kind; a set, each named once
  sign,               ///< choice: Sign; what is seen, from the list under "more"
  sign_gone,          ///< choice: Sign that is over (a seizure ended)
  acknowledged,       ///< somebody heard it: any tap does, this one does nothing else
  release_check,      ///< choice: bits of the items that failed; 0 is all in order
  closed,             ///< choice: Outcome
  undone,             ///< target: the act that did not happen
  corrected,          ///< target: the act; to_at, choice, product or vitals as they should have been
  one_dose,           ///< target: the dose that was tapped twice and does not count
  two_doses,          ///< target: the later of two like doses; both count
  joined,             ///< target: the key of the emergency that is the same one
  release_unchecked,  ///< choice: bits of the release check's items that nobody checked
  released_early,     ///< choice: Early; why before the end of the recovery hour
  ems_reason,         ///< choice: EmsReason; asked after the close
  debrief_well,       ///< choice: WentWell; a set, the team's
  debrief_change,     ///< choice: ToChange; a set, the team's
};
template <>
struct Words<ActKind> {
  static constexpr std::array<std::string_view, 33> names{
      "opened",           "started_earlier", "place",          "person",            "breathing",
      "helper",           "airway",          "breaths",        "oxygen",            "vitals",
      "naloxone",         "ems",             "no_pulse",       "aed_on",            "breathing_back",
      "cannot_ventilate", "helpers_away",    "kind",           "sign",              "sign_gone",
      "acknowledged",     "release_check",   "closed",         "undone",            "corrected",
      "one_dose",         "two_doses",       "joined",         "release_unchecked", "released_early",
      "ems_reason",       "debrief_well",    "debrief_change"};
};
// clang-format on

enum class Place : std::uint8_t { not_said, door, pavement, services, staff_room, elsewhere };
template <>
struct Words<Place> {
  static constexpr std::array<std::string_view, 6> names{"not_said", "door",       "pavement",
                                                         "services", "staff_room", "elsewhere"};
};

enum class Ems : std::uint8_t { called, arrived, handed_over };
template <>
struct Words<Ems> {
  static constexpr std::array<std::string_view, 3> names{"called", "arrived", "handed_over"};
};

// clang-format off
enum class Kind : std::uint8_t {
  opioid, overamping, withdrawal, sedative, fall, bleeding, allergy, asthma, low_sugar, self_harm, other,
};
// clang-format on
template <>
struct Words<Kind> {
  static constexpr std::array<std::string_view, 11> names{"opioid",    "overamping", "withdrawal", "sedative",
                                                          "fall",      "bleeding",   "allergy",    "asthma",
                                                          "low_sugar", "self_harm",  "other"};
};
using Kinds = SetOf<Kind>;

/// What is seen or known, from the list under "more". None hides an act.
// clang-format off
enum class Sign : std::uint8_t {
  child, pregnant, sedative_suspected, long_acting_suspected, hot_and_confused, chest_pain, stroke_signs, seizure,
  vomiting, head_injury, anxious_hot_pacing, jaw_tight, adult_pads_only, alone,
};
// clang-format on
template <>
struct Words<Sign> {
  static constexpr std::array<std::string_view, 14> names{
      "child",           "pregnant", "sedative_suspected", "long_acting_suspected", "hot_and_confused",   "chest_pain",
      "stroke_signs",    "seizure",  "vomiting",           "head_injury",           "anxious_hot_pacing", "jaw_tight",
      "adult_pads_only", "alone"};
};

enum class Outcome : std::uint8_t { released, transferred, chose_to_leave, died, opened_by_mistake };
template <>
struct Words<Outcome> {
  static constexpr std::array<std::string_view, 5> names{"released", "transferred", "chose_to_leave", "died",
                                                         "opened_by_mistake"};
};

/// Why somebody was released before the recovery hour ended. Which of them a protocol lets it have is the protocol's.
enum class Early : std::uint8_t { wishes_to_leave, somebody_stays, care_takes_over, closing_time, other };
template <>
struct Words<Early> {
  static constexpr std::array<std::string_view, 5> names{"wishes_to_leave", "somebody_stays", "care_takes_over",
                                                         "closing_time", "other"};
};

// clang-format off
enum class EmsReason : std::uint8_t {
  protocol, not_breathing, does_not_wake, no_pulse, danger_sign, doses_used, person_wished, staff_judgement, other,
};
// clang-format on
template <>
struct Words<EmsReason> {
  static constexpr std::array<std::string_view, 9> names{"protocol",      "not_breathing",   "does_not_wake",
                                                         "no_pulse",      "danger_sign",     "doses_used",
                                                         "person_wished", "staff_judgement", "other"};
};

/// The debrief is the team's: what went well and what to change, from a list, of nobody by name.
// clang-format off
enum class WentWell : std::uint8_t {
  quick_help, breaths_first, clear_roles, calm, equipment_ready, communication, handed_over_well, other,
};
// clang-format on
template <>
struct Words<WentWell> {
  static constexpr std::array<std::string_view, 8> names{
      "quick_help",      "breaths_first", "clear_roles",      "calm",
      "equipment_ready", "communication", "handed_over_well", "other"};
};

// clang-format off
enum class ToChange : std::uint8_t {
  more_hands, roles_unclear, equipment_missing, equipment_place, breaths_late, oxygen_late, crowd, screen, training, handing_over, other,
};
// clang-format on
template <>
struct Words<ToChange> {
  static constexpr std::array<std::string_view, 11> names{
      "more_hands", "roles_unclear", "equipment_missing", "equipment_place", "breaths_late", "oxygen_late",
      "crowd",      "screen",        "training",          "handing_over",    "other"};
};

/// The eight acts that never move, in the order of the page.
enum class Tile : std::uint8_t { helper, airway, breaths, oxygen, vitals, naloxone, ems, no_pulse };
template <>
struct Words<Tile> {
  static constexpr std::array<std::string_view, 8> names{"helper", "airway",   "breaths", "oxygen",
                                                         "vitals", "naloxone", "ems",     "no_pulse"};
};

/// What was measured; a field that was not measured holds `not_measured`. Whole units, no floating point.
struct Vitals {
  static constexpr std::string_view schema = "Vitals";
  static constexpr std::uint16_t not_measured = 0xFFFF;

  Responds responds = Responds::not_seen;
  Breaths breaths = Breaths::not_seen;
  Oximeter oximeter = Oximeter::not_taken;
  std::uint16_t breaths_per_minute = not_measured;  ///< RR, counted
  std::uint16_t spo2_percent = not_measured;
  std::uint16_t heart_per_minute = not_measured;
  std::uint16_t systolic_mmhg = not_measured;
  std::uint16_t diastolic_mmhg = not_measured;
  std::uint16_t temperature_tenths_c = not_measured;
  std::uint16_t glucose_mg_dl = not_measured;

  constexpr bool operator==(const Vitals&) const = default;

  static constexpr void fields(auto& self, auto&& field) {
    field("responds", self.responds, may_be_left_out);
    field("breaths", self.breaths, may_be_left_out);
    field("oximeter", self.oximeter, may_be_left_out);
    field("breaths_per_minute", self.breaths_per_minute, may_be_left_out);
    field("spo2_percent", self.spo2_percent, may_be_left_out);
    field("heart_per_minute", self.heart_per_minute, may_be_left_out);
    field("systolic_mmhg", self.systolic_mmhg, may_be_left_out);
    field("diastolic_mmhg", self.diastolic_mmhg, may_be_left_out);
    field("temperature_tenths_c", self.temperature_tenths_c, may_be_left_out);
    field("glucose_mg_dl", self.glucose_mg_dl, may_be_left_out);
  }
};

struct Act {
  static constexpr std::uint8_t no_choice = 0xFF;
  static constexpr std::uint8_t no_product = 0xFF;

  Uuid id{};                           ///< the command's id
  Uuid target{};                       ///< see ActKind
  Instant at{};                        ///< when it was done (received - age on the tablet's monotonic clock)
  Instant to_at = Instant::unknown();  ///< corrected: when it really was; unknown: the time stands
  VisitId visit{};                     ///< person
  DeviceRef device{};
  SeatId seat{};  ///< place
  ActKind kind = ActKind::opened;
  std::uint8_t choice = no_choice;
  std::uint8_t product = no_product;
  std::uint8_t from_paper = 0;  ///< 1: entered afterwards from the paper sheet
  Vitals vitals{};

  constexpr bool operator==(const Act&) const = default;

  static constexpr void fields(auto& self, auto&& field) {
    field("id", self.id);
    field("target", self.target);
    field("at", self.at);
    field("to_at", self.to_at);
    field("visit", self.visit);
    field("device", self.device);
    field("seat", self.seat);
    field("kind", self.kind);
    field("choice", self.choice);
    field("product", self.product);
    field("from_paper", self.from_paper);
    field("vitals", self.vitals);
  }
};

}  // namespace alongside::domain
