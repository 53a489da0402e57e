// Reach by travel times: who comes how far where a table of journeys stands in place of distance.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "plan/little_plan_test.hpp"

namespace alongside::plan {
namespace {

/// Ash, Birch and Cedar from south to north, 11.1 km apart; Birch 78.5 km2 (a disc of 5 km), Cedar 20 km2, Ash a point.
const std::string three =
    "place,lat,lon,area_km2,deaths\nAsh,41,-73,0,30\nBirch,41.1,-73,78.53981634,20\nCedar,41.2,-73,20,10\n";

places::Places places_of_three() { return *places::Places::parse("places.csv", three, {{40, -74}, {43, -70}}); }

/// Reach as a step of so many minutes; half of the deaths within reach are averted.
base::Result<PlanDocument> plan_by(const PlanFolder& folder, const std::string& minutes, const std::string& over) {
  return folder.plan("total", figure("sites", "1"), "",
                     "kind = \"step\"\nunit = \"minute\"\ntravel_times = \"times.csv\"\nover = \"" + over + "\"\n" +
                         figure("within", minutes));
}
double share(const base::Result<PlanDocument>& document, std::uint32_t from, std::uint32_t to) {
  if (!document) {
    ADD_FAILURE() << document.error().message;
    return -1;
  }
  const auto reach = make_reach(*document, make_candidates(*document), 1, 1);
  if (!reach) return -1;
  for (const places::Reached& entry : reach->row(from)) {
    if (entry.other == to) return static_cast<double>(entry.share);
  }
  return 0;
}

TEST(TravelledReach, AreAveragedOverAPlacesAreaAsDistanceIs) {
  const PlanFolder folder(three);
  // From Birch both journeys go at two minutes a straight km: 11.119 km in 22.239 minutes.
  const double km = places::distance_km({41, -73}, {41.1, -73});
  folder.write("times.csv", "from,to,minutes\nAsh,Birch," + std::to_string(2 * km) + "\nBirch,Cedar," +
                                std::to_string(2 * km) + "\n");
  // A center in Birch's middle, and four minutes: of a disc of 5 km, those within 2 km, (2 / 5) squared.
  EXPECT_NEAR(share(plan_by(folder, "4", "area"), 1, 1), 0.16, 1e-6);
  EXPECT_EQ(share(plan_by(folder, "4", "middle"), 1, 1), 1) << "the middle alone counts the whole place";
  EXPECT_NEAR(share(plan_by(folder, "10.001", "area"), 1, 1), 1, 1e-6) << "all of it within ten minutes";
  // Ash has no area: by its middle alone, whichever is asked.
  EXPECT_EQ(share(plan_by(folder, "22.3", "area"), 0, 1), 1);
  EXPECT_EQ(share(plan_by(folder, "22.2", "area"), 0, 1), 0);
  // Of Birch, as many as lie nearer to Ash than its middle: a little less than half, for the circle around Ash bends away.
  const double half = share(plan_by(folder, std::to_string(2 * km), "area"), 1, 0);
  EXPECT_GT(half, 0.4);
  EXPECT_LT(half, 0.5);
}

TEST(TravelledReach, OfATinyAreaAreThoseOfItsMiddle) {
  const std::string rows = "from,to,minutes\nAsh,Birch,20\nBirch,Cedar,25\n";
  const auto table = [&](const std::string& area) {
    const PlanFolder folder("place,lat,lon,area_km2,deaths\nAsh,41,-73,0,30\nBirch,41.1,-73," + area +
                            ",20\nCedar,41.2,-73,0,10\n");
    folder.write("times.csv", rows);
    const auto document = folder.plan("total", figure("sites", "1"), "",
                                      "kind = \"exponential\"\nunit = \"minute\"\ntravel_times = \"times.csv\"\nover = "
                                      "\"area\"\n" +
                                          figure("half_at", "20"));
    return share(document, 1, 0);
  };
  EXPECT_EQ(table("0"), 0.5) << "half at twenty minutes";
  EXPECT_NEAR(table("1e-3"), 0.5, 1e-6);
  // The mean over a small disc is the middle's value and an eighth of its radius squared times the Laplacian: of 2^(-t/20) at t = 20, (k^2 - k/t) / 2 with k =
  // ln 2 / 20. Birch's two journeys go at 20 and 25 minutes for 11.119 km: 2.0236 minutes a km between them.
  const double k = std::numbers::ln2 / 20;
  const double radius = std::sqrt(10 / std::numbers::pi) * 22.5 / places::distance_km({41, -73}, {41.1, -73});
  EXPECT_NEAR(table("10"), 0.5 + radius * radius / 8 * (k * k - k / 20) / 2, 1e-5);
  EXPECT_LT(table("300"), table("10")) << "a wide place counts less than its middle";
}

TEST(TravelledReach, AtOneSpeedGiveThePlanOfThatSpeed) {
  // Every journey at 30 km/h in a straight line; the same plan by distance at that speed.
  const PlanFolder folder(three);
  std::string rows = "from,to,minutes\n";
  const places::Places all = places_of_three();
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j)
      rows +=
          all[i].name + "," + all[j].name + "," + std::to_string(2 * places::distance_km(all[i].at, all[j].at)) + "\n";
  }
  folder.write("times.csv", rows);
  const std::string reach =
      "kind = \"table\"\nunit = \"minute\"\nover = \"area\"\nat = { value = [0, 10, 20, 40], assumed = "
      "\"a test\" }\nshare = { value = [1, 0.8, 0.5, 0.1], assumed = \"a test\" }\n";
  const auto by_times = folder.plan("total", figure("sites", "1"), "", reach + "travel_times = \"times.csv\"\n");
  const auto by_speed = folder.plan("total", figure("sites", "1"), "", reach + figure("speed_kmh", "30"));
  for (std::uint32_t i = 0; i < 3; ++i) {
    for (std::uint32_t j = 0; j < 3; ++j) EXPECT_NEAR(share(by_times, i, j), share(by_speed, i, j), 2e-6) << i << j;
  }
}

TEST(TravelledReach, WithoutASpeedCannotBeAveragedOverAnArea) {
  const PlanFolder folder(three);
  folder.write("times.csv", "from,to,minutes\nAsh,Ash,0\n");
  const std::string found = refusal(plan_by(folder, "4", "area"));
  EXPECT_NE(found.find("expected a journey between two places from which a speed follows"), std::string::npos) << found;
  EXPECT_EQ(share(plan_by(folder, "4", "middle"), 1, 1), 1);
  EXPECT_NE(plan_by(folder, "4", "middle")->remarks.at(0).find("3 of 3 places have no journey to another, first Ash"),
            std::string::npos);
}

}  // namespace
}  // namespace alongside::plan
