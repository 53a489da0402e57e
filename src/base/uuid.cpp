#include "base/uuid.hpp"

#include "base/bytes.hpp"

namespace alongside::base {

std::string Uuid::text() const {
  const std::string digits = hex(bytes);
  return digits.substr(0, 8) + '-' + digits.substr(8, 4) + '-' + digits.substr(12, 4) + '-' + digits.substr(16, 4) +
         '-' + digits.substr(20);
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash_place = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash_place != (text[i] == '-')) return std::nullopt;
    if (!dash_place) digits.push_back(text[i]);
  }
  const auto read = unhex(digits);
  if (!read) return std::nullopt;
  Uuid id;
  std::memcpy(id.bytes.data(), read->data(), id.bytes.size());
  return id;
}

}  // namespace alongside::base
