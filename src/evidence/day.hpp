// The days of a site, and the one on which an instant counts.
//
// Goals: one place for every count by day, in reports and in evidence. A day begins at the minute of the wall that the record says (05:00 for
// new sites, midnight for those that stood before it said so) and ends where the next one begins: half-open, of 23, 24 or 25 hours. What
// stands in the record when an instant comes decides, and nothing that is said later; before its first word, midnight by the zone of the
// site's own file. Non-goals: hours and weeks (those are the wall's), months of codes, what the floor calls today.
// Invariants: every instant has exactly one day; a later instant never has an earlier day, so the day on which the record says another
// start or another zone goes on until the next one begins. A value; one thread writes it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "document/dates.hpp"
#include "domain/site/events.hpp"

namespace alongside::evidence {

using document::Date;

/// When days begin, and from which day on.
struct DayStart {
  std::optional<Date> from;  ///< the first that ends so; none: there is no other before it
  std::string zone;
  std::uint32_t minutes = 0;  ///< after midnight by the wall

  bool operator==(const DayStart&) const = default;
  std::string clock() const;  ///< "05:00"
};

class SiteDays {
 public:
  /// From midnight by this zone, until the record says otherwise.
  explicit SiteDays(document::Zone zone);

  /// A zone that this system does not have leaves the one in force.
  void take(const domain::DaySet& set, base::Instant at);

  Date day_of(base::Instant at) const;
  /// Of an imported instant: one that is known by its date alone is written as that date's midnight, and counts on it.
  Date day_of_imported(base::Instant at) const;
  /// The first instant after this one that has another day.
  base::Instant end_of_day(base::Instant at) const;

  document::LocalTime on_the_wall(base::Instant at) const { return in_force(at).zone.to_local(at); }
  /// The last that the record says.
  const document::Zone& zone() const { return rules_.back().zone; }
  /// What days of this stretch go by, in their order.
  std::vector<DayStart> starts_within(Date first, Date last) const;

 private:
  struct Rule {
    base::Instant from;
    Date not_before;  ///< the day that had begun already
    document::Zone zone;
    std::uint32_t starts_minutes = 0;

    base::Instant begin_of(Date day) const { return zone.begin_of(day, starts_minutes); }
    Date day_of(base::Instant at) const;
  };
  const Rule& in_force(base::Instant at) const;

  std::vector<Rule> rules_;  ///< by the time from which they hold; never empty
};

/// 0 is Monday; 1 January 1970 was a Thursday.
inline std::size_t weekday_of(Date date) {
  const std::int64_t days = document::days_between(Date{1970, 1, 1}, date);
  return static_cast<std::size_t>(((days + 3) % 7 + 7) % 7);
}

}  // namespace alongside::evidence
