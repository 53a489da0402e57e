// Fields: how a room reads named values from a document without knowing TOML.
//
// `document` implements it over a file (so that an error names file, line and column); `domain` asks it for what a protocol
// or a set of guardrails needs. A missing or misspelt field is an error, never a default.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace alongside::base {

class Fields {
 public:
  virtual ~Fields() = default;

  /// Paths are dotted: "watch.inject_minutes". Whole numbers outside [low, high] are errors that name place, expected and found.
  virtual Result<std::int64_t> integer(std::string_view path, std::int64_t low, std::int64_t high) const = 0;
  /// Whole or not; outside [low, high], or not finite, is an error.
  virtual Result<double> number(std::string_view path, double low, double high) const = 0;
  /// A list of numbers, each within [low, high]; an error names the element.
  Result<std::vector<double>> numbers(std::string_view path, double low, double high) const;
  virtual Result<std::string> text(std::string_view path) const = 0;
  virtual Result<bool> flag(std::string_view path) const = 0;
  virtual Result<std::vector<std::string>> texts(std::string_view path) const = 0;
  virtual bool has(std::string_view path) const = 0;
  /// The names directly below a table, in the order of the document; empty if there is no such table.
  virtual std::vector<std::string> names(std::string_view path) const = 0;
  /// An input error at this field's place: "protocols/x.toml:12:3: watch.inject_minutes: <what>".
  virtual Error error_at(std::string_view path, std::string_view what) const = 0;
};

}  // namespace alongside::base
