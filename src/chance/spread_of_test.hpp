// A spread from its line of a document, for tests.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "chance/spread_reader.hpp"
#include "document/toml.hpp"

namespace alongside::chance::test {

inline base::Result<Distribution> read_spread(std::string_view kind) {
  const auto file = document::Toml::parse("x.toml", "spread = { " + std::string(kind) + " }");
  if (!file) return file.error();
  return chance::read_spread(*file, "spread");
}

inline Distribution spread_of(std::string_view kind) {
  auto read = read_spread(kind);
  if (!read) throw std::runtime_error(read.error().message);
  return *read;
}

inline std::string problem_of(std::string_view kind) {
  const auto read = read_spread(kind);
  return read ? "no problem" : read.error().message;
}

}  // namespace alongside::chance::test
