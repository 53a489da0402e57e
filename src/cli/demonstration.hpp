// Demonstration: a lived-in morning, and then a slow, believable trickle of simulated visits, so that a newcomer sees a center breathe.
//
// The simulator rehearses a floor (scenarios/demonstration.toml, or drop-in where nobody uses on site), and this plays its commands at the real
// center, through the very commands that a screen sends, at their time. Whoever plays along by hand comes first: a seat that was taken is another
// seat, and nobody touches a person who is in an emergency. Refuses a real site. One object; a thread of its own.
#pragma once

#include <memory>

#include "base/result.hpp"
#include "center/center.hpp"

namespace alongside::cli {

class Demonstration {
 public:
  /// Opens the floor if it is closed, lives a morning if nobody is inside, then keeps visits trickling.
  /// Refuses any site that is not a demonstration.
  static base::Result<std::unique_ptr<Demonstration>> start(center::Center& center, std::uint64_t seed);
  ~Demonstration();

 private:
  class Player;
  explicit Demonstration(std::unique_ptr<Player> player);
  std::unique_ptr<Player> player_;
};

}  // namespace alongside::cli
