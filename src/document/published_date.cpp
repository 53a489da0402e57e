#include "document/published_date.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>

#include "document/scanner.hpp"
#include "document/words.hpp"

namespace alongside::document {

namespace {

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};
constexpr std::size_t short_month = 3;

/// A year of four digits, or of two.
struct Year {
  std::uint32_t value = 0;
  bool is_short = false;
};
std::optional<Year> scan_year(Scanner& in) {
  if (const auto whole = in.number(4, 4)) return Year{*whole, false};
  constexpr std::uint32_t first_of_the_1900s = 69;  // POSIX strptime, %y
  const auto two = in.number(2, 2);
  if (!two) return std::nullopt;
  return Year{*two + (*two >= first_of_the_1900s ? 1900U : 2000U), true};
}

/// "Jan", "JANUARY", "Sept".
std::optional<std::uint32_t> scan_month(Scanner& in) {
  const std::string word = lower(in.word(16));
  if (word.size() < short_month) return std::nullopt;
  for (std::uint32_t m = 0; m < months.size(); ++m) {
    if (months[m].starts_with(word)) return m + 1;
  }
  return std::nullopt;
}

bool scan_between(Scanner& in) {
  const bool mark = in.letter('.') || in.letter(',') || in.letter('-') || in.letter('/');
  const bool space = in.letter(' ');
  in.blanks();
  return mark || space;
}

struct Parts {
  Year year;
  std::uint32_t month = 0;
  std::uint32_t day = 0;
};

/// 2021-11-30, 2021/11/30, 20211130.
std::optional<Parts> scan_year_first(Scanner& in) {
  Scanner whole = in;
  if (const auto packed = whole.number(8, 8)) {
    in = whole;
    return Parts{{*packed / 10'000, false}, *packed / 100 % 100, *packed % 100};
  }
  const auto year = whole.number(4, 4);
  if (!year) return std::nullopt;
  for (const char separator : {'-', '/'}) {
    if (!whole.letter(separator)) continue;
    const auto month = whole.number(1, 2);
    const auto day = month && whole.letter(separator) ? whole.number(1, 2) : std::nullopt;
    if (!day) return std::nullopt;
    in = whole;
    return Parts{{*year, false}, *month, *day};
  }
  return std::nullopt;
}

/// 11/30/2021, 11/30/21; with the day first also 30.11.2021 and 30-11-2021.
std::optional<Parts> scan_numbers(Scanner& in, DayOrder order) {
  Scanner whole = in;
  const auto first = whole.number(1, 2);
  if (!first) return std::nullopt;
  const std::string_view separators = order == DayOrder::day_first ? "/.-" : "/-";
  for (const char separator : separators) {
    if (!whole.letter(separator)) continue;
    const auto second = whole.number(1, 2);
    const auto year = second && whole.letter(separator) ? scan_year(whole) : std::nullopt;
    if (!year) return std::nullopt;
    in = whole;
    return order == DayOrder::day_first ? Parts{*year, *second, *first} : Parts{*year, *first, *second};
  }
  return std::nullopt;
}

/// Jan 5, 2019; January 5 2019; 5-Jan-19; 05JAN2019.
std::optional<Parts> scan_named(Scanner& in) {
  Scanner day_first = in;
  if (const auto day = day_first.number(1, 2)) {
    scan_between(day_first);
    const auto month = scan_month(day_first);
    scan_between(day_first);
    const auto year = month ? scan_year(day_first) : std::nullopt;
    if (!year) return std::nullopt;
    in = day_first;
    return Parts{*year, *month, *day};
  }
  const auto month = scan_month(in);
  if (!month || !scan_between(in)) return std::nullopt;
  const auto day = in.number(1, 2);
  const auto year = day && scan_between(in) ? scan_year(in) : std::nullopt;
  return year ? std::optional(Parts{*year, *month, *day}) : std::nullopt;
}

/// The rest behind a date: nothing, or a clock, which may have an offset.
bool scan_clock(Scanner& in, bool& has_offset) {
  if (in.at_end()) return true;
  // SAS writes 05JAN2019:13:45:00.
  if (!in.letter('T') && !in.letter(' ') && !in.letter(':')) return false;
  in.blanks();
  const auto hour = in.number(1, 2);
  if (!hour || *hour > 23) return false;
  for (int part = 0; part < 2 && in.letter(':'); ++part) {
    const auto sixty = in.number(2, 2);
    if (!sixty || *sixty > 59) return false;
  }
  if (in.letter('.')) in.digits();
  in.blanks();
  if (const std::string half = lower(in.word(2)); !half.empty() && half != "z") {
    if ((half != "am" && half != "pm") || *hour < 1 || *hour > 12) return false;
    in.blanks();
  } else if (half == "z") {
    has_offset = true;
    return in.at_end();
  }
  if (in.at_end()) return true;
  has_offset = true;
  if (!in.letter('+') && !in.letter('-')) return false;
  Scanner together = in;
  if (const auto both = together.number(4, 4)) return *both % 100 < 60 && *both / 100 < 15 && together.at_end();
  const auto hours = in.number(2, 2);
  if (!hours || *hours > 14) return false;
  if (in.at_end()) return true;
  const auto minutes = in.letter(':') ? in.number(2, 2) : std::nullopt;
  return minutes && *minutes < 60 && in.at_end();
}

/// All of the text as one whole number.
std::optional<std::int64_t> whole_number(std::string_view text) {
  constexpr std::size_t digits_max = 14;
  if (text.empty() || text.size() > digits_max) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

base::Error wrong(std::string_view text, DayOrder order) {
  constexpr std::size_t seconds_digits = 10;
  std::string hint;
  if (whole_number(text) && text.size() == seconds_digits)
    hint = ", which seems to be seconds since 1970: write it as a date";
  if (const auto number = whole_number(text.substr(0, text.find('.')));
      number && *number >= 25'569 && *number <= 73'050)  // of 1970 to 2099
    hint = ", the number by which a spreadsheet keeps a day: format the column as a date there and save the file again";
  return base::input_error(
      fmt::format("expected a date as 2021-11-30 or {}, found {}{}",
                  order == DayOrder::day_first ? "30/11/2021 (day first)" : "11/30/2021 (month first)",
                  text.empty() ? "nothing" : shown(text), hint));
}

}  // namespace

base::Result<PublishedDate> parse_published_date(std::string_view text, DayOrder order) {
  const std::string plain = with_plain_spaces(trimmed(text));
  constexpr std::int64_t first_millisecond = 100'000'000'000;  // in 1973: fewer digits would be seconds
  if (const auto number = whole_number(plain); number && *number >= first_millisecond) {
    const std::string day = iso_utc({*number});
    if (auto date = parse_date(std::string_view(day).substr(0, day.find('T'))))
      return PublishedDate{*date, DateAssumed::milliseconds};
    return wrong(plain, order);
  }
  Scanner in(plain);
  auto parts = scan_year_first(in);
  if (!parts) parts = scan_numbers(in, order);
  if (!parts) parts = scan_named(in);
  bool has_offset = false;
  if (!parts || !scan_clock(in, has_offset)) return wrong(plain, order);
  // The calendar is asked in one place.
  auto date = parse_date(fmt::format("{:04}-{:02}-{:02}", parts->year.value, parts->month, parts->day));
  if (!date) return wrong(plain, order);
  const DateAssumed zone = has_offset ? DateAssumed::day_of_zone : DateAssumed::nothing;
  return PublishedDate{*date, parts->year.is_short ? DateAssumed::century : zone};
}

}  // namespace alongside::document
