// Seen: what a fold derives from events, one fact at a time: all that an indicator counts.
//
// Goals: an indicator reads no raw event, so that undo, correction, joining and moving are applied in one place (fold.hpp). Invariants:
// a fact has the day of the site on which it counts; what was taken back comes again with times -1; what a record does not say is absent or
// not recorded, never none. Plain values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/event.hpp"
#include "domain/history/words.hpp"
#include "domain/words.hpp"
#include "evidence/day.hpp"
#include "evidence/words.hpp"

namespace alongside::evidence {

namespace seen {

struct Visit {
  std::optional<std::uint8_t> hour;  ///< of arrival, on the site's wall
  bool imported = false;
  std::uint32_t month = 0;  ///< yyyymm of arrival, on the site's wall: codes are counted by it
};
enum class TurnedAway : std::uint8_t { could_not_be_served, left_before_served };
struct Use {
  UseKind kind;
  bool imported = false;
};

/// From t0 to the first of a measure.
struct First {
  std::int64_t milliseconds = 0;  ///< negative: before t0
  bool before_tap = false;
};
/// What only a live emergency has.
struct Course {
  std::optional<First> breaths;  ///< absent: not given
  std::optional<First> oxygen;
  std::optional<First> naloxone;
  bool is_open = false;
  bool t0_moved = false;       ///< said to have started earlier
  bool from_paper = false;     ///< an act was entered from paper
  bool time_not_sure = false;  ///< an act's time is not sure
};
struct Emergency {
  EmergencyKind kind = EmergencyKind::not_recorded;
  Response highest = Response::none_recorded;
  bool is_overdose = false;             ///< by the case definition
  std::array<domain::Answer, 4> given;  ///< by domain::Measure
  domain::Answer ems = domain::Answer::unknown;
  domain::Answer transport = domain::Answer::unknown;
  domain::Answer died = domain::Answer::unknown;
  std::optional<Course> course;  ///< absent: imported
};
/// An emergency that was opened by mistake, or whose every act was undone: in no other figure.
struct Mistake {};

/// What somebody put right. `completed`: what was unsaid was said later, which corrects nothing.
enum class Correction : std::uint8_t {
  use_corrected,
  act_corrected,
  act_undone,
  act_moved,
  emergencies_joined,
  floor_undone,
  completed,
};

/// A file was imported. Once more: what it said before no longer stands.
struct File {
  std::string digest;
  std::uint64_t visits = 0;
  std::uint64_t codes = 0;
};
/// Distinct codes of a period, at its close.
struct ClosedCodes {
  std::string file;          ///< whose digest; empty: counted by the program itself
  std::uint32_t period = 0;  ///< yyyymm or yyyy
  std::uint64_t codes = 0;
};

/// Events that are counted as they stand: nothing that comes later takes one back.
using AsTheyStand = domain::List<domain::ParticipantEnrolled>;

}  // namespace seen

struct Seen {
  using What =
      domain::AsOne<std::variant,
                    domain::Joined<domain::List<seen::Visit, seen::TurnedAway, seen::Use, seen::Emergency,
                                                seen::Mistake, seen::Correction, seen::File, seen::ClosedCodes>,
                                   seen::AsTheyStand>>;

  std::optional<Date> day;  ///< on which it counts; absent: of a period that was closed
  std::int64_t times = 1;   ///< -1: taken back
  What what;

  template <class Fact>
  const Fact* as() const {
    return std::get_if<Fact>(&what);
  }
};

}  // namespace alongside::evidence
