// Dates: what people write for a day and a time, and what the clock on a site's wall said then.
//
// Goals: ISO 8601 and the American forms are read exactly or refused with what was expected; other numbers are read in the
// order that the caller knows (what one date shows of its order helps to know it); a local time becomes an Instant by the
// site's zone and back. Non-goals: guessing that order from one date, week dates, leap seconds. The zone rules are the system's (tzdata), read through Howard Hinnant's date. All functions are free to
// call from any thread.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace alongside::document {

/// A day of the Gregorian calendar, years 1900 to 2199.
struct Date {
  std::int32_t year = 1970;
  std::uint32_t month = 1;
  std::uint32_t day = 1;

  auto operator<=>(const Date&) const = default;
};

/// How fine a written time was.
enum class Written : std::uint8_t { day, hour, minute, second };

/// The calendar and the clock on the wall. What was not written is zero; `written` says how much was.
struct LocalTime {
  Date date;
  std::uint32_t hour = 0;
  std::uint32_t minute = 0;
  std::uint32_t second = 0;
  Written written = Written::second;
};

/// Which number of "3/4/2021" is the month.
enum class DayOrder : std::uint8_t { month_first, day_first };

/// What the numbers of a date say of their order. `either`: it would be another day in the other order.
enum class OrderShown : std::uint8_t { nothing, month_first, day_first, either };

/// Of a text that begins with two numbers and a year of four digits, with slashes, points or dashes between. Nothing: it is in ISO, no
/// date, or the same day in both orders.
OrderShown order_shown(std::string_view text);

/// "2021-11-30" or "11/30/2021" (month first; one digit will do). The errors are "expected ..., found ...".
base::Result<Date> parse_date(std::string_view text);
/// The same with the numbers in this order, also with points or dashes between: "30.11.2021".
base::Result<Date> parse_date(std::string_view text, DayOrder order);

/// A date, and after a space or 'T' none of, "14", "14:05", "14:05:07" (a fraction of a second is dropped), or "2 PM",
/// "2:05 PM", "2:05:07 PM".
base::Result<LocalTime> parse_local_time(std::string_view text);

std::string iso_date(Date date);  ///< "2021-11-30"
Date next_day(Date date);         ///< the day after
Date day_before(Date date);
std::int64_t days_between(Date from, Date to);  ///< negative if `to` is earlier

/// A time zone by its name, "America/New_York". A value; copies are cheap.
class Zone {
 public:
  /// Refuses a name that the system's time zone data does not have.
  static base::Result<Zone> find(std::string_view name);
  const std::string& name() const { return name_; }

  /// What happened to the wall's clock around a local time.
  enum class ClockChange : std::uint8_t {
    none,
    twice,  ///< the clock was put back: the time came twice; the first of the two is meant
    never,  ///< the clock was put forward over it: read as though it had not been yet (02:30 is 30 minutes after the
            ///< change)
  };
  struct Utc {
    base::Instant instant;
    ClockChange change = ClockChange::none;
  };
  Utc to_utc(const LocalTime& local) const;
  LocalTime to_local(base::Instant instant) const;
  /// The day's first instant.
  base::Instant begin_of(Date date) const;
  /// When the wall's clock has come so far on that day, as `to_utc` reads it.
  base::Instant begin_of(Date date, std::uint32_t minutes_after_midnight) const;

 private:
  explicit Zone(std::string name, const void* rules) : name_(std::move(name)), rules_(rules) {}
  std::string name_;
  const void* rules_;  ///< the zone in the library's own data, which lives as long as the program
};

/// A written time as an instant, with how fine it was and whether a clock change stood in its way.
struct Moment {
  base::Instant instant;
  Written written = Written::second;
  Zone::ClockChange change = Zone::ClockChange::none;
};

/// What `parse_local_time` takes, by the zone; or with "Z" or an offset as "-05:00" behind the clock, which counts
/// then.
base::Result<Moment> parse_moment(std::string_view text, const Zone& zone);
/// The same with a date in this order, as `parse_date`. A number that a spreadsheet keeps for a day is named as such in the error.
base::Result<Moment> parse_moment(std::string_view text, const Zone& zone, DayOrder order);

/// "2021-11-30T19:05:00Z", to the second.
std::string iso_utc(base::Instant instant);

}  // namespace alongside::document
