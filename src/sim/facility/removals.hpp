// Removals: what a search may take from a design, what it may not, and in which order staff are best taken away.
//
// Only roles that may change lose people, and never so many that fewer trained people are on the floor than the limit while people come to
// use. Before opening and after closing nobody is taken: those hours have whom the scenario has there, or fewer if the opening hour next to them has
// fewer. Seats of a kind that somebody needs stay one at least. Goals: those limits in one place. Non-goals: how well a design serves. Pure.
#pragma once

#include "sim/facility/trials.hpp"

namespace alongside::sim {

/// One person of a role for one hour, or one seat of a kind.
struct Removal {
  bool seat = false;
  std::size_t which = 0;  ///< role, or domain::SeatKind
  std::size_t hour = 0;
  bool operator==(const Removal&) const = default;
};

/// "one responder less from 14:00", "one booth less".
std::string describe(const Scenario& scenario, const Removal& removal);

/// What one run of an ample design says of the work by hour.
struct FloorLoad {
  std::array<double, 24> busy{};
  std::array<double, 24> responding{};
};

class Limits {
 public:
  /// `roles`: those that may change. `trained_least`: people, in hours in which people come to use; 1 where nobody has an emergency.
  Limits(const Scenario& scenario, std::vector<std::size_t> roles, int trained_least);

  const std::vector<std::size_t>& roles() const { return roles_; }
  Design without(Design design, const Removal& removal) const;
  bool may_take(const Design& design, const Removal& removal) const;
  /// Every single thing that may be taken.
  std::vector<Removal> removals(const Design& design) const;
  /// A design with so much that it should meet anything; `most`: all that fits, 64 people and 200 seats of a kind.
  Design ample(bool most) const;
  /// Staff removals from a design down to the least, the hour with most slack over its load first.
  std::vector<Removal> order(Design design, const FloorLoad& load) const;
  /// People beyond the load, in units of the load's square root, that an hour keeps if one more goes. Counts trained people beyond two too.
  double slack_without(const Design& design, const Removal& removal, const FloorLoad& load) const;

 private:
  Design with_hours_after(Design design) const;

  const Scenario& scenario_;
  std::vector<std::size_t> roles_;
  int trained_least_;
  std::array<bool, 24> use_{};  ///< people come to use
  std::array<std::optional<std::size_t>, 24>
      next_to_{};  ///< for the other staffed hours: the one with use that they go with
};

}  // namespace alongside::sim
