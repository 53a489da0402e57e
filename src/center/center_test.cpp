// A running center: what is answered, what is kept, and when it was.
#include "center/center.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <future>

#include "center/adoption.hpp"
#include "center/running_center_test.hpp"
#include "document/shipped_documents.hpp"
#include "ledger/sqlite/sqlite_store.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::center {
namespace {

using base::Instant;
using base::minutes;
using base::seconds;

TEST(NewSite, IsNotMadeUnderAPassphraseThatCanBeTried) {
  const ledger::TemporaryFolder folder;
  NewSite site{.path = folder / "site",
               .name = "test",
               .zone = "America/New_York",
               .address = "",
               .kind = domain::SiteKind::real,
               .key_file = {},
               .passphrase = "a"};
  for (const std::string passphrase : {"", "a", "14 characters."}) {
    site.passphrase = passphrase;
    const auto made = create_site(site);
    ASSERT_FALSE(made.ok()) << passphrase;
    EXPECT_EQ(made.error().failure, base::Failure::input);
    EXPECT_NE(made.error().message.find("15 characters"), std::string::npos) << made.error().message;
    EXPECT_FALSE(std::filesystem::exists(site.path)) << "nothing was made";
  }
  site.passphrase = "15 characters..";
  EXPECT_TRUE(create_site(site).ok());
}

TEST_F(CenterTest, TakesAnEmergencyActFromARegisteredScreenWithNobodySignedIn) {
  const base::Uuid emergency = next_id();
  EXPECT_EQ(send(tap(domain::ActKind::opened, emergency, screen_)).outcome, Outcome::accepted);
  EXPECT_EQ(send(request(domain::SeeAll{}, screen_)).permission, Permission::sign_in_first);
  EXPECT_EQ(send(tap(domain::ActKind::helper, emergency, Principal{})).permission, Permission::register_device_first);
}

TEST_F(CenterTest, ReplaysToTheSameStateAfterARestart) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  const Answer welcomed = send(domain::Welcome{
      .person = {}, .purpose = domain::Purpose::booth, .old_enough = domain::Answer::yes, .seat = domain::SeatId{0}});
  ASSERT_EQ(welcomed.outcome, Outcome::accepted);
  const auto visit = see([&](const Published& p) { return p.find_visit(welcomed.visit); });
  ASSERT_EQ(send(domain::BeginUse{.visit = visit, .substances = {}, .route = domain::Route::inject}).outcome,
            Outcome::accepted);
  ASSERT_EQ(send(tap(domain::ActKind::opened, next_id(), screen_)).outcome, Outcome::accepted);
  domain::State before;
  center_->read([&](const Published& p) { before = p.state; });
  open();
  center_->read([&](const Published& p) { EXPECT_TRUE(p.state == before); });
}

TEST_F(CenterTest, FiresEachReminderOnceAcrossARestart) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  const Answer welcomed = send(domain::Welcome{
      .person = {}, .purpose = domain::Purpose::booth, .old_enough = domain::Answer::yes, .seat = domain::SeatId{0}});
  const auto visit = see([&](const Published& p) { return p.find_visit(welcomed.visit); });
  ASSERT_EQ(send(domain::BeginUse{.visit = visit, .substances = {}, .route = domain::Route::inject}).outcome,
            Outcome::accepted);
  clock_.forward(minutes(3));  // the first look is due after two
  open();
  EXPECT_TRUE(see([&](const Published& p) { return p.state.find(visit)->look_is_due; }));
  const auto seq = see([](const Published& p) { return p.head.seq; });
  open();
  EXPECT_EQ(see([](const Published& p) { return p.head.seq; }), seq + 1);  // the boot, and no reminder again
}

/// A clock that keeps one thread waiting after it has read the time.
class ClockThatDelays final : public Clock {
 public:
  Instant now() const override {
    const Instant at{ms_++};
    if (std::this_thread::get_id() == delayed_.load()) {
      has_read_.set_value();
      go_on_.get_future().wait_for(std::chrono::milliseconds(200));
    }
    return at;
  }
  base::Duration step() const override { return {}; }
  void delay_this_thread() { delayed_ = std::this_thread::get_id(); }
  void wait_until_read() { has_read_.get_future().wait(); }
  void go_on() { go_on_.set_value(); }

 private:
  mutable std::atomic<std::int64_t> ms_{1'790'000'000'000};
  std::atomic<std::thread::id> delayed_{};
  mutable std::promise<void> has_read_;
  mutable std::promise<void> go_on_;
};

TEST_F(CenterTest, WhatIsDecidedLaterWasReceivedLater) {
  center_.reset();
  ClockThatDelays clock;
  auto opened = Center::open(site_, keys(), clock);
  ASSERT_TRUE(opened.ok());
  const base::Uuid emergency = next_id();
  const Request first = tap(domain::ActKind::opened, emergency, screen_);
  const Request second = tap(domain::ActKind::helper, emergency, screen_);
  std::thread slow([&] {
    clock.delay_this_thread();
    (*opened)->submit_and_wait({first});
  });
  clock.wait_until_read();
  (*opened)->submit_and_wait({second});
  clock.go_on();
  slow.join();
  opened->reset();

  const auto site_keys = keys();
  auto store = ledger::SqliteStore::open_read_only(site_.ledger(), site_keys, site_.id);
  ASSERT_TRUE(store.ok());
  const auto row_of = [&](const Request& request) { return (*store)->rows_of(request.id).value().front(); };
  EXPECT_EQ(row_of(first).seq < row_of(second).seq, row_of(first).received_at < row_of(second).received_at);
}

