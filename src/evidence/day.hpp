// The day of a site on which an instant counts.
//
// Invariant: every count by day, in reports and in evidence, asks here.
#pragma once

#include <cstddef>
#include <cstdint>

#include "document/dates.hpp"

namespace alongside::evidence {

using document::Date;

inline Date day_of(const document::Zone& zone, base::Instant at) { return zone.to_local(at).date; }

/// 0 is Monday; 1 January 1970 was a Thursday.
inline std::size_t weekday_of(Date date) {
  const std::int64_t days = document::days_between(Date{1970, 1, 1}, date);
  return static_cast<std::size_t>(((days + 3) % 7 + 7) % 7);
}

}  // namespace alongside::evidence
