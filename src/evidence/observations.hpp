// Observations: what a simulator needs to know of a site or of several, counted: who comes when, who waits, how long things last,
// what follows a use, how an emergency goes.
//
// Goals: every count beside what it is a count of; observations add up over sites of one kind. Non-goals: rates, names of
// distributions, persons: a visit cannot be linked to another one. Invariants: what a record does not say is counted as not known, never
// as none; nothing in here is finer than the whole period. Plain values.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "domain/seat/words.hpp"
#include "domain/visit/words.hpp"
#include "domain/watch/words.hpp"
#include "domain/words.hpp"
#include "evidence/answers.hpp"
#include "evidence/day.hpp"
#include "evidence/durations.hpp"
#include "evidence/words.hpp"

namespace alongside::evidence {

inline constexpr std::size_t week_hours = 7 * 24;  ///< hour 0 is Monday's first on the site's own wall
using WeekHours = std::array<std::uint64_t, week_hours>;

/// What one use was of, as far as risk asks: opioids, stimulants, both, neither of them, or not said.
enum class Mix : std::uint8_t { opioid, stimulant, opioid_and_stimulant, other, not_recorded };
/// Opioid: heroin, fentanyl, prescribed opioid, methadone. Stimulant: cocaine, crack, methamphetamine, amphetamine. Not recorded: nothing,
/// or nothing but "unknown". A pressed pill is other: what was in it is not known.
Mix mix_of(domain::Substances substances);

/// How far the counts of days are from a Poisson process.
struct DailySpread {
  std::uint64_t days = 0;
  std::uint64_t arrivals = 0;          ///< on those days
  std::uint64_t arrivals_squared = 0;  ///< the sum of the squared counts of the days
  /// Pearson's index within each site and weekday, given the hours open on each day: the sum of (count - expected)^2 / expected.
  /// Poisson counts make it about its degrees of freedom.
  double pearson = 0;
  std::uint64_t degrees_of_freedom = 0;
};

struct Arrivals {
  WeekHours by_hour{};
  std::uint64_t hour_not_recorded = 0;  ///< imported by the day; in `daily`, in no hour
  DailySpread daily;
};

/// Arrivals that the program itself recorded, and the time during which it could.
struct LiveArrivals {
  Arrivals for_use;
  Arrivals for_other;
  std::array<std::int64_t, week_hours> open_milliseconds{};
  std::uint64_t days_open = 0;  ///< days on which the floor was open at all
};

/// Arrivals of imported history, which says nothing of opening hours.
struct ImportedArrivals {
  Arrivals for_use;
  Arrivals for_other;
  std::array<std::uint64_t, 7> days_by_weekday{};  ///< days that the imported files cover, from Monday

  std::uint64_t days() const;
};

/// How a wait for a seat ended.
enum class WaitEnd : std::uint8_t { seated, left_before_served, no_seat, not_served, left };
inline constexpr std::size_t wait_ends = 5;
inline constexpr std::size_t reasons_not_served = domain::Words<domain::NotServed>::names.size();

struct Waiting {
  std::array<Durations, wait_ends> ended;  ///< by WaitEnd
  std::uint64_t seated_at_once = 0;        ///< never waited for a seat
  std::uint64_t still_waiting = 0;
  std::uint64_t times_not_sure = 0;                             ///< waits that ended and are in no duration
  std::array<std::uint64_t, reasons_not_served> at_the_door{};  ///< by NotServed: not welcomed in
  std::array<std::uint64_t, reasons_not_served> inside{};       ///< by NotServed: after a welcome
};

/// Where somebody sat to use, and how the stay's first use was taken.
struct StayKind {
  domain::SeatKind seat = domain::SeatKind::booth;
  domain::Route route = domain::Route::unknown;

  auto operator<=>(const StayKind&) const = default;
};

/// Stays on a seat in which a use began.
struct Stays {
  std::uint64_t count = 0;
  std::uint64_t several_uses = 0;    ///< of them
  std::uint64_t met_emergency = 0;   ///< ended after an emergency of that person began: not in `seat_time`
  std::uint64_t times_not_sure = 0;  ///< in no duration
  std::uint64_t not_over = 0;        ///< still there: not in `seat_time`
  Durations preparation;             ///< from sitting down to the first use
  Durations seat_time;               ///< from the first use to leaving the seat
};

/// What happens after a use, over visits that are over, had a use and met no emergency.
struct Leaving {
  std::uint64_t visits = 0;
  std::uint64_t met_emergency = 0;  ///< visits with a use that are over and are not in `visits`
  std::uint64_t moved_to_aftercare = 0;
  std::uint64_t left_early = 0;          ///< before a look ended the watch
  std::uint64_t found_gone = 0;          ///< nobody saw them leave
  std::uint64_t found_gone_watched = 0;  ///< of them, while the watch was open
  std::uint64_t times_not_sure = 0;      ///< in no duration
  Durations aftercare;                   ///< each stay on an aftercare chair
  Durations visit_for_use;               ///< from the door to leaving, or to being found gone
};

struct UseGroup {
  domain::Route route = domain::Route::unknown;
  Mix mix = Mix::not_recorded;

