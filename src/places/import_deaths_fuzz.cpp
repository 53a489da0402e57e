// Fuzzer: any text as a publisher's file of deaths is counted or refused; no row is lost, and the counts that go out come back.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "places/import_deaths.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alongside::places;
  static const PlaceDocument document = load_place_document("connecticut", "").value();
  const auto deaths = import_deaths("deaths.csv", {reinterpret_cast<const char*>(data), size}, document, {});
  if (!deaths) return 0;
  const ImportedDeaths& d = *deaths;
  if (d.rows != d.placed() + d.blank + d.unknown + d.elsewhere + d.not_placed + d.no_date + d.bad_date + d.bad_row)
    std::abort();
  if (d.placed() == 0 || d.counts.years.back() - d.counts.years.front() > 5) return 0;
  const auto back = parse_counts("counts.csv", counts_as_csv(d.counts, document.places), document.places);
  if (!back || back->total() != d.counts.total()) std::abort();
  return 0;
}
