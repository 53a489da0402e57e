#include "study/report/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "document/words.hpp"

namespace alongside::study {

namespace {

/// Commas between thousands of the digits before the point.
std::string with_commas(std::string_view digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  std::string out;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    const bool between_digits = at > 0 && digits[at - 1] != '-';
    if (between_digits && at < point && (point - at) % 3 == 0) out += ',';
    out += digits[at];
  }
  return out;
}

}  // namespace

std::string figure(double value) {
  const double size = std::abs(value);
  if (size == 0) return "0";
  if (size < 1e-4 || size >= 1e15) return fmt::format("{:.3e}", value);
  if (size >= 1000) return with_commas(fmt::format("{:.0f}", value));
  const int decimals = std::max(0, 3 - static_cast<int>(std::floor(std::log10(size))));
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
  }
  return text;
}

std::string money(double value, std::string_view unit) {
  const std::size_t slash = unit.find('/');
  const std::string_view currency = unit.substr(0, slash);
  const std::string_view per = slash == std::string_view::npos ? std::string_view() : unit.substr(slash + 1);
  const double size = std::abs(value);
  std::string amount;
  if (size >= 999'500'000) {
    amount = fmt::format("{:.2f} billion", size / 1e9);
  } else if (size >= 999'500) {
    amount = fmt::format("{:.2f} million", size / 1e6);
  } else {
    amount = with_commas(fmt::format("{:.0f}", size));
  }
  const std::string sign = currency == "USD" ? "$" : fmt::format("{} ", currency);
  return fmt::format("{}{}{}{}", value < 0 ? "-" : "", sign, amount, per.empty() ? "" : fmt::format(" a {}", per));
}

document::Value figure_value(double value) {
  return {.text = figure(value), .as = document::As::figure, .number = value};
}

document::Value money_value(double value, std::string_view unit) {
  return {.text = money(value, unit), .as = document::As::money, .number = value, .unit = std::string(unit)};
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t has = document::characters(text);
  return std::string(text) + std::string(has < width ? width - has : 0, ' ');
}

}  // namespace alongside::study
