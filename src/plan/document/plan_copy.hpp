// A shipped plan as files to change: its document, its places, and their table, each naming the next.
//
// What is of the shipped place alone does not travel: title and sentences, its reasons for figures, a capacity, limits by region. The copy runs as it is.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace alongside::plan {

struct NamedText {
  std::string name;  ///< "plan.toml"
  std::string text;
};

/// plan.toml, places.toml and places.csv of the shipped plan of this name.
base::Result<std::vector<NamedText>> copy_of_shipped(const std::string& plan);

}  // namespace alongside::plan
