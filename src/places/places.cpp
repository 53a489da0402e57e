#include "places/places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "document/csv.hpp"
#include "document/words.hpp"
#include "places/place_names.hpp"

namespace alongside::places {

namespace {

using document::Cell;
using document::Csv;
using document::CsvRow;

const std::vector<std::string> known_columns{"place", "lat",    "lon",           "area_km2",   "population", "region",
                                             "group", "deaths", "rate_per_100k", "rate_shape", "people",     "cost"};

/// What to do with a text that is no number, where publishers write it in place of one; empty: nothing known.
std::string_view what_to_do(std::string_view text) {
  constexpr std::string_view withheld =
      ": the publisher withholds it, and it is not 0. Ask for sums over more years or larger places, or write the "
      "count "
      "that you decide on and say so in the document's source";
  const std::string word = document::lower(text);
  for (const std::string_view mark :
       {"suppressed", "withheld", "redacted", "masked", "unreliable", "*", "**", "s", "x", ".."}) {
    if (word == mark) return withheld;
  }
  const bool digits = text.find_first_of("0123456789") != std::string_view::npos;
  if (digits && (text.starts_with('<') || text.starts_with('>') || text.starts_with("\xE2\x89"))) return withheld;
  const auto dash = text.find_first_of("-\xE2", 1);
  const bool range = digits && dash != std::string_view::npos &&
                     text.find_first_not_of("0123456789- \xE2\x80\x93") == std::string_view::npos;
  if (range) return withheld;
  if (digits && text.find_first_not_of("0123456789,") == std::string_view::npos)
    return ": write it without a comma, and with a point for decimals";
  if (text.ends_with('%')) return ": a share is no count";
  return "";
}

base::Result<double> number_of(const Csv& csv, const Cell& cell, std::string_view column, double low, double high) {
  const auto value = document::number_in(cell);
  if (!value || !(*value >= low && *value <= high)) {
    return csv.error_at(cell.place, fmt::format("{}: expected a number from {} to {}, found {}{}", column, low, high,
                                                document::shown(cell.text),
                                                value ? std::string_view() : what_to_do(document::trimmed(cell.text))));
  }
  return *value;
}

/// People are whole.
base::Result<double> count_of(const Csv& csv, const Cell& cell, std::string_view column) {
  constexpr double count_max = 1e9;
  const auto count = number_of(csv, cell, column, 0, count_max);
  if (count && *count != std::floor(*count)) {
    return csv.error_at(
        cell.place,
        fmt::format(
            "{}: expected a whole number of deaths, found {}: is it a rate, a share or a mean of years? Write how "
            "many died; a rate stands in the column rate_per_100k of the places' file",
            column, document::shown(cell.text)));
  }
  return count;
}

/// The columns of a file by name.
class Columns {
 public:
  explicit Columns(const Csv& csv) {
    for (std::size_t c = 0; c < csv.header().size(); ++c) at_[csv.header()[c].text] = c;
  }
  const Cell* cell(const CsvRow& row, const std::string& column) const {
    const auto found = at_.find(column);
    if (found == at_.end() || document::trimmed(row.cells[found->second].text).empty()) return nullptr;
    return &row.cells[found->second];
  }
  bool has(const std::string& column) const { return at_.contains(column); }
  const std::map<std::string, std::size_t>& all() const { return at_; }

