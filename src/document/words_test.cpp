#include "document/words.hpp"

#include <gtest/gtest.h>

#include <array>

namespace alongside::document {
namespace {

const std::array<std::string, 3> substances = {"heroin", "fentanyl", "cocaine"};

TEST(Words, CountTheSlipsBetweenTwoWords) {
  EXPECT_EQ(letters_apart("heroin", "heroin"), 0U);
  EXPECT_EQ(letters_apart("Heroin", "hERoin"), 0U);
  EXPECT_EQ(letters_apart("herion", "heroin"), 1U) << "two neighbours swapped are one slip";
  EXPECT_EQ(letters_apart("kitten", "sitting"), 3U) << "Levenshtein's own example";
  EXPECT_EQ(letters_apart("", "oral"), 4U);
  EXPECT_EQ(letters_apart(std::string(100, 'a'), "a"), 100U);
}

TEST(Words, OfferTheNearOneAndNothingFar) {
  EXPECT_EQ(closest("herion", substances), "heroin");
  EXPECT_EQ(closest("cocain", substances), "cocaine");
  EXPECT_EQ(closest("ketamine", substances), "");
  EXPECT_EQ(did_you_mean("fentanil", substances), "; did you mean fentanyl?");
  EXPECT_EQ(did_you_mean("fentanyl", std::vector<std::string>{"fentanyl"}), "");
  EXPECT_EQ(did_you_mean("zzz", substances), "");
}

TEST(Words, AreListedAsASentence) { EXPECT_EQ(one_of(substances), "heroin, fentanyl or cocaine"); }

TEST(Words, AreShownWithoutControlCharactersAndCut) {
  EXPECT_EQ(shown("a\x1b[2Jb\n"), "\"a?[2Jb?\"");
  EXPECT_EQ(shown("caf\xC3\xA9"), "\"caf\xC3\xA9\"");
  EXPECT_EQ(shown("\xFFx"), "\"?x\"");
  EXPECT_EQ(shown("10:00\xE2\x80\xAFPM\xC2\xA0\xE2\x80\x8B"), "\"10:00<U+202F>PM<U+00A0><U+200B>\"")
      << "what looks like a space, or like nothing, is named";
  EXPECT_EQ(shown(std::string(100, 'x')), "\"" + std::string(40, 'x') + "...\"");
}

TEST(Words, AreTrimmedOfNoBreakSpacesToo) {
  EXPECT_EQ(trimmed(" \xC2\xA0 yes\t\xC2\xA0"), "yes");
  EXPECT_EQ(trimmed("\xE2\x80\xAFyes\xEF\xBB\xBF\xE2\x80\x87"), "yes") << "narrow, of no width, as wide as a digit";
  EXPECT_EQ(trimmed("  "), "");
}

TEST(Words, SayWhereTextIsNotUtf8) {
  EXPECT_EQ(first_bad_utf8("ma\xC3\xB1"
                           "ana \xE2\x82\xAC \xF0\x9F\x98\x80"),
            std::string_view::npos);
  EXPECT_EQ(first_bad_utf8("ma\xF1"
                           "ana"),
            2U)
      << "Windows-1252";
  EXPECT_EQ(first_bad_utf8("\xC0\xAF"), 0U) << "overlong";
  EXPECT_EQ(first_bad_utf8("a\xED\xA0\x80"), 1U) << "half a surrogate pair";
  EXPECT_EQ(first_bad_utf8("ab\xE2\x82"), 2U) << "cut short";
  EXPECT_EQ(characters("ma\xC3\xB1"
                       "ana"),
            6U);
}

}  // namespace
}  // namespace alongside::document
