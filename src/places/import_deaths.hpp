// ImportDeaths: a publisher's file of deaths, one row each, becomes counts by place and year.
//
// Goals: every row is placed by the name it gives or counted under why it is not; nothing is dropped in silence; nothing about a person leaves (the result
// is counts). Rows are never placed by the publisher's point: it puts a default point where it knows no town, and points of misspelt names lie in other
// towns. Non-goals: guessing names (aliases are written down in the place's document). Pure; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "places/place_document.hpp"

namespace alongside::places {

struct ImportChoices {
  bool residence_instead = false;  ///< where no town of injury is known, the town of residence
  bool death_instead = false;      ///< and where that is not known or not asked for, the town of death
  bool opioids_only = false;
  bool without_report_dates = false;  ///< leave out rows whose date is that of the report
};

struct ImportedDeaths {
  CountsByYear counts;
  std::uint64_t rows = 0;
  std::uint64_t by_name = 0;        ///< placed by a place's own name
  std::uint64_t by_alias = 0;       ///< placed by a village or a slip of the pen
  std::uint64_t by_residence = 0;   ///< placed by the town of residence instead
  std::uint64_t by_death = 0;       ///< placed by the town of death instead
  std::uint64_t blank = 0;          ///< no town named; not placed otherwise
  std::uint64_t unknown = 0;        ///< a word for "not known"; not placed otherwise
  std::uint64_t elsewhere = 0;      ///< in another state
  std::uint64_t not_placed = 0;     ///< a name that nobody has written down
  std::uint64_t no_date = 0;        ///< blank
  std::uint64_t bad_date = 0;       ///< a date that cannot be read
  std::string first_bad_date;       ///< "line 17: 2022-13-05"; empty: none
  std::string first_bad_date_says;  ///< "expected …, found …"
  std::string
      first_other_order;  ///< a date that could only be read with day and month the other way round; empty: none
  std::uint64_t assumed_century = 0;  ///< of all rows: the year has two digits
  std::uint64_t assumed_day = 0;      ///< of all rows: an offset stands behind the clock; the day is taken as written
  std::uint64_t milliseconds = 0;     ///< of all rows: milliseconds since 1970; the day in UTC
  std::uint64_t bad_row = 0;          ///< a row that is no row of the file
  std::string first_bad_row;          ///< "line 17: expected …"; empty: none
  std::uint64_t report_dates = 0;     ///< of all rows: the date is that of the report
  std::uint64_t left_out_report_dates = 0;
  std::uint64_t left_out_no_opioid = 0;
  std::uint64_t default_points = 0;  ///< of all rows: carry the publisher's default point, which places nobody
  std::map<std::string, std::uint64_t> names_not_placed;
  std::map<std::string, std::uint64_t> names_elsewhere;
  std::map<std::string, std::uint64_t> aliases_used;

  std::uint64_t placed() const { return by_name + by_alias + by_residence + by_death; }
  /// Of the rows that name a place here, which could be placed by that name; 1 if none does.
  double share_of_named_placed() const;
  /// Rows with a name, a date or a form that could not be read, of those and the placed ones.
  double share_lost() const;
  /// Rows placed, of each year.
  std::map<int, std::uint64_t> by_year() const;
};

struct UnplacedName {
  std::string name;
  std::uint64_t rows = 0;
  std::string did_you_mean;  ///< "; did you mean …?" or nothing
};
/// The most rows first, equal ones by name.
std::vector<UnplacedName> commonest_unplaced(const ImportedDeaths& deaths, const PlaceDocument& document,
                                             std::size_t count_max);

/// Refuses counts that lost more than `share_max` of their rows, or placed none, with the ten commonest names and the first broken date and row.
base::Result<> check_placed(const ImportedDeaths& deaths, const PlaceDocument& document, double share_max);

/// Refuses a file without the columns for town and date, and choices whose columns it does not have.
base::Result<ImportedDeaths> import_deaths(std::string name, std::string_view text, const PlaceDocument& document,
                                           const ImportChoices& choices);

/// "place,year,deaths", a row for each place and year with deaths.
std::string counts_as_csv(const CountsByYear& counts, const Places& places);

}  // namespace alongside::places
