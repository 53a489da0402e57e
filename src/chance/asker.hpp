// Asker: who asks for a computation, and the numbers that a study, a floor and a plan may be asked for alike.
//
// A command has its machine to itself and may ask for whatever can be counted. A page asks of the machine on which a floor runs: what it asks is
// bounded, so that no tap ever waits for a planner. Each room's verbs (study/verbs.hpp, sim/verbs.hpp, plan/verbs.hpp) hold its own numbers, in a table at
// the head; these are of all three:
//
//   |         | a command            | a page                       | why they differ                                    |
//   |---------|----------------------|------------------------------|----------------------------------------------------|
//   | seed    | 1; any of 64 bits    | 1; 0 to 1,000,000,000        | whole in whatever reads JSON                       |
//   | threads | all cores; 1 to 1024 | half of the cores, 4 at most | the floor keeps the rest; no request names threads |
//
// Invariant: a number that nobody names (`otherwise`) is always allowed, also where it lies outside of what may be named. Values; any thread.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "base/result.hpp"

namespace alongside::chance {

enum class Asker : std::uint8_t { command, page };

/// What may be asked of one number, both ends included.
template <class Number>
struct Allowed {
  Number otherwise{};  ///< where nobody names it
  Number least{};
  Number most{};

  /// Never of a NaN, unless nobody named it.
  constexpr bool has(Number value) const { return value == otherwise || (value >= least && value <= most); }
};

/// Refuses what is not allowed; `what` names the number.
template <class Number>
base::Result<> check(std::string_view what, const Allowed<Number>& allowed, Number asked) {
  if (allowed.has(asked)) return base::Done{};
  return base::input_error(fmt::format("{}: expected {} to {}, found {}", what, allowed.least, allowed.most, asked));
}

Allowed<std::uint64_t> seeds_of(Asker asker);
Allowed<unsigned> threads_of(Asker asker);

}  // namespace alongside::chance
