#include "plan/demand/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <tuple>

#include "base/random.hpp"
#include "document/words.hpp"
#include "places/place_names.hpp"

namespace alongside::plan {

namespace {

constexpr double per_100k = 1e5;
constexpr std::uint32_t stream_of_level = 2;  // 1 is the rates'
constexpr std::uint32_t stream_of_counts = 3;

/// Of each place, or 1 for all if no place has a population.
base::Result<std::vector<double>> people_of(const places::Places& places) {
  std::vector<double> out;
  std::size_t known = 0;
  for (const places::Place& place : places.all()) known += place.population ? 1 : 0;
  for (const places::Place& place : places.all()) {
    if (known > 0 && !place.population) {
      return base::input_error(fmt::format("{}: expected a population for every place or for none, found none for {}",
                                           places.name(), place.name));
    }
    out.push_back(place.population.value_or(1));
  }
  return out;
}

/// Whom each place may borrow from; empty: nobody.
std::vector<std::vector<std::uint32_t>> neighbours_of(const PlanDocument& document) {
  if (!document.smoothing) return {};
  std::vector<places::Point> points;
  for (const places::Place& place : document.places.places.all()) points.push_back(place.at);
  return nearest(points, document.neighbours);
}

base::Result<> check_people(const places::Places& places, const std::vector<double>& deaths,
                            const std::vector<double>& people) {
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (deaths[i] > 0 && !(people[i] > 0)) {
      return base::input_error(fmt::format("{}: expected a population above 0 for {}, which has {} deaths, found {}",
                                           places.name(), places[i].name, deaths[i], people[i]));
    }
  }
  return base::Done{};
}

base::Result<Rates> rates_of_counts(const PlanDocument& document, const std::vector<double>& deaths,
                                    const std::vector<double>& people, double years) {
  if (const auto good = check_people(document.places.places, deaths, people); !good) return good.error();
  std::vector<double> exposure = people;
  for (double& person_years : exposure) person_years *= years;
  if (document.smoothing) return smooth(deaths, exposure, neighbours_of(document));
  return unsmoothed(deaths, exposure);
}

base::Result<Demand> demand_of_rates(const PlanDocument& document) {
  if (document.places.rates && !document.foretells)
    return base::input_error(
        "the places' rates are a forecast already: demand.forecast = \"average\" needs counts, with --demand "
        "COUNTS.csv");
  Demand out;
  out.from = DemandFrom::shipped_rates;
  auto people = people_of(document.places.places);
  if (!people) return people.error();
  out.people = std::move(*people);
  std::optional<double> years = document.years;  // of the column `deaths`
  if (!years && document.places.rates) years = document.places.rates->last_year - document.places.rates->first_year + 1;
  for (std::size_t i = 0; i < out.people.size(); ++i) {
    const places::Place& place = document.places.places[i];
    if (!place.rate_per_100k || !place.rate_shape)
      return base::input_error(
          fmt::format("{}: expected a smoothed rate with its shape, or counts: give a file with --demand", place.name));
    const double rate = std::max(*place.rate_per_100k, 1e-9) / per_100k;
    out.rates.shape.push_back(*place.rate_shape);
    out.rates.inverse_scale.push_back(*place.rate_shape / rate);
    const bool known = place.deaths && years;
    out.known_deaths.push_back(known ? *place.deaths / *years : rate * out.people[i]);
    out.counts_withheld = out.counts_withheld || !known;
  }
  const places::PlaceDocument& places = document.places;
  if (places.rates) {
    out.first_year = places.rates->first_year;
    out.last_year = places.rates->last_year;
    out.ahead = Ahead{.first_year = places.rates->last_year + 1,
                      .last_year = places.rates->ahead_to,
                      .level_log_sd = places.rates->level_log_sd,
                      .kept = 0,
                      .drift = 0};
  }
  return out;
}

}  // namespace

std::vector<double> Demand::expected() const {
  std::vector<double> out;
  for (std::size_t i = 0; i < people.size(); ++i) out.push_back(rates.mean(i) * people[i]);
  return out;
}

std::vector<double> Demand::drawn(std::uint64_t seed, std::uint32_t draw) const {
  std::vector<double> out = rates.draw(seed, draw);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] *= people[i];
  if (!ahead) return out;
  const double level = std::exp(ahead->level_log_sd * base::Stream({seed, draw, 0, stream_of_level}).normal(0));
  for (std::uint32_t i = 0; i < out.size(); ++i) {
    const double uniform = base::Stream({seed, draw, i, stream_of_counts}).uniform(0);
    out[i] = poisson_draw(out[i] * level * ahead->years(), uniform) / ahead->years();
  }
  return out;
}

base::Result<Demand> make_demand_of_sums(const PlanDocument& document, std::vector<double> deaths, double years) {
  Demand out;
  auto people = people_of(document.places.places);
  if (!people) return people.error();
  out.people = std::move(*people);
  auto rates = rates_of_counts(document, deaths, out.people, years);
  if (!rates) return rates.error();
  out.rates = std::move(*rates);
  for (double& count : deaths) count /= years;
  out.years = years;
  out.known_deaths = std::move(deaths);
  return out;
}

