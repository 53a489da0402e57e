// Evidence document: what a center, or several of one kind, showed: all that simulations and studies read of a record, as one TOML text
// (docs/evidence.md). Everything that stands in it, its reading and its writing.
//
// Goals: each count beside what it is a count of; every field read and checked, with a mistake named at its line; readable by a person.
// Non-goals: counting (the room that knows a ledger does), fitting, the release face. Invariants: whole-period totals only; no person, no
// visit, no day but the first and the last; what a document does not say is absent here, never 0; every number is written so that reading
// gives the same number back. Hour 0 of a week is Monday's first on the site's own wall. Plain values: free to copy and to share.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.hpp"
#include "base/result.hpp"
#include "document/dates.hpp"
#include "document/evidence_words.hpp"

namespace alongside::document {

/// Times of one kind, in minutes.
struct MinutesSeen {
  std::uint64_t n = 0;
  std::optional<double> mean;
  std::optional<double> sd;  ///< absent for fewer than two
  std::uint64_t log_n = 0;   ///< of them above 0 minutes
  std::optional<double> log_mean;
  std::optional<double> log_sd;
  std::vector<double> quantiles;  ///< 21 points of the quantile function, at 0, 0.05 ... 1; empty for n = 0

  bool operator==(const MinutesSeen&) const = default;
};

struct DailySeen {
  std::uint64_t days = 0;
  std::uint64_t arrivals = 0;  ///< on those days
  std::optional<double> mean;
  std::optional<double> variance;
  std::optional<double> variance_to_mean;
  std::uint64_t degrees_of_freedom = 0;
  std::optional<double>
      pearson;  ///< within site and weekday, given the hours open; a Poisson process makes it about its degrees of freedom

  bool operator==(const DailySeen&) const = default;
};

template <class Number>
using WeekOf = std::array<Number, 7 * 24>;

struct ArrivalsSeen {
  WeekOf<std::uint64_t> by_hour{};
  std::uint64_t hour_not_recorded = 0;  ///< in no hour, in `daily`
  DailySeen daily;

  bool operator==(const ArrivalsSeen&) const = default;
};

struct LiveArrivalsSeen {
  std::uint64_t days_open = 0;
  WeekOf<double> open_hours{};  ///< over all weeks and sites
  ArrivalsSeen for_use;
  ArrivalsSeen for_other;

  bool operator==(const LiveArrivalsSeen&) const = default;
};

struct ImportedArrivalsSeen {
  std::array<std::uint64_t, 7> days{};  ///< covered, from Monday; opening hours are not known
  ArrivalsSeen for_use;
  ArrivalsSeen for_other;

  bool operator==(const ImportedArrivalsSeen&) const = default;
};

struct NotServedSeen {
  std::array<std::uint64_t, EvidenceWords<ReasonSeen>::names.size()> by_reason{};

  std::uint64_t of(ReasonSeen reason) const { return by_reason[static_cast<std::size_t>(reason)]; }
  bool operator==(const NotServedSeen&) const = default;
};

struct WaitingSeen {
  std::uint64_t seated_at_once = 0;
  std::uint64_t still_waiting = 0;
  std::uint64_t times_not_sure = 0;
  MinutesSeen seated;  ///< waits by how they ended
  MinutesSeen left_before_served;
  MinutesSeen no_seat;
  MinutesSeen not_served;
  MinutesSeen left;
  NotServedSeen at_the_door;
  NotServedSeen inside;

  bool operator==(const WaitingSeen&) const = default;
};

struct StaysSeen {
  std::uint64_t stays = 0;
  std::uint64_t several_uses = 0;
  std::uint64_t met_emergency = 0;
  std::uint64_t not_over = 0;
  std::uint64_t times_not_sure = 0;
  MinutesSeen preparation;
  MinutesSeen seat_time;  ///< from the first use to leaving the seat, without stays that met an emergency

  bool operator==(const StaysSeen&) const = default;
};

struct StaysByKindSeen {
  SeatSeen seat = SeatSeen::booth;
  RouteSeen route = RouteSeen::unknown;  ///< of the stay's first use
  StaysSeen seen;

  bool operator==(const StaysByKindSeen&) const = default;
};

/// Of visits that are over, had a use and met no emergency.
struct LeavingSeen {
  std::uint64_t visits = 0;
  std::uint64_t moved_to_aftercare = 0;
  std::uint64_t left_early = 0;
  std::uint64_t found_gone = 0;
  std::uint64_t found_gone_watched = 0;
  std::uint64_t times_not_sure = 0;
  std::uint64_t met_emergency = 0;  ///< beside `visits`
  MinutesSeen aftercare;
  MinutesSeen visit_for_use;
  MinutesSeen visit_for_other;

  bool operator==(const LeavingSeen&) const = default;
};

/// Emergencies by kind, then by highest response.
struct EmergenciesSeen {
  std::array<std::array<std::uint64_t, EvidenceWords<HighestSeen>::names.size()>,
             EvidenceWords<EmergencyKindSeen>::names.size()>
      counts{};

