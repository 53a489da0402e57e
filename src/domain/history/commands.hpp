// Commands of history: what an import brings, and tallies.
#pragma once

#include "domain/history/words.hpp"
#include "domain/ids.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

struct TallyCodes {
  static constexpr CommandTraits is{.name = "tally_codes", .sent_by = SentBy::program};
  std::uint32_t period = 0;
  std::uint32_t codes = 0;
};

}  // namespace alongside::domain
