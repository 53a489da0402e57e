// Candidates: where a center may stand, and what a set of sites must satisfy, as a plan's document and whoever asks have it.
//
// Goals: one place where what is forbidden, forced, too near or already there becomes the rules of a `SiteProblem`. Non-goals: who reaches whom (model.hpp). Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/document/plan_document.hpp"

namespace alongside::plan {

struct Candidate {
  std::string name;
  places::Point at;
  std::string region;
  std::optional<double> cost;
  bool stands = false;  ///< a center is there already
};

/// Those that stand already: the last ones.
Sites existing_among(const std::vector<Candidate>& candidates);

/// Places, a list, or a grid over where the places are; then the centers that stand already. Costs where the document has any.
std::vector<Candidate> make_candidates(const PlanDocument& document);

/// The rules of the document, and what is asked for beside it; centers that stand already are forced and come on top of the number. Refuses names that no
/// candidate has, and a forced one where none may stand.
struct AskedSites {
  std::optional<std::uint32_t> sites = {};
  std::vector<std::string> forced = {};
  std::vector<std::string> forbidden = {};
};
base::Result<SiteRules> make_rules(const PlanDocument& document, const std::vector<Candidate>& candidates,
                                   const AskedSites& asked);

}  // namespace alongside::plan
