// Model: a plan's document and counts, made into what is decided: candidates, expected deaths, who reaches whom.
//
// Goals: one place where demand, reach and rules meet; the same reach for every draw of demand. Non-goals: solving. Immutable once built; free to share
// between threads.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/demand/candidates.hpp"
#include "plan/demand/forecast.hpp"

namespace alongside::plan {

/// Where the expected deaths come from.
enum class DemandFrom : std::uint8_t { counts, shipped_rates, shipped_counts };

/// Of deaths at one place over the years of a plan: fewer may name somebody to those who live there.
inline constexpr double smallest_count_shown = 10;

/// The years that a demand foretells.
struct Ahead {
  int first_year = 0;
  int last_year = 0;
  double level_log_sd = 0;  ///< of the total of all places: one doubt that all share
  double kept = 1;          ///< of what an older year tells of a place, a year later; 0: not known
  double drift = 0;         ///< by which a place moves a year beside the others; 0: none, or in the rates' own spread

  std::uint32_t years() const { return static_cast<std::uint32_t>(last_year - first_year + 1); }
};

struct Demand {
  DemandFrom from = DemandFrom::counts;
  Rates rates;                 ///< of each place, a person-year
  std::vector<double> people;  ///< of each place; 1 where no place has a population
  std::vector<double>
      known_deaths;  ///< a year; what "most deaths first" goes by: counts, or expected deaths where there are none
  bool counts_withheld = false;  ///< some of `known_deaths` are expected ones
  int first_year = 0;            ///< of the counts; 0: not known
  int last_year = 0;
  double years = 0;            ///< that `known_deaths` are of; 0: not known
  std::optional<Ahead> ahead;  ///< none: an average over the years, as if they did not change

  /// Expected deaths a year: at the level that is as likely too high as too low.
  std::vector<double> expected() const;
  /// One draw: deaths a year as the years ahead may bring them, by level, rates and chance; without years ahead, by rates alone.
  std::vector<double> drawn(std::uint64_t seed, std::uint32_t draw) const;
};

/// From counts over the years from `first` to `last`, or without them from what the places' file has. Refuses deaths where nobody lives, populations of
/// some places only.
base::Result<Demand> make_demand(const PlanDocument& document, const places::CountsByYear* counts, int first_year,
                                 int last_year);
/// From one number of deaths a place over so many years: an average, since no year of them is known.
base::Result<Demand> make_demand_of_sums(const PlanDocument& document, std::vector<double> deaths, double years);
/// From counts of the years from `first` to `last`, for so many years after them; an average where the document asks for one.
base::Result<Demand> make_demand_of_years(const PlanDocument& document, const places::CountsByYear& counts, int first,
                                          int last, std::uint32_t ahead);

/// Who reaches whom, with every distance, or journey, `distance_factor` times as long.
base::Result<places::ReachMatrix> make_reach(const PlanDocument& document, const std::vector<Candidate>& candidates,
                                             double distance_factor, unsigned threads);

/// `weights`: deaths averted a year at full reach, of each place.
SiteProblem make_problem(const PlanDocument& document, const places::ReachMatrix& reach, const SiteRules& rules,
                         std::vector<double> weights);

/// Person-visits a year at full reach of each place, by its people or by so many deaths a year in it; all 0 where the document has no figure for it.
std::vector<double> person_visits(const PlanDocument& document, const std::vector<double>& deaths);
/// What each place counts for at full reach, by the objective: person-visits, or deaths averted a year.
std::vector<double> weights_of(const PlanDocument& document, const std::vector<double>& deaths);

/// The names of groups, in the order of `SiteProblem::floors`.
std::vector<std::string> group_names(const PlanDocument& document);

}  // namespace alongside::plan
