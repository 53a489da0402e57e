// Opening hours of a scenario: read from its document, and who comes in each hour of the week because of them. Pure; any thread.
#pragma once

#include <array>
#include <vector>

#include "sim/facility/scenario.hpp"

namespace alongside::sim {

OpeningHours read_hours(Quantities& in);

/// Share of each hour of the week in which somebody may still come in.
std::array<double, 168> open_shares(const OpeningHours& hours);

/// People an hour while people may come in, so that a week brings `per_week` of them.
std::array<double, 168> rates(double per_week, const std::vector<double>& hour_weights,
                              const std::vector<double>& day_weights, const std::array<double, 168>& open);

}  // namespace alongside::sim
