// alongside place from OUTLINES.geojson: the places of a plan from the shapes of ZIPs, tracts or towns.
#include <fmt/core.h>

#include <boost/json.hpp>
#include <iostream>

#include "cli/command.hpp"
#include "document/file.hpp"
#include "document/indented_json.hpp"
#include "ledger/durable_file.hpp"
#include "places/outline_places.hpp"

namespace alongside::cli {

namespace {

struct Options {
  std::filesystem::path file;
  std::string name_field;
  std::filesystem::path out_dir = ".";
  bool json = false;
};

/// Nothing is written over: somebody may have worked on it.
base::Result<> write_all(const std::filesystem::path& folder, const places::OutlinePlaces& places) {
  const std::pair<const char*, const std::string*> files[] = {{"places.csv", &places.places_csv},
                                                              {"places.toml", &places.places_toml},
                                                              {"outlines.geojson", &places.outlines_geojson}};
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  for (const auto& [name, text] : files) {
    if (std::filesystem::exists(folder / name, failed))
      return base::input_error(fmt::format("{}: is there already; nothing was written", (folder / name).string()));
  }
  for (const auto& [name, text] : files) {
    if (const auto written = ledger::create_file(folder / name, base::bytes_of(*text), ledger::readable_by_all);
        !written)
      return written;
  }
  return base::Done{};
}

base::Result<places::OutlinePlaces> from(const Options& options) {
  const auto text = document::read_file(options.file, places::Outlines::file_bytes_max);
  if (!text) return text.error();
  const auto outlines =
      places::parse_outlines(options.file.string(), *text, {.name = options.name_field, .is_needed = true});
  if (!outlines) return outlines.error();
  auto places = places::places_from(*outlines, options.file.stem().string());
  if (!places) return places;
  if (const auto written = write_all(options.out_dir, *places); !written) return written.error();
  return places;
}

int run(const Options& options) {
  const auto places = from(options);
  if (!places) return fail(places.error());
  if (options.json) {
    std::cout << document::indented({{"file", options.file.string()},
                                     {"folder", options.out_dir.string()},
                                     {"places", places->places},
                                     {"area_km2", places->area_km2},
                                     {"remarks", boost::json::value_from(places->remarks)}});
    return 0;
  }
  for (const std::string& remark : places->remarks) fmt::print(stderr, "note: {}\n", remark);
  fmt::print("{} places, {:.2f} km2: wrote places.csv, places.toml and outlines.geojson to {}\n", places->places,
             places->area_km2, options.out_dir.string());
  fmt::print(
      "Next: say in places.toml where the shapes come from, give places.csv the columns that the plan needs "
      "(population, region), and name places.toml in a plan: alongside plan connecticut --copy-to my-plan\n");
  return 0;
}

}  // namespace

void add_place_command(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("place", "Places for `alongside plan`: towns, ZIPs or tracts");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  auto* from_shapes = command->add_subcommand(
      "from",
      "Places from a GeoJSON file of shapes: each with its middle and area, and the shapes for the brief's map");
  from_shapes->add_option("OUTLINES", options->file, "A FeatureCollection of Polygons and MultiPolygons, WGS84")
      ->required();
  from_shapes->add_option("--name-field", options->name_field,
                          "The property that is a place's name (default: \"place\" or \"name\", in any case)");
  from_shapes->add_option(
      "--out-dir", options->out_dir,
      "Where places.csv, places.toml and outlines.geojson go (default: here); nothing is written over");
  from_shapes->add_flag("--json", options->json, "One JSON document on standard output");
  from_shapes->footer(
      "Area and middle are those of the shape on the WGS84 ellipsoid; water within it counts.\nExample:\n  alongside "
      "place "
      "from towns.geojson --name-field TOWN --out-dir my-plan");
  from_shapes->callback([options, &status] { status = run(*options); });
}

}  // namespace alongside::cli
