// Life without a record: what goes on when nothing can be kept, and that it is kept once it can.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <future>

#include "center/folder_check.hpp"
#include "center/running_center_test.hpp"
#include "ledger/codec.hpp"
#include "ledger/file_size_limit_test.hpp"

namespace alongside::center {
namespace {

using base::minutes;
using base::seconds;

TEST_F(CenterTest, TakesEmergenciesAndRunsClocksWithTheDiskFullAndKeepsAllOnceItIsNot) {
  const auto disk = std::make_shared<Switch>();
  open(on_disk(disk));
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  disk->failing = true;

  const base::Uuid emergency = next_id();
  const Request opened = tap(domain::ActKind::opened, emergency, screen_);
  const Answer answer = send(opened);
  EXPECT_EQ(answer.outcome, Outcome::accepted);
  EXPECT_FALSE(answer.saved);
  EXPECT_FALSE(see([](const Published& p) { return p.saved; }));
  EXPECT_EQ(send(domain::SeeAll{}).outcome, Outcome::not_saved);
  Request dose = tap(domain::ActKind::naloxone, emergency, screen_);
  EXPECT_FALSE(send(dose).saved);

  clock_.forward(minutes(6));  // the look after the dose
  send(tap(domain::ActKind::helper, emergency, screen_));
  const bool sounded = see([](const Published& p) {
    return std::any_of(p.today.alarms.begin(), p.today.alarms.end(),
                       [](const domain::Alarm& a) { return a.kind == domain::AlarmKind::look_after_dose; });
  });
  EXPECT_TRUE(sounded);

  disk->failing = false;
  send(tap(domain::ActKind::airway, emergency, screen_));
  for (int i = 0; i < 100 && !see([](const Published& p) { return p.saved; }); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  ASSERT_TRUE(see([](const Published& p) { return p.saved; }));
  const Answer again = send(dose);
  EXPECT_TRUE(again.again);
  EXPECT_TRUE(again.saved);
  open();  // from the record alone
  const auto acts = see([&](const Published& p) { return p.state.find_emergency(emergency)->acts.size(); });
  EXPECT_EQ(acts, 4U);
}

/// Nobody can write such a row but who holds the site's keys, or a fault of the program that wrote it.
TEST_F(CenterTest, ARowThatContradictsThoseBeforeItClosesTheRecordAndNoEmergency) {
  center_.reset();
  std::uint64_t row = 0;
  {
    const auto site_keys = keys();
    const auto store = std::move(ledger::SqliteStore::open(site_.ledger(), site_keys, site_.id)).value();
    const domain::Event ready{
        .at = clock_.now(), .by = {}, .device = {}, .marks = {}, .body = domain::SeatReady{domain::SeatId{999}}};
    const auto encoded = ledger::encode({.event = ready, .attachments = {}});
    const ledger::NewRow rows[] = {
        {.command = next_id(), .received_at = clock_.now(), .kind = encoded.kind, .body = encoded.body}};
    const auto head = store->append(store->head(), rows);
    ASSERT_TRUE(head.ok()) << head.error().message;
    row = head->seq;
  }
  open();
  EXPECT_FALSE(see([](const Published& p) { return p.saved; }));
  EXPECT_EQ(see([](const Published& p) { return p.closed_because; }),
            fmt::format("row {}: seat_ready is about seat 999, which was never added", row));
  const base::Uuid emergency = next_id();
  const Answer tapped = send(tap(domain::ActKind::opened, emergency, screen_));
  EXPECT_EQ(tapped.outcome, Outcome::accepted);
  EXPECT_FALSE(tapped.saved);
  EXPECT_NE(see([&](const Published& p) { return p.state.find_emergency(emergency); }), nullptr);
  center_.reset();
  const RecordCheck verified = check_record(site_, keys(), std::nullopt, clock_.now());
  ASSERT_TRUE(verified.report && verified.report->first_bad_row) << "verify says the same";
  EXPECT_EQ(verified.report->first_bad_row->seq, row);
}

TEST_F(CenterTest, AnEmergencyTakenWhileTheRecordWasClosedNeverGoesFromTheScreensWhenItOpens) {
  const auto disk = std::make_shared<Switch>();
  open(on_disk(disk));
  disk->failing = true;
  const base::Uuid emergency = next_id();
  send(tap(domain::ActKind::opened, emergency, screen_));
  int looks = 0;
  int missed = 0;
  disk->before_append = [&] {  // on the writer's thread, at each step of the record into which it is decided again
    ++looks;
    if (!see([&](const Published& p) { return p.state.find_emergency(emergency) != nullptr; })) ++missed;
  };
  disk->failing = false;
  wait_until_open();
  EXPECT_GE(looks, 2) << "the start, and the emergency";
  EXPECT_EQ(missed, 0);
}

TEST_F(CenterTest, TakesEmergenciesWhileTheStoreIsLockedAndKeepsThemOnceItIsNot) {
  center_.reset();
  auto locked = Center::open(site_, std::nullopt, clock_);
  ASSERT_TRUE(locked.ok()) << locked.error().message;
  center_ = std::move(*locked);
  const base::Uuid emergency = next_id();
  const Answer answer = send(tap(domain::ActKind::opened, emergency, screen_));
  EXPECT_EQ(answer.outcome, Outcome::accepted);
  EXPECT_FALSE(answer.saved);

  center_.reset();  // the program stops before anybody unlocks: the journal holds the tap
  open();
  EXPECT_TRUE(see([&](const Published& p) { return p.state.find_emergency(emergency) != nullptr; }));

  center_.reset();
  auto again = Center::open(site_, std::nullopt, clock_);
  ASSERT_TRUE(again.ok());
  center_ = std::move(*again);
  const base::Uuid second = next_id();
  send(tap(domain::ActKind::opened, second, screen_));
  ASSERT_TRUE(center_->unlock(keys()).ok());
  const auto both = [&](const Published& p) {
    return p.saved && p.state.find_emergency(second) && p.state.find_emergency(emergency);
  };
  for (int i = 0; i < 200 && !see(both); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_TRUE(see(both));
}

TEST_F(CenterTest, KeepsEmergenciesOverAKillAlsoOnADiskWithoutRoom) {
  center_.reset();
  auto locked = Center::open(site_, std::nullopt, clock_);
  ASSERT_TRUE(locked.ok()) << locked.error().message;
  center_ = std::move(*locked);
  const base::Uuid emergency = next_id();
  {
    std::error_code not_there;
    const auto size = std::filesystem::file_size(site_.journal(), not_there);
    const ledger::FileSizeLimit no_room(not_there ? 0 : size);
    EXPECT_EQ(send(tap(domain::ActKind::opened, emergency, screen_)).outcome, Outcome::accepted);
    center_.reset();
  }
  open();
  EXPECT_TRUE(see([&](const Published& p) { return p.state.find_emergency(emergency) != nullptr; }));
}

TEST_F(CenterTest, ALookThatFindsNoAnswerOpensAnEmergencyWithTheRecordClosedAndStandsInItOnceAfterwards) {
  const auto disk = std::make_shared<Switch>();
  open(on_disk(disk));
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(send(domain::Welcome{.old_enough = domain::Answer::yes, .seat = domain::SeatId{0}}).outcome,
            Outcome::accepted);
  const auto visit = see([](const Published& p) {
    const auto is_inside = [](const domain::Person& person) { return person.visit.exists(); };
    return std::find_if(p.state.people.begin(), p.state.people.end(), is_inside)->visit;
  });
  disk->failing = true;
  const Request well = request(domain::Look{.visit = visit, .responds = domain::LookAnswer::talks}, nurse_);
  EXPECT_EQ(send(well).outcome, Outcome::not_saved);  // stays on the screen, which says so
  const Request look = request(domain::Look{.visit = visit, .breaths = domain::Breaths::slow}, nurse_);
  for (const bool again : {false, true}) {
    const Answer answer = send(look);
    EXPECT_EQ(answer.outcome, Outcome::accepted);
    EXPECT_FALSE(answer.saved);
    EXPECT_EQ(answer.again, again);
  }
  const auto open_emergencies = [&] {
    return see([](const Published& p) {
      return std::count_if(p.state.emergencies.begin(), p.state.emergencies.end(),
                           [](const domain::Emergency& e) { return e.is_open(); });
    });
  };
  EXPECT_EQ(open_emergencies(), 1);

  // The program is killed and started again; the disk is well.
  open();
  EXPECT_EQ(open_emergencies(), 1);
  const Answer answer = send(look);
  EXPECT_TRUE(answer.again && answer.saved);
  EXPECT_EQ(open_emergencies(), 1);
  EXPECT_EQ(see([](const Published& p) { return p.state.emergencies.front().visit; }), visit);
}

TEST_F(CenterTest, AnExceptionOnItsThreadClosesTheRecordAndEmergenciesGoOn) {
  const auto disk = std::make_shared<Switch>();
  open(on_disk(disk));
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  disk->throwing = true;
  const Request close = request(domain::CloseFloor{}, nurse_);
  const base::Uuid emergency = next_id();
  const auto answers = center_->submit_and_wait({close, tap(domain::ActKind::opened, emergency, screen_)});
  EXPECT_EQ(answers[0].outcome, Outcome::not_saved);
  EXPECT_EQ(answers[1].outcome, Outcome::accepted);
  EXPECT_FALSE(answers[1].saved);
  EXPECT_TRUE(see([&](const Published& p) { return p.state.find_emergency(emergency) != nullptr; }));
  EXPECT_NE(see([](const Published& p) { return p.closed_because; }).find("a fault made by a test"), std::string::npos);
  clock_.forward(seconds(1));
  EXPECT_EQ(send(tap(domain::ActKind::breaths, emergency, screen_)).outcome, Outcome::accepted)
      << "also while it keeps failing";

  disk->throwing = false;
  for (int i = 0; i < 200 && !see([](const Published& p) { return p.saved; }); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_TRUE(see([](const Published& p) { return p.saved; }));
  open();
  EXPECT_TRUE(see([&](const Published& p) {
    const auto* found = p.state.find_emergency(emergency);
    return p.state.floor_open && found && found->acts.size() == 2;
  })) << "what was taken meanwhile is in the record, once";
  EXPECT_EQ(send(close).outcome, Outcome::refused)
      << "what was not taken may be asked again: somebody is in an emergency";
}

TEST_F(CenterTest, TakesEmergenciesAndRunsClocksWhileTheRecordIsBeingRead) {
  center_.reset();
  const auto disk = std::make_shared<Switch>();
  const auto slow = std::make_shared<std::atomic<bool>>(true);
  Center::Options options = on_disk(disk);
  options.open_store = [slow, open = options.open_store](const SiteFolder& folder, const ledger::SiteKeys& site_keys) {
    while (*slow) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return open(folder, site_keys);
  };
  auto opened = Center::open(site_, std::nullopt, clock_, std::move(options));
  ASSERT_TRUE(opened.ok());
  center_ = std::move(*opened);
  ASSERT_TRUE(center_->unlock(keys()).ok());
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const base::Uuid emergency = next_id();
  std::promise<Answer> answered;
  auto answer = answered.get_future();
  center_->submit({tap(domain::ActKind::opened, emergency, screen_)},
                  [&](std::vector<Answer> answers) { answered.set_value(answers.front()); });
  EXPECT_EQ(answer.wait_for(std::chrono::seconds(10)), std::future_status::ready);
  *slow = false;
  for (int i = 0; i < 500 && !see([](const Published& p) { return p.saved; }); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_TRUE(see([&](const Published& p) { return p.saved && p.state.find_emergency(emergency) != nullptr; }));
  EXPECT_FALSE(answer.get().saved);
}

TEST_F(CenterTest, ClosesTheRecordWhenItsFilesAreTakenAwayUnderIt) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  std::filesystem::rename(site_.ledger(), folder_ / "elsewhere.db");
  EXPECT_EQ(send(domain::SeeAll{}).outcome, Outcome::refused) << "nobody is watched: nothing was to be written";
  const Answer floor = send(domain::Welcome{.purpose = domain::Purpose::supplies});
  EXPECT_EQ(floor.outcome, Outcome::not_saved);
  const Answer emergency = send(tap(domain::ActKind::opened, next_id(), screen_));
  EXPECT_EQ(emergency.outcome, Outcome::accepted);
  EXPECT_FALSE(emergency.saved);
  EXPECT_NE(see([](const Published& p) { return p.closed_because; }).find("moved, deleted or replaced"),
            std::string::npos);
}

}  // namespace
}  // namespace alongside::center
