#include "document/dates.hpp"

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <exception>
#include <optional>

#include "document/scanner.hpp"
#include "document/words.hpp"

namespace alongside::document {

namespace {

constexpr std::int32_t year_min = 1900;
constexpr std::int32_t year_max = 2199;
constexpr std::string_view expected_date = "expected a date as 2021-11-30 or 11/30/2021 (month first)";
constexpr std::string_view expected_date_day_first = "expected a date as 2021-11-30 or 30/11/2021 (day first)";
constexpr std::string_view expected_time =
    "expected a date and time as 2021-11-30 14:05 or 11/30/2021 2:05 PM (minutes may be left out)";
constexpr std::string_view expected_time_day_first =
    "expected a date and time as 2021-11-30 14:05 or 30/11/2021 14:05 (day first; minutes may be left out)";

/// How a date that is not in ISO is read.
struct Numbers {
  DayOrder order = DayOrder::month_first;
  std::string_view between = "/";
};
constexpr std::string_view any_separator = "/.-";

date::year_month_day calendar(Date day) {
  return date::year{day.year} / static_cast<int>(day.month) / static_cast<int>(day.day);
}

/// Two numbers and a year of four digits, with the same separator between.
std::optional<std::array<std::uint32_t, 3>> scan_numbers(Scanner& in, std::string_view between) {
  const auto first = in.number(1, 2);
  if (!first) return std::nullopt;
  for (const char separator : between) {
    if (!in.letter(separator)) continue;
    const auto second = in.number(1, 2);
    const auto year = second && in.letter(separator) ? in.number(4, 4) : std::nullopt;
    if (!year) return std::nullopt;
    return std::array{*first, *second, *year};
  }
  return std::nullopt;
}

std::optional<Date> scan_date(Scanner& in, Numbers written) {
  Scanner iso = in;
  Date found;
  const auto year = iso.number(4, 4);
  if (year && iso.letter('-')) {
    const auto month = iso.number(2, 2);
    const auto day = month && iso.letter('-') ? iso.number(2, 2) : std::nullopt;
    if (!day) return std::nullopt;
    found = {static_cast<std::int32_t>(*year), *month, *day};
    in = iso;
  } else {
    const auto numbers = scan_numbers(in, written.between);
    if (!numbers) return std::nullopt;
    const bool month_first = written.order == DayOrder::month_first;
    found = {static_cast<std::int32_t>((*numbers)[2]), (*numbers)[month_first ? 0 : 1],
             (*numbers)[month_first ? 1 : 0]};
  }
  const bool possible = found.year >= year_min && found.year <= year_max && calendar(found).ok();
  return possible ? std::optional(found) : std::nullopt;
}

bool scan_clock(Scanner& in, LocalTime& time) {
  const auto hour = in.number(1, 2);
  if (!hour) return false;
  time.hour = *hour;
  time.written = Written::hour;
  if (in.letter(':')) {
    const auto minute = in.number(2, 2);
    if (!minute) return false;
    time.minute = *minute;
    time.written = Written::minute;
    if (in.letter(':')) {
      const auto second = in.number(2, 2);
      if (!second) return false;
      time.second = *second;
      time.written = Written::second;
      if (in.letter('.')) {
        in.digits();
      }
    }
  }
  in.blanks();
  const bool after_noon = in.letter('P') || in.letter('p');
  const bool before_noon = !after_noon && (in.letter('A') || in.letter('a'));
  if (after_noon || before_noon) {
    if (!in.letter('M') && !in.letter('m')) return false;
    if (time.hour < 1 || time.hour > 12) return false;
    time.hour = time.hour % 12 + (after_noon ? 12 : 0);
  }
  return time.hour < 24 && time.minute < 60 && time.second < 60;
}

std::optional<LocalTime> scan_local(Scanner& in, Numbers written) {
  const auto day = scan_date(in, written);
  if (!day) return std::nullopt;
  LocalTime time{*day, 0, 0, 0, Written::day};
  const bool separated = in.letter('T') || in.letter(' ');
  if (!separated) return time;
  in.blanks();
  return scan_clock(in, time) ? std::optional(time) : std::nullopt;
}

std::optional<std::chrono::minutes> scan_offset(Scanner& in) {
  if (in.letter('Z') || in.letter('z')) return std::chrono::minutes{0};
  const bool west = in.letter('-');
  if (!west && !in.letter('+')) return std::nullopt;
  const auto hours = in.number(2, 2);
  const auto minutes = hours && in.letter(':') ? in.number(2, 2) : std::nullopt;
  if (!minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  return (west ? -1 : 1) * (std::chrono::hours{*hours} + std::chrono::minutes{*minutes});
}

base::Error wrong(std::string_view expected, std::string_view found) {
  return base::input_error(fmt::format("{}, found {}", expected, found.empty() ? "nothing" : shown(found)));
}

base::Result<Date> date_as(std::string_view text, Numbers written, std::string_view expected) {
  const std::string plain = with_plain_spaces(trimmed(text));
  Scanner in(plain);
  const auto day = scan_date(in, written);
  if (!day || !in.at_end()) return wrong(expected, trimmed(text));
  return *day;
}

/// "45001" or "45001.58681": days since the end of 1899, with the time behind the point; of the years 2000 to 2099.
bool is_day_number(std::string_view text) {
  Scanner in(text);
  const auto days = in.number(5, 5);
  if (!days || *days < 36526 || *days > 73050) return false;
  if (in.letter('.') || in.letter(',')) in.digits();
  return in.at_end();
}

date::local_seconds local_seconds(const LocalTime& time) {
  return date::local_days{calendar(time.date)} + std::chrono::hours{time.hour} + std::chrono::minutes{time.minute} +
         std::chrono::seconds{time.second};
}

base::Instant instant_of(date::sys_seconds seconds) { return {seconds.time_since_epoch().count() * 1000}; }

date::sys_seconds seconds_of(base::Instant instant) {
  return date::floor<std::chrono::seconds>(
      date::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{instant.milliseconds_utc}});
}

template <class TimePoint>
LocalTime split(TimePoint point) {
  const auto day = date::floor<date::days>(point);
  const date::year_month_day ymd{day};
  const date::hh_mm_ss<std::chrono::seconds> clock{point - day};
  return {Date{static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day())},
          static_cast<std::uint32_t>(clock.hours().count()), static_cast<std::uint32_t>(clock.minutes().count()),
          static_cast<std::uint32_t>(clock.seconds().count()), Written::second};
}

base::Result<Moment> moment_as(std::string_view text, const Zone& zone, Numbers written, std::string_view expected) {
  const std::string plain = with_plain_spaces(trimmed(text));
  const auto refused = [&] {
    base::Error error = wrong(expected, trimmed(text));
    if (is_day_number(plain))
      error.message +=
          ", the number by which a spreadsheet keeps a day: format the column as a date there and save the file again";
    return error;
  };
  Scanner in(plain);
  const auto time = scan_local(in, written);
  if (!time) return refused();
  if (in.at_end()) {
    const Zone::Utc utc = zone.to_utc(*time);
    return Moment{utc.instant, time->written, utc.change};
  }
  const auto offset = time->written == Written::day ? std::nullopt : scan_offset(in);
  if (!offset || !in.at_end()) return refused();
  return Moment{instant_of(date::sys_seconds{local_seconds(*time).time_since_epoch()} - *offset), time->written};
}

}  // namespace

