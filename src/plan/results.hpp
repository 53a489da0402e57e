// Results: a plan as text, as one JSON document, as GeoJSON and as a page to print. docs/plan.md tells their shapes. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "plan/hindsight.hpp"
#include "plan/import_deaths.hpp"

namespace alongside::plan {

std::string plan_as_text(const Plan& plan, const std::optional<Hindsight>& hindsight);
std::string plan_as_json(const Plan& plan, const std::optional<Hindsight>& hindsight);
/// One page, with nothing loaded from elsewhere. What a veto costs stands there only if asked for: a page that goes to a hearing need not name it.
std::string plan_as_html(const Plan& plan, const std::optional<Hindsight>& hindsight, bool with_vetoes);
/// RFC 7946: a point for each site, and one for each place with its expected deaths.
std::string plan_as_geojson(const Plan& plan);

/// The places with smoothed rates, as a file of places; `counts` by which they were smoothed. Counts under ten are withheld and their rates rounded, so
/// that no count can be worked out from them. `split_year`: two more columns, before it and from it, where both are ten or more; 0 for none.
base::Result<std::string> places_as_csv(const Plan& plan, const Counts& counts, int split_year);

}  // namespace alongside::plan
