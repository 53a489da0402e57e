// Fuzzer: any text as travel times between three places is journeys or an error; every journey has a length, and each place reaches itself.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "places/travel_times.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alongside::places;
  static const Places places =
      Places::parse("places.csv", "place,lat,lon,area_km2\nA,41,-73,10\nB,41.1,-73,0\nC,41.1,-73,5\n",
                    {{40, -74}, {42, -72}})
          .value();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const std::optional<TimeUnit> unit : {std::optional<TimeUnit>(), std::optional(TimeUnit::second)}) {
    const auto times = TravelTimes::parse("times.csv", text, places, unit);
    if (!times) continue;
    for (std::uint32_t i = 0; i < places.size(); ++i) {
      bool itself = false;
      for (const Journey& journey : times->from(i)) {
        if (journey.to >= places.size() || !(journey.minutes >= 0 && journey.minutes <= TravelTimes::minutes_max))
          std::abort();
        itself = itself || journey.to == i;
      }
      const auto pace = times->minutes_per_km(i);
      if (pace && !(std::isfinite(*pace) && *pace > 0)) std::abort();
      if (!itself) std::abort();
    }
  }
  return 0;
}
