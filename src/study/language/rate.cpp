#include "study/language/rate.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace alongside::study {

bool is_time(const Unit& unit) {
  constexpr std::array<std::string_view, 5> times = {"hour", "day", "week", "month", "year"};
  return std::ranges::any_of(times, [&](std::string_view noun) { return unit == Unit(std::string(noun)); });
}

std::optional<Unit> time_of_rate(const Unit& rate) {
  const Unit time = Unit() / rate;
  return is_time(time) ? std::optional(time) : std::nullopt;
}

bool is_rate_over(const Unit& rate, const Unit& time) {
  if (time_of_rate(rate)) return time.is_one() || (rate * time).is_one();
  return (rate * time).is_one() || (rate.is_one() && is_time(time));
}

Unit over_steps(const Unit& of_cell, const Unit& step) {
  const bool is_by_step = is_time(step) && std::ranges::any_of(of_cell.powers(), [&](const auto& power) {
                            return power.first == step.powers().front().first && power.second < 0;
                          });
  return is_by_step ? of_cell * step : of_cell;
}

std::string hint_of_money(const Unit& a, const Unit& b) {
  for (const auto& [noun, power] : a.powers()) {
    const Money one = money_of(noun);
    for (const auto& [other_noun, other_power] : b.powers()) {
      const Money other = money_of(other_noun);
      if (one.currency.empty() || other.currency.empty() || noun == other_noun) continue;
      if (one.currency == other.currency)
        return "; money of two years meets by reprice(…, year) and the index of [prices]";
      return "; two currencies meet by an exchange rate with a source";
    }
  }
  return "";
}

}  // namespace alongside::study