OrderShown order_shown(std::string_view text) {
  const std::string plain = with_plain_spaces(trimmed(text));
  Scanner in(plain);
  const auto numbers = scan_numbers(in, any_separator);
  if (!numbers) return OrderShown::nothing;
  const auto [first, second, last] = *numbers;
  const auto year = static_cast<std::int32_t>(last);
  const auto is_date = [year](std::uint32_t month, std::uint32_t day) { return calendar({year, month, day}).ok(); };
  const bool month_first = is_date(first, second);
  const bool day_first = is_date(second, first);
  if (month_first && day_first) return first == second ? OrderShown::nothing : OrderShown::either;
  if (month_first) return OrderShown::month_first;
  return day_first ? OrderShown::day_first : OrderShown::nothing;
}

base::Result<Date> parse_date(std::string_view text) { return date_as(text, {}, expected_date); }

base::Result<Date> parse_date(std::string_view text, DayOrder order) {
  return date_as(text, {order, any_separator}, order == DayOrder::day_first ? expected_date_day_first : expected_date);
}

base::Result<LocalTime> parse_local_time(std::string_view text) {
  const std::string plain = with_plain_spaces(trimmed(text));
  Scanner in(plain);
  const auto time = scan_local(in, {});
  if (!time || !in.at_end()) return wrong(expected_time, trimmed(text));
  return *time;
}

