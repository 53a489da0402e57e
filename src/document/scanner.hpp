// Scanner: reads numbers and letters from the front of a text, for those who read dates.
//
// Goals: each step says whether it could, and takes nothing where it could not. Non-goals: Unicode. One thread; the text outlives it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace alongside::document {

/// Reads from the front of a text; each step says whether it could.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : left_(text) {}

  std::optional<std::uint32_t> number(std::size_t digits_min, std::size_t digits_max) {
    std::uint32_t value = 0;
    std::size_t digits = 0;
    while (digits < digits_max && digits < left_.size() && left_[digits] >= '0' && left_[digits] <= '9') {
      value = value * 10 + static_cast<std::uint32_t>(left_[digits] - '0');
      ++digits;
    }
    const bool goes_on = digits < left_.size() && left_[digits] >= '0' && left_[digits] <= '9';
    if (digits < digits_min || goes_on) return std::nullopt;
    left_.remove_prefix(digits);
    return value;
  }
  bool letter(char c) {
    if (left_.empty() || left_.front() != c) return false;
    left_.remove_prefix(1);
    return true;
  }
  void blanks() {
    while (letter(' ')) {
    }
  }
  /// As many as there are, up to `count_max` letters of the alphabet.
  std::string_view word(std::size_t count_max) {
    std::size_t count = 0;
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    while (count < count_max && count < left_.size() && is_letter(left_[count])) ++count;
    const std::string_view out = left_.substr(0, count);
    left_.remove_prefix(count);
    return out;
  }
  void digits() { left_.remove_prefix(std::min(left_.find_first_not_of("0123456789"), left_.size())); }
  bool at_end() const { return left_.empty(); }

 private:
  std::string_view left_;
};

}  // namespace alongside::document
