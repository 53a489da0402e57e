#include "places/import_deaths.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "document/csv.hpp"
#include "document/published_date.hpp"
#include "document/words.hpp"
#include "places/place_names.hpp"

namespace alongside::places {

namespace {

using document::Csv;
using document::CsvRow;

/// Letters and digits alone, in lower case.
std::string bare(std::string_view text) {
  std::string out;
  for (const char c : document::lower(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  return out;
}

/// Where a column is in this file, by the letters of its name.
class DeathsReader {
 public:
  DeathsReader(const Csv& csv, const ImportRules& rules) : rules_(rules) {
    for (std::size_t c = 0; c < csv.header().size(); ++c) at_.emplace(bare(csv.header()[c].text), c);
  }
  bool has(const std::string& column) const { return !column.empty() && at_.contains(bare(column)); }
  std::string_view text(const CsvRow& row, const std::string& column) const {
    if (!has(column)) return {};
    return document::trimmed(row.cells[at_.at(bare(column))].text);
  }
  std::optional<Point> point(const CsvRow& row) const {
    std::string lat(text(row, rules_.lat_column));
    std::string lon(text(row, rules_.lon_column));
    const std::string_view both = text(row, rules_.point_column);
    if (const auto open = both.rfind('('); open != std::string_view::npos) {
      const auto comma = both.find(',', open);
      const auto close = both.find(')', open);
      if (comma < close && close != std::string_view::npos) {
        lat = document::trimmed(both.substr(open + 1, comma - open - 1));
        lon = document::trimmed(both.substr(comma + 1, close - comma - 1));
      }
    }
    Point out;
    const auto whole = [](const std::string& part, double& into) {
      const auto [end, code] = std::from_chars(part.data(), part.data() + part.size(), into);
      return code == std::errc() && end == part.data() + part.size();
    };
    if (!whole(lat, out.lat) || !whole(lon, out.lon)) return std::nullopt;
    return out;
  }

 private:
  const ImportRules& rules_;
  std::map<std::string, std::size_t> at_;
};

/// "Y", "1", "Yes (DC)"; not "", "N", "no", "0", "false", "none".
bool is_marked(std::string_view text) {
  if (text.empty() || text.front() == 'N' || text.front() == 'n') return false;
  const std::string word = document::lower(text);
  return word != "0" && word != "false" && word != "f" && word != "-";
}

std::string columns_of(const Csv& csv) {
  std::vector<std::string> names;
  for (const document::Cell& cell : csv.header()) names.push_back(document::shown(cell.text));
  return fmt::format("{}", fmt::join(names, ", "));
}

class Import {
 public:
  Import(const DeathsReader& reader, const PlaceDocument& document, const ImportChoices& choices)
      : reader_(reader),
        document_(document),
        rules_(document.import_rules),
        choices_(choices),
        finder_(document.places, document.import_rules) {}

  void take(const CsvRow& row) {
    ++out_.rows;
    // Spreadsheets write rows in which nothing stands, with more commas or fewer than the header has.
    if (row.raw.find_first_not_of(", \t") == std::string_view::npos) return void(++out_.blank);
    if (row.problem) {
      if (++out_.bad_row == 1)
        out_.first_bad_row = fmt::format("line {}: {}", row.problem->place.line, row.problem->message);
      return;
    }
    note_default_point(row);
    const bool of_report = is_of_report(row);
    out_.report_dates += of_report ? 1 : 0;
    if (choices_.opioids_only && !has_opioid(row)) return void(++out_.left_out_no_opioid);
    if (choices_.without_report_dates && of_report) return void(++out_.left_out_report_dates);
    const std::string_view written = reader_.text(row, rules_.date_column);
    if (written.empty()) return void(++out_.no_date);
    const auto date = document::parse_published_date(written, rules_.date_order);
    if (!date) return note_bad_date(row, written, date.error().message);
    switch (date->assumed) {
      case document::DateAssumed::century: ++out_.assumed_century; break;
      case document::DateAssumed::day_of_zone: ++out_.assumed_day; break;
      case document::DateAssumed::milliseconds: ++out_.milliseconds; break;
      case document::DateAssumed::nothing: break;
    }
    if (const auto place = place_of(row)) ++by_year_[date->date.year].try_emplace(*place, 0).first->second;
  }

  ImportedDeaths finish() {
    CountsByYear& counts = out_.counts;
    counts.by_place.resize(document_.places.size());
    if (by_year_.empty()) return std::move(out_);
    for (int year = by_year_.begin()->first; year <= by_year_.rbegin()->first; ++year) {
      counts.years.push_back(year);
      for (std::uint32_t i = 0; i < document_.places.size(); ++i) {
        const auto found = by_year_[year].find(i);
        counts.by_place[i].push_back(found == by_year_[year].end() ? 0 : found->second);
      }
    }
    return std::move(out_);
  }

 private:
  void note_bad_date(const CsvRow& row, std::string_view written, const std::string& why) {
    const std::string first = fmt::format("line {}: {}", row.place.line, document::shown(written));
    if (++out_.bad_date == 1) out_.first_bad_date = first, out_.first_bad_date_says = why;
    const auto other = rules_.date_order == document::DayOrder::month_first ? document::OrderShown::day_first
                                                                            : document::OrderShown::month_first;
    if (out_.first_other_order.empty() && document::order_shown(written) == other) out_.first_other_order = first;
  }
  void note_default_point(const CsvRow& row) {
    const auto point = reader_.point(row);
    if (!point) return;
    constexpr double same_degrees = 1e-6;
    const bool is_default =
        std::any_of(rules_.default_points.begin(), rules_.default_points.end(), [&](const Point& one) {
          return std::abs(one.lat - point->lat) < same_degrees && std::abs(one.lon - point->lon) < same_degrees;
        });
    out_.default_points += is_default ? 1 : 0;
  }
  bool is_of_report(const CsvRow& row) const {
    const std::string word = bare(reader_.text(row, rules_.date_type_column));
    return std::any_of(rules_.report_words.begin(), rules_.report_words.end(),
                       [&](const std::string& one) { return bare(one) == word; });
  }
  bool has_opioid(const CsvRow& row) const {
    return std::any_of(rules_.opioid_columns.begin(), rules_.opioid_columns.end(),
                       [&](const std::string& column) { return is_marked(reader_.text(row, column)); });
  }

  std::optional<std::uint32_t> place_of(const CsvRow& row) {
    const FoundPlace town = finder_.find(reader_.text(row, rules_.town_column));
    const std::string state = name_key(reader_.text(row, rules_.state_column));
    const auto& own = rules_.own_state_words;
    const bool other_state = !state.empty() && std::find(own.begin(), own.end(), state) == own.end() &&
                             town.kind != Found::blank && town.kind != Found::unknown;
    if (other_state || town.kind == Found::elsewhere) {
      ++out_.elsewhere;
      ++out_.names_elsewhere[town.name];
      return std::nullopt;
    }
    if (town.kind == Found::name) return ++out_.by_name, town.place;
    if (town.kind == Found::alias) return ++out_.by_alias, ++out_.aliases_used[town.name], town.place;
    if (town.kind == Found::not_placed) {
      ++out_.not_placed;
      ++out_.names_not_placed[town.name];
      return std::nullopt;
    }
    const auto instead = [&](bool asked, const std::string& column) -> std::optional<std::uint32_t> {
      if (!asked) return std::nullopt;
      const FoundPlace other = finder_.find(reader_.text(row, column));
      return other.kind == Found::name || other.kind == Found::alias ? std::optional(other.place) : std::nullopt;
    };
    if (const auto place = instead(choices_.residence_instead, rules_.residence_column))
      return ++out_.by_residence, place;
    if (const auto place = instead(choices_.death_instead, rules_.death_column)) return ++out_.by_death, place;
    ++(town.kind == Found::blank ? out_.blank : out_.unknown);
    return std::nullopt;
  }

  const DeathsReader& reader_;
  const PlaceDocument& document_;
  const ImportRules& rules_;
  const ImportChoices& choices_;
  const PlaceFinder finder_;
  std::map<int, std::map<std::uint32_t, double>> by_year_;
  ImportedDeaths out_;
};

std::string rows_text(std::uint64_t rows) { return fmt::format("{} {}", rows, rows == 1 ? "row" : "rows"); }

}  // namespace

double ImportedDeaths::share_of_named_placed() const {
  const auto named = by_name + by_alias + not_placed;
  return named > 0 ? static_cast<double>(by_name + by_alias) / static_cast<double>(named) : 1;
}

double ImportedDeaths::share_lost() const {
  const auto lost = not_placed + bad_date + bad_row;
  return lost > 0 ? static_cast<double>(lost) / static_cast<double>(placed() + lost) : 0;
}

base::Result<ImportedDeaths> import_deaths(std::string name, std::string_view text, const PlaceDocument& document,
                                           const ImportChoices& choices) {
  if (!document.has_import)
    return base::input_error(fmt::format(
        "the document of {} does not say how a file of deaths is to be read; give it a table [import]", document.name));
  auto csv = Csv::open(std::move(name), text);
  if (!csv) return csv.error();
  const ImportRules& rules = document.import_rules;
  const DeathsReader reader(*csv, rules);
  const auto need = [&](const std::string& column, std::string_view why) -> base::Result<> {
    if (reader.has(column)) return base::Done{};
    return csv->error_at({1, 1}, fmt::format("expected a column \"{}\" ({}), and there is none; the file has {}",
                                             column, why, columns_of(*csv)));
  };
  base::Result<> good = need(rules.town_column, "the town");
  if (good) good = need(rules.date_column, "the date");
  if (good && choices.residence_instead) good = need(rules.residence_column, "asked for in place of an unknown town");
  if (good && choices.death_instead) good = need(rules.death_column, "asked for in place of an unknown town");
  if (good && choices.without_report_dates) good = need(rules.date_type_column, "what the date is of");
  if (good && choices.opioids_only &&
      std::none_of(rules.opioid_columns.begin(), rules.opioid_columns.end(),
                   [&](const auto& column) { return reader.has(column); })) {
    good = csv->error_at({1, 1}, fmt::format("expected one of the columns {} to know opioids by, and there is none",
                                             document::one_of(rules.opioid_columns)));
  }
  if (!good) return good.error();
  Import import(reader, document, choices);
  CsvRow row;
  while (csv->next(row)) import.take(row);
  return import.finish();
}

std::map<int, std::uint64_t> ImportedDeaths::by_year() const {
  std::map<int, std::uint64_t> out;
  for (std::size_t y = 0; y < counts.years.size(); ++y) {
    for (const std::vector<double>& of_place : counts.by_place)
      out[counts.years[y]] += static_cast<std::uint64_t>(of_place[y]);
  }
  return out;
}

std::vector<UnplacedName> commonest_unplaced(const ImportedDeaths& deaths, const PlaceDocument& document,
                                             std::size_t count_max) {
  std::vector<UnplacedName> out;
  for (const auto& [name, rows] : deaths.names_not_placed) out.push_back({name, rows, {}});
  std::sort(out.begin(), out.end(), [](const UnplacedName& a, const UnplacedName& b) {
    return a.rows != b.rows ? a.rows > b.rows : a.name < b.name;
  });
  if (out.size() > count_max) out.resize(count_max);
  const PlaceFinder finder(document.places, document.import_rules);
  for (UnplacedName& one : out) one.did_you_mean = finder.did_you_mean(one.name);
  return out;
}

base::Result<> check_placed(const ImportedDeaths& deaths, const PlaceDocument& document, double share_max) {
  constexpr std::size_t names_max = 10;
  const std::uint64_t lost = deaths.not_placed + deaths.bad_date + deaths.bad_row;
  if (deaths.placed() > 0 && deaths.share_lost() <= share_max) return base::Done{};
  std::string says = fmt::format(
      "{} of {} rows could not be placed in {} ({:.1f}%), and {:.1f}% is the most that is taken "
      "(import.unplaced_share_max, "
      "--unplaced-max); nothing was written",
      lost, deaths.placed() + lost, document.name, 100 * deaths.share_lost(), 100 * share_max);
  if (deaths.placed() == 0)
    says = fmt::format("none of {} rows could be placed in {}; nothing was written", deaths.rows, document.name);
  if (deaths.not_placed > 0)
    says += fmt::format("\n{} with a name that is not in {}; the commonest:", rows_text(deaths.not_placed),
                        document.places.name());
  for (const UnplacedName& one : commonest_unplaced(deaths, document, names_max))
    says += fmt::format("\n  {} ({}){}", document::shown(one.name), one.rows, one.did_you_mean);
  if (deaths.not_placed > 0)
    says +=
        "\nWrite what they mean under [import.villages] or [import.slips], and other states' under [import.elsewhere]";
  if (deaths.bad_date > 0)
    says += fmt::format("\n{} with a date that cannot be read; first in {}: {}", rows_text(deaths.bad_date),
                        deaths.first_bad_date.substr(0, deaths.first_bad_date.find(':')), deaths.first_bad_date_says);
  if (!deaths.first_other_order.empty())
    says +=
        fmt::format("\nThe day and the month stand the other way round in {}: say import.date_order = \"{}\"",
                    deaths.first_other_order,
                    document.import_rules.date_order == document::DayOrder::month_first ? "day_first" : "month_first");
  if (deaths.bad_row > 0)
    says += fmt::format("\n{} broken; the first is {}", rows_text(deaths.bad_row), deaths.first_bad_row);
  return base::input_error(says);
}

std::string counts_as_csv(const CountsByYear& counts, const Places& places) {
  std::string out = "place,year,deaths\n";
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t y = 0; y < counts.years.size(); ++y) {
      if (counts.by_place[i][y] > 0)
        out += fmt::format("{},{},{}\n", document::csv_cell(places[i].name), counts.years[y], counts.by_place[i][y]);
    }
  }
  return out;
}

}  // namespace alongside::places
