// Results: a plan as text, as one JSON document, as GeoJSON and as a page to print. docs/plan.md tells their shapes. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "places/import_deaths.hpp"
#include "plan/coverage.hpp"
#include "plan/hindsight.hpp"
#include "plan/words/handed_round.hpp"

namespace alongside::plan {

/// `coverage`: a sentence, or empty.
std::string plan_as_text(const Plan& plan, const std::optional<Hindsight>& hindsight,
                         const document::Sentences& coverage = {});
std::string plan_as_json(const Plan& plan, const std::optional<Hindsight>& hindsight,
                         const document::Sentences& coverage = {});
/// The same with what its sentences are made of, for a page that says them in another language.
std::string plan_for_page(const Plan& plan, const std::optional<Hindsight>& hindsight,
                          const document::Sentences& coverage = {});
/// What a page says beside the plan.
struct PageWords {
  std::string made_on = {};  ///< "29 November 2026"; empty: no date
  bool with_vetoes = false;  ///< what leaving each site out costs: a page that goes to a hearing need not name it
  document::Sentences coverage = {};  ///< how such forecasts did, a sentence
};
/// Two printed pages, with nothing loaded from elsewhere.
std::string plan_as_html(const HandedRound& round, const std::optional<Hindsight>& hindsight, const PageWords& said);
/// RFC 7946: a point for each site, and one for each place with its expected deaths.
std::string plan_as_geojson(const HandedRound& round);

/// The places with smoothed rates, as a file of places; `counts` by which they were smoothed. Counts under ten are withheld and their rates rounded, so
/// that no count can be worked out from them. `split_year`: two more columns, before it and from it, where both are ten or more; 0 for none.
base::Result<std::string> places_as_csv(const Plan& plan, const places::CountsByYear& counts, int split_year);

/// The table [rates] that the document of such places has: what they rest on and foretell.
/// `tried`: or `coverage` says why it was not.
std::string rates_as_toml(const Plan& plan, const std::optional<places::ForecastTried>& tried,
                          const document::Sentences& coverage);

}  // namespace alongside::plan
