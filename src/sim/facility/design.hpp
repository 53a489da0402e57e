// Design: what a search changes of a scenario: seats by kind, people of each role by hour of the day; and what that costs.
//
// Goals: one value that can be compared, counted, priced and put into a scenario. Non-goals: how well it serves. Values; pure functions.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "sim/facility/scenario.hpp"

namespace alongside::sim {

struct Design {
  std::array<int, 4> seats{};               ///< by domain::SeatKind
  std::vector<std::array<int, 24>> people;  ///< by role, in the scenario's order, and hour of the day

  bool operator==(const Design&) const = default;
};

/// The design that the scenario has.
Design design_of(const Scenario& scenario);
/// The scenario with another design; every other figure as it was.
Scenario with_design(const Scenario& scenario, const Design& design);

int seats_in(const Design& design);
/// Paid hours on a day on which the center opens.
int staff_hours_per_day(const Design& design);
int trained_at(const Scenario& scenario, const Design& design, std::size_t hour);
int people_at(const Design& design, std::size_t hour);

/// Money a day, seats a 365th of a year's; nothing where a price is missing.
struct DesignCost {
  std::optional<double> staff;
  std::optional<double> seats;
  std::optional<double> total() const { return staff && seats ? std::optional(*staff + *seats) : std::nullopt; }
};
DesignCost cost_of(const Scenario& scenario, const Design& design);
/// Why there is no total, or nothing.
std::string missing_prices(const Scenario& scenario);

/// What a search makes small: the cost a day; where a price is missing, staff hours a day and seats, one for one
/// (where both are priced, a seat a day costs about what a person does in an hour).
double burden_of(const Scenario& scenario, const Design& design);

}  // namespace alongside::sim
