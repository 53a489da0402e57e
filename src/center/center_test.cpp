// A running center: what is answered, what is kept, what goes on when nothing can be kept.
#include "center/center.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <future>

#include "center/adoption.hpp"
#include "center/replay.hpp"
#include "document/shipped_documents.hpp"
#include "ledger/faulty_store.hpp"
#include "ledger/file_size_limit_test.hpp"
#include "ledger/heads.hpp"
#include "ledger/sqlite/sqlite_key_store.hpp"
#include "ledger/sqlite/sqlite_store.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::center {
namespace {

using base::Instant;
using base::minutes;
using base::seconds;

/// A clock that a test moves; readable from the writer's thread.
class TestClock final : public Clock {
 public:
  Instant now() const override { return {ms_.load()}; }
  base::Duration step() const override { return {step_.load()}; }
  void forward(base::Duration by) { ms_ += by.milliseconds; }
  void set(Instant at) { ms_ = at.milliseconds_utc; }
  void set_wall_off(base::Duration by) { step_ = by.milliseconds; }

 private:
  std::atomic<std::int64_t> ms_{1'790'000'000'000};
  std::atomic<std::int64_t> step_{0};
};

class CenterTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const NewSite site{.path = folder_.path() / "site",
                       .name = "test",
                       .zone = "America/New_York",
                       .address = "",
                       .kind = domain::SiteKind::demonstration,
                       .key_file = {},
                       .passphrase = ""};
    auto made = create_site(site);
    ASSERT_TRUE(made.ok()) << made.error().message;
    site_ = *made;
    open();
    const auto nurse = center_->staff().add("nurse-2", "nurse 2", domain::Role::nurse, "2222", "");
    ASSERT_TRUE(nurse.ok()) << nurse.error().message;
    nurse_.staff = nurse->number;
    const auto peer = center_->staff().add("peer-1", "peer 1", domain::Role::peer, "1111", "");
    ASSERT_TRUE(peer.ok()) << peer.error().message;
    peer_ = peer->number;
  }

  ledger::SiteKeys keys() const {
    return std::move(open_site_keys(site_, std::nullopt, [] { return base::Result<std::string>(std::string()); }))
        .value();
  }

  void open(Center::Options options = {}) {
    center_.reset();
    auto opened = Center::open(site_, keys(), clock_, std::move(options));
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    center_ = std::move(*opened);
  }

  base::Uuid next_id() {
    base::Uuid id;
    const std::uint64_t ms = static_cast<std::uint64_t>(clock_.now().milliseconds_utc);
    for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    id.bytes[6] = 0x70;
    id.bytes[14] = static_cast<std::uint8_t>(++count_ >> 8);
    id.bytes[15] = static_cast<std::uint8_t>(count_);
    return id;
  }

  Request request(const domain::CommandBody& body, Principal by) {
    Request out;
    out.id = next_id();
    out.body = body;
    out.by = by;
    return out;
  }
  Answer send(const Request& one) { return center_->submit_and_wait({one}).front(); }
  Answer send(const domain::CommandBody& body) { return send(request(body, nurse_)); }

  Request tap(domain::ActKind kind, const base::Uuid& emergency, Principal by) {
    return request(domain::TapAct{.emergency = emergency, .act = {.kind = kind}}, by);
  }

  template <class Read>
  auto see(Read read) {
    decltype(read(std::declval<const Published&>())) out{};
    center_->read([&](const Published& published) { out = read(published); });
    return out;
  }

  void wait_until_open() {
    for (int i = 0; i < 500 && !see([](const Published& p) { return p.saved; }); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ASSERT_TRUE(see([](const Published& p) { return p.saved; }));
  }

  ledger::TemporaryFolder folder_;
  SiteFolder site_;
  TestClock clock_;
  std::unique_ptr<Center> center_;
  int count_ = 0;
  Principal nurse_{.staff = {}, .role = domain::Role::nurse, .device = domain::DeviceRef{1}};  ///< one of the staff
  domain::StaffRef peer_;
  const Principal manager_{.staff = domain::StaffRef{9}, .role = domain::Role::manager, .device = domain::DeviceRef{3}};
  const Principal screen_{.staff = {}, .role = domain::Role::none, .device = domain::DeviceRef{1}};
  const Principal other_screen_{.staff = {}, .role = domain::Role::none, .device = domain::DeviceRef{2}};
};

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