TEST_F(CenterTest, MarksATimeThatTheTabletsOwnClockDisagreesWith) {
  Request act = tap(domain::ActKind::opened, next_id(), screen_);
  act.age = seconds(10);
  act.tablet_wall = clock_.now() - minutes(30);
  ASSERT_EQ(send(act).outcome, Outcome::accepted);
  const Instant expected = clock_.now() - seconds(10);  // a wrong clock cannot move an act
  EXPECT_EQ(see([](const Published& p) { return p.state.emergencies.front().acts.front().act.at; }), expected);
}

TEST_F(CenterTest, BelievesNoScreenThatSaysItsTapIsOlderThanAScreenWaits) {
  Request month_old = tap(domain::ActKind::opened, next_id(), screen_);
  month_old.age = base::hours(24 * 30);
  Request outage_old = tap(domain::ActKind::opened, next_id(), screen_);
  outage_old.age = base::hours(9);
  ASSERT_EQ(send(month_old).outcome, Outcome::accepted);  // an emergency is never refused
  ASSERT_EQ(send(outage_old).outcome, Outcome::accepted);
  const auto opened_at = [&](std::size_t i) {
    return see([&](const Published& p) { return p.state.emergencies[i].acts.front().act.at; });
  };
  EXPECT_EQ(opened_at(0), clock_.now() - base::hours(12));
  EXPECT_EQ(opened_at(1), clock_.now() - base::hours(9));
}

TEST_F(CenterTest, AssessesEveryEmergencyAfterAStartAtWhichTheClockWasNotSure) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  std::vector<base::Uuid> keys;
  for (int i = 0; i < 40; ++i) {
    keys.push_back(next_id());
    send(tap(domain::ActKind::opened, keys.back(), screen_));
    send(tap(domain::ActKind::naloxone, keys.back(), screen_));
  }
  center_.reset();
  clock_.forward(base::hours(-30));  // the machine's battery is empty: an earlier day
  open();
  const base::Instant now = clock_.now();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto first_due = see([&](const Published& p) {
      const domain::Emergency& emergency = *p.state.find_emergency(keys[i]);
      base::Instant out = base::Instant::never();
      for (const auto due : emergency.assessment.due) {
        if (emergency.assessment.instant(due).is_set()) out = std::min(out, emergency.assessment.instant(due));
      }
      return out;
    });
    EXPECT_LE(first_due, now + minutes(10)) << "emergency " << i << " kept a clock of the day that was lost";
  }
}

TEST_F(CenterTest, NoProtocolIsAdoptedAloneWhileTheRecordHasAnOpenEmergency) {
  ASSERT_TRUE(center_->staff().add("dr", "dr", domain::Role::medical_director, "3333", "long enough").ok());
  const base::Uuid emergency = next_id();
  send(tap(domain::ActKind::opened, emergency, screen_));
  const auto adopt = [&] {
    center_.reset();
    const auto text = document::document_text("protocols", "sydney");
    return adopt_protocol(site_, keys(), {.name = "sydney", .text = *text},
                          {.sign_in = "dr", .password = "long enough"});
  };
  const auto refused = adopt();
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("an emergency is open"), std::string::npos) << refused.error().message;
  open();
  Request closed = tap(domain::ActKind::closed, emergency, screen_);
  std::get<domain::TapAct>(closed.body).act.choice = static_cast<std::uint8_t>(domain::Outcome::opened_by_mistake);
  ASSERT_EQ(send(closed).outcome, Outcome::accepted);
  const auto done = adopt();
  EXPECT_TRUE(done.ok()) << done.error().message;
}

TEST_F(CenterTest, TakesFromPaperWhatIsDaysOld) {
  Request from_paper = tap(domain::ActKind::opened, next_id(), screen_);
  std::get<domain::TapAct>(from_paper.body).act.from_paper = 1;
  from_paper.age = base::hours(24 * 6);
  ASSERT_EQ(send(from_paper).outcome, Outcome::accepted);
  EXPECT_EQ(see([](const Published& p) { return p.state.emergencies.front().acts.front().act.at; }),
            clock_.now() - base::hours(24 * 6));
}

TEST_F(CenterTest, WritesAStepOfTheWallClockIntoTheRecordAndGoesOn) {
  const auto seq = see([](const Published& p) { return p.head.seq; });
  clock_.set_wall_off(minutes(90));
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  EXPECT_EQ(see([](const Published& p) { return p.head.seq; }), seq + 2);  // the floor, and the step, once
}

TEST_F(CenterTest, SomebodyWhoCannotTakeTheirAnswerStopsNobodyElse) {
  open(on_disk(std::make_shared<Switch>()));
  center_->submit({request(domain::OpenFloor{nurse_.staff}, nurse_)},
                  [](std::vector<Answer>) { throw std::runtime_error("a fault made by a test"); });
  EXPECT_EQ(send(tap(domain::ActKind::opened, next_id(), screen_)).outcome, Outcome::accepted);
  for (int i = 0; i < 200 && !see([](const Published& p) { return p.saved; }); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_TRUE(see([](const Published& p) { return p.saved && p.state.floor_open; }));
}

}  // namespace
}  // namespace alongside::center
