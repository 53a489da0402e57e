// History: tallies of codes. What an import brings comes as rows, and nothing is decided of it.
#include "domain/machine.hpp"

namespace alongside::domain {

Refusal decide(const State&, const Command& command, const TallyCodes& tally, Events& out) {
  out.add(command, CodesTallied{.period = tally.period, .codes = tally.codes, .imported = false});
  return accepted();
}

}  // namespace alongside::domain
