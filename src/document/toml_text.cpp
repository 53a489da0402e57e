#include "document/toml_text.hpp"

#include <cmath>

namespace alongside::document {

double TomlText::rounded(double value) { return std::round(value * 1e6) / 1e6; }

std::string TomlText::quoted(std::string_view value) {
  std::string text = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') text += '\\';
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      text += fmt::format("\\u{:04x}", byte);
    } else {
      text += c;
    }
  }
  return text + '"';
}

}  // namespace alongside::document