TEST_F(CenterTest, TakesAnEmergencyActFromARegisteredScreenWithNobodySignedIn) {
  const base::Uuid emergency = next_id();
  EXPECT_EQ(send(tap(domain::ActKind::opened, emergency, screen_)).outcome, Outcome::accepted);
  EXPECT_EQ(send(request(domain::SeeAll{}, screen_)).permission, Permission::sign_in_first);
  EXPECT_EQ(send(tap(domain::ActKind::helper, emergency, Principal{})).permission, Permission::register_device_first);
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

TEST_F(CenterTest, WelcomesACodeOnceAndKnowsItAfterARestart) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  Request welcome = request(
      domain::Welcome{.person = {}, .purpose = domain::Purpose::booth, .old_enough = domain::Answer::yes, .seat = {}},
      nurse_);
  welcome.code = "Osprey";
  EXPECT_EQ(send(welcome).outcome, Outcome::unknown_code);
  welcome.id = next_id();
  welcome.enrol = true;
  const Answer welcomed = send(welcome);
  ASSERT_EQ(welcomed.outcome, Outcome::accepted);
  EXPECT_EQ(center_->code_state(" osprey "), Center::CodeState::inside);

  open();
  EXPECT_EQ(center_->code_state("OSPREY"), Center::CodeState::inside);
  const auto visit = see([&](const Published& p) { return p.find_visit(welcomed.visit); });
  ASSERT_TRUE(visit.exists());
  EXPECT_EQ(see([&](const Published& p) { return p.name_of(visit)->handle; }), "Osprey");
  welcome.id = next_id();
  EXPECT_EQ(send(welcome).outcome, Outcome::already_inside);
  EXPECT_EQ(send(domain::Leave{visit}).outcome, Outcome::accepted);
  EXPECT_EQ(center_->code_state("osprey"), Center::CodeState::known);
}

TEST_F(CenterTest, KeepsNoCodeInPlainBytesOnTheDisk) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  Request welcome = request(
      domain::Welcome{.person = {}, .purpose = domain::Purpose::booth, .old_enough = domain::Answer::yes, .seat = {}},
      nurse_);
  welcome.code = "Zanzibarian";
  welcome.enrol = true;
  ASSERT_EQ(send(welcome).outcome, Outcome::accepted);
  center_.reset();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(site_.path)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(bytes.find("Zanzibarian"), std::string::npos) << entry.path();
    EXPECT_EQ(bytes.find("zanzibarian"), std::string::npos) << entry.path();
  }
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

/// A store that stands on the real one and fails when told to.
struct Switch {
  std::atomic<bool> failing{false};
  std::atomic<bool> throwing{false};    ///< what no store should do
  std::atomic<bool> unreadable{false};  ///< what was appended cannot be looked up
  std::function<void()> before_append;  ///< set only while failing
};

class Full final : public ledger::Store {
 public:
  Full(std::unique_ptr<ledger::Store> real, std::shared_ptr<Switch> disk)
      : real_(std::move(real)), disk_(std::move(disk)) {}
  base::Result<ledger::Head> append(const ledger::Head& expected, std::span<const ledger::NewRow> rows) override {
    if (disk_->failing) return base::operation_error("No space left on device");
    if (disk_->before_append) disk_->before_append();
    if (disk_->throwing) throw std::runtime_error("a fault made by a test");
    return real_->append(expected, rows);
  }
  base::Result<> scan(std::uint64_t from, const std::function<base::Result<>(const ledger::Row&)>& each) override {
    return real_->scan(from, each);
  }
  base::Result<std::optional<ledger::Digest>> digest_at(std::uint64_t seq) override { return real_->digest_at(seq); }
  base::Result<std::vector<ledger::Row>> rows_of(const base::Uuid& command) override {
    if (disk_->unreadable) return base::operation_error("Input/output error");
    return real_->rows_of(command);
  }
  ledger::Head head() const override { return real_->head(); }
  bool writable() const override { return !disk_->failing; }

 private:
  std::unique_ptr<ledger::Store> real_;
  std::shared_ptr<Switch> disk_;
};

