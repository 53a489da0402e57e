// Taps of one emergency out of random operations, the same in another order and sent again, and what two emergencies must then share.
//
// Threads: one.
#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <random>
#include <vector>

#include "machine/history.hpp"

namespace alongside::tests {

using Operations = std::vector<Operation>;

inline const domain::Uuid first_key = uuid(keys_from);
inline const domain::Uuid second_key = uuid(keys_from + 1);

inline domain::Command tap(const domain::Uuid& key, domain::Act act, domain::Instant at, std::uint8_t screen) {
  return {.at = at,
          .by = {},
          .device = domain::DeviceRef{screen},
          .marks = {},
          .body = domain::TapAct{.emergency = key, .act = act}};
}

/// Commands of one emergency: the first opens it, each a little later than the one before, as they were tapped.
inline std::vector<domain::Command> taps_of(const Operations& operations, const domain::Uuid& key,
                                            std::uint32_t first_id) {
  std::vector<domain::Command> taps;
  domain::Instant at = morning;
  std::uint32_t acts = 0;
  for (const Operation& operation : operations) {
    if (operation.what != Operation::What::act && operation.what != Operation::What::look) continue;
    domain::Act act = random_act(operation, static_cast<std::uint32_t>(operations.size()));
    if (acts == 0) act = domain::Act{.kind = domain::ActKind::opened};
    if (act.target.exists() && act.kind != domain::ActKind::joined)
      act.target = uuid(first_id + operation.who % (acts + 3));
    act.id = uuid(first_id + acts++);
    taps.push_back(tap(key, act, at, operation.screen));
    at = at + base::seconds(operation.wait_s % 120);
  }
  return taps;
}

/// The same commands in another order, some sent twice; `order` decides which.
inline std::vector<domain::Command> shuffled_with_retries(std::vector<domain::Command> commands, std::uint32_t order) {
  std::mt19937 dice(order);
  const std::size_t once = commands.size();
  for (std::size_t i = 0; i < once; ++i) {
    if (dice() % 3 == 0) commands.push_back(commands[i]);
  }
  std::shuffle(commands.begin(), commands.end(), dice);
  return commands;
}

/// An emergency as far as it is a matter of its acts: not who was told when, nor which number it has here.
inline void assert_equal(const domain::Emergency& a, const domain::Emergency& b) {
  RC_ASSERT(a.acts == b.acts);
  RC_ASSERT(a.assessment == b.assessment);
  RC_ASSERT(a.visit == b.visit);
  RC_ASSERT(a.seat == b.seat);
  RC_ASSERT(a.place == b.place);
  RC_ASSERT(a.no_use_before == b.no_use_before);
  RC_ASSERT(a.closed_at == b.closed_at);
}

inline const domain::Emergency& emergency(const History& history, const domain::Uuid& key) {
  const domain::Emergency* found = history.state().find_emergency(key);
  RC_ASSERT(found != nullptr);
  return *found;
}

}  // namespace alongside::tests
