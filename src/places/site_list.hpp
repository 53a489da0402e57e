// SiteList: points that a plan names beside its places: where a center may stand, where one stands already, what must be kept away from.
//
// A CSV of name,lat,lon and, as the plan asks for it, region, cost (a year) or metres. Goals: every mistake named by line and column. A value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "places/geography.hpp"

namespace alongside::places {

struct ListedSite {
  std::string name;
  Point at;
  std::string region;            ///< empty: none
  std::optional<double> cost;    ///< a year
  std::optional<double> metres;  ///< to keep away
};

/// Refuses other columns, a name twice, a point outside `bounds`, an empty list.
base::Result<std::vector<ListedSite>> parse_site_list(std::string name, std::string_view text, const Bounds& bounds);

}  // namespace alongside::places