Center::Options on_disk(const std::shared_ptr<Switch>& disk) {
  Center::Options options;
  options.reopen_every = seconds(0);
  options.open_store = [disk](const SiteFolder& folder,
                              const ledger::SiteKeys& site_keys) -> base::Result<std::unique_ptr<ledger::Store>> {
    if (disk->failing) return base::operation_error("No space left on device");
    if (disk->unreadable) return base::operation_error("Input/output error");
    auto real = ledger::SqliteStore::open(folder.ledger(), site_keys, folder.id);
    if (!real) return real.error();
    return std::unique_ptr<ledger::Store>(new Full(std::move(*real), disk));
  };
  return options;
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

TEST_F(CenterTest, SaysHowManyAcknowledgedRecordsAreMissingAndWritesNothingMore) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  const auto seq = see([](const Published& p) { return p.head.seq; });
  center_->present_head(ledger::token_of(keys().head_token, {seq + 3, ledger::Digest{}}));
  EXPECT_EQ(send(domain::CloseFloor{}).outcome, Outcome::not_saved);
  EXPECT_EQ(see([](const Published& p) { return p.missing; }), 3U);
  center_->present_head(ledger::token_of(keys().head_token, {seq + 9, ledger::Digest{}}));
  center_->present_head(ledger::token_of(keys().head_token, {seq + 5, ledger::Digest{}}));
  center_->submit_and_wait({});
  EXPECT_EQ(see([](const Published& p) { return p.missing; }), 9U) << "the screen that saw most";
  EXPECT_FALSE(see([](const Published& p) { return p.closed_because; }).empty()) << "whoever mends it reads why";
  EXPECT_EQ(send(tap(domain::ActKind::opened, next_id(), screen_)).outcome, Outcome::accepted);
}

TEST_F(CenterTest, ASignedHeadThatTheRecordContradictsClosesItAtOpening) {
  center_.reset();
  const auto unsigned_head = ledger::sign_head(ledger::SiteKeys::derive(ledger::create_key()).heads, site_.id,
                                               {2, ledger::Digest{}}, clock_.now(), ledger::HeadReason::minute);
  std::ofstream(site_.heads(), std::ios::app) << ledger::line_of(unsigned_head) << "\n";
  open();
  EXPECT_TRUE(see([](const Published& p) { return p.saved && !p.rewritten; })) << "nobody of this site signed it";
  center_.reset();
  const auto fork =
      ledger::sign_head(keys().heads, site_.id, {2, ledger::Digest{}}, clock_.now(), ledger::HeadReason::minute);
  std::ofstream(site_.heads(), std::ios::app) << ledger::line_of(fork) << "\n";
  open();
  EXPECT_TRUE(see([](const Published& p) { return !p.saved && p.rewritten && p.missing == 0; }));
  EXPECT_EQ(send(tap(domain::ActKind::opened, next_id(), screen_)).outcome, Outcome::accepted);
}

TEST_F(CenterTest, WhatAScreenToldStandsOverARestart) {
  const auto seq = see([](const Published& p) { return p.head.seq; });
  center_->present_head(ledger::token_of(keys().head_token, {seq + 3, ledger::Digest{}}));
  center_->submit_and_wait({});
  ASSERT_EQ(see([](const Published& p) { return p.missing; }), 3U);
  open();
  EXPECT_TRUE(see([](const Published& p) { return !p.saved && p.missing == 3; }));
  center_.reset();
  std::filesystem::rename(site_.told_heads(), folder_.path() / "kept");
  open();
  EXPECT_TRUE(see([](const Published& p) { return p.saved && p.missing == 0; })) << "set aside lawfully";
}

TEST_F(CenterTest, BelievesOnlyAHeadThatItGaveItself) {
  const auto seq = see([](const Published& p) { return p.head.seq; });
  ledger::HeadToken made_up = ledger::token_of(keys().head_token, {seq + 3, ledger::Digest{}});
  made_up.head.seq = seq + 1'000'000;
  center_->present_head(made_up);
  made_up.head = {1, ledger::Digest{}};
  center_->present_head(made_up);
  EXPECT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  EXPECT_TRUE(see([](const Published& p) { return p.saved && p.missing == 0 && !p.rewritten; }));
}

