// Rates: units by a time, and what becomes of them over that time; and why two units of money do not meet. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "study/language/unit.hpp"

namespace alongside::study {

/// One of the nouns of time, alone.
bool is_time(const Unit& unit);

/// Of 1/year: year.
std::optional<Unit> time_of_rate(const Unit& rate);

/// A rate for each unit of a time, over that time or a plain count of it; or one without a unit, over a time or a plain number.
bool is_rate_over(const Unit& rate, const Unit& time);

/// Each cell of an axis in a time stands for one whole step: what is counted for each year, added up over years, is counted in all.
Unit over_steps(const Unit& of_cell, const Unit& step);

/// "; two currencies meet by ...", or nothing where money is not what keeps the two apart.
std::string hint_of_money(const Unit& a, const Unit& b);

}  // namespace alongside::study