 private:
  std::map<std::string, std::size_t> at_;
};

/// deaths_2012_2018
bool is_count_column(std::string_view column) {
  constexpr std::string_view shape = "deaths_####_####";
  if (column.size() != shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool digit = column[i] >= '0' && column[i] <= '9';
    if (shape[i] == '#' ? !digit : column[i] != shape[i]) return false;
  }
  return true;
}

base::Result<> check_header(const Csv& csv, const Columns& columns) {
  for (const Cell& cell : csv.header()) {
    if (is_count_column(cell.text) ||
        std::find(known_columns.begin(), known_columns.end(), cell.text) != known_columns.end())
      continue;
    return csv.error_at(cell.place, fmt::format("expected the columns {}, or deaths_FROM_TO; found {}{}",
                                                document::one_of(known_columns), document::shown(cell.text),
                                                document::did_you_mean(cell.text, known_columns)));
  }
  for (const char* column : {"place", "lat", "lon"}) {
    if (!columns.has(column))
      return csv.error_at({1, 1}, fmt::format("expected a column \"{}\", and there is none", column));
  }
  return base::Done{};
}

base::Result<Place> read_place(const Csv& csv, const CsvRow& row, const Columns& columns, const Bounds& bounds) {
  Place place;
  for (const char* column : {"place", "lat", "lon"}) {
    if (columns.cell(row, column) == nullptr)
      return csv.error_at(row.place, fmt::format("expected a {} in each row, found none", column));
  }
  place.name = document::trimmed(columns.cell(row, "place")->text);
  const auto lat = number_of(csv, *columns.cell(row, "lat"), "lat", -90, 90);
  if (!lat) return lat.error();
  const auto lon = number_of(csv, *columns.cell(row, "lon"), "lon", -180, 180);
  if (!lon) return lon.error();
  place.at = {*lat, *lon};
  if (!bounds.holds(place.at)) {
    return csv.error_at(columns.cell(row, "lat")->place,
                        fmt::format("expected {} inside the plan's bounds ({} to {} north, {} to {} east), found {}, "
                                    "{}: are lat and lon swapped, or a sign lost?",
                                    document::shown(place.name), bounds.low.lat, bounds.high.lat, bounds.low.lon,
                                    bounds.high.lon, place.at.lat, place.at.lon));
  }
  const auto optional = [&](const std::string& column, double high, auto keep, double low = 0) -> base::Result<> {
    const Cell* cell = columns.cell(row, column);
    if (cell == nullptr) return base::Done{};
    const auto value = number_of(csv, *cell, column, low, high);
    if (!value) return value.error();
    keep(*value);
    return base::Done{};
  };
  base::Result<> good = optional("area_km2", 1e7, [&](double v) { place.area_km2 = v; });
  if (good) good = optional("population", 1e10, [&](double v) { place.population = v; });
  if (const Cell* deaths = good ? columns.cell(row, "deaths") : nullptr) {
    const auto count = count_of(csv, *deaths, "deaths");
    if (!count) return count.error();
    place.deaths = *count;
  }
  if (good) good = optional("rate_per_100k", 1e5, [&](double v) { place.rate_per_100k = v; });
  if (good) good = optional("rate_shape", 1e9, [&](double v) { place.rate_shape = v; }, 1e-6);
  if (good) good = optional("people", 1e10, [&](double v) { place.people = v; });
  if (good) good = optional("cost", 1e12, [&](double v) { place.cost = v; });
  for (const auto& [column, at] : columns.all()) {
    const Cell* cell = good && is_count_column(column) ? columns.cell(row, column) : nullptr;
    if (cell == nullptr) continue;
    const auto count = count_of(csv, *cell, column);
    if (!count) return count.error();
    place.counts[column] = *count;
  }
  if (!good) return good.error();
  if (const Cell* cell = columns.cell(row, "region")) place.region = document::trimmed(cell->text);
  const Cell* group = columns.cell(row, "group");
  place.group = group != nullptr ? std::string(document::trimmed(group->text)) : place.region;
  return place;
}

}  // namespace

base::Result<Places> Places::parse(std::string name, std::string_view text, const Bounds& bounds) {
  auto csv = Csv::open(name, text);
  if (!csv) return csv.error();
  const Columns columns(*csv);
  if (const auto good = check_header(*csv, columns); !good) return good.error();
  Places out;
  out.name_ = std::move(name);
  std::vector<std::size_t> lines;  // of each place
  CsvRow row;
  while (csv->next(row)) {
    if (row.problem) return csv->error_at(row.problem->place, row.problem->message);
    auto place = read_place(*csv, row, columns, bounds);
    if (!place) return place.error();
    const auto [at, is_new] =
        out.by_name_.emplace(name_key(place->name), static_cast<std::uint32_t>(out.places_.size()));
    if (!is_new) {
      const std::string& first = out.places_[at->second].name;
      const std::string as =
          first == place->name ? "" : fmt::format(" as {}, which is the same name", document::shown(first));
      return csv->error_at(row.place,
                           fmt::format("expected each place once, found {} again; it stands in line {} already{}",
                                       document::shown(place->name), lines[at->second], as));
    }
    lines.push_back(row.place.line);
    out.places_.push_back(std::move(*place));
  }
  if (out.places_.empty()) return csv->error_at({1, 1}, "expected one place at least, found none");
  return out;
}

std::optional<std::uint32_t> Places::find(std::string_view name) const {
  const auto found = by_name_.find(name_key(name));
  if (found == by_name_.end()) return std::nullopt;
  return found->second;
}

std::string Places::not_found(std::string_view name) const {
  std::vector<std::string> names;
  for (const Place& place : places_) names.push_back(place.name);
  return fmt::format("no place is called {}{}", document::shown(name), document::did_you_mean(name, names));
}

std::vector<std::string> Places::regions() const {
  std::set<std::string> names;
  for (const Place& place : places_) {
    if (!place.region.empty()) names.insert(place.region);
  }
  return {names.begin(), names.end()};
}

Places Places::with_deaths(const std::vector<bool>& which, double deaths, double least) const {
  Places out = *this;
  for (std::size_t i = 0; i < out.places_.size(); ++i) {
    if (which[i]) out.places_[i].deaths = deaths;
    auto& counts = out.places_[i].counts;
    if (std::any_of(counts.begin(), counts.end(),
                    [&](const auto& one) { return one.second > 0 && one.second < least; }))
      counts.clear();
  }
  return out;
}

std::vector<double> CountsByYear::sums(int first, int last) const {
  std::vector<double> out;
  for (const std::vector<double>& of_place : by_place) {
    double sum = 0;
    for (std::size_t y = 0; y < years.size(); ++y) sum += years[y] >= first && years[y] <= last ? of_place[y] : 0;
    out.push_back(sum);
  }
  return out;
}

std::vector<std::vector<double>> CountsByYear::between(int first, int last) const {
  std::vector<std::vector<double>> out;
  for (const std::vector<double>& of_place : by_place)
    out.emplace_back(of_place.begin() + (first - years.front()), of_place.begin() + (last + 1 - years.front()));
  return out;
}

CountsByYear CountsByYear::only(int first, int last) const {
  return {.years = {years.begin() + (first - years.front()), years.begin() + (last + 1 - years.front())},
          .by_place = between(first, last)};
}

double CountsByYear::total() const {
  double sum = 0;
  for (const auto& of_place : by_place) {
    for (const double deaths : of_place) sum += deaths;
  }
  return sum;
}

base::Result<CountsByYear> parse_counts(std::string name, std::string_view text, const Places& places) {
  auto csv = Csv::open(std::move(name), text);
  if (!csv) return csv.error();
  const Columns columns(*csv);
  for (const char* column : {"place", "year", "deaths"}) {
    if (!columns.has(column))
      return csv->error_at({1, 1}, fmt::format("expected the columns place,year,deaths; there is no \"{}\"", column));
  }
  std::map<int, std::vector<double>> by_year;
  std::map<std::pair<int, std::uint32_t>, std::size_t> line_of;
  CsvRow row;
  while (csv->next(row)) {
    if (row.problem) return csv->error_at(row.problem->place, row.problem->message);
    const Cell* place = columns.cell(row, "place");
    const Cell* year = columns.cell(row, "year");
    const Cell* deaths = columns.cell(row, "deaths");
    if (place == nullptr || year == nullptr || deaths == nullptr)
      return csv->error_at(row.place, "expected a place, a year and a number of deaths in each row");
    const auto index = places.find(place->text);
    if (!index) return csv->error_at(place->place, places.not_found(place->text));
    const auto of_year = number_of(*csv, *year, "year", 1900, 2199);
    if (!of_year) return of_year.error();
    const auto count = count_of(*csv, *deaths, "deaths");
    if (!count) return count.error();
    if (*of_year != std::floor(*of_year))
      return csv->error_at(year->place, fmt::format("expected a whole year, found {}", document::shown(year->text)));
    auto& counts = by_year[static_cast<int>(*of_year)];
    counts.resize(places.size(), 0);
    const auto [first, is_new] = line_of.emplace(std::pair(static_cast<int>(*of_year), *index), row.place.line);
    if (!is_new)
      return csv->error_at(
          row.place,
          fmt::format(
              "expected one row for each place and year, found {} in {:.0f} again; it stands in line {} already",
              places[*index].name, *of_year, first->second));
    counts[*index] = *count;
  }
  if (by_year.empty()) return csv->error_at({1, 1}, "expected one row of place,year,deaths at least, found none");
  constexpr int years_without_max = 5;
  for (auto next = std::next(by_year.begin()), last = by_year.begin(); next != by_year.end(); last = next++) {
    if (next->first - last->first <= years_without_max) continue;
    return csv->error_at({1, 1},
                         fmt::format("expected counts of years that follow one another, found none between {} and {}: "
                                     "is one of them a slip? Years without deaths may be written with 0",
                                     last->first, next->first));
  }
  CountsByYear out;
  out.by_place.resize(places.size());
  for (int y = by_year.begin()->first; y <= by_year.rbegin()->first; ++y) {
    out.years.push_back(y);
    auto& counts = by_year[y];
    counts.resize(places.size(), 0);
    for (std::size_t i = 0; i < places.size(); ++i) out.by_place[i].push_back(counts[i]);
  }
  return out;
}

}  // namespace alongside::places