base::Result<Demand> make_demand_of_years(const PlanDocument& document, const places::CountsByYear& counts, int first,
                                          int last, std::uint32_t ahead) {
  std::vector<double> sums = counts.sums(first, last);
  const double years = last - first + 1;
  if (!document.foretells) {
    auto out = make_demand_of_sums(document, std::move(sums), years);
    if (out) out->first_year = first, out->last_year = last;
    return out;
  }
  Demand out;
  auto people = people_of(document.places.places);
  if (!people) return people.error();
  out.people = std::move(*people);
  if (const auto good = check_people(document.places.places, sums, out.people); !good) return good.error();
  auto forecast = forecast_places(counts.between(first, last), out.people, neighbours_of(document), ahead);
  if (!forecast) return forecast.error();
  out.rates = std::move(forecast->rates);
  out.first_year = first;
  out.last_year = last;
  out.years = years;
  out.ahead = Ahead{.first_year = last + 1,
                    .last_year = last + static_cast<int>(ahead),
                    .level_log_sd = forecast->level.log_sd,
                    .kept = forecast->kept,
                    .drift = forecast->drift};
  for (double& count : sums) count /= years;
  out.known_deaths = std::move(sums);
  return out;
}

base::Result<Demand> make_demand(const PlanDocument& document, const places::CountsByYear* counts, int first_year,
                                 int last_year) {
  const places::Places& places = document.places.places;
  if (counts == nullptr) {
    const bool rates = std::any_of(places.all().begin(), places.all().end(),
                                   [](const places::Place& place) { return place.rate_per_100k.has_value(); });
    if (rates) return demand_of_rates(document);
    std::vector<double> deaths;
    for (const places::Place& place : places.all()) {
      if (place.deaths && !document.years)
        return base::input_error(
            fmt::format("{}: has a column \"deaths\", and the plan does not say of how many years they are: add "
                        "demand.years, or give counts by year with --demand COUNTS.csv",
                        places.name()));
      if (!place.deaths)
        return base::input_error(
            fmt::format("{}: {} has no deaths and no rate of its own; give counts with --demand COUNTS.csv",
                        places.name(), place.name));
      deaths.push_back(*place.deaths);
    }
    auto out = make_demand_of_sums(document, std::move(deaths), *document.years);
    if (out) out->from = DemandFrom::shipped_counts;
    return out;
  }
  const int first = std::max(first_year, counts->years.front());
  const int last = std::min(last_year, counts->years.back());
  if (first > last)
    return base::input_error(fmt::format("the counts are of {} to {}, and none of the years asked for",
                                         counts->years.front(), counts->years.back()));
  return make_demand_of_years(document, *counts, first, last, document.years_ahead);
}

base::Result<places::ReachMatrix> make_reach(const PlanDocument& document, const std::vector<Candidate>& candidates,
                                             double distance_factor, unsigned threads) {
  const places::Places& places = document.places.places;
  const places::ReachFunction reach = document.reach->scaled(distance_factor);
  const auto demands = static_cast<std::uint32_t>(places.size());
  const auto count = static_cast<std::uint32_t>(candidates.size());
  if (document.travel_times) {
    // People live on a disc around the middle of their place; a km of it counts the minutes that a km around the place takes.
    const places::TravelTimes& times = *document.travel_times;
    return places::ReachMatrix::build(demands, count, threads, [&](std::uint32_t i, std::vector<places::Reached>& out) {
      const double km = document.over_area ? places::disc_radius_km(places[i].area_km2) : 0;
      const double radius_minutes = km > 0 ? km * times.minutes_per_km(i).value() : 0;
      for (const places::Journey& journey : times.from(i)) {
        const auto share = static_cast<float>(reach.over_disc(journey.minutes, radius_minutes));
        if (share > 0) out.push_back({share, journey.to});
      }
    });
  }
  std::vector<std::array<double, 3>> at;
  for (const Candidate& candidate : candidates) at.push_back(places::unit_vector(candidate.at));
  return places::ReachMatrix::build(demands, count, threads, [&](std::uint32_t i, std::vector<places::Reached>& out) {
    const places::Place& place = places[i];
    const double radius = document.over_area ? places::disc_radius_km(place.area_km2) : 0;
    const double furthest = places::chord_squared(reach.furthest_km() + radius);
    const auto here = places::unit_vector(place.at);
    for (std::uint32_t j = 0; j < count; ++j) {
      const double apart = places::chord_squared(here, at[j]);
      if (apart > furthest) continue;
      const auto share = static_cast<float>(reach.over_disc(places::km_of_chord_squared(apart), radius));
      if (share > 0) out.push_back({share, j});
    }
  });
}

std::vector<std::string> group_names(const PlanDocument& document) {
  std::set<std::string> names;
  for (const places::Place& place : document.places.places.all()) names.insert(place.group);
  return {names.begin(), names.end()};
}

std::vector<double> person_visits(const PlanDocument& document, const std::vector<double>& deaths) {
  std::vector<double> out;
  for (std::size_t i = 0; i < deaths.size(); ++i) {
    out.push_back(document.visits.per_unit * (document.visits.from == VisitsFrom::people
                                                  ? document.places.places[i].people.value_or(0)
                                                  : deaths[i]));
  }
  return out;
}

std::vector<double> weights_of(const PlanDocument& document, const std::vector<double>& deaths) {
  if (document.objective == Objective::person_visits) return person_visits(document, deaths);
  std::vector<double> out = deaths;
  for (double& weight : out) weight *= document.effect.averted_per_death_reached();
  return out;
}

SiteProblem make_problem(const PlanDocument& document, const places::ReachMatrix& reach, const SiteRules& rules,
                         std::vector<double> weights) {
  SiteProblem problem;
  problem.reach = &reach;
  problem.weights = std::move(weights);
  problem.rules = rules;
  problem.goal = document.goal();
  if (document.has_groups) {
    const std::vector<std::string> names = group_names(document);
    for (const places::Place& place : document.places.places.all()) {
      problem.group.push_back(
          static_cast<std::uint32_t>(std::lower_bound(names.begin(), names.end(), place.group) - names.begin()));
    }
    problem.floors.assign(names.size(), document.floor_share);
  }
  return problem;
}

}  // namespace alongside::plan
