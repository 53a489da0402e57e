// Imported history and tallies stand in the record and not on the floor: the state holds nothing of them.
#pragma once

namespace alongside::domain::history {

struct Part {
  bool operator==(const Part&) const = default;
};

}  // namespace alongside::domain::history
