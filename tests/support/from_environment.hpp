// A number that whoever runs a test may give it.
#pragma once

#include <cstdlib>
#include <limits>

namespace alongside::test {

inline std::size_t from_environment(const char* name, std::size_t otherwise) {
  const char* asked = std::getenv(name);
  return asked ? std::strtoul(asked, nullptr, 10) : otherwise;
}

/// How many places of a file a sweep breaks: ALONGSIDE_SWEEP_PLACES, where 0 is all of them.
inline std::size_t sweep_places(std::size_t otherwise) {
  const std::size_t places = from_environment("ALONGSIDE_SWEEP_PLACES", otherwise);
  return places == 0 ? std::numeric_limits<std::size_t>::max() : places;
}

}  // namespace alongside::test
