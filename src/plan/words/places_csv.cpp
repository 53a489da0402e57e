// A plan's places with their smoothed rates, as the file that other plans read; small counts do not travel.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "document/csv.hpp"
#include "plan/words/results.hpp"

namespace alongside::plan {

namespace {

constexpr double withheld_rate_step = 5;  ///< per 100,000 a year

/// How sure a withheld rate is: one number for all of them, the mean of theirs.
double shape_of_withheld(const Plan& plan, const std::vector<double>& deaths) {
  double withheld = 0;
  double towns = 0;
  for (std::size_t i = 0; i < deaths.size(); ++i) {
    if (deaths[i] < smallest_count_shown) withheld += plan.demand.rates.shape[i], ++towns;
  }
  constexpr double towns_that_hide_one = 3;
  return std::round(towns >= towns_that_hide_one ? withheld / towns : plan.demand.rates.prior_shape);
}

}  // namespace

base::Result<std::string> places_as_csv(const Plan& plan, const places::CountsByYear& counts, int split_year) {
  const places::Places& places = plan.document->places.places;
  const auto any = [&](auto has) { return std::any_of(places.all().begin(), places.all().end(), has); };
  if (!any([](const places::Place& place) { return place.population.has_value(); }))
    return base::input_error(
        "places without a population have no rate: what would be written is their counts, and small counts must not "
        "travel");
  const bool with_group = any([](const places::Place& place) { return place.group != place.region; });
  const bool with_people = any([](const places::Place& place) { return place.people.has_value(); });
  const bool with_cost = any([](const places::Place& place) { return place.cost.has_value(); });
  const auto cell = [](const std::optional<double>& value) {
    return value ? fmt::format(",{}", *value) : std::string(",");
  };
  if (plan.demand.rates.prior_shape <= 0)
    return base::input_error(
        "without smoothing a rate is the count itself, and small counts must not travel: let the document say "
        "smoothing = \"neighbours\"");
  const int first = counts.years.front();
  const int last = counts.years.back();
  if (plan.demand.first_year != first || plan.demand.last_year != last)
    return base::input_error("places are written with the rates of all years of the counts: leave out --from and --to");
  const bool split = split_year > first && split_year <= last;
  const std::vector<double> all = counts.sums(first, last);
  const std::vector<double> before = counts.sums(first, split_year - 1);
  const std::vector<double> after = counts.sums(split_year, last);
  const double withheld_shape = shape_of_withheld(plan, all);
  std::string out = "place,lat,lon,area_km2,population,region";
  for (const auto& [with, column] :
       {std::pair(with_group, "group"), std::pair(with_people, "people"), std::pair(with_cost, "cost")})
    out += with ? fmt::format(",{}", column) : "";
  out += ",deaths";
  if (split) out += fmt::format(",deaths_{}_{},deaths_{}_{}", first, split_year - 1, split_year, last);
  out += ",rate_per_100k,rate_shape\n";
  for (std::size_t i = 0; i < places.size(); ++i) {
    const places::Place& place = places[i];
    const bool shown = all[i] >= smallest_count_shown;
    const bool both = shown && before[i] >= smallest_count_shown && after[i] >= smallest_count_shown;
    const double rate = plan.demand.rates.mean(i) * 1e5;
    out += fmt::format("{},{},{},{},{},{}", document::csv_cell(place.name), place.at.lat, place.at.lon, place.area_km2,
                       place.population.value_or(0), document::csv_cell(place.region));
    if (with_group) out += "," + document::csv_cell(place.group);
    if (with_people) out += cell(place.people);
    if (with_cost) out += cell(place.cost);
    out += shown ? fmt::format(",{}", all[i]) : ",";
    if (split) out += both ? fmt::format(",{},{}", before[i], after[i]) : ",,";
    out += fmt::format(
        ",{},{}\n",
        shown ? fmt::format("{:.0f}", rate)
              : fmt::format("{:.0f}",
                            std::max(withheld_rate_step, std::round(rate / withheld_rate_step) * withheld_rate_step)),
        shown ? fmt::format("{:.0f}", std::max(1.0, plan.demand.rates.shape[i]))
              : fmt::format("{:.0f}", withheld_shape));
  }
  return out;
}

std::string rates_as_toml(const Plan& plan, const std::optional<places::ForecastTried>& tried,
                          const document::Sentences& coverage) {
  const Demand& demand = plan.demand;
  if (!demand.ahead) return {};
  return fmt::format("[rates]\nfirst_year = {}\nlast_year = {}\nahead_to = {}\nlevel_log_sd = {:.3f}\n{}",
                     demand.first_year, demand.last_year, demand.ahead->last_year, demand.ahead->level_log_sd,
                     tried ? tried->as_toml() : fmt::format("checked = \"{}\"\n", coverage.text()));
}

}  // namespace alongside::plan
