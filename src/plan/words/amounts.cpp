#include "plan/words/amounts.hpp"

#include <fmt/format.h>

#include <cmath>

namespace alongside::plan {

namespace {

/// Digits before the point; 0 and below for what is less than 0.1.
int digits_before_point(double size) { return static_cast<int>(std::floor(std::log10(size))) + 1; }

}  // namespace

double to_digits(double value, int digits) {
  if (value == 0 || !std::isfinite(value)) return value;
  const double grain = std::pow(10, digits_before_point(std::abs(value)) - digits);
  return std::round(value / grain) * grain;
}

std::string amount_text(double value, int digits) {
  const double size = std::abs(value);
  if (size < 1e-12) return "0";  // what is left of two equal sums
  if (!std::isfinite(value) || size < 1e-4) return fmt::format("{:.{}g}", value, digits);
  const int before_point = digits_before_point(size);
  if (before_point < digits) return fmt::format("{:.{}f}", value, digits - before_point);
  std::string out = fmt::format("{:.0f}", to_digits(value, digits));
  for (std::size_t at = out.size(); at > 3 + (out.front() == '-' ? 1U : 0U);) out.insert(at -= 3, 1, ',');
  return out;
}

document::Value amount(double value, int digits) {
  return {.text = amount_text(value, digits), .as = document::As::amount, .number = value, .digits = digits};
}

}  // namespace alongside::plan