TEST_F(CenterTest, EachHeadThatItGaveStandsInTheRecord) {
  const ledger::HeadToken first = see([](const Published& p) { return p.given(); });
  const Answer opened = send(domain::OpenFloor{nurse_.staff});
  for (const ledger::HeadToken& given : {first, opened.head, see([](const Published& p) { return p.given(); })})
    center_->present_head(given);
  EXPECT_EQ(send(domain::CloseFloor{}).outcome, Outcome::accepted);
  open();  // the marks hold over a restart
  center_->present_head(opened.head);
  EXPECT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
}

TEST_F(CenterTest, ARowThatIsNotTheOneAScreenSawIsToldAsARecordRewritten) {
  for (const bool at_the_head : {false, true}) {
    open();
    const auto seq = see([](const Published& p) { return p.head.seq; });
    center_->present_head(
        ledger::token_of(keys().head_token, {at_the_head ? seq : 1, ledger::digest_of(base::bytes_of("another row"))}));
    EXPECT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::not_saved);
    EXPECT_TRUE(see([](const Published& p) { return p.rewritten && p.missing == 0; }));
    EXPECT_EQ(send(tap(domain::ActKind::opened, next_id(), screen_)).outcome, Outcome::accepted);
    open();
    EXPECT_TRUE(see([](const Published& p) { return p.rewritten && !p.saved; })) << "over a restart, too";
    center_.reset();
    std::filesystem::remove(site_.told_heads());
  }
}

