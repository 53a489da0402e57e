#include "places/travel_times.hpp"

#include <gtest/gtest.h>

#include <map>

namespace alongside::places {
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

}  // namespace
}  // namespace alongside::places
