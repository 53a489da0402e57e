#include "center/sign_in_rules.hpp"

#include <algorithm>

#include "base/plain_text.hpp"

namespace alongside::center {

namespace {

using base::Result;

constexpr std::size_t name_bytes_max = 40;
constexpr std::size_t label_bytes_max = 40;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

Result<> check_sign_in_name(std::string_view name) {
  const bool is_plain = std::all_of(
      name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.'; });
  if (name.empty() || name.size() > name_bytes_max || !is_plain)
    return base::input_error("expected a sign-in name of 1 to 40 letters (a to z), digits, - _ or ., as \"nurse-2\"");
  return base::Done{};
}

Result<> check_label(std::string_view label) {
  const bool is_padded = !label.empty() && (label.front() == ' ' || label.back() == ' ');
  if (label.empty() || label.size() > label_bytes_max || is_padded)
    return base::input_error("expected a label of 1 to 40 characters, as \"nurse 2\" or \"front desk\"");
  if (const auto found = base::not_plain(label))
    return base::input_error("expected a label that can all be seen; found " + *found);
  return base::Done{};
}

Result<> check_pin(std::string_view pin) {
  if (pin.size() < 4 || pin.size() > 12 || !std::all_of(pin.begin(), pin.end(), is_digit))
    return base::input_error("expected a PIN of 4 to 12 digits");
  return base::Done{};
}

Result<> check_password(std::string_view password) {
  if (password.size() < 8) return base::input_error("expected a password of 8 characters or more");
  return base::Done{};
}

bool needs_password(domain::Role role) {
  using enum domain::Role;
  return role == manager || role == medical_director || role == evaluator;
}

}  // namespace alongside::center