TEST_F(CenterTest, AHeadPresentedWhileTheDiskIsFullIsHeldAgainstTheRecordOnceItIsOpen) {
  const auto disk = std::make_shared<Switch>();
  open(on_disk(disk));
  const auto seq = see([](const Published& p) { return p.head.seq; });
  disk->failing = true;
  send(tap(domain::ActKind::opened, next_id(), screen_));
  ASSERT_FALSE(see([](const Published& p) { return p.saved; }));
  center_->present_head(ledger::token_of(keys().head_token, {seq, ledger::Digest{}}));
  center_->submit_and_wait({});
  EXPECT_FALSE(see([](const Published& p) { return p.rewritten; }));
  disk->failing = false;
  for (int i = 0; i < 200 && !see([](const Published& p) { return p.rewritten; }); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_TRUE(see([](const Published& p) { return p.rewritten && !p.saved; }));
}

TEST_F(CenterTest, MarksATimeThatTheTabletsOwnClockDisagreesWith) {
  Request act = tap(domain::ActKind::opened, next_id(), screen_);
  act.age = seconds(10);
  act.tablet_wall = clock_.now() - minutes(30);
  ASSERT_EQ(send(act).outcome, Outcome::accepted);
  const Instant expected = clock_.now() - seconds(10);  // a wrong clock cannot move an act
  EXPECT_EQ(see([](const Published& p) { return p.state.emergencies.front().acts.front().act.at; }), expected);
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

TEST_F(CenterTest, SomebodyWhoCannotTakeTheirAnswerStopsNobodyElse) {
  open(on_disk(std::make_shared<Switch>()));
  center_->submit({request(domain::OpenFloor{nurse_.staff}, nurse_)},
                  [](std::vector<Answer>) { throw std::runtime_error("a fault made by a test"); });
  EXPECT_EQ(send(tap(domain::ActKind::opened, next_id(), screen_)).outcome, Outcome::accepted);
  for (int i = 0; i < 200 && !see([](const Published& p) { return p.saved; }); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_TRUE(see([](const Published& p) { return p.saved && p.state.floor_open; }));
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

TEST_F(CenterTest, BelievesAHeadThatItSignedItselfAndNoOther) {
  const auto head = see([](const Published& p) { return p.head; });
  center_.reset();
  const auto note = [&](const ledger::SiteKeys& by, std::uint64_t ahead) {
    auto log = ledger::HeadsLog::open(site_.heads());
    ASSERT_TRUE(log.ok());
    ASSERT_TRUE(log->append(ledger::sign_head(by.heads, site_.id, {head.seq + ahead, head.digest}, clock_.now(),
                                              ledger::HeadReason::minute))
                    .ok());
  };
  note(ledger::SiteKeys::derive(ledger::create_key()), 900);
  open();
  EXPECT_TRUE(see([](const Published& p) { return p.saved; }));
  const auto now = see([](const Published& p) { return p.head.seq; });
  center_.reset();
  note(keys(), now - head.seq + 4);
  open();
  EXPECT_FALSE(see([](const Published& p) { return p.saved; }));
  EXPECT_EQ(see([](const Published& p) { return p.missing; }), 4U);
}

class CenterRecordTest : public CenterTest {
 protected:
  Answer welcome(const char* code) {
    Request one = request(
        domain::Welcome{.person = {}, .purpose = domain::Purpose::booth, .old_enough = domain::Answer::yes, .seat = {}},
        nurse_);
    one.code = code;
    one.enrol = true;
    return send(one);
  }
  struct Known {
    ledger::KeyId id;
    base::Bytes sealed_code;
  };
  std::vector<Known> participants() {
    center_.reset();
    const auto site_keys = keys();
    std::vector<Known> out;
    auto store = ledger::SqliteKeyStore::open(site_.keys(), site_keys, site_.id);
    if (!store.ok()) return out;
    const auto read =
        (*store)->each_code([&](const ledger::KeyId& id, const ledger::Key&, base::BytesView sealed) -> base::Result<> {
          out.push_back({id, {sealed.begin(), sealed.end()}});
          return base::Done{};
        });
    EXPECT_TRUE(read.ok());
    return out;
  }
  using Tally = std::pair<std::uint32_t, std::uint32_t>;  ///< period, codes
  std::vector<Tally> tallies() {
    center_.reset();
    const auto site_keys = keys();
    std::vector<Tally> out;
    auto store = ledger::SqliteStore::open_read_only(site_.ledger(), site_keys, site_.id);
    if (!store.ok()) return out;
    SideTable table;
    const auto read = replay(**store, table, [&](const ledger::Row&, const ledger::Record& record) -> base::Result<> {
      if (const auto* tally = std::get_if<domain::CodesTallied>(&record.event.body))
        out.emplace_back(tally->period, tally->codes);
      return base::Done{};
    });
    EXPECT_TRUE(read.ok());
    return out;
  }
  std::uint64_t links_kept() {
    center_.reset();
    const auto site_keys = keys();
    auto store = ledger::SqliteKeyStore::open(site_.keys(), site_keys, site_.id);
    return store.ok() ? (*store)->count(ledger::KeyOf::visit_link).value() : 999;
  }
};

TEST_F(CenterRecordTest, LetsLinksExpireAlsoWhenTheSiteWasClosedOverNightOrTheWallClockWasSet) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Osprey").outcome, Outcome::accepted);
  clock_.forward(base::hours(63));  // a weekend, longer than what reminders take for sure
  open();
  clock_.set_wall_off(minutes(2));
  clock_.forward(base::hours(24 * 91));
  send(domain::SeeAll{});
  EXPECT_EQ(links_kept(), 0U);
}

TEST_F(CenterRecordTest, KeepsLinksWhenTheClockMayBeWrongByMonths) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Osprey").outcome, Outcome::accepted);
  clock_.forward(base::hours(24 * 400));
  open();
  send(domain::SeeAll{});
  EXPECT_EQ(links_kept(), 1U);
}

TEST_F(CenterRecordTest, KnowsACodeAfterARestartUntilItsParticipantIsErased) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Osprey").outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Lark").outcome, Outcome::accepted);
  open();
  EXPECT_EQ(center_->code_state("osprey"), Center::CodeState::inside);
  EXPECT_EQ(welcome("Osprey").outcome, Outcome::already_inside);
  const auto known = participants();
  ASSERT_EQ(known.size(), 2U);
  {
    const auto site_keys = keys();
    const auto store = std::move(ledger::SqliteKeyStore::open(site_.keys(), site_keys, site_.id)).value();
    ASSERT_TRUE(*store->destroy(ledger::KeyOf::participant, known[0].id));
    ASSERT_TRUE(*store->destroy(ledger::KeyOf::participant, known[1].id));
  }
  open();
  EXPECT_EQ(center_->code_state("Osprey"), Center::CodeState::unknown);
  EXPECT_EQ(center_->code_state("Lark"), Center::CodeState::unknown);
}

