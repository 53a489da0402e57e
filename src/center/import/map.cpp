#include "center/import/map.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "center/import/refusals.hpp"
#include "document/folding.hpp"
#include "document/words.hpp"

namespace alongside::center {

namespace {

constexpr std::array<std::string_view, import_columns> names{
    "visit",  "arrived", "code",     "substance", "route",     "emergency", "watched",
    "oxygen", "breaths", "naloxone", "ems",       "transport", "died"};

std::vector<std::string> all_names() { return {names.begin(), names.end()}; }

std::optional<std::size_t> index_of(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - names.begin()));
}

/// Column names are compared without spaces at their ends and without capitals, however their accents are made.
std::string plain(std::string_view name) { return document::folded(document::trimmed(name)); }

base::Error unknown_column(const document::Toml& file, const std::string& path, std::string_view name) {
  return file.error_at(path, fmt::format("expected one of our columns ({}), found {}{}", document::one_of(all_names()),
                                         document::shown(name), document::did_you_mean(name, all_names())));
}

/// The source's column for one of ours; for `arrived` it may be two, of the day and of the time.
base::Result<std::vector<std::string>> source_columns(const document::Toml& file, const std::string& path,
                                                      ImportColumn ours) {
  if (ours == ImportColumn::arrived && file.has(path + ".0")) {
    auto two = file.texts(path);
    if (two && two->size() != 2)
      return file.error_at(path, "expected the column of the day and that of the time, as [\"Date\", \"Time\"]");
    return two;
  }
  auto one = file.text(path);
  if (!one) return one.error();
  return std::vector{std::move(one).value()};
}

base::Result<std::optional<document::DayOrder>> read_order(const document::Toml& file) {
  if (!file.has("dates")) return std::optional<document::DayOrder>();
  const auto written = file.text("dates");
  if (!written) return written.error();
  if (*written == "day_first") return std::optional(document::DayOrder::day_first);
  if (*written == "month_first") return std::optional(document::DayOrder::month_first);
  return file.error_at("dates", "expected day_first or month_first, found " + document::shown(*written));
}

}  // namespace

std::string_view name_of(ImportColumn column) { return names[static_cast<std::size_t>(column)]; }

base::Result<ImportMap> ImportMap::read(const document::Toml& file) {
  ImportMap map;
  if (file.has("source")) {
    auto source = file.text("source");
    if (!source) return source.error();
    map.source_ = std::move(source).value();
  }
  if (file.has("ignore")) {
    auto ignored = file.texts("ignore");
    if (!ignored) return ignored.error();
    for (const std::string& name : *ignored) map.ignored_.push_back(plain(name));
  }
  const auto dates = read_order(file);
  if (!dates) return dates.error();
  map.dates_ = *dates;
  if (file.has("numbers")) {
    const auto columns = file.texts("numbers");
    if (!columns) return columns.error();
    for (const std::string& ours : *columns) {
      if (ours != "visit" && ours != "code")
        return file.error_at("numbers", "expected visit or code, found " + document::shown(ours));
      map.numbers_[*index_of(ours)] = true;
    }
  }
  const auto take_name = [&](const std::string& path, std::string_view theirs) -> base::Result<std::string> {
    std::string name = plain(theirs);
    const bool is_taken =
        name == map.time_of_arrival_ || std::find(map.theirs_.begin(), map.theirs_.end(), name) != map.theirs_.end();
    if (is_taken) return file.error_at(path, "expected a column of its own, found one that is mapped above");
    if (map.ignores(name))
      return file.error_at(path, "expected a column that is not ignored, found it under ignore too");
    return name;
  };
  for (const std::string& ours : file.names("columns")) {
    const std::string path = "columns." + document::path_part(ours);
    const auto index = index_of(ours);
    if (!index) return unknown_column(file, path, ours);
    const auto theirs = source_columns(file, path, static_cast<ImportColumn>(*index));
    if (!theirs) return theirs.error();
    auto name = take_name(path, theirs->front());
    if (!name) return name.error();
    map.theirs_[*index] = std::move(name).value();
    if (theirs->size() == 1) continue;
    auto time = take_name(path, theirs->back());
    if (!time) return time.error();
    map.time_of_arrival_ = std::move(time).value();
  }
  for (const std::string& ours : file.names("values")) {
    const std::string table = "values." + document::path_part(ours);
    const auto index = index_of(ours);
    if (!index) return unknown_column(file, table, ours);
    for (const std::string& theirs : file.names(table)) {
      const auto value = file.text_or_blank(table + '.' + document::path_part(theirs));
      if (!value) return value.error();
      map.values_[*index][plain(theirs)] = *value;
    }
  }
  if (auto all = file.all_read(); !all) return all.error();
  return map;
}