  auto operator<=>(const UseGroup&) const = default;
};

UseGroup group_of(const UseKind& kind);

/// Emergencies by kind, then by highest response.
using Emergencies = std::array<std::array<std::uint64_t, responses>, emergency_kinds>;
std::uint64_t all_of(const Emergencies& emergencies);

/// Uses of one group and what followed them.
struct UsesSeen {
  std::uint64_t count = 0;
  std::uint64_t imported = 0;           ///< of them
  Emergencies followed{};               ///< emergencies of the same person after such a use, no other use between
  Durations delay;                      ///< from the use to the emergency's t0
  std::uint64_t delay_not_known = 0;    ///< imported, or a time not sure
  std::uint64_t after_watch_ended = 0;  ///< of `delay`: t0 came after the watch over this use had ended
  Durations watched;  ///< without emergency: from the use until a look ended the watch, the next use or leaving
  Durations stayed;   ///< without emergency: from the use until the next use or leaving: nothing is seen beyond
};

struct ResponseGroup {
  EmergencyKind kind = EmergencyKind::not_recorded;
  Response highest = Response::none_recorded;

  auto operator<=>(const ResponseGroup&) const = default;
};

struct ResponsesSeen {
  std::uint64_t count = 0;
  std::uint64_t imported = 0;        ///< of them; these have no times and no doses
  std::uint64_t still_open = 0;      ///< in no duration but those that are over
  std::uint64_t times_not_sure = 0;  ///< in no duration
  std::uint64_t t0_moved = 0;        ///< in the durations: said to have started earlier
  std::uint64_t from_paper = 0;      ///< in the durations: an act entered from paper
  Durations breathing_back;          ///< from t0 to the last "breathing is back"
  Durations closed;                  ///< from t0
  Durations first_breath;            ///< from t0; what was done before t0 counts as 0
  Durations first_oxygen;
  Durations first_dose;
  std::vector<std::uint64_t> by_doses;  ///< live emergencies by doses of naloxone, from none
  Answers oxygen;
  Answers ems;
  Answers transport;
};

/// Days by how many emergencies began on them: what a shared day effect is fitted to.
struct DayClusters {
  struct Days {
    std::uint64_t days = 0;
    std::uint64_t uses = 0;  ///< on those days
    auto operator<=>(const Days&) const = default;
  };
  std::vector<Days> by_emergencies;  ///< from none; of whatever kind
  std::vector<Days> by_opioid;       ///< opioid emergencies only
  std::uint64_t uses_squared = 0;    ///< the sum over days of the squared number of uses
};

/// One more at that place of a list that is as long as it must be.
void count_at(std::vector<std::uint64_t>& counts, std::size_t at);

/// First and last day.
struct Span {
  std::optional<Date> first;
  std::optional<Date> last;

  void merge(const Span& other);
};

struct Observations {
  Span days;  ///< with anything counted, on the site's wall
  std::array<std::uint64_t, domain::Words<domain::SeatKind>::names.size()> places{};  ///< capacity, by SeatKind
  LiveArrivals live;
  ImportedArrivals imported;
  Waiting waiting;
  std::map<StayKind, Stays> stays;
  Leaving leaving;
  Durations visit_other;                      ///< visits without a use that came for something else
  std::vector<std::uint64_t> visits_by_uses;  ///< visits for use that are over, or imported, by number of uses
  std::map<UseGroup, UsesSeen> uses;
  Emergencies no_use_known{};  ///< emergencies that are not known to have followed a use
  std::map<ResponseGroup, ResponsesSeen> responses_seen;
  std::uint64_t opened_by_mistake = 0;  ///< in no figure
  DayClusters clusters;

  std::uint64_t all_uses() const;
  std::uint64_t all_emergencies() const;
};

}  // namespace alongside::evidence

template <>
struct alongside::domain::Words<alongside::evidence::Mix> {
  static constexpr std::array<std::string_view, 5> names{"opioid", "stimulant", "opioid_and_stimulant", "other",
                                                         "not_recorded"};
};
template <>
struct alongside::domain::Words<alongside::evidence::WaitEnd> {
  static constexpr std::array<std::string_view, alongside::evidence::wait_ends> names{"seated", "left_before_served",
                                                                                      "no_seat", "not_served", "left"};
};
