// OutlinePlaces: shapes of ZIPs, tracts or towns made into the files of a plan's places.
//
// Goals: a table with each place's middle and area, a document of places to fill in, and the shapes small enough for a page. Non-goals: people and counts, which
// no shape has; keeping every corner. Invariant: borders that were shared stay shared, since corners are put on one grid for all shapes. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "places/outlines.hpp"

namespace alongside::places {

struct OutlinePlaces {
  std::string places_csv;        ///< place,lat,lon,area_km2
  std::string places_toml;       ///< names the other two; its source is left to fill in
  std::string outlines_geojson;  ///< properties.place, corners on a grid of a 2,000th of the whole or finer
  std::size_t places = 0;
  double area_km2 = 0;
  std::vector<std::string> remarks;
};

/// `title`: what the document calls the places. Refuses a shape without a name or an area.
base::Result<OutlinePlaces> places_from(const Outlines& outlines, const std::string& title);

}  // namespace alongside::places
