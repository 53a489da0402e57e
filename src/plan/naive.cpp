#include "plan/naive.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace alongside::plan {

Sites naive_sites(const PlanDocument& document, const std::vector<Candidate>& candidates,
                  const std::vector<double>& deaths, const SiteRules& rules) {
  std::vector<double> around(candidates.size(), 0);
  if (document.candidates == CandidateKind::places) {
    around = deaths;
  } else {
    std::vector<std::array<double, 3>> at;
    for (const Candidate& candidate : candidates) at.push_back(unit_vector(candidate.at));
    for (std::size_t i = 0; i < deaths.size(); ++i) {
      const auto here = unit_vector(document.places.places[i].at);
      std::size_t nearest = 0;
      double least = 5;
      for (std::size_t j = 0; j < at.size(); ++j) {
        const double apart =
            std::pow(here[0] - at[j][0], 2) + std::pow(here[1] - at[j][1], 2) + std::pow(here[2] - at[j][2], 2);
        if (apart < least) least = apart, nearest = j;
      }
      around[nearest] += deaths[i];
    }
  }
  std::vector<std::uint32_t> order(candidates.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return around[a] > around[b]; });
  Picked picked(rules);
  for (std::uint32_t j = 0; j < candidates.size(); ++j) {
    if (rules.standing[j] == Standing::forced) picked.add(j);
  }
  for (const std::uint32_t j : order) {
    if (picked.may_add(j)) picked.add(j);
  }
  return picked.sites();
}

}  // namespace alongside::plan
