#include "center/import/survey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "center/import/refusals.hpp"
#include "center/import/row.hpp"
#include "document/csv.hpp"
#include "document/words.hpp"

namespace alongside::center {

namespace {

using document::DayOrder;
using document::OrderShown;
using document::TextPlace;

/// A date and where it stands.
struct DateSeen {
  TextPlace place;
  std::string written;
};

/// What the dates of a file show of their order.
class DatesSeen {
 public:
  void add(const std::string& written, TextPlace place) {
    auto& first = seen_[static_cast<std::size_t>(document::order_shown(written))];
    if (!first) first = DateSeen{place, written};
  }

  base::Result<SurveyedOrder> order(const document::Csv& csv, const std::optional<DayOrder>& said) const {
    const auto& month_first = seen(OrderShown::month_first);
    const auto& day_first = seen(OrderShown::day_first);
    const auto& either = seen(OrderShown::either);
    if (said) {
      const auto& fitting = *said == DayOrder::day_first ? day_first : month_first;
      const auto& against = *said == DayOrder::day_first ? month_first : day_first;
      if (!against || fitting) return SurveyedOrder(said);
      return csv.error_at(
          against->place,
          fmt::format("arrived: expected dates as the map says (dates = \"{}\"), found {} and no date that "
                      "only that order allows; nothing was read",
                      *said == DayOrder::day_first ? "day_first" : "month_first", document::shown(against->written)));
    }
    if (month_first && day_first) {
      const bool month_later = month_first->place.line > day_first->place.line;
      const DateSeen& later = month_later ? *month_first : *day_first;
      const DateSeen& earlier = month_later ? *day_first : *month_first;
      return csv.error_at(
          later.place,
          fmt::format(
              "arrived: expected all dates with the day first or all with the month first, found {} here and {} on "
              "line {}; nothing was read. Mend the dates, or say in the map which are right: dates = "
              "\"month_first\" or dates = \"day_first\"; the others are then given back",
              document::shown(later.written), document::shown(earlier.written), earlier.place.line));
    }
    if (day_first) return SurveyedOrder(DayOrder::day_first);
    if (month_first) return SurveyedOrder(DayOrder::month_first);
    if (!either) return SurveyedOrder();
    return csv.error_at(
        either->place,
        fmt::format(
            "arrived: expected dates that show whether the day or the month comes first, found {} and nowhere in "
            "the file a number over 12 that would tell; nothing was read. Say it in the map: dates = "
            "\"month_first\" or dates = \"day_first\"",
            document::shown(either->written)));
  }

 private:
  const std::optional<DateSeen>& seen(OrderShown shown) const { return seen_[static_cast<std::size_t>(shown)]; }
  std::array<std::optional<DateSeen>, 4> seen_;  ///< the first of each
};

bool is_all_digits(std::string_view value) { return value.find_first_not_of("0123456789") == std::string_view::npos; }

/// Whether numbers follow each other as a counter's do. Telephone numbers and birth dates of a few thousand people lie far apart.
bool are_running(std::vector<std::uint64_t> numbers) {
  constexpr std::uint64_t step_max = 2;
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  if (numbers.size() < 2) return false;
  std::size_t small_steps = 0;
  for (std::size_t i = 1; i < numbers.size(); ++i) small_steps += numbers[i] - numbers[i - 1] <= step_max ? 1U : 0U;
  return 4 * small_steps >= 3 * (numbers.size() - 1);
}

/// "2021053101" of a visit on 31 May 2021, or that day alone in another order.
bool begins_with_day(std::string_view number, std::string_view arrived) {
  const std::string plain = document::with_plain_spaces(arrived);
  const std::string_view written = std::string_view(plain).substr(0, plain.find_first_of(" T"));
  for (const DayOrder order : {DayOrder::month_first, DayOrder::day_first}) {
    const auto day = document::parse_date(written, order);
    if (!day) continue;
    if (number.starts_with(fmt::format("{:04}{:02}{:02}", day->year, day->month, day->day)) ||
        number == fmt::format("{:02}{:02}{:04}", day->month, day->day, day->year) ||
        number == fmt::format("{:02}{:02}{:04}", day->day, day->month, day->year))
      return true;
  }
  return false;
}

/// What the cells of one column look like.
class CellsSeen {
 public:
  explicit CellsSeen(ImportColumn column) : column_(column) {}
  ImportColumn column() const { return column_; }

