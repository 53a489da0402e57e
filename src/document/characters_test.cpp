#include "document/characters.hpp"

#include <gtest/gtest.h>

namespace alongside::document {
namespace {

TEST(OddCharacter, IsNamedWithWhatIsWantedInItsPlace) {
  EXPECT_EQ(odd_character("\xE2\x80\x93"
                          "5"),
            "U+2013 EN DASH, where a minus, -, is wanted");
  EXPECT_EQ(odd_character("\xE2\x88\x92"), "U+2212 MINUS SIGN, where a minus, -, is wanted");
  EXPECT_EQ(odd_character("\xC2\xA0"), "U+00A0 NO-BREAK SPACE, where a plain space is wanted");
  EXPECT_EQ(odd_character("\xE2\x80\x9Cx"), "U+201C LEFT DOUBLE QUOTATION MARK, where a straight quote, \", is wanted");
  EXPECT_EQ(odd_character("\xC3\x97 2"), "U+00D7 MULTIPLICATION SIGN, where a times sign, *, is wanted");
  EXPECT_EQ(odd_character("\xE2\x80\x8B"), "U+200B ZERO WIDTH SPACE, which cannot be seen: take it away");
  EXPECT_EQ(odd_character("\xEF\xBC\x95"), "U+FF15 FULLWIDTH DIGIT FIVE, where a digit from 0 to 9 is wanted");
  EXPECT_EQ(odd_character("-5"), "");
  EXPECT_EQ(odd_character(""), "");
  EXPECT_EQ(odd_character("\x96"), "");
}

TEST(OddCharacter, InQuotesOrInACommentIsTheWritersOwn) {
  EXPECT_EQ(first_odd_character("label = \"2010\xE2\x80\x93"
                                "2012\""),
            std::nullopt);
  EXPECT_EQ(first_odd_character("a = 5  # 2010\xE2\x80\x93"
                                "2012"),
            std::nullopt);
  EXPECT_EQ(first_odd_character("a = \"\\\"\xC3\xA9\""), std::nullopt);
  EXPECT_EQ(first_odd_character("a = \xE2\x80\x93"
                                "5"),
            4U);
  EXPECT_EQ(first_odd_character("a = 'x' \xC2\xA0"), 8U);
}

TEST(OtherEncoding, IsNamedWhereItBegins) {
  EXPECT_FALSE(other_encoding("a = 5\n# \xC3\xA9\n"));
  EXPECT_FALSE(
      other_encoding("\xEF\xBB\xBF"
                     "a = 5\n"));  // the mark of UTF-8 itself
  EXPECT_FALSE(other_encoding(""));
  for (const std::string& wide : {std::string("\xFF\xFE"
                                              "a\0",
                                              4),
                                  std::string("\xFE\xFF\0a", 4), std::string("a\0=\0", 4)}) {
    const auto found = other_encoding(wide);
    ASSERT_TRUE(found);
    EXPECT_NE(found->found.find("UTF-16"), std::string::npos);
  }
  const auto dash = other_encoding(
      "a = 1\n\xC3\xA9 = \x96"
      "5\n");
  ASSERT_TRUE(dash);
  EXPECT_EQ(dash->line, 2U);
  EXPECT_EQ(dash->column, 5U);
  EXPECT_EQ(dash->found, "the byte 96, in Windows-1252 U+2013 EN DASH; save it as UTF-8");
}

}  // namespace
}  // namespace alongside::document
