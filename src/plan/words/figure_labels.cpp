#include "plan/words/figure_labels.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace alongside::plan {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 31> labels{{
    {"demand.neighbours", "Neighbours that a place's rate may borrow from"},
    {"demand.years", "Years that the counts are of"},
    {"demand.years_ahead", "Years ahead that are foretold"},
    {"demand.forecast", "How deaths go on"},
    {"demand.overdose_weight", "Deaths that one overdose met by an ambulance counts as"},
    {"effect.home_share", "Share of deaths in private homes"},
    {"effect.home_reached_share", "Of those, the share that a center can reach"},
    {"effect.use_share", "Share of deaths by ways of use that a center serves"},
    {"effect.willing_share", "Share of people who would come"},
    {"effect.open_share", "Share of deaths that fall into opening hours"},
    {"reach.at", "Distances of the table of reach"},
    {"reach.share", "Who would come from there (shares)"},
    {"reach.within", "How far everybody would come"},
    {"reach.half_at", "Distance from which half would come"},
    {"reach.speed_kmh", "Speed of a journey (km an hour)"},
    {"reach.detour", "Streets over straight line"},
    {"reach.distance_spread", "How unsure distance is (sigma of a lognormal factor)"},
    {"candidates.grid_m", "Side of a square of the grid (m)"},
    {"candidates.away_m", "Least distance from what must be kept away from (m)"},
    {"visits.per_death", "Visits a year for each death within reach"},
    {"visits.per_person", "Visits a year of each person who uses drugs"},
    {"rules.sites", "Number of centers"},
    {"rules.budget", "Money a year"},
    {"rules.site_cost", "Cost of one center a year"},
    {"rules.shared_cost", "Cost a year, however many centers"},
    {"rules.capacity", "Visits a year that one center can take"},
    {"rules.at_least_per_region", "Least number of centers in each region"},
    {"rules.at_most_per_region", "Greatest number of centers in each region"},
    {"rules.floor_share", "Share of each group's need that must be within reach"},
    {"rules.phases", "Centers that open in each phase"},
    {"rules.spacing_km", "Least distance between two centers (km)"},
}};

}  // namespace

std::string label_of(std::string_view path) {
  const auto found = std::find_if(labels.begin(), labels.end(), [&](const auto& one) { return one.first == path; });
  return std::string(found == labels.end() ? path : found->second);
}

}  // namespace alongside::plan
