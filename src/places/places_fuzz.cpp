// Fuzzer: a document of places, a line "----", and its table, each any text, are places or an error; every place is found by its own name, by the table and by
// the importer, and rows that name them are all counted.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "document/csv.hpp"
#include "places/import_deaths.hpp"
#include "places/place_names.hpp"

namespace {

/// A folder for the two files, gone with the process.
class Folder {
 public:
  Folder() { std::filesystem::create_directories(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string write(const char* name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }

 private:
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("alongside-places-fuzz-" + std::to_string(::getpid()));
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alongside::places;
  static const Folder folder;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  constexpr std::string_view between = "\n----\n";
  const auto split = text.find(between);
  if (split == std::string_view::npos) return 0;
  const std::string_view table = text.substr(split + between.size());
  folder.write("places.csv", table);
  const auto document = load_place_document(folder.write("places.toml", text.substr(0, split)), "");
  if (!document) return 0;
  const Places& places = document->places;
  const PlaceFinder finder(places, document->import_rules);
  std::string rows;
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    if (places.find(places[i].name) != i) std::abort();
    const FoundPlace found = finder.find(places[i].name);
    if (found.kind != Found::name || found.place != i) std::abort();
    finder.did_you_mean(places[i].name + "x");
    rows += alongside::document::csv_cell(places[i].name) + ",2019-01-05\n";
  }
  if (const auto counts = parse_counts("counts.csv", table, places); !counts && counts.error().message.empty())
    std::abort();
  const ImportRules& rules = document->import_rules;
  if (!document->has_import || rules.town_column == rules.date_column) return 0;
  const auto deaths = import_deaths("deaths.csv",
                                    alongside::document::csv_cell(rules.town_column) + "," +
                                        alongside::document::csv_cell(rules.date_column) + "\n" + rows,
                                    *document, {});
  if (!deaths) return 0;
  const ImportedDeaths& d = *deaths;
  if (d.rows != d.placed() + d.blank + d.unknown + d.elsewhere + d.not_placed + d.no_date + d.bad_date + d.bad_row)
    std::abort();
  if (const auto checked = check_placed(d, *document, rules.unplaced_share_max);
      !checked && checked.error().message.empty())
    std::abort();
  return 0;
}
