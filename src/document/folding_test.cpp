#include "document/folding.hpp"

#include <gtest/gtest.h>

namespace alongside::document {
namespace {

TEST(Folding, MakesOneOfCapitalsAndOfAccentsHoweverTheyArePutTogether) {
  EXPECT_EQ(folded("CAF\xC3\x89"), "caf\xC3\xA9");
  EXPECT_EQ(folded("cafe\xCC\x81"), "caf\xC3\xA9");
  EXPECT_EQ(folded("STRASSE"), folded("stra\xC3\x9F"
                                      "e"));
  EXPECT_EQ(folded("\xEF\xBC\xA3"
                   "007"),
            "c007")
      << "full width";
  EXPECT_EQ(folded("a\xE2\x80\x8B\xC2\xAD"
                   "b"),
            "ab")
      << "what cannot be seen";
  EXPECT_NE(folded("cafe"), folded("caf\xC3\xA9"));
  EXPECT_EQ(folded("K7"), "k7");
}

TEST(Folding, LeavesBytesThatAreNoTextAsTheyAre) {
  EXPECT_EQ(folded("A\xFF"), "a\xFF");
  EXPECT_NE(folded("A\xFF"), folded("A\xFE"));
  EXPECT_EQ(as_it_looks("A\xFF"), "A\xFF");
}

TEST(Folding, ReadsLettersOfOtherAlphabetsAsTheyLook) {
  EXPECT_EQ(as_it_looks("N\xD0\xB0m\xD0\xB5"), "Name") << "Cyrillic";
  EXPECT_EQ(as_it_looks("\xD0\x9D\xD0\xBE\xD0\xBC\xD0\xB5"), "HoMe") << "each of a whole word";
  EXPECT_EQ(as_it_looks("\xCE\x9D\xCE\x91\xCE\x9C\xCE\x95"), "NAME") << "Greek";
  EXPECT_EQ(as_it_looks("\xD0\x86\x44"), "ID");
  EXPECT_EQ(as_it_looks("\xEF\xBC\xAE\xEF\xBD\x81me"), "Name") << "full width";
  EXPECT_EQ(as_it_looks("Tel\xC3\xA9"
                        "fono A\xC3\x91o"),
            "Telefono ANo");
  EXPECT_EQ(as_it_looks("\xE5\x90\x8D"), "\xE5\x90\x8D") << "a letter that looks like none stays";
}

}  // namespace
}  // namespace alongside::document
