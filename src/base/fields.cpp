#include "base/fields.hpp"

namespace alongside::base {

Result<std::vector<double>> Fields::numbers(std::string_view path, double low, double high) const {
  const std::vector<std::string> elements = names(path);
  if (elements.empty()) return error_at(path, "expected a list of numbers");
  std::vector<double> out;
  out.reserve(elements.size());
  for (const std::string& element : elements) {
    const auto value = number(std::string(path) + '.' + element, low, high);
    if (!value) return value.error();
    out.push_back(*value);
  }
  return out;
}

}  // namespace alongside::base