  void add(std::string_view cell, std::string_view arrived, TextPlace place, std::int32_t year_now) {
    if (cell.empty()) return;
    ++filled_;
    const auto what = personal_value(cell, year_now);
    if (!what) return;
    Looks& looks = is_all_digits(cell) ? digits_ : written_;
    if (&looks == &digits_) {
      if (begins_with_day(cell, arrived)) return;
      numbers_.push_back(std::stoull(std::string(cell)));
    }
    ++looks.count[*what];
    if (!looks.first) looks.first = place;
  }

  /// Digits alone may be a counter's; what has dashes, points or letters is not.
  base::Result<> refuse(const document::Csv& csv, bool map_says_numbers) const {
    const bool only_numbers = map_says_numbers || are_running(numbers_);
    for (const std::string_view what : kinds()) {
      const std::uint64_t in_digits = only_numbers ? 0 : count(digits_, what);
      const std::uint64_t in_all = in_digits + count(written_, what);
      if (2 * in_all <= filled_) continue;
      const bool may_be_numbers = in_all == in_digits;
      return csv.error_at(
          may_be_numbers ? *digits_.first : *written_.first,
          fmt::format("{0}: expected {1}, found what looks like {2} in {3} of {4} rows; nothing was read. Replace the "
                      "column by a number that points to nobody{5}",
                      name_of(column_),
                      column_ == ImportColumn::visit ? "the source's own visit numbers" : "codes of the center's own",
                      what, in_all, filled_,
                      may_be_numbers
                          ? fmt::format(". Are these running numbers of the source's own? Then say so in the "
                                        "map: numbers = [\"{}\"]",
                                        name_of(column_))
                          : std::string()));
    }
    return base::Done{};
  }

 private:
  struct Looks {
    std::map<std::string_view, std::uint64_t> count;  ///< by what they look like
    std::optional<TextPlace> first;
  };
  static std::uint64_t count(const Looks& looks, std::string_view what) {
    const auto found = looks.count.find(what);
    return found == looks.count.end() ? 0 : found->second;
  }
  std::vector<std::string_view> kinds() const {
    std::vector<std::string_view> kinds;
    for (const Looks* looks : {&digits_, &written_}) {
      for (const auto& [what, count] : looks->count) kinds.push_back(what);
    }
    return kinds;
  }

  ImportColumn column_;
  std::uint64_t filled_ = 0;
  Looks digits_;
  Looks written_;
  std::vector<std::uint64_t> numbers_;
};

}  // namespace

base::Result<SurveyedOrder> survey_import(const std::string& name, std::string_view text, const ImportLayout& layout,
                                          const ImportMap& map, std::int32_t year_now) {
  auto csv = document::Csv::open(name, text);
  if (!csv) return csv.error();
  std::array cells{CellsSeen(ImportColumn::visit), CellsSeen(ImportColumn::code)};
  DatesSeen dates;
  document::CsvRow row;
  while (csv->next(row)) {
    const std::string arrived = arrival_written(row, layout, map);
    // A row that cannot be read has its cells in other columns.
    if (!row.problem) dates.add(arrived, row.cells[*layout.at[static_cast<std::size_t>(ImportColumn::arrived)]].place);
    for (CellsSeen& seen : cells) {
      const auto at = layout.at[static_cast<std::size_t>(seen.column())];
      if (!at || *at >= row.cells.size()) continue;
      seen.add(document::trimmed(row.cells[*at].text), arrived, row.cells[*at].place, year_now);
    }
  }
  for (const CellsSeen& seen : cells) {
    if (const auto done = seen.refuse(*csv, map.holds_running_numbers(seen.column())); !done) return done.error();
  }
  return dates.order(*csv, map.dates());
}

}  // namespace alongside::center
