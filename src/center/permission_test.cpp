// Who may do what, asked of a running center: a death is the responsible person's to record and to change, however it is done; who is
// responsible is one of the floor's staff.
#include <gtest/gtest.h>

#include <atomic>

#include "center/center.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::center {
namespace {

using domain::ActKind;

constexpr auto released = static_cast<std::uint8_t>(domain::Outcome::released);
constexpr auto died = static_cast<std::uint8_t>(domain::Outcome::died);
constexpr auto by_mistake = static_cast<std::uint8_t>(domain::Outcome::opened_by_mistake);

class StoppedClock final : public Clock {
 public:
  base::Instant now() const override { return {1'790'000'000'000}; }
  base::Duration step() const override { return {}; }
};

class PermissionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = create_site({.path = folder_.path() / "site",
                             .name = "test",
                             .zone = "America/New_York",
                             .address = "",
                             .kind = domain::SiteKind::demonstration,
                             .key_file = {},
                             .passphrase = ""});
    ASSERT_TRUE(made.ok()) << made.error().message;
    site_ = *made;
    ASSERT_NO_FATAL_FAILURE(open(keys()));
    nurse_ = member("nurse-2", domain::Role::nurse);
    ASSERT_EQ(send(domain::OpenFloor{nurse_.staff}, nurse_).outcome, Outcome::accepted);
  }

  ledger::SiteKeys keys() const {
    return std::move(open_site_keys(site_, std::nullopt, [] { return base::Result<std::string>(std::string()); }))
        .value();
  }

  void open(std::optional<ledger::SiteKeys> keys) {
    center_.reset();
    auto opened = Center::open(site_, std::move(keys), clock_);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    center_ = std::move(*opened);
  }

  Principal member(const std::string& sign_in, domain::Role role) {
    const auto added = center_->staff().add(sign_in, sign_in, role, "2222", "");
    EXPECT_TRUE(added.ok());
    return {.staff = added->number, .role = role, .device = domain::DeviceRef{1}};
  }

  base::Uuid next_id() {
    base::Uuid id;
    id.bytes[6] = 0x70;
    id.bytes[14] = ++count_;  // acts that nobody tapped differ from whom they follow in the last byte
    return id;
  }

  Answer send(const base::Uuid& id, const domain::CommandBody& body, const Principal& by, base::Duration age = {}) {
    Request request;
    request.id = id;
    request.body = body;
    request.age = age;
    request.by = by;
    return center_->submit_and_wait({request}).front();
  }
  Answer send(const domain::CommandBody& body, const Principal& by) { return send(next_id(), body, by); }

  static domain::TapAct act(const base::Uuid& emergency, ActKind kind, std::uint8_t choice = domain::Act::no_choice,
                            const base::Uuid& target = {}) {
    return {.emergency = emergency, .act = {.target = target, .kind = kind, .choice = choice}};
  }

  base::Uuid opened() {
    const base::Uuid emergency = next_id();
    EXPECT_TRUE(is_taken(send(act(emergency, ActKind::opened), screen_)));
    return emergency;
  }

  /// Closes it so, by the responsible person; gives the closing.
  base::Uuid closed(const base::Uuid& emergency, std::uint8_t choice) {
    const base::Uuid closing = next_id();
    EXPECT_TRUE(is_taken(send(closing, act(emergency, ActKind::closed, choice), nurse_)));
    return closing;
  }

  static bool is_taken(const Answer& answer) { return answer.outcome == Outcome::accepted; }
  /// Not from a screen, and from the responsible person yes, under the same id.
  void expect_asks(const domain::CommandBody& body, const char* what, base::Duration age = {}) {
    const base::Uuid id = next_id();
    const Answer answer = send(id, body, screen_, age);
    EXPECT_EQ(answer.outcome, Outcome::not_allowed) << what;
    EXPECT_EQ(answer.permission, Permission::responsible_person_only) << what;
    EXPECT_TRUE(is_taken(send(id, body, nurse_, age))) << what;
    EXPECT_TRUE(is_taken(send(id, body, screen_, age))) << what << ": known, so that a screen may send it again";
  }
  void expect_free(const domain::CommandBody& body, const char* what) {
    EXPECT_TRUE(is_taken(send(body, screen_))) << what;
  }

  ledger::TemporaryFolder folder_;
  SiteFolder site_;
  StoppedClock clock_;
  std::unique_ptr<Center> center_;
  std::uint8_t count_ = 0;
  Principal nurse_;  ///< responsible
  const Principal screen_{.staff = {}, .role = domain::Role::none, .device = domain::DeviceRef{1}};
};

