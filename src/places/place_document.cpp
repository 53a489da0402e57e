#include "places/place_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "document/csv.hpp"
#include "document/figures.hpp"
#include "document/file.hpp"
#include "document/shipped_documents.hpp"
#include "document/toml.hpp"
#include "document/words.hpp"
#include "places/forecast_tried.hpp"
#include "places/place_names.hpp"

namespace alongside::places {

namespace {

/// Not the name of a shipped document.
bool is_path(const std::string& name) { return name.find('/') != std::string::npos || name.ends_with(".toml"); }

/// What errors call a file that a document names.
std::string path_beside(const std::string& document, const std::string& folder, const std::string& file) {
  return is_path(document) ? (std::filesystem::path(document).parent_path() / file).string() : folder + "/" + file;
}

std::vector<std::string> by_key(std::vector<std::string> words) {
  for (std::string& word : words) word = name_key(word);
  return words;
}

double plain_number(document::Figures& in, const std::string& path, double low, double high) {
  const auto value = in.fields().number(path, low, high);
  if (!value) return in.keep(value.error()), low;
  return *value;
}

double share_or(document::Figures& in, const std::string& path, double fallback) {
  return in.has(path) ? plain_number(in, path, 0, 1) : fallback;
}

Bounds read_bounds(document::Figures& in) {
  Bounds bounds;
  bounds.low = {plain_number(in, "bounds.south", -90, 90), plain_number(in, "bounds.west", -180, 180)};
  bounds.high = {plain_number(in, "bounds.north", -90, 90), plain_number(in, "bounds.east", -180, 180)};
  if (!in.failed() && (bounds.low.lat >= bounds.high.lat || bounds.low.lon >= bounds.high.lon))
    in.refuse("bounds", "expected south below north and west below east");
  return bounds;
}

/// Names on the left, what they belong to on the right; each must be a place of the document. With another file of places (`own` false) those that
/// it does not have are left out: their names then count as not written down.
void read_aliases(document::Figures& in, const Places& places, bool own, ImportRules& rules) {
  for (const char* table : {"import.villages", "import.slips"}) {
    for (const std::string& name : in.fields().names(table)) {
      const std::string path = fmt::format("{}.{}", table, document::path_part(name));
      const std::string place = in.text(path);
      const bool known = places.find(place).has_value();
      if (!known && own && !in.failed()) in.refuse(path, places.not_found(place));
      if (!known) continue;
      const auto [at, is_new] = rules.aliases.emplace(name_key(name), place);
      if (!is_new && at->second != place)
        in.refuse(path, fmt::format("expected each name once, found {} for {} and for {}", document::shown(name),
                                    at->second, place));
    }
  }
  for (const std::string& name : in.fields().names("import.elsewhere")) {
    rules.elsewhere[name_key(name)] = in.text(fmt::format("import.elsewhere.{}", document::path_part(name)));
  }
}

ImportRules read_import(document::Figures& in, const Places& places, bool own) {
  ImportRules rules;
  const auto column = [&](const char* name) { return in.text_or(fmt::format("import.columns.{}", name), {}); };
  rules.town_column = in.text("import.columns.town");
  rules.date_column = in.text("import.columns.date");
  rules.state_column = column("state");
  rules.date_type_column = column("date_type");
  rules.residence_column = column("residence");
  rules.death_column = column("death");
  rules.lat_column = column("lat");
  rules.lon_column = column("lon");
  rules.point_column = column("point");
  rules.opioid_columns = in.texts_or_none("import.columns.opioids");
  rules.report_words = by_key(in.texts_or_none("import.report_words"));
  rules.unknown_words = by_key(in.texts_or_none("import.unknown_words"));
  rules.own_state_words = by_key(in.texts_or_none("import.own_state_words"));
  rules.left_off = by_key(in.texts_or_none("import.left_off"));
  for (const std::string& point : in.fields().names("import.default_points")) {
    const std::string path = "import.default_points." + point;
    rules.default_points.push_back(
        {plain_number(in, path + ".lat", -90, 90), plain_number(in, path + ".lon", -180, 180)});
  }
  rules.alias_source = in.text("import.alias_source");
  rules.unplaced_share_max = share_or(in, "import.unplaced_share_max", rules.unplaced_share_max);
  const std::string order = in.text_or("import.date_order", "month_first");
  rules.date_order = order == "day_first" ? document::DayOrder::day_first : document::DayOrder::month_first;
  if (order != "day_first" && order != "month_first")
    in.refuse("import.date_order", "expected \"month_first\" (11/30/2021) or \"day_first\" (30/11/2021)");
  read_aliases(in, places, own, rules);
  return rules;
}

RatesAhead read_rates(document::Figures& in) {
  const auto year = [&](const std::string& field) {
    return static_cast<int>(plain_number(in, "rates." + field, 1900, 2199));
  };
  RatesAhead out{.first_year = year("first_year"), .last_year = year("last_year"), .ahead_to = year("ahead_to")};
  out.level_log_sd = plain_number(in, "rates.level_log_sd", 0, 3);
  if (in.has("rates.tried"))
    out.checked = read_forecast_tried(in).says();
  else
    out.checked = document::quotation(in.text("rates.checked"));
  if (out.first_year > out.last_year) in.refuse("rates.last_year", "expected no earlier than rates.first_year");
  if (out.ahead_to <= out.last_year) in.refuse("rates.ahead_to", "expected later than rates.last_year");
  return out;
}

/// The shapes that a map of the document draws. One that has a name must be a place's; with another file of places (`own` false) it may be any.
base::Result<Outlines> read_outline(const std::string& document, const std::string& file, const PlaceDocument& out,
                                    bool own) {
  const auto text = text_beside(document, "places", file);
  if (!text) return text.error();
  auto outlines = parse_outlines(path_beside(document, "places", file), *text, {.name = "place"});
  if (!outlines) return outlines;
  for (const Outline& one : outlines->all) {
    if (own && !one.name.empty() && !out.places.find(one.name))
      return base::input_error(fmt::format("{}: {}", outlines->file, out.places.not_found(one.name)));
  }
  const Bounds around = outlines->bounds();
  const bool apart = around.low.lat > out.bounds.high.lat || around.high.lat < out.bounds.low.lat ||
                     around.low.lon > out.bounds.high.lon || around.high.lon < out.bounds.low.lon;
  if (apart) {
    return base::input_error(fmt::format(
        "{}: expected shapes within the document's bounds, found {} to {} north, {} to {} east: are latitude and "
        "longitude swapped? GeoJSON has longitude first",
        outlines->file, around.low.lat, around.high.lat, around.low.lon, around.high.lon));
  }
  return outlines;
}

}  // namespace

base::Result<std::string> text_beside(const std::string& document, const std::string& folder, const std::string& file) {
  if (is_path(document)) {
    return document::read_file(std::filesystem::path(document).parent_path() / file, document::Csv::file_bytes_max);
  }
  const std::string shipped = folder + "/" + file;
  const auto all = document::shipped_documents();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const document::ShippedDocument& one) { return one.name == shipped; });
  if (found == all.end())
    return base::input_error(
        fmt::format("{} names the file {}, which did not travel in the program", document, shipped));
  return std::string(found->text);
}

