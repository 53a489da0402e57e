#include "sim/facility/removals.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "domain/words.hpp"

namespace alongside::sim {

namespace {

constexpr int people_most = 64;  // a team's
constexpr int seats_most = 200;  // a scenario's, of a kind
/// Work that is rare still comes all at once: the root is taken of a quarter of a person at least.
constexpr double load_least = 0.25;

bool comes_to_use(const Scenario& scenario, std::size_t hour) {
  for (std::size_t day = 0; day < 7; ++day) {
    if (scenario.arrivals_per_hour[day * 24 + hour] > 0) return true;
  }
  return false;
}

bool is_needed(const Scenario& scenario, std::size_t kind) {
  return std::any_of(scenario.uses.begin(), scenario.uses.end(),
                     [&](const UseKind& use) { return use.share > 0 && static_cast<std::size_t>(use.seat) == kind; });
}

double slack(double people, double load) { return (people - load) / std::sqrt(std::max(load, load_least)); }

}  // namespace

std::string describe(const Scenario& scenario, const Removal& removal) {
  static constexpr std::array<std::string_view, 4> seats{"booth", "smoking seat", "aftercare chair", "seat"};
  if (removal.seat) return fmt::format("one {} less", seats[removal.which]);
  return fmt::format("one {} less from {:02}:00", scenario.staff[removal.which].name, removal.hour);
}

Limits::Limits(const Scenario& scenario, std::vector<std::size_t> roles, int trained_least)
    : scenario_(scenario),
      roles_(std::move(roles)),
      trained_least_(scenario.emergencies_per_use() > 0 ? std::max(trained_least, 1) : 1) {
  for (std::size_t hour = 0; hour < 24; ++hour) use_[hour] = comes_to_use(scenario, hour);
  const Design now = design_of(scenario);
  for (std::size_t hour = 0; hour < 24; ++hour) {
    // Backwards through hours with staff to one with use (after closing), else forwards (before opening).
    for (const std::size_t stride : {23U, 1U}) {
      std::size_t at = hour;
      while (!use_[at] && people_at(now, at) > 0 && (at + stride) % 24 != hour) at = (at + stride) % 24;
      if (use_[at] && at != hour && !next_to_[hour]) next_to_[hour] = at;
    }
  }
}

Design Limits::with_hours_after(Design design) const {
  for (const std::size_t role : roles_) {
    for (std::size_t hour = 0; hour < 24; ++hour) {
      if (next_to_[hour])
        design.people[role][hour] =
            std::min(scenario_.staff[role].people_by_hour[hour], design.people[role][*next_to_[hour]]);
    }
  }
  return design;
}

Design Limits::without(Design design, const Removal& removal) const {
  if (removal.seat) {
    --design.seats[removal.which];
    return design;
  }
  --design.people[removal.which][removal.hour];
  return with_hours_after(std::move(design));
}

bool Limits::may_take(const Design& design, const Removal& removal) const {
  if (removal.seat) return design.seats[removal.which] > (is_needed(scenario_, removal.which) ? 1 : 0);
  if (!use_[removal.hour] || design.people[removal.which][removal.hour] == 0) return false;
  return !scenario_.staff[removal.which].trained || trained_at(scenario_, design, removal.hour) > trained_least_;
}

std::vector<Removal> Limits::removals(const Design& design) const {
  std::vector<Removal> out;
  const auto add = [&](const Removal& removal) {
    if (may_take(design, removal)) out.push_back(removal);
  };
  for (const std::size_t role : roles_) {
    for (std::size_t hour = 0; hour < 24; ++hour) add({.seat = false, .which = role, .hour = hour});
  }
  for (std::size_t kind = 0; kind < 3; ++kind) add({.seat = true, .which = kind, .hour = 0});
  return out;
}

Design Limits::ample(bool most) const {
  Design out = design_of(scenario_);
  int room = people_most;
  for (std::size_t role = 0; role < out.people.size(); ++role) {
    const bool changes = std::find(roles_.begin(), roles_.end(), role) != roles_.end();
    if (!changes) room -= *std::max_element(out.people[role].begin(), out.people[role].end());
  }
  const int share = room / static_cast<int>(roles_.size());
  for (const std::size_t role : roles_) {
    const int now = *std::max_element(out.people[role].begin(), out.people[role].end());
    const int people = most ? share : std::min(share, 2 * now + 4);
    for (std::size_t hour = 0; hour < 24; ++hour) out.people[role][hour] = use_[hour] ? people : out.people[role][hour];
  }
  for (std::size_t kind = 0; kind < 3; ++kind) {
    // A kind of seat that the site does not have is not built.
    if (out.seats[kind] > 0) out.seats[kind] = most ? seats_most : std::min(seats_most, 2 * out.seats[kind] + 4);
  }
  return with_hours_after(std::move(out));
}

double Limits::slack_without(const Design& design, const Removal& removal, const FloorLoad& load) const {
  const std::size_t hour = removal.hour;
  double left = slack(people_at(design, hour) - 1, load.busy[hour]);
  if (scenario_.emergencies_per_use() > 0) {
    const int trained = trained_at(scenario_, design, hour) - (scenario_.staff[removal.which].trained ? 1 : 0);
    left = std::min(left, slack(trained - 2, load.responding[hour]));
  }
  return left;
}

std::vector<Removal> Limits::order(Design design, const FloorLoad& load) const {
  std::vector<Removal> out;
  for (;;) {
    std::optional<Removal> best;
    double best_slack = 0;
    double best_price = 0;
    for (const std::size_t role : roles_) {
      for (std::size_t hour = 0; hour < 24; ++hour) {
        const Removal removal{.seat = false, .which = role, .hour = hour};
        if (!may_take(design, removal)) continue;
        const double left = slack_without(design, removal, load);
        const double price = scenario_.staff[role].hourly_cost.value_or(0);
        if (best && (left < best_slack || (left == best_slack && price <= best_price))) continue;
        best = removal;
        best_slack = left;
        best_price = price;
      }
    }
    if (!best) return out;
    design = without(std::move(design), *best);
    out.push_back(*best);
  }
}

}  // namespace alongside::sim
