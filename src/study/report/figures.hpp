// Figures as people read them: a number with as many digits as it deserves, money with its currency and unit.
#pragma once

#include <string>
#include <string_view>

#include "document/sentence.hpp"

namespace alongside::study {

/// "3.7", "503,869", "0.00133", "-1,250,000": four digits that count, all of a whole number; thousands apart.
std::string figure(double value);
document::Value figure_value(double value);
/// "$1.2 million a year", "-CAD 350,000 a year": `unit` as totals have it, "USD/year".
std::string money(double value, std::string_view unit);
document::Value money_value(double value, std::string_view unit);
/// With blanks after it, to `width` characters (not bytes).
std::string padded(std::string_view text, std::size_t width);

}  // namespace alongside::study
