#include "study/language/unit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alongside::study {
namespace {

using testing::HasSubstr;

Nouns dollars_of_2016() {
  Nouns nouns;
  nouns.set_money("USD", 2016);
  return nouns;
}

Unit unit(std::string_view text) { return dollars_of_2016().parse(text).value().unit; }
std::string problem(std::string_view text) { return dollars_of_2016().parse(text).error().message; }

TEST(Unit, MultipliesOutToWhatIsLeft) {
  EXPECT_EQ((unit("person") * unit("infection/person") * unit("USD/infection")).text(), "USD");
  EXPECT_EQ((unit("USD/year") / unit("USD/year")).text(), "1");
  EXPECT_EQ((unit("day") / (unit("person") * unit("year"))).text(), "day/(person*year)");
  EXPECT_EQ(unit("USD/(person*year)"), unit("USD/person/year"));
  EXPECT_EQ(unit("m^2*person^-1"), unit("m*m/person"));
}

TEST(Unit, OfOtherYearsMoneyIsAnotherUnit) {
  EXPECT_EQ(unit("USD2016"), unit("USD"));
  EXPECT_NE(unit("USD2010"), unit("USD"));
  EXPECT_NE(unit("CAD"), unit("USD"));
  EXPECT_TRUE(unit("USD2010/year").is_money());
  EXPECT_FALSE(unit("death/year").is_money());
}

TEST(Unit, PercentIsAHundredthOfOne) {
  const auto percent = dollars_of_2016().parse("%").value();
  EXPECT_TRUE(percent.unit.is_one());
  EXPECT_EQ(percent.scale, 0.01);
  EXPECT_EQ(dollars_of_2016().parse("%/year").value().unit.text(), "1/year");
}

TEST(Unit, RootIsWholeOrIsNone) {
  bool whole = false;
  EXPECT_EQ(unit("m^2/year^2").root(whole).text(), "m/year");
  EXPECT_TRUE(whole);
  static_cast<void>(unit("m^3").root(whole));
  EXPECT_FALSE(whole);
}

TEST(Unit, MistakesAreNamedWithTheRightWord) {
  EXPECT_THAT(problem("infecton/year"), HasSubstr("did you mean infection?"));
  EXPECT_THAT(problem("usd"), HasSubstr("expected a known unit"));
  EXPECT_THAT(problem("person/"), HasSubstr("expected a unit"));
  EXPECT_THAT(problem("USD\xC2\xB7year"), HasSubstr("in it is U+00B7 MIDDLE DOT, where a times sign, *, is wanted"));
  EXPECT_THAT(problem("(person"), HasSubstr("expected )"));
  EXPECT_THAT(problem("person person"), HasSubstr("expected * or /"));
  EXPECT_THAT(problem("person^99"), HasSubstr("power of at most 12"));
  EXPECT_THAT(problem(std::string(40, '(')), HasSubstr("too many parentheses"));
  EXPECT_THAT(problem("person^9*person^9"), HasSubstr("power of person of at most 12"));
}

TEST(Unit, ANounOfAStudysOwnIsAddedOnce) {
  Nouns nouns;
  EXPECT_TRUE(nouns.add("van"));
  EXPECT_FALSE(nouns.add("van"));
  EXPECT_FALSE(nouns.add("person"));
  EXPECT_FALSE(nouns.add("USD"));
  EXPECT_FALSE(nouns.add("two words"));
  EXPECT_EQ(nouns.parse("van/year").value().unit.text(), "van/year");
}

}  // namespace
}  // namespace alongside::study
