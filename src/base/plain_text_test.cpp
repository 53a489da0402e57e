#include "base/plain_text.hpp"

#include <gtest/gtest.h>

namespace alongside::base {
namespace {

TEST(PlainText, IsWhatPeopleWrite) {
  for (const std::string_view text :
       {"", "Osprey 41", "María-José O'Neill", "Đỗ Thị Hạnh", "אורי", "علي", "李雷", "Ærø", "🦉", "e\xCC\x81"})
    EXPECT_EQ(not_plain(text), std::nullopt) << text;
}

TEST(PlainText, IsNotWhatCannotBeSeenOrTurnsOthersRound) {
  struct Case {
    std::string_view text, found;
  };
  using namespace std::string_view_literals;
  const Case cases[] = {
      {"Osp\trey", "a control character (U+0009)"},
      {"Osprey\n", "a control character (U+000A)"},
      {"Osp\0rey"sv, "a control character (U+0000)"},
      {"Osprey\x7F", "a control character (U+007F)"},
      {"Osprey\xC2\x85", "a control character (U+0085)"},
      {"\xE2\x80\xAEyerpsO", "a change of direction (U+202E)"},
      {"Osprey\xE2\x81\xA6", "a change of direction (U+2066)"},
      {"Osprey\xE2\x80\x8F", "a change of direction (U+200F)"},
      {"Os\xE2\x80\x8Bprey", "an invisible character (U+200B)"},
      {"\xEF\xBB\xBFOsprey", "an invisible character (U+FEFF)"},
      {"Osprey\xF3\xA0\x80\xB1", "an invisible character (U+E0031)"},
      {"Osprey\xE2\x80\xA8", "a line separator (U+2028)"},
      {"Osprey\xEF\xBF\xBF", "no character (U+FFFF)"},
      {"Osprey\xEE\x80\x80", "a private character (U+E000)"},
  };
  for (const Case& given : cases) EXPECT_EQ(not_plain(given.text), given.found);
}

TEST(PlainText, IsUtf8) {
  // Unicode Standard, table 3-7: overlong, cut, alone, too high.
  for (const std::string_view text : {"\xC0\x80", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\xC3", "\xE2\x82", "\x80",
                                      "\xFF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80"})
    EXPECT_EQ(not_plain(text), "bytes that are no UTF-8");
  EXPECT_EQ(not_plain("\xED\xA0\x80"), "no character (U+D800)");
}

}  // namespace
}  // namespace alongside::base
