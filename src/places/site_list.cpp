#include "places/site_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "document/csv.hpp"
#include "document/words.hpp"

namespace alongside::places {

namespace {

using document::Cell;
using document::Csv;

constexpr std::array<std::string_view, 6> known_columns{"name", "lat", "lon", "region", "cost", "metres"};

class Columns {
 public:
  static base::Result<Columns> of(const Csv& csv) {
    Columns out;
    for (std::size_t c = 0; c < csv.header().size(); ++c) {
      const std::string& column = csv.header()[c].text;
      if (std::find(known_columns.begin(), known_columns.end(), column) == known_columns.end())
        return csv.error_at({1, 1},
                            fmt::format("expected the columns name,lat,lon and any of region,cost,metres, found {}",
                                        document::shown(column)));
      out.at_[column] = c;
    }
    for (const char* column : {"name", "lat", "lon"}) {
      if (!out.at_.contains(column))
        return csv.error_at({1, 1}, fmt::format("expected the columns name,lat,lon; there is no \"{}\"", column));
    }
    return out;
  }
  const Cell* cell(const document::CsvRow& row, const std::string& column) const {
    const auto found = at_.find(column);
    return found == at_.end() ? nullptr : &row.cells[found->second];
  }

 private:
  std::map<std::string, std::size_t> at_;
};

base::Result<double> number_of(const Csv& csv, const Cell& cell, std::string_view column, double low, double high) {
  const auto value = document::number_in(cell);
  if (!value || !(*value >= low && *value <= high))
    return csv.error_at(cell.place, fmt::format("{}: expected a number from {} to {}, found {}", column, low, high,
                                                document::shown(cell.text)));
  return *value;
}

base::Result<ListedSite> read_site(const Csv& csv, const document::CsvRow& row, const Columns& columns,
                                   const Bounds& bounds) {
  ListedSite out;
  out.name = document::trimmed(columns.cell(row, "name")->text);
  if (out.name.empty()) return csv.error_at(row.place, "expected a name, found nothing");
  const Cell& lat = *columns.cell(row, "lat");
  const auto north = number_of(csv, lat, "lat", -90, 90);
  if (!north) return north.error();
  const auto east = number_of(csv, *columns.cell(row, "lon"), "lon", -180, 180);
  if (!east) return east.error();
  out.at = {*north, *east};
  if (!bounds.holds(out.at))
    return csv.error_at(lat.place,
                        fmt::format("{}: expected a point within the places' bounds, {} to {} north, {} to {} east, "
                                    "found {}, {}: are lat and lon swapped, or a sign lost?",
                                    document::shown(out.name), bounds.low.lat, bounds.high.lat, bounds.low.lon,
                                    bounds.high.lon, out.at.lat, out.at.lon));
  if (const Cell* region = columns.cell(row, "region")) out.region = document::trimmed(region->text);
  constexpr double money_max = 1e12;
  constexpr double metres_max = 1e5;
  for (const auto& [column, high, into] :
       {std::tuple("cost", money_max, &out.cost), std::tuple("metres", metres_max, &out.metres)}) {
    const Cell* cell = columns.cell(row, column);
    if (cell == nullptr || document::trimmed(cell->text).empty()) continue;
    const auto value = number_of(csv, *cell, column, 0, high);
    if (!value) return value.error();
    *into = *value;
  }
  return out;
}

}  // namespace

base::Result<std::vector<ListedSite>> parse_site_list(std::string name, std::string_view text, const Bounds& bounds) {
  auto csv = Csv::open(std::move(name), text);
  if (!csv) return csv.error();
  const auto columns = Columns::of(*csv);
  if (!columns) return columns.error();
  std::vector<ListedSite> out;
  std::set<std::string> names;
  document::CsvRow row;
  while (csv->next(row)) {
    if (row.problem) return csv->error_at(row.problem->place, row.problem->message);
    auto site = read_site(*csv, row, *columns, bounds);
    if (!site) return site.error();
    if (!names.insert(document::lower(site->name)).second)
      return csv->error_at(row.place,
                           fmt::format("expected each name once, found {} again", document::shown(site->name)));
    out.push_back(std::move(*site));
  }
  if (out.empty()) return csv->error_at({1, 1}, "expected one row at least, found none");
  return out;
}

}  // namespace alongside::places
