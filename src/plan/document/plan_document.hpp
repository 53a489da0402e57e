// PlanDocument: a plan as one document says it: places, demand, how far people come, what a center does, where it may stand, what is wanted.
//
// Goals: everything that a plan depends on beside counts, seed and effort; every figure with its basis; mistakes named by line and reason. Non-goals:
// computing. A value; free to share between threads once read. docs/plan.md explains every field.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "document/figures.hpp"
#include "places/place_document.hpp"
#include "places/reach_function.hpp"
#include "places/site_list.hpp"
#include "places/travel_times.hpp"
#include "plan/proof/problem.hpp"

namespace alongside::plan {

/// Of the deaths within reach of a center, those that it would avert: a product of shares.
struct Effect {
  double home_share = 0;
  double home_reached_share = 0;
  double use_share = 1;
  double willing_share = 1;
  double open_share = 1;

  double averted_per_death_reached() const {
    return (1 - home_share + home_share * home_reached_share) * use_share * willing_share * open_share;
  }
};

/// What the best sites are best at.
enum class Objective : std::uint8_t {
  deaths_averted,  ///< the sum a year
  worst_group,     ///< the share within reach of the group of which the smallest share is
  person_visits,   ///< expected visits to a center a year
  cost_per_death,  ///< the least money for each death averted, over the number of sites too
};

/// As documents write it.
std::string_view name_of(Objective objective);
std::optional<Objective> objective_of(std::string_view name);

/// What a place's person-visits go by.
enum class VisitsFrom : std::uint8_t { none, deaths, people };

struct Visits {
  VisitsFrom from = VisitsFrom::none;
  double per_unit = 0;  ///< a year, for each death a year or each person who uses drugs, at full reach
};

enum class CandidateKind : std::uint8_t { places, grid, list };

struct PlanDocument {
  std::string name;
  std::string about;
  std::string law;
  std::string residents;  ///< what they said and who was asked
  std::vector<document::Figure> figures;
  places::PlaceDocument places;
  std::vector<std::string> remarks;  ///< what its files hold and may surprise, a sentence each

  bool smoothing = true;
  std::uint32_t neighbours = 6;
  std::optional<double> years;  ///< of the places' own column `deaths`
  bool foretells = true;        ///< counts by year are carried on into the years ahead; false: their average stands
  std::uint32_t years_ahead = 2;
  Effect effect;

  std::optional<places::ReachFunction> reach;       ///< by km, or with travel times by minutes
  std::optional<places::TravelTimes> travel_times;  ///< in place of distance
  double distance_spread = 0;  ///< sigma of a lognormal factor on every distance or journey, for draws
  bool over_area = true;       ///< averaged over a disc of each place's area

  CandidateKind candidates = CandidateKind::places;
  double grid_km = 0;
  std::vector<places::ListedSite> list;  ///< of candidates, for that kind
  std::vector<places::ListedSite>
      existing;  ///< centers that stand already: their reach counts first, they cost nothing more
  std::vector<places::ListedSite> away_from;  ///< no candidate nearer to one than its `metres`
  std::string away_from_name;
  std::vector<std::string> allowed;  ///< only these; empty: all
  std::vector<std::string> forbidden;
  std::vector<std::string> forced;

  Objective objective = Objective::deaths_averted;
  Visits visits;
  std::optional<double> capacity;  ///< person-visits a year that one center can take
  std::uint32_t sites = 1;
  std::vector<std::uint32_t> phases;  ///< how many open in each; none: all at once
  double spacing_km = 0;              ///< no two centers are nearer to one another
  bool robust =
      false;  ///< the set that does least badly where it does badly, over draws, in place of the best on expectation
  double overdose_weight =
      0;  ///< deaths that one overdose met by an ambulance counts as, where counts of those are given
  std::optional<double> budget;
  std::optional<double> site_cost;  ///< a year, where the places have none of their own
  double shared_cost = 0;  ///< a year, however many sites: comes out of the budget, and counts in `cost_per_death`
  std::string currency;
  RegionLimit per_region;
  double floor_share = 0;   ///< of each group's reachable need
  bool has_groups = false;  ///< a floor, or the worst-served group's goal

  Goal goal() const { return objective == Objective::worst_group ? Goal::worst_group : Goal::total; }
};

struct PlanSetting {
  std::string path;
  std::string value;  ///< as TOML writes it
};

/// The plan of a shipped name or a path, with settings put in. `places_file`: another CSV of places, or empty.
base::Result<PlanDocument> load_plan(const std::string& name_or_path, const std::vector<PlanSetting>& settings,
                                     const std::string& places_file);
/// The same from a text; `name` is what errors call it, and what files are looked for beside.
base::Result<PlanDocument> parse_plan(const std::string& name, std::string text,
                                      const std::vector<PlanSetting>& settings, const std::string& places_file);

}  // namespace alongside::plan
