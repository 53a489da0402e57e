#include "plan/travel_times.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>

#include "plan/little_plan_test.hpp"

namespace alongside::plan {
namespace {

/// Ash, Birch and Cedar from south to north, 11.1 km apart; Birch 78.5 km2 (a disc of 5 km), Cedar 20 km2, Ash a point.
const std::string three =
    "place,lat,lon,area_km2,deaths\nAsh,41,-73,0,30\nBirch,41.1,-73,78.53981634,20\nCedar,41.2,-73,20,10\n";

Places places() { return *Places::parse("places.csv", three, {{40, -74}, {43, -70}}); }
base::Result<TravelTimes> read(const std::string& text, std::optional<TimeUnit> unit = std::nullopt) {
  return TravelTimes::parse("times.csv", text, places(), unit);
}
std::string refusal_of(const std::string& text, std::optional<TimeUnit> unit = std::nullopt) {
  const auto times = read(text, unit);
  return times ? "taken" : times.error().message;
}
/// Minutes by "from to", as numbers of places; "none" where the table was refused.
std::map<std::string, double> journeys(const base::Result<TravelTimes>& times) {
  std::map<std::string, double> out;
  if (!times) {
    ADD_FAILURE() << times.error().message;
    return out;
  }
  for (std::uint32_t i = 0; i < 3; ++i) {
    for (const Journey& journey : times->from(i)) {
      if (journey.to != i) out[std::to_string(i) + std::to_string(journey.to)] = journey.minutes;
    }
  }
  return out;
}
using Journeys = std::map<std::string, double>;
const Journeys expected{{"01", 12}, {"10", 12}, {"12", 15}, {"21", 18}};  // Ash to Cedar: no way

TEST(TravelTimes, AreReadAsRoutingProgramsWriteThem) {
  EXPECT_EQ(journeys(read("from,to,minutes\nAsh,Birch,12\nBirch,Ash,12\nBirch,Cedar,15\nCedar,Birch,18\n")), expected);
  EXPECT_EQ(journeys(read("from_id,to_id,travel_time_p50\nAsh,Birch,12\nBirch,Ash,12\nBirch,Cedar,15\nCedar,Birch,"
                          "18\nAsh,Ash,0\nAsh,Cedar,NA\nCedar,Ash,NA\n")),
            expected)
      << "r5r";
  EXPECT_EQ(journeys(read("fromId,toId,travel_time\nAsh,Birch,12\nBirch,Ash,12\nBirch,Cedar,15\nCedar,Birch,18\n")),
            expected)
      << "r5r before 1.0";
  EXPECT_EQ(journeys(read("from,to,distance,time\nAsh,Birch,11.2,720\nBirch,Ash,11.2,720\nBirch,Cedar,11.1,900\nCedar,"
                          "Birch,11.1,1080\n",
                          TimeUnit::second)),
            expected)
      << "Valhalla";
  EXPECT_EQ(journeys(read("\"\",\"Ash\",\"Birch\",\"Cedar\"\n\"Ash\",0,12,NA\n\"Birch\",12,0,15\n\"Cedar\",NA,18,0\n",
                          TimeUnit::minute)),
            expected)
      << "R's osrm";
  EXPECT_EQ(journeys(read(",ash,birch,cedar\ncedar,,1080,0\nbirch,720,0,900\nash,0,720,null\n", TimeUnit::second)),
            expected)
      << "OSRM's durations, in another order";
  const auto percentiles = read(
      "from_id,to_id,travel_time_p25,travel_time_p50\nAsh,Birch,9,12\nBirch,Ash,9,12\nBirch,Cedar,9,15\nCedar,Birch,"
      "9,18\n");
  EXPECT_EQ(journeys(percentiles), expected);
  EXPECT_NE(percentiles->remarks().at(0).find("travel_time_p50 is taken"), std::string::npos);
}

TEST(TravelTimes, OfOneDirectionAreTakenForTheOtherAndSaidSo) {
  const auto times = read("from,to,minutes\nAsh,Birch,12\nCedar,Birch,18\nBirch,Cedar,15\n");
  EXPECT_EQ(journeys(times), expected);
  ASSERT_EQ(times->remarks().size(), 1U);
  EXPECT_EQ(
      times->remarks()[0],
      "times.csv: 1 pair stands in one direction only, first Ash to Birch in line 2; the other direction is taken to "
      "last as long. Write NA for a journey that cannot be made");
  const auto one_way = read("from,to,minutes\nAsh,Birch,12\nBirch,Ash,NA\nBirch,Cedar,15\nCedar,Birch,18\n");
  EXPECT_EQ(journeys(one_way), (Journeys{{"01", 12}, {"12", 15}, {"21", 18}})) << "a street that is said to be one-way";
  EXPECT_TRUE(one_way->remarks().empty());
}

TEST(TravelTimes, ThatCannotBeAreRefusedWithTheirPlace) {
  const std::string head = "from,to,minutes\n";
  for (const auto& [rows, says] : {
           std::pair("Ash,Birch,-1\n",
                     "times.csv:2:11: expected minutes from 0 up, or NA where there is no way; found \"-1\""),
           std::pair("Ash,Birch,nan\n", "times.csv:2:11: expected minutes from 0 up"),
           std::pair("Ash,Birch,inf\n", "times.csv:2:11: expected minutes from 0"),
           std::pair("Ash,Birch,5 min\n", "times.csv:2:11: expected minutes from 0 up"),
           std::pair("Ash,Birch,36000\n",
                     "times.csv:2:11: expected minutes from 0 to 10080 (a week), found \"36000\": are they seconds"),
           std::pair("Ash,Birch,12\nBirch,Ash,9\nAsh,Birch,13\n",
                     "times.csv:4:1: expected each pair once, found Ash to Birch again: 13 minutes, and 12 minutes in "
                     "line 2"),
           std::pair("Ash,Birch,12\nAsh,Birch,NA\n", "found Ash to Birch again: no way, and 12 minutes in line 2"),
           std::pair("Ash,Burch,12\n", "times.csv:2:5: no place is called \"Burch\"; did you mean Birch?"),
           std::pair("Ash,Birch\n", "times.csv:2:"),
       }) {
    const std::string found = refusal_of(head + rows);
    EXPECT_NE(found.find(says), std::string::npos) << found;
  }
  EXPECT_EQ(refusal_of(head + "Ash,Birch,12\nAsh,Birch,12\n"), "taken") << "the same twice says nothing new";
  EXPECT_NE(refusal_of("from,to,time\nAsh,Birch,12\n").find("\"time\": minutes or seconds?"), std::string::npos);
  EXPECT_NE(refusal_of(",Ash,Birch\nAsh,0,12\n").find("a matrix of times: minutes or seconds?"), std::string::npos);
  EXPECT_NE(refusal_of(",Ash,Birch\nAsh,0,-2\n", TimeUnit::second).find("times.csv:2:7: expected seconds from 0 up"),
            std::string::npos)
      << refusal_of(",Ash,Birch\nAsh,0,-2\n", TimeUnit::second);
  EXPECT_NE(
      refusal_of("from,to,minutes\nAsh,Birch,12\n", TimeUnit::second).find("is in minutes, and reach.travel_time_unit"),
      std::string::npos);
  EXPECT_NE(refusal_of("a,b,c\nAsh,Birch,12\n", TimeUnit::minute).find("or a matrix with the places' names"),
            std::string::npos);
  EXPECT_NE(refusal_of("{\"durations\":[[0]]}").find("found JSON; docs/plan.md says"), std::string::npos);
  EXPECT_NE(refusal_of("from;to;minutes\nAsh;Birch;5,5\n").find("found semicolons or tabs"), std::string::npos);
  EXPECT_NE(refusal_of("from,to,travel_time_p25,travel_time_p75\nAsh,Birch,1,2\n").find("expected one column of times"),
            std::string::npos);
}

TEST(TravelTimes, InSecondsUnderTheNameOfMinutesAreRemarked) {
  const auto times = read("from,to,minutes\nAsh,Birch,720\nBirch,Cedar,900\n");
  ASSERT_TRUE(times.ok());
  EXPECT_NE(times->remarks().back().find("are minutes and seconds mixed up?"), std::string::npos);
}

// Plans: reach as a step of so many minutes; half of the deaths within reach are averted.
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
  for (const Reached& entry : reach->row(from)) {
    if (entry.other == to) return static_cast<double>(entry.share);
  }
  return 0;
}

TEST(TravelTimes, AreAveragedOverAPlacesAreaAsDistanceIs) {
  const PlanFolder folder(three);
  // From Birch both journeys go at two minutes a straight km: 11.119 km in 22.239 minutes.
  const double km = distance_km({41, -73}, {41.1, -73});
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

TEST(TravelTimes, OfATinyAreaAreThoseOfItsMiddle) {
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
  const double radius = std::sqrt(10 / std::numbers::pi) * 22.5 / distance_km({41, -73}, {41.1, -73});
  EXPECT_NEAR(table("10"), 0.5 + radius * radius / 8 * (k * k - k / 20) / 2, 1e-5);
  EXPECT_LT(table("300"), table("10")) << "a wide place counts less than its middle";
}

TEST(TravelTimes, AtOneSpeedGiveThePlanOfThatSpeed) {
  // Every journey at 30 km/h in a straight line; the same plan by distance at that speed.
  const PlanFolder folder(three);
  std::string rows = "from,to,minutes\n";
  const Places all = places();
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j)
      rows += all[i].name + "," + all[j].name + "," + std::to_string(2 * distance_km(all[i].at, all[j].at)) + "\n";
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

TEST(TravelTimes, WithoutASpeedCannotBeAveragedOverAnArea) {
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
