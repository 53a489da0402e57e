// ForecastTried: how forecasts made from earlier years did on later ones that are known, as a file of places carries it beside its rates.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "document/figures.hpp"
#include "document/sentence.hpp"

namespace alongside::places {

/// How many of how many lay within their interval.
struct HeldOf {
  std::uint32_t held = 0;
  std::uint32_t of = 0;
};

struct ForecastTried {
  int first = 0;  ///< the last years of the counts that were used, from here
  int last = 0;   ///< to here
  std::uint32_t forecasts = 0;
  std::uint32_t ahead = 0;  ///< years foretold by each
  double places_share = 0;  ///< of the forecasts of places
  std::uint32_t places = 0;
  std::vector<std::uint32_t> sites;  ///< numbers of sites that were planned
  HeldOf totals;
  HeldOf differences;

  document::Sentences says() const;
  /// The table [rates.tried] of a document of places.
  std::string as_toml() const;
};

/// Of that table; mistakes are kept in `in`.
ForecastTried read_forecast_tried(document::Figures& in);

}  // namespace alongside::places
