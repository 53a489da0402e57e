// Clock: what time it is, as data for everything else.
//
// Within one boot of the program, time is the wall clock at its start plus the time since (CLOCK_BOOTTIME): a step of the wall clock
// moves nothing, it is only noticed. Threads: any.
#pragma once

#include "base/time.hpp"

namespace alongside::center {

class Clock {
 public:
  virtual ~Clock() = default;
  /// Never goes backwards within one run.
  virtual base::Instant now() const = 0;
  /// Wall clock minus `now`: other than zero after the wall clock was set.
  virtual base::Duration step() const = 0;
};

class SystemClock final : public Clock {
 public:
  SystemClock();
  base::Instant now() const override;
  base::Duration step() const override;

 private:
  base::Instant started_at_;
  base::Duration boot_at_start_;
};

}  // namespace alongside::center
