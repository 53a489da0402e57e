// Who may sign in, on which screens.
#include "center/staff.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "ledger/temporary_folder_test.hpp"

namespace alongside::center {
namespace {

class StaffTest : public ::testing::Test {
 protected:
  void SetUp() override { open(); }
  void open() {
    auto opened = Staff::open(folder_.path());
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    staff_ = std::move(*opened);
    const auto unlocked = staff_->unlock(keys_);
    ASSERT_TRUE(unlocked.ok()) << unlocked.error().message;
  }
  ledger::TemporaryFolder folder_;
  ledger::SiteKeys keys_ = ledger::SiteKeys::derive(ledger::create_key());
  std::unique_ptr<Staff> staff_;
};

TEST_F(StaffTest, SignsInByPinOnARegisteredScreenAndOnNoOther) {
  ASSERT_TRUE(staff_->add("nurse-2", "nurse 2", domain::Role::nurse, "2222", "").ok());
  const auto here = staff_->register_screen("front desk");
  const auto there = staff_->register_screen("aftercare");
  const auto signed_in = staff_->sign_in("nurse-2", "2222", true, here->first.number);
  ASSERT_TRUE(signed_in.token.has_value());
  EXPECT_EQ(staff_->who(*signed_in.token, here->second).principal.role, domain::Role::nurse);
  EXPECT_FALSE(staff_->who(*signed_in.token, there->second).principal.is_signed_in());
  EXPECT_FALSE(staff_->who(*signed_in.token, "").principal.is_signed_in());
}

TEST_F(StaffTest, SlowsWrongTriesAndLocksNobodyOut) {
  ASSERT_TRUE(staff_->add("nurse-2", "nurse 2", domain::Role::nurse, "2222", "").ok());
  const auto screen = staff_->register_screen("front desk");
  const auto other = staff_->register_screen("aftercare");
  EXPECT_FALSE(staff_->sign_in("nurse-2", "0000", true, screen->first.number).token.has_value());
  EXPECT_GT(staff_->sign_in("nurse-2", "0000", true, screen->first.number).wait.count(), 0);
  EXPECT_FALSE(staff_->sign_in("nurse-2", "2222", true, screen->first.number).token.has_value()) << "still slowed";
  EXPECT_TRUE(staff_->sign_in("nurse-2", "2222", true, other->first.number).token.has_value())
      << "another screen is not slowed";
}

TEST_F(StaffTest, ForgetsARevokedScreenAtOnceWithWhoeverIsSignedInThere) {
  ASSERT_TRUE(staff_->add("peer-1", "peer 1", domain::Role::peer, "1111", "").ok());
  const auto screen = staff_->register_screen("stolen");
  const auto session = staff_->sign_in("peer-1", "1111", true, screen->first.number);
  ASSERT_TRUE(staff_->screen(screen->second).has_value());
  ASSERT_TRUE(staff_->revoke_screen(screen->first.number).ok());
  EXPECT_FALSE(staff_->screen(screen->second).has_value());
  EXPECT_FALSE(staff_->who(*session.token, screen->second).principal.is_signed_in());
  open();
  EXPECT_FALSE(staff_->screen(screen->second).has_value()) << "and after a restart";
}

TEST_F(StaffTest, KeepsStaffScreensAndSessionsThroughARestart) {
  const auto added = staff_->add("manager", "manager", domain::Role::manager, "4444", "long enough");
  ASSERT_TRUE(added.ok());
  const auto screen = staff_->register_screen("front desk");
  const auto session = staff_->sign_in("manager", "long enough", false, screen->first.number);
  ASSERT_TRUE(session.token.has_value());
  open();
  const SignedIn who = staff_->who(*session.token, screen->second);
  EXPECT_EQ(who.principal.staff, added->number);
  EXPECT_TRUE(who.by_password);
  EXPECT_EQ(staff_->screens().size(), 1U);
}

TEST_F(StaffTest, RefusesAWeakPinAShortPasswordAndATakenName) {
  EXPECT_FALSE(staff_->add("a", "a", domain::Role::peer, "12", "").ok());
  EXPECT_FALSE(staff_->add("a", "a", domain::Role::peer, "12ab", "").ok());
  EXPECT_FALSE(staff_->add("a", "a", domain::Role::peer, "1234", "short").ok());
  ASSERT_TRUE(staff_->add("a", "a", domain::Role::peer, "1234", "").ok());
  EXPECT_FALSE(staff_->add("a", "again", domain::Role::peer, "1234", "").ok());
}

TEST_F(StaffTest, HoldsNoPinOrNameInPlainBytes) {
  ASSERT_TRUE(staff_->add("nurse-zanzibar", "nurse", domain::Role::nurse, "98765432", "").ok());
  std::ifstream file(folder_ / "staff.sealed", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  ASSERT_FALSE(bytes.empty());
  EXPECT_EQ(bytes.find("zanzibar"), std::string::npos);
  EXPECT_EQ(bytes.find("98765432"), std::string::npos);
}

TEST_F(StaffTest, AreNotLostWhenAWrongKeyIsTriedAndSomebodySignsOut) {
  ASSERT_TRUE(staff_->add("nurse-2", "nurse 2", domain::Role::nurse, "2222", "").ok());
  staff_ = std::move(Staff::open(folder_.path())).value();
  EXPECT_FALSE(staff_->unlock(ledger::SiteKeys::derive(ledger::create_key())).ok());
  staff_->sign_out("no such session");
  open();
  EXPECT_EQ(staff_->members().size(), 1U);
}

}  // namespace
}  // namespace alongside::center
