#include "center/writer/known_commands.hpp"

#include <gtest/gtest.h>

#include "center/running_center_test.hpp"

namespace alongside::center {
namespace {

TEST_F(CenterTest, AnswersTheSameCommandAgainAndDoesItOnce) {
  const Request open_floor = request(domain::OpenFloor{nurse_.staff}, nurse_);
  EXPECT_EQ(send(open_floor).outcome, Outcome::accepted);
  const auto seq = see([](const Published& p) { return p.head.seq; });
  const Answer again = send(open_floor);
  EXPECT_EQ(again.outcome, Outcome::accepted);
  EXPECT_TRUE(again.again);
  EXPECT_EQ(see([](const Published& p) { return p.head.seq; }), seq);

  open();  // also after a restart
  EXPECT_TRUE(send(open_floor).again);
}

TEST_F(CenterTest, RefusesAnIdThatWasUsedForAnotherCommandOrByAnotherPrincipal) {
  Request first = request(domain::OpenFloor{nurse_.staff}, nurse_);
  ASSERT_EQ(send(first).outcome, Outcome::accepted);
  Request other_content = first;
  other_content.body = domain::CloseFloor{};
  EXPECT_EQ(send(other_content).outcome, Outcome::id_reused);
  Request other_person = first;
  other_person.by.staff = domain::StaffRef{8};
  EXPECT_EQ(send(other_person).outcome, Outcome::other_principal);
}

TEST_F(CenterTest, KnowsARetriedActAfterASignInAsTheSameScreens) {
  const base::Uuid emergency = next_id();
  Request act = tap(domain::ActKind::opened, emergency, screen_);
  ASSERT_EQ(send(act).outcome, Outcome::accepted);
  act.by = nurse_;  // same screen, now signed in
  EXPECT_TRUE(send(act).again);
  act.by = other_screen_;
  EXPECT_EQ(send(act).outcome, Outcome::other_principal);
}

TEST_F(CenterTest, AnswersARetryOfWhatWasNothingToDoAndDoesNotDoItLater) {
  const auto disk = std::make_shared<Switch>();
  open(on_disk(disk));
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  const Request to_who_has_it = request(domain::HandOver{nurse_.staff}, manager_);
  ASSERT_EQ(send(to_who_has_it).outcome, Outcome::accepted);
  ASSERT_TRUE(center_->staff().accept_charge("peer-1", "1111", manager_).accepted);
  ASSERT_EQ(send(request(domain::HandOver{peer_}, manager_)).outcome, Outcome::accepted);

  const auto retry_changes_nothing = [&] {
    const Answer again = send(to_who_has_it);
    EXPECT_EQ(again.outcome, Outcome::accepted);
    EXPECT_TRUE(again.again);
    EXPECT_EQ(see([](const Published& p) { return p.state.responsible; }), peer_);
  };
  retry_changes_nothing();
  Request other_content = to_who_has_it;
  other_content.body = domain::CloseFloor{};
  EXPECT_EQ(send(other_content).outcome, Outcome::id_reused);

  disk->failing = true;  // the record closes and is read again from its first row
  send(tap(domain::ActKind::opened, next_id(), screen_));
  disk->failing = false;
  wait_until_open();
  retry_changes_nothing();

  open();  // the program is started anew
  const Answer again = send(to_who_has_it);
  EXPECT_TRUE(again.nothing_to_do);
  retry_changes_nothing();
  clock_.forward(base::hours(24 * 30));
  open();  // and a month later
  retry_changes_nothing();
}

TEST_F(CenterTest, DecidesAgainWhatWasNothingToDoOnlyAfterWhatWasNotKept) {
  const auto disk = std::make_shared<Switch>();
  open(on_disk(disk));
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  const Request hand_over = request(domain::HandOver{peer_}, manager_);
  const Request to_who_would_have_it = request(domain::HandOver{peer_}, manager_);
  ASSERT_TRUE(center_->staff().accept_charge("peer-1", "1111", manager_).accepted);
  disk->failing = true;
  const auto answers = center_->submit_and_wait({hand_over, to_who_would_have_it});
  EXPECT_EQ(answers[1].outcome, Outcome::not_saved);
  disk->failing = false;
  wait_until_open();
  ASSERT_TRUE(center_->staff().accept_charge("peer-1", "1111", manager_).accepted);
  EXPECT_FALSE(send(to_who_would_have_it).again);
  EXPECT_EQ(see([](const Published& p) { return p.state.responsible; }), peer_);
}

TEST_F(CenterTest, DecidesNothingTwiceWhenTheRecordCannotBeLookedUp) {
  const auto disk = std::make_shared<Switch>();
  open(on_disk(disk));
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  const Request all_seen = request(domain::SeeAll{}, nurse_);
  const base::Uuid emergency = next_id();
  const Request opened = tap(domain::ActKind::opened, emergency, screen_);
  const auto seq = see([](const Published& p) { return p.head.seq; });

  disk->unreadable = true;
  const auto answers = center_->submit_and_wait({all_seen, opened});
  EXPECT_EQ(answers[0].outcome, Outcome::not_saved);
  EXPECT_EQ(answers[1].outcome, Outcome::accepted);
  EXPECT_FALSE(answers[1].saved);
  EXPECT_EQ(see([](const Published& p) { return p.head.seq; }), seq);

  disk->unreadable = false;
  wait_until_open();
  EXPECT_TRUE(send(opened).again);
  EXPECT_EQ(see([&](const Published& p) { return p.state.find_emergency(emergency)->acts.size(); }), 1U);
}

TEST_F(CenterTest, AnswersARetryInABatchThatCouldNotBeKeptAsNotSaved) {
  const auto disk = std::make_shared<Switch>();
  open(on_disk(disk));
  const Request open_floor = request(domain::OpenFloor{nurse_.staff}, nurse_);
  const Request tapped = tap(domain::ActKind::opened, next_id(), screen_);
  ASSERT_TRUE(center_->staff().accept_charge("peer-1", "1111", nurse_).accepted);
  disk->failing = true;
  const auto answers =
      center_->submit_and_wait({open_floor, open_floor, request(domain::OpenFloor{peer_}, nurse_), tapped, tapped});
  EXPECT_EQ(answers[0].outcome, Outcome::not_saved);
  EXPECT_EQ(answers[1].outcome, Outcome::not_saved);
  EXPECT_EQ(answers[2].outcome, Outcome::not_saved) << "nobody won: the floor is not open";
  EXPECT_EQ(answers[3].outcome, Outcome::accepted);
  EXPECT_FALSE(answers[3].saved);
  EXPECT_TRUE(answers[4].again);
  EXPECT_FALSE(answers[4].saved);
}

TEST_F(CenterTest, SaysOfARetryThatItIsInTheRecordAlsoWhileTheRecordIsClosed) {
  const auto disk = std::make_shared<Switch>();
  open(on_disk(disk));
  const Request before = tap(domain::ActKind::opened, next_id(), screen_);
  ASSERT_TRUE(send(before).saved);
  disk->failing = true;
  send(tap(domain::ActKind::opened, next_id(), screen_));
  ASSERT_FALSE(see([](const Published& p) { return p.saved; }));
  EXPECT_TRUE(send(before).again);
  EXPECT_TRUE(send(before).saved);
}

TEST_F(CenterTest, KnowsAWelcomeOfANewCodeAgainAfterARestart) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  Request welcome = request(
      domain::Welcome{.person = {}, .purpose = domain::Purpose::booth, .old_enough = domain::Answer::yes, .seat = {}},
      nurse_);
  welcome.code = "Osprey";
  welcome.enrol = true;
  const Answer first = send(welcome);
  ASSERT_EQ(first.outcome, Outcome::accepted);
  ASSERT_EQ(send(domain::Leave{see([&](const Published& p) { return p.find_visit(first.visit); })}).outcome,
            Outcome::accepted);
  open();
  const Answer again = send(welcome);
  EXPECT_TRUE(again.again);
  EXPECT_EQ(again.visit, first.visit);
  clock_.forward(base::hours(72));  // out of memory: from the rows themselves
  open();
  EXPECT_EQ(send(welcome).visit, first.visit);
}

TEST_F(CenterTest, KnowsAnOldCommandWhateverTimeItsIdTells) {
  Request early = request(domain::OpenFloor{nurse_.staff}, nurse_);
  clock_.forward(base::hours(60));
  early.id = next_id();  // of a tablet whose clock is two and a half days ahead
  clock_.forward(base::hours(-60));
  ASSERT_EQ(send(early).outcome, Outcome::accepted);
  ASSERT_EQ(send(domain::CloseFloor{}).outcome, Outcome::accepted);
  clock_.forward(base::hours(60));
  open();
  EXPECT_TRUE(send(early).again);
  EXPECT_TRUE(see([](const Published& p) { return p.saved; }))
      << "an id that cannot be appended must not close the record";
}

}  // namespace
}  // namespace alongside::center
