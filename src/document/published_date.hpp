// PublishedDate: the day that a publisher's file gives, however its exporter writes it.
//
// Goals: what the open-data portals and the usual programs write is read: ISO with T, fractions and Z (Socrata, CKAN), slashes with the year in front and an
// offset (ArcGIS Hub), American forms with a clock, months by name (SAS, Oracle), years of two digits, milliseconds since 1970 (ArcGIS's services); what had
// to be assumed is said, so that a caller can tell. Non-goals: the clock (it is checked and dropped), guessing which number is the day (the caller says).
// An offset moves no day: portals write a day as its midnight, and a shift would put the first of January into the old year. Pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "document/dates.hpp"

namespace alongside::document {

/// What a text did not say by itself.
enum class DateAssumed : std::uint8_t {
  nothing,
  century,       ///< a year of two digits: 69 to 99 in the 1900s, 00 to 68 in the 2000s, as POSIX has it
  day_of_zone,   ///< a clock with an offset: the day is taken as it is written
  milliseconds,  ///< since 1970: the day that it was in UTC
};

struct PublishedDate {
  Date date;
  DateAssumed assumed = DateAssumed::nothing;
};

/// The errors are "expected ..., found ..."; they name a spreadsheet's day number and seconds since 1970.
base::Result<PublishedDate> parse_published_date(std::string_view text, DayOrder order);

}  // namespace alongside::document
