#include "plan/demand/candidates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <tuple>

#include "document/words.hpp"
#include "places/place_names.hpp"

namespace alongside::plan {

namespace {

/// Squares of which one has a place in it or beside it, so that nobody plans a center in the lake. They begin at the corner of the document's bounds, so
/// that where they lie says nothing of where the places are.
std::vector<Candidate> squares_of_grid(const PlanDocument& document) {
  const places::Places& places = document.places.places;
  const places::Bounds& bounds = document.places.bounds;
  const double lat_step = document.grid_km / places::km_per_degree;
  const double lon_step = lat_step / std::cos((bounds.low.lat + bounds.high.lat) / 2 * std::numbers::pi / 180);
  std::map<std::pair<int, int>, std::string> squares;
  for (const places::Place& place : places.all()) {
    const int row = static_cast<int>(std::floor((place.at.lat - bounds.low.lat) / lat_step));
    const int column = static_cast<int>(std::floor((place.at.lon - bounds.low.lon) / lon_step));
    for (int r = row - 1; r <= row + 1; ++r) {
      for (int c = column - 1; c <= column + 1; ++c) squares.try_emplace({r, c}, place.region);
    }
  }
  std::vector<Candidate> out;
  for (const auto& [square, region] : squares) {
    const places::Point at{bounds.low.lat + (square.first + 0.5) * lat_step,
                           bounds.low.lon + (square.second + 0.5) * lon_step};
    out.push_back({fmt::format("{:.4f},{:.4f}", at.lat, at.lon), at, region, document.site_cost});
  }
  return out;
}

/// Candidates that lie too near to what must be kept away from.
base::Result<> keep_away(const PlanDocument& document, const std::vector<Candidate>& candidates, SiteRules& rules) {
  for (std::size_t j = 0; j < candidates.size(); ++j) {
    if (candidates[j].stands) continue;
    for (const places::ListedSite& one : document.away_from) {
      if (places::distance_km(candidates[j].at, one.at) * 1000 >= *one.metres) continue;
      if (rules.standing[j] == Standing::forced)
        return base::input_error(fmt::format("{} is forced, and lies within {:.0f} m of {} ({})", candidates[j].name,
                                             *one.metres, one.name, document.away_from_name));
      rules.standing[j] = Standing::forbidden;
      break;
    }
  }
  return base::Done{};
}

/// Whom each candidate may not stand beside. Two that stand already are as near as they are.
base::Result<> keep_apart(const PlanDocument& document, const std::vector<Candidate>& candidates, SiteRules& rules) {
  if (document.spacing_km <= 0) return base::Done{};
  rules.too_near.resize(candidates.size());
  for (std::uint32_t i = 0; i < candidates.size(); ++i) {
    for (std::uint32_t j = 0; j < i; ++j) {
      const bool both_stand = candidates[i].stands && candidates[j].stands;
      if (both_stand || places::distance_km(candidates[i].at, candidates[j].at) >= document.spacing_km) continue;
      if (rules.standing[i] == Standing::forced && rules.standing[j] == Standing::forced)
        return base::input_error(
            fmt::format("{} and {} must both be taken, and lie nearer to one another than {} km "
                        "(rules.spacing_km)",
                        candidates[j].name, candidates[i].name, document.spacing_km));
      rules.too_near[i].push_back(j);
      rules.too_near[j].push_back(i);
    }
  }
  return base::Done{};
}

/// Each region's limits, and the money.
base::Result<> limit(const PlanDocument& document, const std::vector<Candidate>& candidates, SiteRules& rules) {
  const bool has_region_limits =
      document.per_region.at_least > 0 || document.per_region.at_most < candidates.size() - document.existing.size();
  if (has_region_limits) {
    std::set<std::string> named;
    for (const std::string& region : document.places.places.regions()) named.insert(region);
    for (const Candidate& candidate : candidates) {
      if (!candidate.region.empty()) named.insert(candidate.region);
      if (candidate.region.empty() && !candidate.stands && !named.empty())
        return base::input_error(fmt::format("rules for each region, and {} has none", candidate.name));
    }
    const std::vector<std::string> regions(named.begin(), named.end());
    if (regions.empty())
      return base::input_error(fmt::format("{}: rules for each region need a column \"region\", and there is none",
                                           document.places.places.name()));
    rules.limits.assign(regions.size(), document.per_region);
    for (std::size_t r = 0; r < regions.size(); ++r) rules.limits[r].name = regions[r];
    rules.limits.push_back({});  // a center that stands already may be in none
    for (const Candidate& candidate : candidates) {
      const auto found = std::lower_bound(regions.begin(), regions.end(), candidate.region);
      rules.region.push_back(candidate.region.empty() ? static_cast<std::uint32_t>(regions.size())
                                                      : static_cast<std::uint32_t>(found - regions.begin()));
    }
  }
  if (document.budget) {
    for (const Candidate& candidate : candidates) {
      if (!candidate.cost)
        return base::input_error(fmt::format(
            "a budget needs a cost of every candidate, and {} has none: give rules.site_cost, or a column \"cost\"",
            candidate.name));
      rules.cost.push_back(*candidate.cost);
    }
    rules.budget = *document.budget - document.shared_cost;
    if (rules.budget < 0)
      return base::input_error(fmt::format("rules.shared_cost ({}) alone is more than rules.budget ({})",
                                           document.shared_cost, *document.budget));
  }
  return base::Done{};
}

base::Result<std::uint32_t> named(const std::vector<Candidate>& candidates, const std::string& name) {
  const std::string wanted = places::name_key(name);
  std::vector<std::string> names;
  for (std::uint32_t j = 0; j < candidates.size(); ++j) {
    if (places::name_key(candidates[j].name) == wanted) return j;
    names.push_back(candidates[j].name);
  }
  return base::input_error(
      fmt::format("no candidate is called {}{}", document::shown(name), document::did_you_mean(name, names)));
}

base::Result<> set_standing(const std::vector<Candidate>& candidates, const std::vector<std::string>& names,
                            Standing standing, SiteRules& rules) {
  for (const std::string& name : names) {
    const auto j = named(candidates, name);
    if (!j) return j.error();
    const Standing now = rules.standing[*j];
    if (now != Standing::free && now != standing)
      return base::input_error(
          fmt::format("{} is forced and forbidden at once; take one of the two away", candidates[*j].name));
    rules.standing[*j] = standing;
  }
  return base::Done{};
}

}  // namespace

Sites existing_among(const std::vector<Candidate>& candidates) {
  Sites out;
  for (std::uint32_t j = 0; j < candidates.size(); ++j) {
    if (candidates[j].stands) out.push_back(j);
  }
  return out;
}

std::vector<Candidate> make_candidates(const PlanDocument& document) {
  std::vector<Candidate> out;
  const auto cost_of = [&](const std::optional<double>& own) { return own ? own : document.site_cost; };
  switch (document.candidates) {
    case CandidateKind::places:
      for (const places::Place& place : document.places.places.all())
        out.push_back({place.name, place.at, place.region, cost_of(place.cost)});
      break;
    case CandidateKind::list:
      for (const places::ListedSite& one : document.list)
        out.push_back({one.name, one.at, one.region, cost_of(one.cost)});
      break;
    default: out = squares_of_grid(document);
  }
  for (const places::ListedSite& one : document.existing) out.push_back({one.name, one.at, one.region, 0, true});
  return out;
}

base::Result<SiteRules> make_rules(const PlanDocument& document, const std::vector<Candidate>& candidates,
                                   const AskedSites& asked) {
  SiteRules rules;
  rules.sites_max = asked.sites.value_or(document.sites);
  rules.standing.assign(candidates.size(), Standing::free);
  if (!document.allowed.empty()) {
    rules.standing.assign(candidates.size(), Standing::forbidden);
    for (const std::string& name : document.allowed) {
      const auto j = named(candidates, name);
      if (!j) return base::input_error("candidates.allowed: " + j.error().message);
      rules.standing[*j] = Standing::free;
    }
  }
  for (const auto& [field, names, standing] : {std::tuple("forbidden", &document.forbidden, Standing::forbidden),
                                               std::tuple("forced", &document.forced, Standing::forced)}) {
    if (const auto good = set_standing(candidates, *names, standing, rules); !good)
      return base::input_error(fmt::format("candidates.{}: {}", field, good.error().message));
  }
  // Who asks beside the document overrules it.
  SiteRules over = rules;
  std::fill(over.standing.begin(), over.standing.end(), Standing::free);
  for (const auto& [names, standing] :
       {std::pair(&asked.forbidden, Standing::forbidden), std::pair(&asked.forced, Standing::forced)}) {
    if (const auto good = set_standing(candidates, *names, standing, over); !good) return good.error();
  }
  for (std::size_t j = 0; j < candidates.size(); ++j) {
    if (over.standing[j] != Standing::free) rules.standing[j] = over.standing[j];
    if (candidates[j].stands) rules.standing[j] = Standing::forced, ++rules.sites_max;
  }
  if (const auto good = keep_away(document, candidates, rules); !good) return good.error();
  const auto may_be_taken = static_cast<std::uint32_t>(
      candidates.size() - document.existing.size() -
      static_cast<std::size_t>(std::count(rules.standing.begin(), rules.standing.end(), Standing::forbidden)));
  const auto asked_for = rules.sites_max - static_cast<std::uint32_t>(document.existing.size());
  if (asked_for > may_be_taken)
    return base::input_error(fmt::format(
        "{} sites were asked for and there are {} candidates that may be taken; ask for fewer, or allow more",
        asked_for, may_be_taken));
  if (const auto good = keep_apart(document, candidates, rules); !good) return good.error();
  if (const auto good = limit(document, candidates, rules); !good) return good.error();
  return rules;
}

}  // namespace alongside::plan
