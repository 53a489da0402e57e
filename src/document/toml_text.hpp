// TOML text: a document written line by line, in the order in which it is told.
//
// Invariant: a number that is written to a millionth is read again as that number. One thread writes it.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>

namespace alongside::document {

class TomlText {
 public:
  void comment(std::string_view line) { out_ += fmt::format("# {}\n", line); }
  void table(std::string_view path) { out_ += fmt::format("\n[{}]\n", path); }
  void table_of_list(std::string_view path) { out_ += fmt::format("\n[[{}]]\n", path); }
  void text(std::string_view key, std::string_view value) { out_ += fmt::format("{} = {}\n", key, quoted(value)); }
  void count(std::string_view key, std::uint64_t value) { out_ += fmt::format("{} = {}\n", key, value); }
  /// To a millionth; nothing where there is no number.
  void number(std::string_view key, std::optional<double> value) {
    if (value) out_ += fmt::format("{} = {}\n", key, rounded(*value));
  }
  void list(std::string_view key, const std::ranges::range auto& values) {
    out_ += fmt::format("{} = [", key);
    const char* separator = "";
    for (const auto value : values) {
      if constexpr (std::is_floating_point_v<decltype(+value)>) {
        out_ += fmt::format("{}{}", separator, rounded(value));
      } else {
        out_ += fmt::format("{}{}", separator, value);
      }
      separator = ", ";
    }
    out_ += "]\n";
  }
  std::string take() { return std::move(out_); }

 private:
  static double rounded(double value);
  static std::string quoted(std::string_view value);

  std::string out_;
};

}  // namespace alongside::document
