// Tally: what is counted of a stretch of time at a site. Tallies add up, over days and over sites.
//
// Invariant: every count is of things that were recorded; what a record does not say is counted as not recorded, never as none.
// A plain value; `+=` is all that it does.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <vector>

#include "document/dates.hpp"
#include "domain/words.hpp"

namespace alongside::evidence {

using document::Date;

/// What one use was of; a mix is its whole set.
struct UseKind {
  domain::Substances substances;
  domain::Route route = domain::Route::unknown;

  auto operator<=>(const UseKind&) const = default;
};

/// In the order of reports. `not_recorded`: nobody chose a kind.
enum class EmergencyKind : std::uint8_t { opioid, stimulant, other, not_recorded };
inline constexpr std::size_t emergency_kinds = 4;
/// As an imported row's source called it.
EmergencyKind kind_of(domain::EmergencyGroup group);

/// From the least to the most. The order is our choice [J], to be confirmed by a medical director: breaths above oxygen, since who
/// was breathed for was in the greater danger.
enum class Response : std::uint8_t { none_recorded, watched, oxygen, breaths, naloxone };
inline constexpr std::size_t responses = 5;
/// The highest of what was given.
Response highest_of(domain::Measures given);

/// Yes, no, and what was not recorded, of one question over many emergencies.
struct Answers {
  std::uint64_t yes = 0;
  std::uint64_t no = 0;
  std::uint64_t not_recorded = 0;

  void count(domain::Answer answer);
  std::uint64_t all() const { return yes + no + not_recorded; }
  Answers& operator+=(const Answers& other);
  bool operator==(const Answers&) const = default;
};

struct EmergencyTally {
  std::uint64_t count = 0;
  std::uint64_t overdoses =
      0;  ///< by the case definition: breaths, oxygen or naloxone given, or no answer to voice and touch
  std::array<Answers, 4> any_use;                  ///< by domain::Measure
  std::array<std::uint64_t, responses> highest{};  ///< by Response, of the measures that are recorded
  Answers ems;
  Answers transport;
  Answers died;

  EmergencyTally& operator+=(const EmergencyTally& other);
};

/// Milliseconds from t0 to the first of a measure, over live emergencies. Negative: before t0.
struct Times {
  std::vector<std::int64_t> milliseconds;
  std::uint64_t without = 0;     ///< emergencies in which it was not given
  std::uint64_t before_tap = 0;  ///< given before the emergency was tapped (they are in `milliseconds`)

  Times& operator+=(const Times& other);
};

struct Corrections {
  std::uint64_t uses_corrected = 0;
  std::uint64_t acts_corrected = 0;
  std::uint64_t acts_undone = 0;
  std::uint64_t acts_moved = 0;
  std::uint64_t emergencies_joined = 0;
  std::uint64_t floor_undone = 0;  ///< looks, uses, welcomes, endings, hand-overs that were taken back

  std::uint64_t all() const {
    return uses_corrected + acts_corrected + acts_undone + acts_moved + emergencies_joined + floor_undone;
  }
  Corrections& operator+=(const Corrections& other);
};

struct Tally {
  std::array<std::uint64_t, 24> visits_by_hour{};  ///< the hour of arrival on the site's wall
  std::uint64_t visits_hour_not_recorded = 0;
  std::uint64_t visits_imported = 0;  ///< of the visits above
  std::uint64_t enrolled = 0;         ///< codes made
  std::uint64_t could_not_be_served = 0;
  std::uint64_t left_before_served = 0;
  std::map<UseKind, std::uint64_t> uses;
  std::uint64_t uses_imported = 0;
  std::array<EmergencyTally, emergency_kinds> emergencies;  ///< by EmergencyKind; without those opened by mistake
  std::uint64_t emergencies_imported = 0;
  std::uint64_t opened_by_mistake = 0;
  std::uint64_t still_open = 0;
  std::uint64_t t0_moved = 0;       ///< live emergencies that were said to have started earlier
  std::uint64_t from_paper = 0;     ///< live emergencies with an act entered from paper
  std::uint64_t time_not_sure = 0;  ///< live emergencies with an act whose time is not sure
  Times to_breaths;
  Times to_oxygen;
  Times to_naloxone;
  Corrections corrections;

  std::uint64_t visits() const;
  std::uint64_t all_uses() const;
  EmergencyTally all_emergencies() const;
  Tally& operator+=(const Tally& other);
};

/// Distinct codes of a period. Where several counts overlap (two imports of one month) the truth lies between the largest and the sum.
struct Codes {
  std::uint64_t at_least = 0;
  std::uint64_t at_most = 0;

  bool operator==(const Codes&) const = default;
};

}  // namespace alongside::evidence

template <>
struct alongside::domain::Words<alongside::evidence::EmergencyKind> {
  static constexpr std::array<std::string_view, alongside::evidence::emergency_kinds> names{"opioid", "stimulant",
                                                                                            "other", "not_recorded"};
};
template <>
struct alongside::domain::Words<alongside::evidence::Response> {
  static constexpr std::array<std::string_view, alongside::evidence::responses> names{"none_recorded", "watched",
                                                                                      "oxygen", "breaths", "naloxone"};
};
