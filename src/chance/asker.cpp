#include "chance/asker.hpp"

#include <algorithm>
#include <limits>
#include <thread>

namespace alongside::chance {

Allowed<std::uint64_t> seeds_of(Asker asker) {
  if (asker == Asker::page) return {.otherwise = 1, .least = 0, .most = 1'000'000'000};
  return {.otherwise = 1, .least = 0, .most = std::numeric_limits<std::uint64_t>::max()};
}

Allowed<unsigned> threads_of(Asker asker) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  if (asker == Asker::command) return {.otherwise = cores, .least = 1, .most = 1024};
  const unsigned of_a_page = std::clamp(cores / 2, 1U, 4U);
  return {.otherwise = of_a_page, .least = 1, .most = of_a_page};
}

}  // namespace alongside::chance
