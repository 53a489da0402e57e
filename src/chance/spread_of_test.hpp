// A spread from its line of a document, for tests.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "chance/spread.hpp"
#include "document/toml.hpp"

namespace alongside::chance::test {

inline base::Result<Spread> read_spread(std::string_view kind) {
  const auto file = document::Toml::parse("x.toml", "spread = { " + std::string(kind) + " }");
  if (!file) return file.error();
  return Spread::read(*file, "spread");
}

inline Spread spread_of(std::string_view kind) {
  auto read = read_spread(kind);
  if (!read) throw std::runtime_error(read.error().message);
  return *read;
}

inline std::string problem_of(std::string_view kind) {
  const auto read = read_spread(kind);
  return read ? "no problem" : read.error().message;
}

}  // namespace alongside::chance::test
