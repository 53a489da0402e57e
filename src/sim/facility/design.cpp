#include "sim/facility/design.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <numeric>

namespace alongside::sim {

Design design_of(const Scenario& scenario) {
  Design design{scenario.seats, {}};
  for (const StaffRole& role : scenario.staff) design.people.push_back(role.people_by_hour);
  return design;
}

Scenario with_design(const Scenario& scenario, const Design& design) {
  Scenario out = scenario;
  out.seats = design.seats;
  for (std::size_t role = 0; role < out.staff.size(); ++role) out.staff[role].people_by_hour = design.people[role];
  return out;
}

int seats_in(const Design& design) { return std::accumulate(design.seats.begin(), design.seats.end(), 0); }

int people_at(const Design& design, std::size_t hour) {
  int people = 0;
  for (const auto& by_hour : design.people) people += by_hour[hour];
  return people;
}

int staff_hours_per_day(const Design& design) {
  int hours = 0;
  for (std::size_t hour = 0; hour < 24; ++hour) hours += people_at(design, hour);
  return hours;
}

int trained_at(const Scenario& scenario, const Design& design, std::size_t hour) {
  int people = 0;
  for (std::size_t role = 0; role < design.people.size(); ++role)
    people += scenario.staff[role].trained ? design.people[role][hour] : 0;
  return people;
}

DesignCost cost_of(const Scenario& scenario, const Design& design) {
  DesignCost cost;
  double staff = 0;
  bool staff_known = scenario.costs.has_value();
  for (std::size_t role = 0; role < design.people.size(); ++role) {
    const int hours = std::accumulate(design.people[role].begin(), design.people[role].end(), 0);
    staff_known = staff_known && (hours == 0 || scenario.staff[role].hourly_cost.has_value());
    staff += hours * scenario.staff[role].hourly_cost.value_or(0);
  }
  if (staff_known) cost.staff = staff;
  if (scenario.costs && scenario.costs->seat_per_year)
    cost.seats = seats_in(design) * *scenario.costs->seat_per_year / 365;
  return cost;
}

std::string missing_prices(const Scenario& scenario) {
  if (!scenario.costs) return "the scenario has no [costs]";
  const auto unpriced = std::find_if(scenario.staff.begin(), scenario.staff.end(),
                                     [](const StaffRole& role) { return !role.hourly_cost; });
  if (unpriced != scenario.staff.end())
    return fmt::format("the scenario does not say what an hour of a {} costs", unpriced->name);
  if (!scenario.costs->seat_per_year) return "the scenario does not say what a seat costs a year";
  return {};
}

double burden_of(const Scenario& scenario, const Design& design) {
  if (missing_prices(scenario).empty()) return *cost_of(scenario, design).total();
  return staff_hours_per_day(design) + seats_in(design);
}

}  // namespace alongside::sim
