#include "sim/facility/opening_hours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace alongside::sim {

namespace {

constexpr int minutes_a_day = 24 * 60;
constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

/// "09:30" as minutes of the day; 24:00 is 00:00.
std::optional<int> minute_of_day(const std::string& text) {
  const bool shaped = text.size() == 5 && text[2] == ':' &&
                      std::all_of(text.begin(), text.end(), [](char c) { return c == ':' || (c >= '0' && c <= '9'); });
  if (!shaped) return std::nullopt;
  const int minute = std::stoi(text.substr(0, 2)) * 60 + std::stoi(text.substr(3, 2));
  if (minute > minutes_a_day || std::stoi(text.substr(3, 2)) > 59) return std::nullopt;
  return minute % minutes_a_day;
}

int read_clock(Quantities& in, const std::string& path) {
  const auto minute = minute_of_day(in.text(path));
  if (!minute) in.refuse(path, "expected a time of day such as \"09:00\"");
  return minute.value_or(0);
}

}  // namespace

OpeningHours read_hours(Quantities& in) {
  OpeningHours hours;
  hours.opens_minute = read_clock(in, "hours.opens");
  const int closes = read_clock(in, "hours.closes");
  hours.open_minutes = (closes - hours.opens_minute + minutes_a_day - 1) % minutes_a_day + 1;
  hours.last_entry_minutes = in.whole("hours.last_entry_minutes_before_close", 0, hours.open_minutes - 1);
  for (const std::string& day : in.texts("hours.days")) {
    const auto found = std::find(weekdays.begin(), weekdays.end(), day);
    if (found == weekdays.end())
      in.refuse("hours.days", fmt::format("expected days from monday to sunday, found \"{}\"", day));
    else
      hours.days[static_cast<std::size_t>(found - weekdays.begin())] = true;
  }
  if (std::none_of(hours.days.begin(), hours.days.end(), [](bool open) { return open; }))
    in.refuse("hours.days", "expected one day at least");
  return hours;
}

std::array<double, 168> open_shares(const OpeningHours& hours) {
  std::array<double, 168> shares{};
  const int entry_minutes =
      hours.always() ? minutes_a_day
                     : hours.open_minutes - hours.last_entry_minutes;  // a floor that never closes ends no entry
  for (int day = 0; day < 7; ++day) {
    if (!hours.days[static_cast<std::size_t>(day)]) continue;
    for (int minute = 0; minute < entry_minutes; ++minute) {
      const int of_week = (day * minutes_a_day + hours.opens_minute + minute) % (7 * minutes_a_day);
      shares[static_cast<std::size_t>(of_week / 60)] += 1.0 / 60.0;
    }
  }
  return shares;
}

std::array<double, 168> rates(double per_week, const std::vector<double>& hour_weights,
                              const std::vector<double>& day_weights, const std::array<double, 168>& open) {
  std::array<double, 168> out{};
  double sum = 0;
  for (std::size_t hour = 0; hour < out.size(); ++hour) {
    out[hour] = open[hour] > 0 ? hour_weights[hour % 24] * day_weights[hour / 24] : 0;
    sum += out[hour] * open[hour];
  }
  for (double& rate : out) rate = sum > 0 ? rate * per_week / sum : 0;
  return out;
}

}  // namespace alongside::sim
