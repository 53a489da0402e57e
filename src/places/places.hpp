// Places: towns, tracts or points, as a CSV file names them, and the counts that go with them.
//
// Goals: every row checked (inside the plan's bounds, nothing negative, counts whole, no name twice), every mistake named by line and column; names matched by
// their key (place_names.hpp), so that two spellings of one name are one place or an error. Non-goals: shapes (a place is a point with an area). A value; free to share between threads.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "places/geography.hpp"

namespace alongside::places {

struct Place {
  std::string name;
  Point at;
  double area_km2 = 0;  ///< 0: a point
  std::optional<double> population;
  std::string region;                    ///< empty: none
  std::string group;                     ///< for equity floors; the region where the file has no such column
  std::optional<double> deaths;          ///< over all years of the file; absent where it is not known, or withheld
  std::optional<double> rate_per_100k;   ///< smoothed, a year
  std::optional<double> rate_shape;      ///< how sure that is: the shape of its gamma distribution
  std::optional<double> people;          ///< who use drugs
  std::optional<double> cost;            ///< of a center there, a year
  std::map<std::string, double> counts;  ///< other columns deaths_FROM_TO, by the column's name
};

class Places {
 public:
  /// Reads place,lat,lon and whichever of area_km2,population,region,group,deaths,rate_per_100k,rate_shape,people,cost,deaths_FROM_TO the file has. Refuses
  /// other columns, a place outside `bounds`, a place twice.
  static base::Result<Places> parse(std::string name, std::string_view text, const Bounds& bounds);

  /// The file that they were read from.
  const std::string& name() const { return name_; }
  const std::vector<Place>& all() const { return places_; }
  std::size_t size() const { return places_.size(); }
  const Place& operator[](std::size_t index) const { return places_[index]; }
  std::optional<std::uint32_t> find(std::string_view name) const;
  /// "no place is called X; did you mean Y?"
  std::string not_found(std::string_view name) const;
  /// The same, with so many deaths in each of these, and without the columns of years of any place that has fewer than `least` in one of them.
  Places with_deaths(const std::vector<bool>& which, double deaths, double least) const;
  /// The names of regions, sorted.
  std::vector<std::string> regions() const;

 private:
  std::string name_;
  std::vector<Place> places_;
  std::map<std::string, std::uint32_t, std::less<>> by_name_;  ///< by the name's key
};

/// How many deaths in each place in each year.
struct CountsByYear {
  std::vector<int> years;                     ///< rising, without gaps
  std::vector<std::vector<double>> by_place;  ///< place, then year

  /// Of each place, over the years from `first` to `last` that it has.
  std::vector<double> sums(int first, int last) const;
  /// Of each place, year by year; the years from `first` to `last` must be among those it has.
  std::vector<std::vector<double>> between(int first, int last) const;
  double total() const;
  /// The years from `first` to `last` alone, which must be among those it has.
  CountsByYear only(int first, int last) const;
};

/// Reads place,year,deaths: a row for each place and year with deaths; what has no row had none. Refuses unknown places, negative, broken or withheld
/// counts, fractions, years outside 1900 to 2199.
base::Result<CountsByYear> parse_counts(std::string name, std::string_view text, const Places& places);

}  // namespace alongside::places
