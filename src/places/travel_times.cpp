#include "places/travel_times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <unordered_map>

#include "document/csv.hpp"
#include "document/words.hpp"

namespace alongside::places {

namespace {

using document::Cell;
using document::Csv;
using document::CsvRow;

constexpr std::array<std::string_view, 6> from_columns{"from",   "from_id",   "fromid",
                                                       "origin", "origin_id", "from_place"};
constexpr std::array<std::string_view, 6> to_columns{"to",          "to_id",          "toid",
                                                     "destination", "destination_id", "to_place"};
constexpr std::array<std::string_view, 4> unsaid_columns{"time", "duration", "travel_duration", "value"};

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Of a column's name, where it says: r5r's are minutes.
std::optional<TimeUnit> unit_said(std::string_view column) {
  if (column == "minutes" || column == "travel_time" || column.starts_with("travel_time_p")) return TimeUnit::minute;
  if (column == "seconds" || column == "travel_time_seconds" || column == "duration_s" || column == "duration_seconds")
    return TimeUnit::second;
  if (column == "travel_time_minutes" || column == "duration_min" || column == "duration_minutes")
    return TimeUnit::minute;
  return std::nullopt;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

/// How the table stands in the file.
struct Layout {
  std::optional<std::size_t> from;
  std::optional<std::size_t> to;
  std::size_t time = 0;
  TimeUnit unit = TimeUnit::minute;
};

class Table {
 public:
  Table(Csv& csv, const Places& places, std::optional<TimeUnit> unit) : csv_(csv), places_(places), unit_(unit) {}

  base::Result<> read() {
    Layout layout;
    for (std::size_t c = 0; c < csv_.header().size(); ++c) {
      const std::string column = document::lower(csv_.header()[c].text);
      if (!layout.from && is_one_of(from_columns, column)) layout.from = c;
      if (!layout.to && is_one_of(to_columns, column)) layout.to = c;
    }
    return layout.from && layout.to ? read_long(layout) : read_matrix();
  }

  std::vector<std::vector<Journey>> take() {
    std::vector<std::vector<Journey>> out(places_.size());
    for (const auto& [pair, found] : found_) {
      const auto [from, to] = both(pair);
      if (!std::isfinite(found.minutes) || from == to) continue;
      out[from].push_back({to, found.minutes});
      if (found_.contains(key(to, from))) continue;
      out[to].push_back({from, found.minutes});
      if (one_way_++ == 0 || std::tie(found.line, pair) < std::tie(first_line_, first_pair_))
        first_line_ = found.line, first_pair_ = pair;
    }
    for (std::uint32_t i = 0; i < out.size(); ++i) {
      const auto itself = found_.find(key(i, i));
      const bool said = itself != found_.end() && std::isfinite(itself->second.minutes);
      out[i].push_back({i, said ? itself->second.minutes : 0});
      std::sort(out[i].begin(), out[i].end(), [](const Journey& a, const Journey& b) { return a.to < b.to; });
    }
    return out;
  }
  /// After `take`.
  void remark(const std::vector<std::vector<Journey>>& journeys, const std::string& name,
              std::vector<std::string>& remarks) const {
    if (several_percentiles_) remarks.push_back(fmt::format("{}: of its percentiles, travel_time_p50 is taken", name));
    if (one_way_ > 0) {
      const auto [from, to] = both(first_pair_);
      remarks.push_back(fmt::format(
          "{}: {} {} in one direction only, first {} to {} in line {}; the other direction is taken to last as long. "
          "Write NA for a journey that cannot be made",
          name, one_way_, one_way_ == 1 ? "pair stands" : "pairs stand", places_[from].name, places_[to].name,
          first_line_));
    }
    std::size_t alone = 0;
    std::uint32_t first = 0;
    for (std::uint32_t i = 0; i < journeys.size(); ++i) {
      if (journeys[i].size() > 1) continue;
      if (alone++ == 0) first = i;
    }
    if (alone > 0 && places_.size() > 1) {
      remarks.push_back(
          fmt::format("{}: {} of {} places have no journey to another, first {}; a center elsewhere reaches "
                      "nobody there",
                      name, alone, places_.size(), places_[first].name));
    }
  }

 private:
  struct Seen {
    double minutes = 0;  ///< infinite: there is no way
    std::size_t line = 0;
  };
  static std::uint64_t key(std::uint32_t from, std::uint32_t to) { return (std::uint64_t{from} << 32) | to; }
  static std::pair<std::uint32_t, std::uint32_t> both(std::uint64_t pair) {
    return {static_cast<std::uint32_t>(pair >> 32), static_cast<std::uint32_t>(pair)};
  }

  base::Result<std::uint32_t> place_of(const Cell& cell) const {
    const auto place = places_.find(cell.text);
    if (!place) return csv_.error_at(cell.place, places_.not_found(cell.text));
    return *place;
  }

  base::Result<double> minutes_of(const Cell& cell, TimeUnit unit) const {
    const std::string_view text = document::trimmed(cell.text);
    const std::string word = document::lower(text);
    if (word.empty() || word == "na" || word == "null" || word == "none") return HUGE_VAL;
    const bool in_seconds = unit == TimeUnit::second;
    const double scale = in_seconds ? 60 : 1;
    const std::string_view name = in_seconds ? "seconds" : "minutes";
    const auto value = document::number_in(cell);
    if (!value || !(*value >= 0)) {
      return csv_.error_at(cell.place, fmt::format("expected {} from 0 up, or NA where there is no way; found {}", name,
                                                   document::shown(cell.text)));
    }
    if (*value > TravelTimes::minutes_max * scale) {
      return csv_.error_at(cell.place,
                           fmt::format("expected {} from 0 to {} (a week), found {}: {}", name,
                                       TravelTimes::minutes_max * scale, document::shown(cell.text),
                                       in_seconds ? "write NA where there is no way"
                                                  : "are they seconds, or should NA stand there for no way?"));
    }
    return *value / scale;
  }

  base::Result<> keep(std::uint32_t from, std::uint32_t to, double minutes, document::TextPlace at) {
    const auto [first, is_new] = found_.emplace(key(from, to), Seen{minutes, at.line});
    if (is_new || first->second.minutes == minutes) return base::Done{};
    const auto text = [](double value) {
      return std::isfinite(value) ? fmt::format("{:.6g} minutes", value) : "no way";
    };
    return csv_.error_at(
        at, fmt::format("expected each pair once, found {} to {} again: {}, and {} in line {}", places_[from].name,
                        places_[to].name, text(minutes), text(first->second.minutes), first->second.line));
  }

  base::Result<> set_time(Layout& layout) {
    std::vector<std::size_t> said;
    std::optional<std::size_t> unsaid;
    std::optional<std::size_t> median_column;
    for (std::size_t c = 0; c < csv_.header().size(); ++c) {
      const std::string column = document::lower(csv_.header()[c].text);
      if (unit_said(column)) said.push_back(c);
      if (column == "travel_time_p50") median_column = c;
      if (!unsaid && is_one_of(unsaid_columns, column)) unsaid = c;
    }
    if (said.size() > 1 && median_column) several_percentiles_ = true, said = {*median_column};
    if (said.size() > 1) {
      return csv_.error_at(
          csv_.header()[said[1]].place,
          fmt::format("expected one column of times, found {} and {}; leave one of them out",
                      document::shown(csv_.header()[said[0]].text), document::shown(csv_.header()[said[1]].text)));
    }
    if (said.size() == 1) {
      layout.time = said[0];
      layout.unit = *unit_said(document::lower(csv_.header()[said[0]].text));
      if (unit_ && *unit_ != layout.unit)
        return csv_.error_at(csv_.header()[layout.time].place,
                             fmt::format("the column {} is in {}, and reach.travel_time_unit says otherwise",
                                         document::shown(csv_.header()[layout.time].text),
                                         layout.unit == TimeUnit::minute ? "minutes" : "seconds"));
      return base::Done{};
    }
    if (!unsaid)
      return csv_.error_at({1, 1},
                           "expected a column \"minutes\", \"seconds\", \"travel_time_p50\" or \"time\" beside from "
                           "and to, and there is none");
    if (!unit_) return csv_.error_at(csv_.header()[*unsaid].place, which_unit(csv_.header()[*unsaid].text));
    layout.time = *unsaid;
    layout.unit = *unit_;
    return base::Done{};
  }
  static std::string which_unit(std::string_view what) {
    return fmt::format(
        "{}: minutes or seconds? Say reach.travel_time_unit = \"minute\" (R's osrm, r5r) or \"second\" (OSRM, "
        "Valhalla)",
        what.empty() ? "a matrix of times" : document::shown(what));
  }

  base::Result<> read_long(Layout layout) {
    if (const auto good = set_time(layout); !good) return good;
    CsvRow row;
    while (csv_.next(row)) {
      if (row.problem) return csv_.error_at(row.problem->place, row.problem->message);
      const auto from = place_of(row.cells[*layout.from]);
      if (!from) return from.error();
      const auto to = place_of(row.cells[*layout.to]);
      if (!to) return to.error();
      const auto minutes = minutes_of(row.cells[layout.time], layout.unit);
      if (!minutes) return minutes.error();
      if (const auto good = keep(*from, *to, *minutes, row.place); !good) return good;
    }
    return base::Done{};
  }

  base::Result<> read_matrix() {
    const auto& header = csv_.header();
    std::vector<std::uint32_t> to;
    for (std::size_t c = 1; c < header.size(); ++c) {
      const auto place = places_.find(header[c].text);
      if (!place) {
        return csv_.error_at(
            header[c].place,
            fmt::format(
                "expected the columns from,to,minutes (or seconds, travel_time_p50), or a matrix with the places' "
                "names in the first row and column; {}",
                places_.not_found(header[c].text)));
      }
      if (std::find(to.begin(), to.end(), *place) != to.end())
        return csv_.error_at(header[c].place,
                             fmt::format("expected each place once, found {} again", document::shown(header[c].text)));
      to.push_back(*place);
    }
    if (to.empty())
      return csv_.error_at({1, 1},
                           "expected the columns from,to,minutes, or a matrix with the places' names in the first "
                           "row and column; found one column");
    if (!unit_) return csv_.error_at({1, 1}, which_unit(""));
    CsvRow row;
    while (csv_.next(row)) {
      if (row.problem) return csv_.error_at(row.problem->place, row.problem->message);
      const auto from = place_of(row.cells[0]);
      if (!from) return from.error();
      for (std::size_t c = 0; c < to.size(); ++c) {
        const auto minutes = minutes_of(row.cells[c + 1], *unit_);
        if (!minutes) return minutes.error();
        if (const auto good = keep(*from, to[c], *minutes, row.cells[c + 1].place); !good) return good;
      }
    }
    return base::Done{};
  }

  Csv& csv_;
  const Places& places_;
  std::optional<TimeUnit> unit_;
  std::unordered_map<std::uint64_t, Seen> found_;
  bool several_percentiles_ = false;
  std::size_t one_way_ = 0;
  std::size_t first_line_ = 0;  ///< of those
  std::uint64_t first_pair_ = 0;
};

}  // namespace

base::Result<TravelTimes> TravelTimes::parse(std::string name, std::string_view text, const Places& places,
                                             std::optional<TimeUnit> unit) {
  const std::string_view begin = document::trimmed(text.substr(0, 64));
  if (begin.starts_with('{') || begin.starts_with('[')) {
    return base::input_error(fmt::format(
        "{}:1:1: expected a table as CSV, found JSON; docs/plan.md says how OSRM's and Valhalla's answers become one",
        name));
  }
  auto csv = Csv::open(name, text);
  if (!csv) return csv.error();
  Table table(*csv, places, unit);
  if (const auto good = table.read(); !good) return good.error();
  TravelTimes out;
  out.name_ = std::move(name);
  out.journeys_ = table.take();
  table.remark(out.journeys_, out.name_, out.remarks_);
  out.measure(places);
  return out;
}

void TravelTimes::measure(const Places& places) {
  constexpr std::size_t nearest_max = 6;
  std::vector<double> all;
  for (std::uint32_t i = 0; i < journeys_.size(); ++i) {
    std::vector<std::pair<double, double>> by_km;
    for (const Journey& journey : journeys_[i]) {
      const double km = distance_km(places[i].at, places[journey.to].at);
      if (journey.to != i && km > 0 && journey.minutes > 0) by_km.emplace_back(km, journey.minutes / km);
    }
    std::sort(by_km.begin(), by_km.end());
    if (by_km.size() > nearest_max) by_km.resize(nearest_max);
    minutes_per_km_.emplace_back();
    if (by_km.empty()) continue;
    std::vector<double> paces;
    for (const auto& [km, pace] : by_km) paces.push_back(pace);
    minutes_per_km_.back() = median(std::move(paces));
    all.push_back(*minutes_per_km_.back());
  }
  if (all.empty()) return;
  minutes_per_km_of_all_ = median(std::move(all));
  constexpr double slow_kmh = 1;
  constexpr double fast_kmh = 150;
  const double kmh = 60 / *minutes_per_km_of_all_;
  if (kmh < slow_kmh || kmh > fast_kmh) {
    remarks_.push_back(fmt::format(
        "{}: journeys to the nearest places go at {:.3g} km/h in a straight line; are minutes and seconds mixed up?",
        name_, kmh));
  }
}

std::optional<double> TravelTimes::minutes_per_km(std::uint32_t place) const {
  return minutes_per_km_[place] ? minutes_per_km_[place] : minutes_per_km_of_all_;
}

}  // namespace alongside::places
