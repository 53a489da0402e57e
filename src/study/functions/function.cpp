#include "study/functions/function.hpp"

#include <algorithm>
#include <array>

namespace alongside::study {

namespace {

constexpr std::array kinds{sums, choices, discounting, prices, elementary};

}  // namespace

const Function* function_named(std::string_view name) {
  for (const auto kind : kinds) {
    const auto found = std::ranges::find(kind(), name, &Function::name);
    if (found != kind().end()) return &*found;
  }
  return nullptr;
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const auto kind : kinds) {
    for (const Function& function : kind()) names.emplace_back(function.name);
  }
  return names;
}

}  // namespace alongside::study
