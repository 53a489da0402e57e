#include "document/dates.hpp"

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>

#include "document/words.hpp"

namespace alongside::document {

namespace {

constexpr std::int32_t year_min = 1900;
constexpr std::int32_t year_max = 2199;
constexpr std::string_view expected_date = "expected a date as 2021-11-30 or 11/30/2021 (month first)";
constexpr std::string_view expected_time =
    "expected a date and time as 2021-11-30 14:05 or 11/30/2021 2:05 PM (minutes may be left out)";

/// Reads from the front of a text; each step says whether it could.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : left_(text) {}

  std::optional<std::uint32_t> number(std::size_t digits_min, std::size_t digits_max) {
    std::uint32_t value = 0;
    std::size_t digits = 0;
    while (digits < digits_max && digits < left_.size() && left_[digits] >= '0' && left_[digits] <= '9') {
      value = value * 10 + static_cast<std::uint32_t>(left_[digits] - '0');
      ++digits;
    }
    const bool goes_on = digits < left_.size() && left_[digits] >= '0' && left_[digits] <= '9';
    if (digits < digits_min || goes_on) return std::nullopt;
    left_.remove_prefix(digits);
    return value;
  }
  bool letter(char c) {
    if (left_.empty() || left_.front() != c) return false;
    left_.remove_prefix(1);
    return true;
  }
  void blanks() {
    while (letter(' ')) {
    }
  }
  void digits() { left_.remove_prefix(std::min(left_.find_first_not_of("0123456789"), left_.size())); }
  bool at_end() const { return left_.empty(); }

 private:
  std::string_view left_;
};

date::year_month_day calendar(Date day) {
  return date::year{day.year} / static_cast<int>(day.month) / static_cast<int>(day.day);
}

std::optional<Date> scan_date(Scanner& in) {
  const auto first = in.number(1, 4);
  if (!first) return std::nullopt;
  Date found;
  if (in.letter('-')) {
    const auto month = in.number(2, 2);
    const auto day = month && in.letter('-') ? in.number(2, 2) : std::nullopt;
    if (!day) return std::nullopt;
    found = {static_cast<std::int32_t>(*first), *month, *day};
  } else if (in.letter('/')) {
    const auto day = in.number(1, 2);
    const auto year = day && in.letter('/') ? in.number(4, 4) : std::nullopt;
    if (!year) return std::nullopt;
    found = {static_cast<std::int32_t>(*year), *first, *day};
  } else {
    return std::nullopt;
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

std::optional<LocalTime> scan_local(Scanner& in) {
  const auto day = scan_date(in);
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

}  // namespace

base::Result<Date> parse_date(std::string_view text) {
  Scanner in(trimmed(text));
  const auto day = scan_date(in);
  if (!day || !in.at_end()) return wrong(expected_date, trimmed(text));
  return *day;
}

base::Result<LocalTime> parse_local_time(std::string_view text) {
  Scanner in(trimmed(text));
  const auto time = scan_local(in);
  if (!time || !in.at_end()) return wrong(expected_time, trimmed(text));
  return *time;
}

base::Result<Moment> parse_moment(std::string_view text, const Zone& zone) {
  Scanner in(trimmed(text));
  const auto time = scan_local(in);
  if (!time) return wrong(expected_time, trimmed(text));
  if (in.at_end()) {
    const Zone::Utc utc = zone.to_utc(*time);
    return Moment{utc.instant, time->written, utc.change};
  }
  const auto offset = time->written == Written::day ? std::nullopt : scan_offset(in);
  if (!offset || !in.at_end()) return wrong(expected_time, trimmed(text));
  return Moment{instant_of(date::sys_seconds{local_seconds(*time).time_since_epoch()} - *offset), time->written};
}

std::string iso_date(Date day) { return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day); }

Date next_day(Date day) { return split(date::sys_seconds{date::sys_days{calendar(day)} + date::days{1}}).date; }

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

base::Instant Zone::begin_of(Date day) const { return to_utc({day, 0, 0, 0, Written::second}).instant; }

}  // namespace alongside::document