TEST_F(PermissionTest, ADeathIsRecordedByTheResponsiblePersonHoweverItIsRecorded) {
  expect_asks(act(opened(), ActKind::closed, died), "closed so");

  base::Uuid emergency = opened();
  base::Uuid closing = closed(emergency, released);
  expect_asks(act(emergency, ActKind::corrected, died, closing), "a closing corrected");

  emergency = opened();
  closing = next_id();
  expect_free(act(emergency, ActKind::corrected, died, closing),
              "the correction of what has not come says nothing yet");
  EXPECT_EQ(send(closing, act(emergency, ActKind::closed, released), screen_).permission,
            Permission::responsible_person_only)
      << "a closing that comes after its correction";
  expect_free(act(emergency, ActKind::closed, released), "closing it is never in the way of anybody");

  const base::Uuid other = opened();
  emergency = opened();
  closing = closed(emergency, released);
  const base::Uuid correction = next_id();
  EXPECT_TRUE(is_taken(send(correction, act(other, ActKind::corrected, died, closing), screen_)));
  expect_asks(domain::MoveAct{.act = correction, .from = other, .to = emergency}, "a correction moved in");
}

TEST_F(PermissionTest, ADeathIsChangedByTheResponsiblePersonHoweverItIsChanged) {
  base::Uuid emergency = opened();
  base::Uuid closing = closed(emergency, died);
  expect_asks(act(emergency, ActKind::undone, domain::Act::no_choice, closing), "undone");

  emergency = opened();
  closing = closed(emergency, died);
  expect_asks(act(emergency, ActKind::corrected, released, closing), "corrected");
  domain::TapAct later = act(emergency = opened(), ActKind::corrected, domain::Act::no_choice);
  later.act.target = closed(emergency, died);
  later.act.to_at = clock_.now() - base::minutes(3);
  expect_asks(later, "its time corrected");

  closed(emergency = opened(), died);
  expect_asks(act(emergency, ActKind::closed, released), "closed again");
  closed(emergency = opened(), died);
  expect_asks(act(emergency, ActKind::closed, by_mistake), "called a mistake");

  const base::Uuid other = opened();
  closing = closed(emergency = opened(), died);
  expect_asks(domain::MoveAct{.act = closing, .from = emergency, .to = other}, "moved to somebody else");

  // Put where it means nothing, and carried in.
  const base::Uuid elsewhere = opened();
  closing = closed(emergency = opened(), died);
  const base::Uuid undoing = next_id();
  EXPECT_TRUE(is_taken(send(undoing, act(elsewhere, ActKind::undone, domain::Act::no_choice, closing), screen_)));
  expect_asks(act(elsewhere, ActKind::joined, domain::Act::no_choice, emergency), "undone by what is joined");

  closing = closed(emergency = opened(), released);
  const base::Uuid correction = next_id();
  EXPECT_TRUE(is_taken(send(correction, act(emergency, ActKind::corrected, died, closing), nurse_)));
  expect_asks(act(emergency, ActKind::undone, domain::Act::no_choice, correction), "its correction undone");
}