base::Result<PlaceDocument> load_place_document(const std::string& name_or_path, const std::string& places_file) {
  auto text = document::document_text("places", name_or_path);
  if (!text) return text.error();
  auto file = document::Toml::parse(is_path(name_or_path) ? name_or_path : "places/" + name_or_path + ".toml",
                                    std::move(*text));
  if (!file) return file.error();
  document::Figures in(*file);
  PlaceDocument out;
  out.name = in.text("name");
  out.about = in.text("about");
  out.source = in.text("source");
  out.bounds = read_bounds(in);
  const std::string csv_name = in.text("file");
  if (in.failed()) return in.error();
  auto csv = places_file.empty() ? text_beside(name_or_path, "places", csv_name)
                                 : document::read_file(places_file, document::Csv::file_bytes_max);
  if (!csv) return csv.error();
  auto places = Places::parse(places_file.empty() ? path_beside(name_or_path, "places", csv_name) : places_file, *csv,
                              out.bounds);
  if (!places) return places.error();
  out.places = std::move(*places);
  if (in.has("rates")) out.rates = read_rates(in);
  if (!places_file.empty()) out.rates.reset();  // they are of the document's own file
  if (in.has("outline")) {
    auto outline = read_outline(name_or_path, in.text("outline"), out, places_file.empty());
    if (!outline) return outline.error();
    out.outline = std::move(*outline);
  }
  out.has_import = in.has("import");
  if (out.has_import) out.import_rules = read_import(in, out.places, places_file.empty());
  if (in.failed()) return in.error();
  if (const auto all = file->all_read(); !all) return all.error();
  return out;
}

}  // namespace alongside::places
