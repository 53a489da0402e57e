#include "plan/demand/naive.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace alongside::plan {

namespace {

/// The candidate nearest to each place.
std::vector<std::uint32_t> nearest_candidates(const PlanDocument& document, const std::vector<Candidate>& candidates) {
  std::vector<std::array<double, 3>> at;
  for (const Candidate& candidate : candidates) at.push_back(places::unit_vector(candidate.at));
  std::vector<std::uint32_t> out;
  for (const places::Place& place : document.places.places.all()) {
    const auto here = places::unit_vector(place.at);
    std::uint32_t nearest = 0;
    double least = 5;
    for (std::uint32_t j = 0; j < at.size(); ++j) {
      const double apart = places::chord_squared(here, at[j]);
      const bool is_own = apart == least && candidates[j].name == place.name;
      if (apart < least || is_own) least = apart, nearest = j;
    }
    out.push_back(nearest);
  }
  return out;
}

/// Those with the most around them, one after another as far as the rules allow; alike: by name.
Sites by_count(const std::vector<Candidate>& candidates, const std::vector<double>& around, const SiteRules& rules) {
  std::vector<std::uint32_t> order(candidates.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return around[a] != around[b] ? around[a] > around[b] : candidates[a].name < candidates[b].name;
  });
  Picked picked(rules);
  for (std::uint32_t j = 0; j < candidates.size(); ++j) {
    if (rules.standing[j] == Standing::forced) picked.add(j);
  }
  for (const std::uint32_t j : order) {
    if (picked.may_add(j)) picked.add(j);
  }
  return picked.sites();
}

}  // namespace

Sites naive_sites(const PlanDocument& document, const std::vector<Candidate>& candidates,
                  const std::vector<double>& deaths, const SiteRules& rules) {
  const auto nearest = nearest_candidates(document, candidates);
  std::vector<double> around(candidates.size(), 0);
  for (std::size_t i = 0; i < deaths.size(); ++i) around[nearest[i]] += deaths[i];
  return by_count(candidates, around, rules);
}

Sites own_reach_sites(const PlanDocument& document, const std::vector<Candidate>& candidates,
                      const places::ReachMatrix& reach, const std::vector<double>& deaths, const SiteRules& rules) {
  const auto nearest = nearest_candidates(document, candidates);
  std::vector<double> around(candidates.size(), 0);
  for (std::uint32_t i = 0; i < deaths.size(); ++i) {
    for (const places::Reached& entry : reach.row(i)) {
      if (entry.other == nearest[i]) around[nearest[i]] += deaths[i] * static_cast<double>(entry.share);
    }
  }
  return by_count(candidates, around, rules);
}

}  // namespace alongside::plan
