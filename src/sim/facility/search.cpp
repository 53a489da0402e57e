#include "sim/facility/search.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <tuple>

#include "sim/facility/design_search.hpp"
#include "sim/facility/search_says.hpp"

namespace alongside::sim {

namespace {

/// Share of the simulated people that looking may have used when it ends.
constexpr double search_until = 0.5;

constexpr std::uint32_t search_block = 0;  // of dice; the rounds of confirming have 1 to 8
constexpr int more_booths = 24;            // that are tried beyond the fewest at most
constexpr int no_better_in_a_row = 2;      // then more booths are not tried

constexpr auto booths = static_cast<std::size_t>(domain::SeatKind::booth);
constexpr auto smoking = static_cast<std::size_t>(domain::SeatKind::smoking);
constexpr auto aftercare = static_cast<std::size_t>(domain::SeatKind::aftercare);

/// The first of [low, high] that holds, where `holds` is false and then true, and true for `high`.
template <class Holds>
int first_that_holds(int low, int high, const Holds& holds) {
  while (low < high) {
    const int middle = low + (high - low) / 2;
    if (holds(middle))
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

}  // namespace

/// On the search's own dice, against levels that are half the zone tighter, so that what is found has a good chance of being confirmed.
bool DesignSearch::seems_to_meet(const Design& design) {
  const auto before = std::find_if(seen_.begin(), seen_.end(), [&](const auto& one) { return one.first == design; });
  if (before != seen_.end()) return before->second;
  const TrialRules rules{.error = 0.1,
                         .allowed_less = zone() / 2,
                         .zone = zone() / 2,
                         .first_stage = 20,
                         .least = 20,
                         .most = 100,
                         .lean = true};
  const auto trial = trials_.run(design, search_block, rules);
  if (!trial) return false;
  seen_.emplace_back(design, trial->verdict == Verdict::meets);
  return seen_.back().second;
}

void DesignSearch::look_for_one() {
  trials_.allow(plan_.visits_most * search_until);
  for (const bool most : {false, true}) {
    doing_ = "an ample design";
    ample_ = limits_.ample(most);
    const auto trial = trials_.run(ample_, search_block, {.zone = zone(), .most = 20});
    if (!trial) return;
    trials_.measure_zone_by(*trial);
    load_ = {trial->busy, trial->responding};
    if (!seems_to_meet(ample_)) continue;
    order_ = limits_.order(ample_, load_);
    look_with_booths();
    if (!by_booths_.empty()) take_what_can_go();
    return;
  }
}

/// The design with so many steps of the order taken from its staff.
Design DesignSearch::roster_step(const Design& from, std::size_t taken) const {
  Design design = ample_;
  for (std::size_t i = 0; i < taken; ++i) design = limits_.without(std::move(design), order_[i]);
  design.seats = from.seats;
  return design;
}

/// How many steps of the order can be taken with these seats; about as many as `guess`. In growing strides, then by bisection. Nothing if not
/// even none can.
std::optional<std::size_t> DesignSearch::furthest_step(const Design& from, std::size_t guess) {
  const auto holds = [&](std::size_t steps) { return !must_end() && seems_to_meet(roster_step(from, steps)); };
  std::size_t known = guess;
  std::size_t fails = order_.size() + 1;
  for (std::size_t stride = 1; !holds(known); stride *= 2) {
    if (known == 0 || must_end()) return std::nullopt;
    fails = known;
    known -= std::min(known, stride);
  }
  for (std::size_t stride = guess > 0 ? 1 : order_.size() / 2 + 1; fails > order_.size() && known < order_.size();
       stride *= 2) {
    const std::size_t next = std::min(known + stride, order_.size());
    if (holds(next))
      known = next;
    else
      fails = next;
  }
  while (known + 1 < fails) {
    const std::size_t middle = known + (fails - known) / 2;
    if (holds(middle))
      known = middle;
    else
      fails = middle;
  }
  return known;
}

Design DesignSearch::fewest_of(Design design, std::size_t kind) {
  int least = design.seats[kind];
  for (Design fewer = design; limits_.may_take(fewer, {.seat = true, .which = kind, .hour = 0}); --fewer.seats[kind])
    least = fewer.seats[kind] - 1;
  design.seats[kind] = first_that_holds(least, design.seats[kind], [&](int seats) {
    Design fewer = design;
    fewer.seats[kind] = seats;
    return !must_end() && seems_to_meet(fewer);
  });
  return design;
}

void DesignSearch::look_with_booths() {
  doing_ = "the fewest booths";
  Design seats = fewest_of(ample_, booths);
  double best = 0;
  int no_better = 0;
  std::size_t steps = 0;
  const int fewest = seats.seats[booths];
  for (int number = fewest;
       number <= std::min(ample_.seats[booths], fewest + more_booths) && no_better < no_better_in_a_row && !must_end();
       ++number) {
    doing_ = fmt::format("the roster with {} booths", number);
    seats.seats[booths] = number;
    const auto furthest = furthest_step(seats, steps);
    if (!furthest) continue;  // bisection over booths is no proof where more seats also bring more emergencies
    steps = *furthest;
    Design found = fewest_of(fewest_of(roster_step(seats, steps), aftercare), smoking);
    // With the last hour taken, chairs may be dear: a little more staff and fewer chairs, as long as that is cheaper.
    for (std::size_t fewer_steps = steps; fewer_steps > 0 && !must_end(); --fewer_steps) {
      Design other = fewest_of(fewest_of(roster_step(found, fewer_steps - 1), aftercare), smoking);
      if (burden(other) >= burden(found)) break;
      found = std::move(other);
    }
    const double now = burden(found);
    const bool better = by_booths_.empty() || now < best;
    by_booths_.emplace_back(std::move(found), steps);
    no_better = better ? 0 : no_better + 1;
    if (!better) continue;
    best = now;
    steps_ = steps;
    // The way back, if the cheapest should not be confirmed: the same seats with more and more staff, then more chairs.
    path_.clear();
    for (std::size_t taken = 0; taken <= steps; ++taken) path_.push_back(roster_step(seats, taken));
    path_.push_back(by_booths_.back().first);
  }
}

/// One at a time, the dearest first; what once could not go cannot go later either.
void DesignSearch::take_what_can_go() {
  doing_ = "what else can go";
  std::vector<Removal> stay;
  for (bool any = true; any && !must_end();) {
    any = false;
    auto candidates = limits_.removals(path_.back());
    // What saves most; of as much, a seat, which is never wanted back; of hours, the one with most slack.
    const auto rank = [&](const Removal& removal) {
      const double saves = burden(path_.back()) - burden(limits_.without(path_.back(), removal));
      const double slack = removal.seat ? 0 : limits_.slack_without(path_.back(), removal, load_);
      return std::tuple(-std::round(saves * 100), removal.seat ? 0 : 1, -slack);
    };
    std::stable_sort(candidates.begin(), candidates.end(),
                     [&](const Removal& a, const Removal& b) { return rank(a) < rank(b); });
    for (const Removal& removal : candidates) {
      if (must_end()) return;
      if (!limits_.may_take(path_.back(), removal) || std::find(stay.begin(), stay.end(), removal) != stay.end())
        continue;
      const Design less = limits_.without(path_.back(), removal);
      if (seems_to_meet(less)) {
        path_.push_back(less);
        any = true;
      } else {
        stay.push_back(removal);
      }
    }
  }
}

namespace {

/// Where each of the names stands among the roles; without names, the trained role whose hour costs least, or with most hours.
base::Result<std::vector<std::size_t>> roles_to_change(const Scenario& scenario,
                                                       const std::vector<std::string>& names) {
  std::vector<std::size_t> roles;
  for (const std::string& name : names) {
    const auto found = std::find_if(scenario.staff.begin(), scenario.staff.end(),
                                    [&](const StaffRole& role) { return role.name == name; });
    if (found == scenario.staff.end()) {
      std::vector<std::string> known;
      for (const StaffRole& role : scenario.staff) known.push_back(role.name);
      return base::input_error(fmt::format("scenario {}: no role \"{}\" among [[staff]]; it has {}", scenario.name,
                                           name, fmt::join(known, ", ")));
    }
    const auto role = static_cast<std::size_t>(found - scenario.staff.begin());
    if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
  }
  const bool trained =
      std::any_of(roles.begin(), roles.end(), [&](std::size_t role) { return scenario.staff[role].trained; });
  if (!roles.empty() && !trained)
    return base::input_error(fmt::format(
        "scenario {}: of the roles that may change one must be trained: only trained people answer an emergency",
        scenario.name));
  if (!roles.empty()) return roles;

  const bool priced = std::all_of(scenario.staff.begin(), scenario.staff.end(),
                                  [](const StaffRole& role) { return !role.trained || role.hourly_cost; });
  const auto rank = [&](std::size_t role) {
    const StaffRole& one = scenario.staff[role];
    return priced ? *one.hourly_cost
                  : -static_cast<double>(std::accumulate(one.people_by_hour.begin(), one.people_by_hour.end(), 0));
  };
  for (std::size_t role = 0; role < scenario.staff.size(); ++role) {
    if (scenario.staff[role].trained && (roles.empty() || rank(role) < rank(roles[0]))) roles = {role};
  }
  return roles;
}

}  // namespace

base::Result<SearchResult> find_design(const Scenario& scenario, const SearchPlan& plan) {
  assert(plan.threads >= 1 && plan.trained_least >= 0);
  if (!scenario.service) {
    return base::input_error(
        fmt::format("scenario {}: a search needs the levels that are to be met; add a table [service] (see "
                    "docs/simulate.md, or scenarios/insite.toml)",
                    scenario.name));
  }
  if (std::none_of(scenario.arrivals_per_hour.begin(), scenario.arrivals_per_hour.end(),
                   [](double rate) { return rate > 0; })) {
    return base::input_error(fmt::format(
        "scenario {}: nobody comes to use on site, so nobody waits for a seat and there is nothing to search for",
        scenario.name));
  }
  auto roles = roles_to_change(scenario, plan.roles);
  if (!roles) return roles.error();
  assert(!roles->empty());  // a scenario has somebody trained in every hour in which people come
  return DesignSearch(scenario, plan, std::move(*roles)).run();
}

}  // namespace alongside::sim
