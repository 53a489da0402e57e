// A plan of a few places in a folder of its own, for tests that work it by hand.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "places/places_folder_test.hpp"
#include "plan/planning.hpp"

namespace alongside::plan {

/// A folder with a plan's files, gone with the test.
class PlanFolder : public places::PlacesFolder {
 public:
  using PlacesFolder::PlacesFolder;

  std::string in_demand;  ///< more of a table
  std::string in_objective;
  std::string candidates = "kind = \"places\"\n";

  /// Half of the deaths within reach are averted; a place reaches itself wholly and, by the default, nothing else.
  base::Result<PlanDocument> plan(
      const std::string& goal, const std::string& rules, const std::string& rest = "",
      const std::string& reach =
          "kind = \"step\"\nunit = \"km\"\nover = \"middle\"\nwithin = { value = 1, assumed = \"a test\" }\n",
      const std::vector<PlanSetting>& settings = {}) const {
    const auto share = [](const std::string& name, const std::string& value) {
      return name + " = { value = " + value + ", assumed = \"a test\" }\n";
    };
    const std::string text =
        "name = \"A line\"\nabout = \"a test\"\nplaces = \"places.toml\"\nlaw = \"none\"\nresidents = "
        "\"none\"\n[demand]\nsmoothing = \"none\"\n" +
        share("years", "1") + in_demand + "[effect]\n" + share("home_share", "0") + share("home_reached_share", "0") +
        share("use_share", "0.5") + share("willing_share", "1") + share("open_share", "1") + "[reach]\n" + reach +
        "[candidates]\n" + candidates + "[objective]\ngoal = \"" + goal + "\"\n" + in_objective + "[rules]\n" + rules +
        rest;
    return parse_plan(path("plan.toml"), text, settings, "");
  }
};

inline std::string figure(const std::string& name, const std::string& value) {
  return name + " = { value = " + value + ", assumed = \"a test\" }\n";
}
inline std::vector<std::string> names(const Plan& plan, const Sites& sites) {
  std::vector<std::string> out;
  for (const std::uint32_t site : sites) out.push_back(plan.candidates[site].name);
  return out;
}
using Names = std::vector<std::string>;
inline const PlanOptions quick{.draws = 0, .curve_sites_max = 0, .vetoes = false};

/// The plan points to the document: keep it for as long.
inline Plan made(const base::Result<PlanDocument>& document, const PlanOptions& options = quick) {
  if (!document) {
    ADD_FAILURE() << document.error().message;
    return {};
  }
  auto plan = make_plan(*document, nullptr, options);
  if (!plan) {
    ADD_FAILURE() << plan.error().message;
    return {};
  }
  return std::move(*plan);
}
inline std::string refusal(const base::Result<PlanDocument>& document) {
  if (!document) return document.error().message;
  const auto plan = make_plan(*document, nullptr, quick);
  return plan ? "made" : plan.error().message;
}

inline const std::string three_places =
    "place,lat,lon,region,group,deaths,cost\nAsh,41,-73,North,hill,30,300\nBirch,41.5,-73,North,hill,20,100\nCedar,42,-"
    "73,South,shore,10,80\n";

}  // namespace alongside::plan