  std::uint64_t of(EmergencyKindSeen kind) const;
  std::uint64_t of(EmergencyKindSeen kind, HighestSeen highest) const;
  std::uint64_t all() const;
  bool operator==(const EmergenciesSeen&) const = default;
};

/// Uses by one route and of one mix, and what followed them.
struct UsesSeen {
  RouteSeen route = RouteSeen::unknown;
  MixSeen mix = MixSeen::not_recorded;
  std::uint64_t uses = 0;
  std::uint64_t imported = 0;           ///< of them
  EmergenciesSeen emergencies;          ///< that followed one of these uses
  std::uint64_t delay_not_known = 0;    ///< of them; the others are in `delay`
  std::uint64_t after_watch_ended = 0;  ///< of those in `delay`
  MinutesSeen delay;                    ///< from the use to the emergency's t0
  MinutesSeen watched;                  ///< uses without emergency: until the watch ended, the next use or leaving
  MinutesSeen stayed;  ///< uses without emergency: until the next use or leaving; what comes later nobody sees

  bool operator==(const UsesSeen&) const = default;
};

/// One question over emergencies.
struct AnswersSeen {
  std::uint64_t yes = 0;
  std::uint64_t no = 0;
  std::uint64_t not_recorded = 0;

  bool operator==(const AnswersSeen&) const = default;
};

/// Emergencies of one kind and one highest response. Times are from t0.
struct ResponsesSeen {
  EmergencyKindSeen kind = EmergencyKindSeen::not_recorded;
  HighestSeen highest = HighestSeen::none_recorded;
  std::uint64_t emergencies = 0;
  std::uint64_t imported = 0;  ///< of them; without times and doses
  std::uint64_t still_open = 0;
  std::uint64_t times_not_sure = 0;
  std::uint64_t t0_moved = 0;
  std::uint64_t from_paper = 0;
  std::vector<std::uint64_t> by_doses;  ///< with 0, 1, 2 ... doses of naloxone; empty: not known
  MinutesSeen breathing_back;
  MinutesSeen closed;
  MinutesSeen first_breath;
  MinutesSeen first_oxygen;
  MinutesSeen first_dose;
  AnswersSeen oxygen;
  AnswersSeen ems;
  AnswersSeen transport;

  bool operator==(const ResponsesSeen&) const = default;
};

/// Days with 0, 1, 2 ... emergencies, and the uses on those days. Both empty: no day in the document.
struct DaysByEmergencies {
  std::vector<std::uint64_t> days;
  std::vector<std::uint64_t> uses;

  bool operator==(const DaysByEmergencies&) const = default;
};

struct DayClustersSeen {
  DaysByEmergencies by_emergencies;
  DaysByEmergencies by_opioid;
  std::uint64_t uses_squared = 0;  ///< the sum over days of the squared number of uses

  bool operator==(const DayClustersSeen&) const = default;
};

struct SourceOfEvidence {
  std::string name;
  std::string zone;
  std::string data_as_of;  ///< ISO 8601, UTC; empty: not known
  std::uint64_t chain_head_seq = 0;
  std::string chain_head_digest;
  std::optional<Date> first_day;  ///< with anything counted, on the site's wall; both absent: no day
  std::optional<Date> last_day;
  std::uint64_t days_open = 0;
  std::uint64_t days_imported = 0;

  bool operator==(const SourceOfEvidence&) const = default;
};

/// What one center, or several of one kind together, showed.
struct EvidenceDocument {
  SiteKindSeen kind_of_site = SiteKindSeen::real;
  std::vector<SourceOfEvidence> sites;
  std::array<std::uint64_t, EvidenceWords<SeatSeen>::names.size()> places{};  ///< by SeatSeen
  std::optional<LiveArrivalsSeen> live;                                       ///< absent: no floor was opened
  std::optional<ImportedArrivalsSeen> imported;                               ///< absent: no history was imported
  WaitingSeen waiting;
  StaysSeen stays;
  std::vector<StaysByKindSeen> stays_by_kind;
  LeavingSeen leaving;
  std::vector<std::uint64_t> visits_by_uses;  ///< visits for use with 0, 1, 2 ... uses
  std::uint64_t emergencies = 0;
  std::uint64_t opened_by_mistake = 0;  ///< in no other figure
  EmergenciesSeen no_use_known;         ///< not known to have followed a use
  std::vector<UsesSeen> uses;
  std::vector<ResponsesSeen> responses;
  DayClustersSeen day_clusters;

  std::uint64_t places_of(SeatSeen seat) const { return places[static_cast<std::size_t>(seat)]; }
  std::uint64_t all_uses() const;
  bool operator==(const EvidenceDocument&) const = default;
};

/// Refuses a document that is no evidence document of format 1, a field that is missing, misspelt or out of range, a document of no site,
/// and counts that do not belong together (emergencies that do not add up, a list of days without its uses, a last day before the first).
base::Result<EvidenceDocument> read_evidence(const base::Fields& fields);

std::string evidence_as_toml(const EvidenceDocument& document);

}  // namespace alongside::document