TEST_F(CenterRecordTest, HoldsNoParticipantAndNoCodeInTheLedger) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  for (const char* code : {"Osprey", "Lark"}) {
    const Answer first = welcome(code);
    ASSERT_EQ(first.outcome, Outcome::accepted);
    ASSERT_EQ(send(domain::Leave{see([&](const Published& p) { return p.find_visit(first.visit); })}).outcome,
              Outcome::accepted);
    ASSERT_EQ(welcome(code).outcome, Outcome::accepted);
  }
  const auto known = participants();
  ASSERT_EQ(known.size(), 2U);
  const auto site_keys = keys();
  auto store = ledger::SqliteStore::open_read_only(site_.ledger(), site_keys, site_.id);
  ASSERT_TRUE(store.ok());
  int enrolled = 0;
  int linked = 0;
  SideTable table;
  ASSERT_TRUE(replay(**store, table, [&](const ledger::Row& row, const ledger::Record& record) -> base::Result<> {
                const std::string body(base::text_of(row.body));
                for (const Known& one : known) {
                  EXPECT_EQ(body.find(base::text_of(one.id.bytes)), std::string::npos) << "row " << row.seq;
                  EXPECT_EQ(body.find(base::text_of(one.sealed_code)), std::string::npos) << "row " << row.seq;
                }
                for (const char* code : {"Osprey", "osprey", "Lark", "lark"})
                  EXPECT_EQ(body.find(code), std::string::npos) << "row " << row.seq;
                if (std::holds_alternative<domain::ParticipantEnrolled>(record.event.body)) {
                  ++enrolled;
                  EXPECT_TRUE(record.attachments.empty()) << "a count and nothing more";
                }
                if (!attachment(record, ledger::AttachmentKind::visit_link).empty()) ++linked;
                return base::Done{};
              }).ok());
  EXPECT_EQ(enrolled, 2);
  EXPECT_EQ(linked, 4);
}

TEST_F(CenterRecordTest, ShowsNoCodeOnTheDisk) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Quetzalcoatlus").outcome, Outcome::accepted);
  const auto search = [&] {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(site_.path)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      std::string bytes((std::istreambuf_iterator<char>(file)), {});
      std::ranges::transform(bytes, bytes.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      EXPECT_EQ(bytes.find("quetzalcoatlus"), std::string::npos) << entry.path();
    }
  };
  search();  // while it runs, its logs too
  center_.reset();
  search();
}

TEST_F(CenterRecordTest, TalliesTheCodesOfAMonthThatEndsWhileTheFloorIsOpen) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Osprey").outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Lark").outcome, Outcome::accepted);
  clock_.forward(base::hours(24 * 31));
  ASSERT_EQ(welcome("Heron").outcome, Outcome::accepted);
  EXPECT_EQ(tallies(), (std::vector<Tally>{{202609, 2}}));
}

TEST_F(CenterRecordTest, TalliesTheCodesOfAMonthThatEndedWhileTheProgramWasNotRunningOnce) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Osprey").outcome, Outcome::accepted);
  ASSERT_EQ(welcome("Lark").outcome, Outcome::accepted);
  center_.reset();
  clock_.forward(base::hours(24 * 31));
  for (int starts = 0; starts < 2; ++starts) {
    open();
    send(tap(domain::ActKind::opened, next_id(), screen_));
    EXPECT_EQ(tallies(), (std::vector<Tally>{{202609, 2}}));
  }
  open();
  ASSERT_EQ(welcome("Heron").outcome, Outcome::accepted);
  center_.reset();
  clock_.forward(base::hours(24 * 31));
  open();
  send(tap(domain::ActKind::opened, next_id(), screen_));
  EXPECT_EQ(tallies(), (std::vector<Tally>{{202609, 2}, {202610, 1}}));
}

/// Welcomes a code; the visit's random id.
base::Uuid welcomed(Center& center, Request request, const std::string& code) {
  request.code = code;
  request.enrol = true;
  const Answer answer = center.submit_and_wait({request}).front();
  EXPECT_EQ(answer.outcome, Outcome::accepted);
  return answer.visit;
}