std::optional<ImportColumn> ImportMap::column(std::string_view theirs) const {
  const std::string name = plain(theirs);
  for (std::size_t i = 0; i < import_columns; ++i) {
    const bool renamed = !theirs_[i].empty();
    if (renamed ? theirs_[i] == name : names[i] == name) return static_cast<ImportColumn>(i);
  }
  return std::nullopt;
}

bool ImportMap::ignores(std::string_view theirs) const {
  return std::find(ignored_.begin(), ignored_.end(), plain(theirs)) != ignored_.end();
}

std::string_view ImportMap::value(ImportColumn column, std::string_view theirs) const {
  const std::string_view bare = document::trimmed(theirs);
  const auto& values = values_[static_cast<std::size_t>(column)];
  if (values.empty()) return bare;
  const auto found = values.find(plain(bare));
  return found == values.end() ? bare : std::string_view(found->second);
}

std::string_view ImportMap::theirs(ImportColumn column) const {
  const std::string& renamed = theirs_[static_cast<std::size_t>(column)];
  return renamed.empty() ? name_of(column) : std::string_view(renamed);
}

base::Result<ImportLayout> find_columns(const document::Csv& csv, const ImportMap& map) {
  ImportLayout layout;
  std::string wrong;
  const auto refuse = [&](const document::Cell& cell, const std::string& message) {
    wrong += (wrong.empty() ? "" : "\n") + csv.error_at(cell.place, message).message;
  };
  const std::vector<document::Cell>& header = csv.header();
  const bool of_rejects = header.size() > 1 && header[0].text == rejects_why && header[1].text == rejects_row;
  if (of_rejects) layout.row = 1;
  for (std::size_t i = of_rejects ? 2 : 0; i < header.size(); ++i) {
    const document::Cell& cell = header[i];
    if (cell.text.empty()) {
      layout.without_name.push_back(i);
    } else if (const auto what = personal_column(cell.text)) {
      refuse(cell, fmt::format("column {} is refused: by its name it holds {}, and nothing here may. Remove the column "
                               "from the file (to ignore it is not "
                               "enough: the file should not travel with it)",
                               document::shown(cell.text), *what));
    } else if (const auto column = map.column(cell.text)) {
      layout.at[static_cast<std::size_t>(*column)] = i;
    } else if (!map.time_of_arrival().empty() && plain(cell.text) == map.time_of_arrival()) {
      layout.arrived_time = i;
    } else if (!map.ignores(cell.text)) {
      refuse(cell, fmt::format("expected a column that is known here ({}) or named under ignore in the map, found {}{}",
                               document::one_of(all_names()), document::shown(cell.text),
                               document::did_you_mean(cell.text, all_names())));
    }
  }
  for (const ImportColumn needed : {ImportColumn::visit, ImportColumn::arrived}) {
    if (!layout.has(needed)) {
      refuse(header.front(),
             fmt::format("expected a column {}, found none; name the source's own in the map: [columns] {} = \"...\"",
                         document::shown(map.theirs(needed)), name_of(needed)));
    }
  }
  if (!map.time_of_arrival().empty() && !layout.arrived_time) {
    refuse(
        header.front(),
        fmt::format("expected a column {}, found none; name the source's own in the map: [columns] arrived = [\"...\", "
                    "\"...\"]",
                    document::shown(map.time_of_arrival())));
  }
  if (!wrong.empty()) return base::input_error(std::move(wrong));
  return layout;
}

}  // namespace alongside::center