TEST_F(PermissionTest, WhatLeavesADeathAsItIsNeedsARegisteredScreenAndNobody) {
  const base::Uuid emergency = opened();
  const base::Uuid breaths = next_id();
  EXPECT_TRUE(is_taken(send(breaths, act(emergency, ActKind::breaths), screen_)));
  const base::Uuid closing = closed(emergency, died);
  expect_free(act(emergency, ActKind::helper), "care");
  expect_free(act(emergency, ActKind::naloxone), "care, written afterwards");
  expect_free(act(emergency, ActKind::undone, domain::Act::no_choice, breaths), "another act undone");
  EXPECT_TRUE(is_taken(send(next_id(), act(emergency, ActKind::closed, released), screen_, base::minutes(1))))
      << "a closing before it, that comes late";
  expect_free(act(opened(), ActKind::joined, domain::Act::no_choice, emergency), "the same emergency joined to it");

  const base::Uuid other = opened();
  const base::Uuid release = closed(other, released);
  expect_free(act(other, ActKind::undone, domain::Act::no_choice, release), "a release undone");
  expect_free(act(other, ActKind::closed, by_mistake), "a mistake");
  EXPECT_TRUE(is_taken(send(act(other, ActKind::closed, died), nurse_)));
  EXPECT_TRUE(is_taken(
      send(act(emergency, ActKind::undone, domain::Act::no_choice, closing), member("manager", domain::Role::manager))))
      << "a manager stands in";
}

TEST_F(PermissionTest, WhatWasTakenWhileTheRecordWasClosedIsAskedAgainWhenItIsOpen) {
  const base::Uuid emergency = opened();
  closed(emergency, died);
  ASSERT_NO_FATAL_FAILURE(open(std::nullopt));
  EXPECT_TRUE(is_taken(send(act(emergency, ActKind::closed, released), screen_))) << "no death is known yet";
  expect_free(act(emergency, ActKind::helper), "beside it");
  const base::Uuid locked = opened();
  EXPECT_EQ(send(act(locked, ActKind::closed, died), screen_).permission, Permission::responsible_person_only);
  const base::Uuid closing = next_id();
  EXPECT_TRUE(is_taken(send(closing, act(locked, ActKind::closed, released), screen_)));
  EXPECT_EQ(send(act(locked, ActKind::corrected, died, closing), screen_).permission,
            Permission::responsible_person_only);

  ASSERT_NO_FATAL_FAILURE(open(keys()));
  center_->read([&](const Published& published) {
    const domain::Emergency* found = published.state.find_emergency(emergency);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->acts.size(), 3U) << "opened, closed by a death, a helper; and no release";
    EXPECT_NE(published.state.find_emergency(locked), nullptr);
  });
}

TEST_F(PermissionTest, WhoIsResponsibleIsOneOfTheFloorsStaff) {
  const Principal evaluator = member("evaluator", domain::Role::evaluator);
  const Principal peer = member("peer-1", domain::Role::peer);
  EXPECT_EQ(send(domain::HandOver{evaluator.staff}, nurse_).outcome, Outcome::cannot_be_responsible);
  EXPECT_EQ(send(domain::HandOver{domain::StaffRef{nurse_.staff.number ^ 1U}}, nurse_).outcome,
            Outcome::cannot_be_responsible);
  const Principal former = member("peer-2", domain::Role::peer);
  ASSERT_TRUE(center_->staff().end("peer-2").ok());
  EXPECT_EQ(send(domain::HandOver{former.staff}, nurse_).outcome, Outcome::cannot_be_responsible);
  EXPECT_EQ(send(domain::HandOver{}, nurse_).refusal.reason, domain::Reason::somebody_must_be_responsible);
  ASSERT_TRUE(center_->staff().accept_charge("peer-1", "2222", nurse_).accepted);
  EXPECT_TRUE(is_taken(send(domain::HandOver{peer.staff}, nurse_)));
  ASSERT_TRUE(is_taken(send(domain::CloseFloor{}, peer)));
  EXPECT_EQ(send(domain::OpenFloor{evaluator.staff}, nurse_).outcome, Outcome::cannot_be_responsible);
  ASSERT_TRUE(center_->staff().accept_charge("peer-1", "2222", nurse_).accepted);
  EXPECT_TRUE(is_taken(send(domain::OpenFloor{peer.staff}, nurse_)));
}