base::Result<Moment> parse_moment(std::string_view text, const Zone& zone) {
  return moment_as(text, zone, {}, expected_time);
}

base::Result<Moment> parse_moment(std::string_view text, const Zone& zone, DayOrder order) {
  return moment_as(text, zone, {order, any_separator},
                   order == DayOrder::day_first ? expected_time_day_first : expected_time);
}

std::string iso_date(Date day) { return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day); }

Date next_day(Date day) { return split(date::sys_seconds{date::sys_days{calendar(day)} + date::days{1}}).date; }

Date day_before(Date day) { return split(date::sys_seconds{date::sys_days{calendar(day)} - date::days{1}}).date; }

std::int64_t days_between(Date from, Date to) {
  return (date::sys_days{calendar(to)} - date::sys_days{calendar(from)}).count();
}

std::string iso_utc(base::Instant instant) {
  const LocalTime time = split(seconds_of(instant));
  return fmt::format("{}T{:02}:{:02}:{:02}Z", iso_date(time.date), time.hour, time.minute, time.second);
}

base::Result<Zone> Zone::find(std::string_view name) {
  const auto unknown = [&] {
    return base::input_error(fmt::format(
        "expected a time zone as America/New_York, found {}, which this system's time zone data (tzdata) does not have",
        shown(name)));
  };
  // The library answers an empty or strange name by opening files: only names of the usual form are asked for.
  if (name.empty() || name.front() == '/' || name.find("..") != std::string_view::npos) return unknown();
  try {
    return Zone(std::string(name), date::locate_zone(std::string(name)));
  } catch (const std::exception&) {
    return unknown();
  }
}

Zone::Utc Zone::to_utc(const LocalTime& local) const {
  const auto* rules = static_cast<const date::time_zone*>(rules_);
  const date::local_seconds wall = local_seconds(local);
  const date::local_info info = rules->get_info(wall);
  // With the offset in force before the change: the first of two, or as though the clock had not been put forward yet.
  const date::sys_seconds utc{wall.time_since_epoch() - info.first.offset};
  const ClockChange change = info.result == date::local_info::ambiguous     ? ClockChange::twice
                             : info.result == date::local_info::nonexistent ? ClockChange::never
                                                                            : ClockChange::none;
  return {instant_of(utc), change};
}

LocalTime Zone::to_local(base::Instant instant) const {
  const auto* rules = static_cast<const date::time_zone*>(rules_);
  return split(rules->to_local(seconds_of(instant)));
}

base::Instant Zone::begin_of(Date day) const { return begin_of(day, 0); }

base::Instant Zone::begin_of(Date day, std::uint32_t minutes_after_midnight) const {
  return to_utc({day, minutes_after_midnight / 60, minutes_after_midnight % 60, 0, Written::second}).instant;
}

}  // namespace alongside::document
