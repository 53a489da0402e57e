// The plan's map as SVG: the outline where there is one, places as large as their deaths and as dark as the share within reach, reach as rings around the
// sites, a scale. Nothing of a place that is left out moves anything on it.
#pragma once

#include <string>

#include "plan/words/handed_round.hpp"

namespace alongside::plan {

/// With its caption.
std::string map_svg(const HandedRound& round);

/// Where a square of a grid lies, "41.8912,-87.7553: 0.4 km north-east of the middle of Humboldt Park", by the nearest place that is shown and has a name of
/// words; empty where candidates are no squares.
std::string near_text(const HandedRound& round, std::uint32_t candidate);

/// What a candidate is called where the plan is handed round: its name, "near Humboldt Park" for a square of a grid. A chosen site is named wherever it is; any
/// other that is an address with few deaths is not.
std::string site_name(const HandedRound& round, std::uint32_t candidate);

}  // namespace alongside::plan