TEST_F(CenterTest, VisitsThatAreOverHaveTheirIdsAndHandlesAfterARestart) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  const domain::Welcome supplies{.purpose = domain::Purpose::supplies};
  std::vector<base::Uuid> ids;
  for (const std::string code : {"maple-otter-11", "birch-heron-12"})
    ids.push_back(welcomed(*center_, request(supplies, nurse_), code));
  const auto visit_of = [&](const base::Uuid& id) { return see([&](const Published& p) { return p.find_visit(id); }); };
  for (const base::Uuid& id : ids) ASSERT_EQ(send(domain::Leave{.visit = visit_of(id)}).outcome, Outcome::accepted);
  const auto told = [&] {
    return see([](const Published& p) {
      std::map<base::Uuid, std::string> out;
      for (const domain::Over& over : p.state.over) {
        if (const VisitName* name = p.name_of(over.person.visit)) out[name->id] = name->handle;
      }
      return out;
    });
  };
  const auto before = told();
  ASSERT_EQ(before.size(), 2U);
  open();
  EXPECT_EQ(told(), before);
  EXPECT_FALSE(see([](const Published& p) { return p.find_visit(base::Uuid{}); }).exists())
      << "what has no name is nobody";

  ASSERT_EQ(send(domain::UndoEnding{.visit = visit_of(ids[0])}).outcome, Outcome::accepted);
  const auto handle = see([&](const Published& p) {
    const VisitName* name = p.name_inside(p.find_visit(ids[0]));
    return name ? name->handle : std::string("nobody");
  });
  EXPECT_EQ(handle, "maple-otter-11");
  Request again = request(supplies, nurse_);
  again.code = "maple-otter-11";
  EXPECT_EQ(send(again).outcome, Outcome::already_inside) << "they are inside again";
}

TEST_F(CenterTest, ACodeIsNotInsideTwiceByWayOfAnUndo) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  const domain::Welcome supplies{.purpose = domain::Purpose::supplies};
  const base::Uuid first = welcomed(*center_, request(supplies, nurse_), "maple-otter-11");
  const domain::VisitId visit = see([&](const Published& p) { return p.find_visit(first); });
  ASSERT_EQ(send(domain::Leave{.visit = visit}).outcome, Outcome::accepted);
  welcomed(*center_, request(supplies, nurse_), "maple-otter-11");
  EXPECT_EQ(send(domain::UndoEnding{.visit = visit}).outcome, Outcome::already_inside);
}

TEST_F(CenterTest, AWelcomeThatIsTakenBackIsNoCodeOfTheMonth) {
  const auto last_tally = [&] {
    std::uint32_t out = 99;
    center_.reset();
    const auto site_keys = keys();
    auto store = ledger::SqliteStore::open_read_only(site_.ledger(), site_keys, site_.id);
    EXPECT_TRUE(store.ok());
    SideTable table;
    const auto read = replay(**store, table, [&](const ledger::Row&, const ledger::Record& record) -> base::Result<> {
      if (const auto* tally = std::get_if<domain::CodesTallied>(&record.event.body)) out = tally->codes;
      return base::Done{};
    });
    EXPECT_TRUE(read.ok());
    return out;
  };
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  const domain::Welcome supplies{.purpose = domain::Purpose::supplies};
  const base::Uuid wrong = welcomed(*center_, request(supplies, nurse_), "maple-otter-11");
  welcomed(*center_, request(supplies, nurse_), "birch-heron-12");
  const domain::VisitId visit = see([&](const Published& p) { return p.find_visit(wrong); });
  ASSERT_EQ(send(domain::UndoWelcome{.visit = visit}).outcome, Outcome::accepted);
  ASSERT_EQ(send(domain::CloseFloor{}).outcome, Outcome::accepted);
  EXPECT_EQ(last_tally(), 1U);
  open();
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  ASSERT_EQ(send(domain::CloseFloor{}).outcome, Outcome::accepted);
  EXPECT_EQ(last_tally(), 1U) << "after a restart too";
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

TEST_F(CenterTest, KeepsNoNameOfWhoseWelcomeWasTakenBack) {
  ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}).outcome, Outcome::accepted);
  const domain::Welcome supplies{.purpose = domain::Purpose::supplies};
  const auto id = welcomed(*center_, request(supplies, nurse_), "maple-otter-11");
  const auto names = [&] { return see([](const Published& p) { return p.names.size(); }); };
  ASSERT_EQ(names(), 1U);
  const auto visit = see([&](const Published& p) { return p.find_visit(id); });
  ASSERT_EQ(send(domain::UndoWelcome{.visit = visit}).outcome, Outcome::accepted);
  EXPECT_EQ(names(), 0U);
}

}  // namespace
}  // namespace alongside::center
