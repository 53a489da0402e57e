// Seats: one person in one seat, cleaning, the toilet.
#include "domain/told_floor_test.hpp"

namespace alongside::domain {
namespace {

TEST(Seat, IsNeverGivenToTwoPeopleAtOnceAndTheLoserIsToldWhoWon) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId winner = floor.welcome(booth_1);
  const VisitId loser = floor.welcome();
  const Refusal refusal = floor.send(TakeSeat{.visit = loser, .seat = booth_1});
  EXPECT_EQ(refusal.reason, Reason::seat_taken);
  EXPECT_EQ(refusal.visit, winner);
  EXPECT_EQ(refusal.seat, booth_1);
}

TEST(Seat, WithRoomForTwoTakesTwo) {
  ToldFloor floor = ToldFloor::opened();
  floor.welcome(smoking, Purpose::smoking);
  floor.welcome(smoking, Purpose::smoking);
  EXPECT_EQ(floor.seat(smoking).taken, 2);
  EXPECT_EQ(floor.reason(Welcome{.purpose = Purpose::smoking, .old_enough = Answer::yes, .seat = smoking}),
            Reason::seat_taken);
}

TEST(Seat, IsFreedByMovingAndThenCleanedBeforeTheNextPerson) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.welcome(booth_1);
  floor.send(TakeSeat{.visit = visit, .seat = booth_2});
  EXPECT_EQ(floor.seat(booth_1).taken, 0);
  EXPECT_EQ(floor.seat(booth_2).taken, 1);
  EXPECT_EQ(floor.reason(Welcome{.old_enough = Answer::yes, .seat = booth_1}), Reason::seat_being_cleaned);
  floor.send(ReadySeat{.seat = booth_1});
  EXPECT_EQ(floor.reason(ReadySeat{.seat = booth_1}), Reason::nothing_to_free);
  EXPECT_EQ(floor.reason(Welcome{.old_enough = Answer::yes, .seat = booth_1}), Reason::none);
}

TEST(Seat, ThatIsSharedStaysToBeCleanedWhenTheNextPersonGoesUnserved) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId used = floor.welcome(smoking, Purpose::smoking);
  const VisitId unserved = floor.welcome(smoking, Purpose::smoking);
  floor.send(Leave{.visit = used});
  floor.send(RecordNotServed{.visit = unserved, .reason = NotServed::other});
  EXPECT_TRUE(floor.seat(smoking).cleaning);
}

TEST(Seat, OfAftercareNeedsNoCleaning) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.welcome(chair_1, Purpose::services);
  floor.send(Leave{.visit = visit});
  EXPECT_FALSE(floor.seat(chair_1).cleaning);
}

TEST(Seat, IsRefusedForAReason) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.welcome(booth_1);
  EXPECT_EQ(floor.reason(TakeSeat{.visit = visit, .seat = booth_1}), Reason::already_seated_there);
  EXPECT_EQ(floor.reason(TakeSeat{.visit = visit, .seat = SeatId{99}}), Reason::no_such_seat);
  EXPECT_EQ(floor.reason(TakeSeat{.visit = visit, .seat = toilet}), Reason::seat_not_for_this);
  EXPECT_EQ(floor.reason(TakeSeat{.visit = VisitId{.number = 77, .slot = 0}, .seat = booth_2}), Reason::not_here);
}

TEST(Seat, OnAClosedFloorIsForWhoSitsAlreadyAndNotForWhoWaits) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId seated = floor.welcome(booth_1);
  const VisitId waiting = floor.welcome();
  floor.send(CloseFloor{});
  EXPECT_EQ(floor.reason(TakeSeat{.visit = waiting, .seat = booth_2}), Reason::floor_closed);
  EXPECT_EQ(floor.reason(TakeSeat{.visit = seated, .seat = chair_1}), Reason::none);
}

TEST(Toilet, HasAnOccupiedClockAndAKnockEveryThreeMinutes) {
  ToldFloor floor = ToldFloor::opened();
  EXPECT_EQ(floor.reason(TakeToilet{.seat = toilet}), Reason::none);
  EXPECT_EQ(floor.reason(TakeToilet{.seat = toilet}), Reason::seat_taken);
  floor.at(minute(4));
  ASSERT_EQ(floor.reminders.size(), 1U);
  EXPECT_TRUE(is_about(floor.reminders[0], SeatCause::knock));
  EXPECT_EQ(floor.reminders[0].due, minute(3));
  floor.send(KnockToilet{.seat = toilet});
  EXPECT_EQ(floor.seat(toilet).taken_at, minute(0)) << "a knock does not begin the clock anew";
  EXPECT_EQ(floor.seat(toilet).knock_due, minute(7));
  floor.send(FreeToilet{.seat = toilet});
  floor.at(minute(60));
  EXPECT_EQ(floor.reminders.size(), 1U) << "nobody knocks at an empty toilet";
  EXPECT_EQ(floor.reason(KnockToilet{.seat = toilet}), Reason::nothing_to_free);
  EXPECT_EQ(floor.reason(TakeToilet{.seat = booth_1}), Reason::seat_not_for_this);
  EXPECT_EQ(floor.reason(FreeToilet{.seat = SeatId{99}}), Reason::no_such_seat);
}

TEST(Toilet, IsKnockedAtAfterTheLastKnockAlsoWhenAnEarlierOneComesLate) {
  ToldFloor floor = ToldFloor::opened();
  floor.send(TakeToilet{.seat = toilet});
  floor.at(minute(5)).send(KnockToilet{.seat = toilet});
  const Instant next = floor.seat(toilet).knock_due;
  floor.at(minute(6)).send_late(minute(4), KnockToilet{.seat = toilet});
  EXPECT_EQ(floor.seat(toilet).knock_due, next);
}

TEST(Toilet, StaysTakenWhenAFreeingFromBeforeComesLate) {
  ToldFloor floor = ToldFloor::opened();
  floor.send(TakeToilet{.seat = toilet});
  floor.at(minute(2)).send(FreeToilet{.seat = toilet});
  floor.at(minute(4)).send(TakeToilet{.seat = toilet});
  EXPECT_EQ(floor.at(minute(5)).send_late(minute(1, 59), FreeToilet{.seat = toilet}).reason, Reason::nothing_to_free);
  EXPECT_EQ(floor.send_late(minute(1), KnockToilet{.seat = toilet}).reason, Reason::nothing_to_free);
  EXPECT_EQ(floor.seat(toilet).taken, 1);
  floor.restart(minute(1), true);
  EXPECT_TRUE(floor.at(minute(1, 30)).send(FreeToilet{.seat = toilet}).accepted());
}

}  // namespace
}  // namespace alongside::domain
