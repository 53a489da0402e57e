// Shipped documents for tests: a protocol or guardrails by name, read from the tree as the program itself reads them.
//
// Throws std::runtime_error with the document's own error: in a test that is the end of it. Free to call from any thread.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "document/toml.hpp"
#include "domain/site/protocol.hpp"

namespace alongside::tests {

inline document::Toml shipped(std::string_view folder, std::string_view name) {
  auto file = document::Toml::read(std::string(ALONGSIDE_SOURCE_DIR) + "/" + std::string(folder) + "/" +
                                   std::string(name) + ".toml");
  if (!file) throw std::runtime_error(file.error().message);
  return std::move(file).value();
}

/// "bc-aha" or "sydney".
inline domain::ProtocolDocument shipped_protocol(std::string_view name) {
  auto read = domain::read_protocol(shipped("protocols", name));
  if (!read) throw std::runtime_error(read.error().message);
  return std::move(read).value();
}

/// "demonstration", "rhode-island" or "connecticut-drop-in".
inline domain::GuardrailsDocument shipped_guardrails(std::string_view name) {
  auto read = domain::read_guardrails(shipped("guardrails", name));
  if (!read) throw std::runtime_error(read.error().message);
  return std::move(read).value();
}

}  // namespace alongside::tests
