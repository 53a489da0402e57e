// Two doses that may be one, what is taken back and what is corrected, as timelines worked out by hand.
#include <gtest/gtest.h>

#include "domain/emergency/told_emergency_test.hpp"

namespace alongside::domain {
namespace {

using enum ActKind;

TEST(TwoLikeDoses, FromTwoScreensWithinAMinuteAskAndAreTwoUntilAnswered) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none).dose("1:00", Told::in, 1).dose("2:00", Told::in, 2);
  const auto asks = [&] { return (e.asked().flags & Assessment::ask_one_dose_or_two) != 0; };
  const auto second = e.last();
  EXPECT_TRUE(asks());
  EXPECT_EQ(e.asked().doses, 2);
  EXPECT_EQ(e.clock(Clock::look_after_dose), "4:00");

  auto one = e;
  one.about("2:10", one_dose, second);
  EXPECT_EQ(one.asked().doses, 1);
  EXPECT_EQ(one.asked().flags & Assessment::ask_one_dose_or_two, 0);
  EXPECT_EQ(one.tile(Tile::naloxone), "4:00 another_dose");
  one.about("2:15", undone, one.last());  // answered wrongly, undone: two again
  EXPECT_EQ(one.asked().doses, 2);

  e.about("2:10", two_doses, second);
  EXPECT_FALSE(asks());
  EXPECT_EQ(e.asked().doses, 2);
}

TEST(TwoLikeDoses, NotFromOneScreenNotOfTwoProductsNotAfterAMinute) {
  const auto asks = [](std::uint8_t product, std::uint16_t device, const char* time) {
    auto e = Told(bc_aha()).open().dose("1:00", Told::in, 1).dose(time, product, device);
    return (e.asked().flags & Assessment::ask_one_dose_or_two) != 0;
  };
  EXPECT_TRUE(asks(Told::in, 2, "2:00"));
  EXPECT_TRUE(asks(Told::not_said, 2, "1:10"));
  EXPECT_FALSE(asks(Told::in, 1, "1:10"));
  EXPECT_FALSE(asks(Told::im, 2, "1:10"));
  EXPECT_FALSE(asks(Told::in, 2, "2:01"));
}

TEST(TwoLikeDoses, AThirdAsksAgain) {
  auto e = Told(bc_aha()).open().dose("1:00", Told::in, 1).dose("1:40", Told::in, 2);
  e.about("1:45", two_doses, e.last()).dose("2:30", Told::in, 3);
  EXPECT_NE(e.asked().flags & Assessment::ask_one_dose_or_two, 0);
}

TEST(Undo, TakesTheActBackWhateverCameAfterAndAlsoBeforeItArrives) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::slow).at("0:10", oxygen, 1).at("0:20", no_pulse, 1);
  const auto tapped = e.last();
  e.about("0:25", undone, tapped);
  EXPECT_EQ(e.phase(), "respond");
  EXPECT_EQ(e.beat(), "none");
  std::reverse(e.acts().begin(), e.acts().end());
  EXPECT_EQ(e.phase(), "respond");
}

TEST(Undo, ADoseThatWasUndoneIsNoDose) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none).dose("0:30", Told::in);
  e.about("0:35", undone, e.last());
  EXPECT_EQ(e.asked().doses, 0);
  EXPECT_EQ(e.clock(Clock::look_after_dose), "off");
  EXPECT_EQ(e.tile(Tile::naloxone), "0:05 decide_not_breathing");
}

TEST(Undo, TheFirstTapIsNeverTakenBackAnEmergencyOpenedByMistakeIsClosed) {
  auto e = Told(bc_aha()).open();
  e.about("0:04", undone, e.last());
  EXPECT_EQ(e.phase(), "respond");
  EXPECT_EQ(e.clock(Clock::look), "1:00");
}

TEST(Undo, AClosingThatWasUndoneLeavesItOpen) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none).at("9:00", closed, Outcome::released);
  e.about("9:05", undone, e.last());
  EXPECT_EQ(e.phase(), "ventilate");
}

TEST(Correction, ClocksFollowIt) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none).dose("3:00", Told::in);
  const auto dose_tapped = e.last();
  e.correct_time("3:40", dose_tapped, "1:00");
  EXPECT_EQ(e.clock(Clock::look_after_dose), "4:00");
  e.correct_time("3:50", dose_tapped, "2:00");  // the later correction counts
  EXPECT_EQ(e.clock(Clock::look_after_dose), "5:00");
  e.about("3:55", undone, e.last());
  EXPECT_EQ(e.clock(Clock::look_after_dose), "4:00");
}

TEST(Correction, OfAnAnswerChangesWhatIsAsked) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::ok);
  e.correct_choice("0:30", e.last(), Breaths::none);
  EXPECT_EQ(e.phase(), "ventilate");
  EXPECT_EQ(e.tile(Tile::breaths), "0:05 ventilate");
}

TEST(Correction, WithWhatItsActDoesNotHaveSaysNothing) {
  auto e = Told(bc_aha())
               .open()
               .at("0:02", place, Place::pavement)
               .breathing("0:05", Breaths::none)
               .at("0:30", started_earlier, 2);
  const auto act_at = [&](std::uint32_t number) {
    ActScratch scratch;
    for (const Act& act : standing_acts(e.acts(), scratch)) {
      if (act.id == numbered(number)) return act;
    }
    return Act{};
  };
  e.correct_choice("0:40", 2, 6)
      .correct_choice("0:41", 2, 200)
      .correct_choice("0:42", 3, 4)
      .correct_choice("0:43", 4, 121);
  e.correct_product("0:44", 3, 1).correct_choice("0:45", 1, 1);
  EXPECT_EQ(act_at(1).choice, Act::no_choice);
  EXPECT_EQ(act_at(2).choice, static_cast<std::uint8_t>(Place::pavement));
  EXPECT_EQ(act_at(3).choice, static_cast<std::uint8_t>(Breaths::none));
  EXPECT_EQ(act_at(3).product, Act::no_product);
  EXPECT_EQ(act_at(4).choice, 2);
  EXPECT_EQ(e.phase(), "ventilate");

  e.dose("1:00", Told::in);
  const auto dose = e.last();
  e.correct_product("1:10", dose, 8);
  EXPECT_EQ(act_at(dose).product, Told::in);
  e.correct_choice("1:20", 2, Place::elsewhere);  // beside them a correction that it has still counts
  EXPECT_EQ(act_at(2).choice, static_cast<std::uint8_t>(Place::elsewhere));
}

TEST(Correction, NothingWasDoneAfterItWasCorrected) {
  auto e = Told(bc_aha()).open().dose("3:00", Told::in);
  e.correct_time("3:40", e.last(), "30:00");
  EXPECT_EQ(e.clock(Clock::look_after_dose), "6:40");
}

}  // namespace
}  // namespace alongside::domain
