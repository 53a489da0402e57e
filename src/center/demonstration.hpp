// Demonstration: a center with staff, a lived-in morning and a slow, believable trickle of simulated visits, so that a newcomer sees
// it breathe. Drives the very commands that a screen sends. Refuses a real site.
//
// The dice are base::Stream draws; dwell times and shares are made up for show, and said to be so.
#pragma once

#include <memory>

#include "base/result.hpp"
#include "center/center.hpp"

namespace alongside::center {

/// Staff of a demonstration, with sign-ins that are printed and lie beside its record in `demonstration-sign-ins`:
/// a line each, sign-in name, PIN, password, separated by tabs.
base::Result<> add_demonstration_staff(const SiteFolder& folder, const ledger::SiteKeys& keys);

class Demonstration {
 public:
  /// Opens the floor if it is closed, lives a morning if nobody is inside, then keeps visits trickling on a thread of its own.
  /// Refuses any site that is not a demonstration.
  static base::Result<std::unique_ptr<Demonstration>> start(Center& center, std::uint64_t seed);
  ~Demonstration();

 private:
  class Trickle;
  explicit Demonstration(std::unique_ptr<Trickle> trickle);
  std::unique_ptr<Trickle> trickle_;
};

}  // namespace alongside::center
