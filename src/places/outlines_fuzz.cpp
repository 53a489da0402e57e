// Fuzzer: any text as GeoJSON is shapes or an error; places made of shapes have areas, and what is written of them can be read again.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "places/outline_places.hpp"
#include "places/places.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alongside::places;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto shapes = parse_outlines("shapes.geojson", text, {.name = "place"});
      !shapes && shapes.error().message.empty())
    std::abort();
  const auto outlines = parse_outlines("shapes.geojson", text, {.name = "", .is_needed = true});
  if (!outlines) return 0;
  for (const Outline& outline : outlines->all) {
    for (const Ring& ring : outline.rings) {
      if (ring.corners.size() < 3) std::abort();
    }
  }
  const auto made = places_from(*outlines, "shapes");
  if (!made) return 0;
  if (!(made->area_km2 > 0) || made->places != outlines->all.size()) std::abort();
  if (!parse_outlines("again.geojson", made->outlines_geojson, {.name = "place", .is_needed = true})) std::abort();
  return 0;
}
