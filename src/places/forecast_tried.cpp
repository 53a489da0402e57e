#include "places/forecast_tried.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace alongside::places {

using namespace document;  // sentences and their values

namespace {

constexpr double count_max = 1e9;

Value held_of(const HeldOf& one) {
  return part(sentence<"plan.tried_held">("held"_is = count(one.held), "of"_is = count(one.of)));
}

}  // namespace

Sentences ForecastTried::says() const {
  const Value origins =
      forecasts == 1 ? year(first) : part(sentence<"years">("first"_is = year(first), "last"_is = year(last)));
  const Sentences how_often =
      forecasts == 1 ? sentence<"plan.tried_once">() : sentence<"plan.tried_often">("count"_is = count(forecasts));
  std::vector<Value> numbers;
  for (const std::uint32_t number : sites) numbers.push_back(count(number));
  return sentence<"plan.tried">("origins"_is = origins, "forecasts"_is = part(how_often), "ahead"_is = count(ahead),
                                "share"_is = percent(places_share, 0), "places"_is = count(places),
                                "sites"_is = list(std::move(numbers), Joined::comma), "totals"_is = held_of(totals),
                                "differences"_is = held_of(differences));
}

std::string ForecastTried::as_toml() const {
  return fmt::format(
      "[rates.tried]\nfirst = {}\nlast = {}\nforecasts = {}\nahead = {}\nplaces_share = {:.3f}\nplaces = {}\n"
      "sites = [{}]\ntotals = [{}, {}]\ndifferences = [{}, {}]\n",
      first, last, forecasts, ahead, places_share, places, fmt::join(sites, ", "), totals.held, totals.of,
      differences.held, differences.of);
}

ForecastTried read_forecast_tried(Figures& in) {
  const auto path = [](const char* field) { return std::string("rates.tried.") + field; };
  const auto number = [&](const char* field, double low, double high) {
    const auto value = in.fields().number(path(field), low, high);
    if (!value) return in.keep(value.error()), low;
    return *value;
  };
  const auto whole = [&](const char* field) { return static_cast<std::uint32_t>(number(field, 0, count_max)); };
  const auto wholes = [&](const char* field) {
    std::vector<std::uint32_t> out;
    const auto values = in.fields().numbers(path(field), 0, count_max);
    if (!values) return in.keep(values.error()), out;
    for (const double value : *values) out.push_back(static_cast<std::uint32_t>(value));
    return out;
  };
  const auto held = [&](const char* field) {
    const auto both = wholes(field);
    if (both.size() == 2) return HeldOf{both[0], both[1]};
    in.refuse(path(field), "expected two numbers: how many held, of how many");
    return HeldOf{};
  };
  return {.first = static_cast<int>(number("first", 1900, 2199)),
          .last = static_cast<int>(number("last", 1900, 2199)),
          .forecasts = whole("forecasts"),
          .ahead = whole("ahead"),
          .places_share = number("places_share", 0, 1),
          .places = whole("places"),
          .sites = wholes("sites"),
          .totals = held("totals"),
          .differences = held("differences")};
}

}  // namespace alongside::places
