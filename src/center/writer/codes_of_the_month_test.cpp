#include "center/writer/codes_of_the_month.hpp"

#include <gtest/gtest.h>

namespace alongside::center {
namespace {

base::Uuid code(std::uint8_t number) {
  base::Uuid id;
  id.bytes[15] = number;
  return id;
}

TEST(CodesOfTheMonth, CountACodeOnceHoweverOftenItCame) {
  CodesOfTheMonth codes(202611);
  codes.came(code(1), 202611);
  codes.came(code(1), 202611);
  codes.came(code(2), 202611);
  EXPECT_EQ(codes.distinct(), 2U);
}

TEST(CodesOfTheMonth, HoldNobodyOfAnotherMonth) {
  CodesOfTheMonth codes(202611);
  codes.came(code(1), 202610);
  codes.came(code(2), 202611);
  codes.did_not_come(code(2), 202610);
  EXPECT_EQ(codes.distinct(), 1U);
}

TEST(CodesOfTheMonth, ForgetACodeOnlyWhenEveryWelcomeOfItWasTakenBack) {
  CodesOfTheMonth codes(202611);
  codes.came(code(1), 202611);
  codes.came(code(1), 202611);
  codes.did_not_come(code(1), 202611);
  EXPECT_EQ(codes.distinct(), 1U);
  codes.did_not_come(code(1), 202611);
  codes.did_not_come(code(1), 202611);
  EXPECT_EQ(codes.distinct(), 0U);
}

TEST(AMonth, IsTheOneOnTheSitesWall) {
  const document::Zone zone = *document::Zone::find("America/New_York");
  const auto at = [](const char* utc) { return document::parse_moment(utc, *document::Zone::find("UTC"))->instant; };
  EXPECT_EQ(month_of(zone, at("2021-12-01 04:59")), 202111U);
  EXPECT_EQ(month_of(zone, at("2021-12-01 05:00")), 202112U);
}

}  // namespace
}  // namespace alongside::center
