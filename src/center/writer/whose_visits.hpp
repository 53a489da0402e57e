// Whose visits: which participant is behind a visit that is open or was until not long ago, and which visit is a participant's latest.
//
// Invariants: a code is inside with one visit at most, but for what an emergency brings back; nothing is kept of whom the machine has
// forgotten for long. Threads: the writer's. The links themselves are in participants.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "base/uuid.hpp"
#include "domain/events.hpp"
#include "domain/state.hpp"

namespace alongside::center {

/// Beside who is inside: then those that are forgotten go.
inline constexpr std::size_t visits_named_max = 4 * domain::over_max;

class WhoseVisits {
 public:
  std::optional<base::Uuid> participant_of(domain::VisitId visit) const;
  bool is_inside(const base::Uuid& participant, const domain::State& state) const;
  /// Events that would bring somebody back whose code has come in again since, and is inside beside them.
  bool are_inside_again(const domain::Events& events, const domain::State& state) const;

  void came_in(const base::Uuid& participant, domain::VisitId visit, const domain::State& state);
  /// A code is inside again with its visit that was over.
  void came_back(const base::Uuid& participant, domain::VisitId visit) { latest_[participant] = visit; }
  /// While the record is read, by the state at its end.
  void is_known_from_record(const base::Uuid& participant, domain::VisitId visit, const domain::State& state);

 private:
  void forget_old(const domain::State& state);

  std::unordered_map<base::Uuid, domain::VisitId> latest_;      ///< participant -> latest visit
  std::unordered_map<std::uint32_t, base::Uuid> participants_;  ///< number of a visit -> participant, of late
};

}  // namespace alongside::center
