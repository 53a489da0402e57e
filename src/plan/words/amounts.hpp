// How amounts are written for people: with the digits that count, and never with an exponent.
#pragma once

#include <string>

#include "document/sentence.hpp"

namespace alongside::plan {

/// 8.8841 and three digits: "8.88"; 46429 and three: "46,400".
std::string amount_text(double value, int digits = 3);
/// The same as a sentence's value.
document::Value amount(double value, int digits = 3);

/// The value with so many digits that count.
double to_digits(double value, int digits);

}  // namespace alongside::plan
