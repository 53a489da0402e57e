// What the state holds of the shift.
#pragma once

#include "domain/ids.hpp"

namespace alongside::domain {

/// After this a handing over is taken back by handing over again. [J]
inline constexpr Duration hand_over_undone_within = base::seconds(60);

}  // namespace alongside::domain

namespace alongside::domain::shift {

struct Part {
  bool floor_open = false;
  StaffRef responsible{};
  StaffRef handed_over_by{};  ///< who may take the last handing over back; none: there is none
  Instant handed_over_at = Instant::unknown();

  bool operator==(const Part&) const = default;
};

}  // namespace alongside::domain::shift
