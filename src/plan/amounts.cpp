#include "plan/amounts.hpp"

#include <fmt/format.h>

#include <cmath>

namespace alongside::plan {

std::string amount_text(double value, int digits) {
  const double size = std::abs(value);
  if (size < 1e-12) return "0";  // what is left of two equal sums
  if (!std::isfinite(value) || size < 1e-4) return fmt::format("{:.{}g}", value, digits);
  const int before_point =
      static_cast<int>(std::floor(std::log10(size))) + 1;  // digits; 0 and below for what is less than 0.1
  if (before_point < digits) return fmt::format("{:.{}f}", value, digits - before_point);
  const double grain = std::pow(10, before_point - digits);
  std::string out = fmt::format("{:.0f}", std::round(value / grain) * grain);
  for (std::size_t at = out.size(); at > 3 + (out.front() == '-' ? 1U : 0U);) out.insert(at -= 3, 1, ',');
  return out;
}

}  // namespace alongside::plan