TEST_F(PermissionTest, NobodyIsPutInChargeWhoDidNotSaySoWithTheirPin) {
  const Principal peer = member("peer-1", domain::Role::peer);
  Principal elsewhere = nurse_;
  elsewhere.device = domain::DeviceRef{2};
  EXPECT_EQ(send(domain::HandOver{peer.staff}, nurse_).outcome, Outcome::needs_their_pin);
  EXPECT_FALSE(center_->staff().accept_charge("peer-1", "2223", nurse_).accepted);
  EXPECT_EQ(send(domain::HandOver{peer.staff}, nurse_).outcome, Outcome::needs_their_pin) << "a wrong PIN";
  ASSERT_TRUE(center_->staff().accept_charge("peer-1", "2222", elsewhere).accepted);
  EXPECT_EQ(send(domain::HandOver{peer.staff}, nurse_).outcome, Outcome::needs_their_pin) << "said on another screen";
  EXPECT_EQ(send(domain::HandOver{nurse_.staff}, nurse_).outcome, Outcome::accepted) << "who has it already";
  EXPECT_TRUE(is_taken(send(domain::HandOver{peer.staff}, elsewhere)));
  EXPECT_TRUE(is_taken(send(domain::UndoHandOver{}, peer)));
  EXPECT_EQ(send(domain::HandOver{peer.staff}, elsewhere).outcome, Outcome::needs_their_pin)
      << "one PIN, one hand-over";
  ASSERT_TRUE(center_->staff().accept_charge("peer-1", "2222", nurse_).accepted);
  ASSERT_TRUE(center_->staff().set_pin("peer-1", "3333").ok());
  EXPECT_EQ(send(domain::HandOver{peer.staff}, nurse_).outcome, Outcome::needs_their_pin) << "another PIN since";
  ASSERT_TRUE(center_->staff().accept_charge("peer-1", "3333", nurse_).accepted);
  EXPECT_TRUE(is_taken(send(domain::HandOver{peer.staff}, nurse_)));
  const Principal manager = member("manager", domain::Role::manager);
  EXPECT_TRUE(is_taken(send(domain::HandOver{manager.staff}, manager))) << "a manager takes it by being there";
  ASSERT_TRUE(is_taken(send(domain::CloseFloor{}, manager)));
  EXPECT_EQ(send(domain::OpenFloor{nurse_.staff}, peer).outcome, Outcome::needs_their_pin)
      << "opening names somebody too";
  EXPECT_TRUE(is_taken(send(domain::OpenFloor{peer.staff}, peer)));
}

TEST_F(PermissionTest, AnUndoPutsNobodyInChargeWhoHasEnded) {
  const Principal peer = member("peer-1", domain::Role::peer);
  ASSERT_TRUE(center_->staff().accept_charge("peer-1", "2222", nurse_).accepted);
  ASSERT_TRUE(is_taken(send(domain::HandOver{peer.staff}, nurse_)));
  ASSERT_TRUE(center_->staff().end("nurse-2").ok());
  EXPECT_EQ(send(domain::UndoHandOver{}, peer).outcome, Outcome::cannot_be_responsible);
}

TEST_F(PermissionTest, ADeathIsGivenToNobodyElseWithoutTheResponsiblePerson) {
  ASSERT_TRUE(is_taken(send(domain::Welcome{.purpose = domain::Purpose::supplies}, nurse_)));
  domain::VisitId visit;
  center_->read([&](const Published& published) {
    for (const domain::Person& person : published.state.people) visit = person.visit.exists() ? person.visit : visit;
  });
  ASSERT_TRUE(visit.exists());
  const base::Uuid emergency = opened();
  closed(emergency, died);
  domain::TapAct naming{.emergency = emergency, .act = {.visit = visit, .kind = ActKind::person}};
  EXPECT_EQ(send(naming, screen_).permission, Permission::responsible_person_only);
  EXPECT_TRUE(is_taken(send(naming, nurse_)));
}

}  // namespace
}  // namespace alongside::center
