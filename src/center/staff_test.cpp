// Who may sign in, on which screens.
#include "center/staff.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <fstream>

#include "ledger/sealed_file.hpp"
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

TEST_F(StaffTest, WhoIsNobodyWritesNothing) {
  ASSERT_TRUE(staff_->add("peer-1", "peer 1", domain::Role::peer, "1111", "").ok());
  const auto at = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
  std::filesystem::last_write_time(folder_ / "staff.sealed", at);
  staff_->sign_out(std::string(64, 'a'));
  staff_->sign_out("short");
  (void)staff_->sign_in("nobody", "not a password", false, std::nullopt, "192.0.2.7");
  EXPECT_EQ(std::filesystem::last_write_time(folder_ / "staff.sealed"), at);
}

TEST_F(StaffTest, TriesFromOneAddressSlowNoOther) {
  ASSERT_TRUE(staff_->add("manager", "manager", domain::Role::manager, "4444", "long enough").ok());
  for (int i = 0; i < 2; ++i) (void)staff_->sign_in("manager", "a guess", false, std::nullopt, "192.0.2.7");
  EXPECT_GT(staff_->sign_in("manager", "long enough", false, std::nullopt, "192.0.2.7").wait.count(), 0);
  EXPECT_TRUE(staff_->sign_in("manager", "long enough", false, std::nullopt, "192.0.2.8").token.has_value());
}

TEST_F(StaffTest, ANameWithoutAPasswordCostsWhatANameOfNobodyCosts) {
  ASSERT_TRUE(staff_->add("peer-1", "peer 1", domain::Role::peer, "1111", "").ok());
  const auto processor_time_of = [&](std::string_view name) {
    timespec before{};
    timespec after{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
    EXPECT_FALSE(staff_->sign_in(name, "not a password", false, std::nullopt).token.has_value());
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
    return static_cast<double>(after.tv_sec - before.tv_sec) +
           static_cast<double>(after.tv_nsec - before.tv_nsec) * 1e-9;
  };
  (void)processor_time_of("the first is slower");
  EXPECT_GT(processor_time_of("peer-1"), processor_time_of("nobody") / 10);
}

TEST_F(StaffTest, ADemonstrationReusesThePlaceOfTheScreenThatWasSeenLeastLately) {
  const auto in_use = staff_->register_screen("in use", Staff::WhenFull::reuse_longest_unseen);
  const auto left = staff_->register_screen("left", Staff::WhenFull::reuse_longest_unseen);
  for (std::size_t i = 2; i < Staff::demonstration_screens_max; ++i)
    ASSERT_TRUE(staff_->register_screen("another", Staff::WhenFull::reuse_longest_unseen).ok());
  ASSERT_TRUE(staff_->screen(in_use->second).has_value());
  const auto newcomer = staff_->register_screen("newcomer", Staff::WhenFull::reuse_longest_unseen);
  ASSERT_TRUE(newcomer.ok());
  EXPECT_EQ(staff_->screens().size(), Staff::demonstration_screens_max);
  EXPECT_TRUE(staff_->screen(in_use->second).has_value());
  EXPECT_FALSE(staff_->screen(left->second).has_value());
  open();
  EXPECT_TRUE(staff_->screen(newcomer->second).has_value());
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

TEST_F(StaffTest, AnEndedOneIsOutAtOnceForGoodAndKeepsNumberAndName) {
  const auto nurse = staff_->add("nurse-2", "nurse 2", domain::Role::nurse, "2222", "");
  ASSERT_TRUE(nurse.ok());
  const auto screen = staff_->register_screen("front desk");
  const auto session = staff_->sign_in("nurse-2", "2222", true, screen->first.number);
  ASSERT_TRUE(session.token.has_value());
  ASSERT_TRUE(staff_->end("nurse-2").ok());
  for (const char* when : {"at once", "after a restart"}) {
    EXPECT_FALSE(staff_->who(*session.token, screen->second).principal.is_signed_in()) << when;
    EXPECT_FALSE(staff_->sign_in("nurse-2", "2222", true, screen->first.number).token.has_value()) << when;
    EXPECT_TRUE(staff_->members().empty()) << when;
    ASSERT_TRUE(staff_->member(nurse->number).has_value()) << when;
    EXPECT_EQ(staff_->member(nurse->number)->label, "nurse 2") << when;
    EXPECT_FALSE(staff_->add("nurse-2", "somebody else", domain::Role::nurse, "3333", "").ok()) << when;
    EXPECT_FALSE(staff_->end("nurse-2").ok()) << when;
    EXPECT_FALSE(staff_->set_pin("nurse-2", "3333").ok()) << when;
    open();
  }
}

TEST_F(StaffTest, TheLastWhoCanManageTheSiteIsNotEnded) {
  ASSERT_TRUE(staff_->add("ana", "ana", domain::Role::manager, "4444", "long enough").ok());
  ASSERT_TRUE(staff_->add("ben", "ben", domain::Role::manager, "4444", "").ok());
  EXPECT_FALSE(staff_->end("ana").ok()) << "ben has no password: he can register no screen";
  EXPECT_TRUE(staff_->sign_in("ana", "long enough", false, std::nullopt).token.has_value());
  ASSERT_TRUE(staff_->set_password("ben", "long enough too").ok());
  EXPECT_TRUE(staff_->end("ana").ok());
  EXPECT_FALSE(staff_->end("ben").ok());
}

TEST_F(StaffTest, ANewSecretEndsWhatTheOldOneOpenedAndNothingElse) {
  ASSERT_TRUE(staff_->add("ana", "ana", domain::Role::manager, "4444", "long enough").ok());
  const auto screen = staff_->register_screen("front desk");
  const auto here = screen->first.number;
  const auto by_pin = staff_->sign_in("ana", "4444", true, here);
  const auto by_password = staff_->sign_in("ana", "long enough", false, here);
  EXPECT_FALSE(staff_->set_pin("ana", "44").ok());
  ASSERT_TRUE(staff_->set_pin("ana", "5555").ok());
  EXPECT_FALSE(staff_->who(*by_pin.token, screen->second).principal.is_signed_in());
  EXPECT_TRUE(staff_->who(*by_password.token, screen->second).principal.is_signed_in());
  EXPECT_TRUE(staff_->sign_in("ana", "5555", true, here).token.has_value());
  EXPECT_FALSE(staff_->set_password("ana", "short").ok());
  ASSERT_TRUE(staff_->set_password("ana", "another one").ok());
  EXPECT_FALSE(staff_->who(*by_password.token, screen->second).principal.is_signed_in());
  open();
  EXPECT_TRUE(staff_->sign_in("ana", "another one", false, here).token.has_value());
}

TEST_F(StaffTest, NamesThatDifferByCapitalsAloneAreOne) {
  ASSERT_TRUE(staff_->add("nurse-2", "nurse 2", domain::Role::nurse, "2222", "").ok());
  EXPECT_FALSE(staff_->add("Nurse-2", "nurse 2", domain::Role::nurse, "2222", "").ok());
  EXPECT_FALSE(staff_->add("nurse 3", "nurse 3", domain::Role::nurse, "2222", "").ok());
  EXPECT_FALSE(staff_->add("nurse-3", "nurse\n3", domain::Role::nurse, "2222", "").ok());
  EXPECT_EQ(staff_->members().size(), 1U);
}

TEST_F(StaffTest, KeepsSinceWhenAndUntilWhen) {
  ASSERT_TRUE(staff_->add("nurse-2", "nurse 2", domain::Role::nurse, "2222", "").ok());
  ASSERT_TRUE(staff_->add("nurse-3", "nurse 3", domain::Role::nurse, "2222", "").ok());
  ASSERT_TRUE(staff_->end("nurse-3").ok());
  open();
  const auto everybody = staff_->everybody();
  EXPECT_TRUE(everybody[0].since.is_known());
  EXPECT_FALSE(everybody[0].ended_at.is_known());
  EXPECT_TRUE(everybody[1].ended_at.is_known());
  EXPECT_GE(everybody[1].ended_at, everybody[1].since);
}

TEST_F(StaffTest, ReadsAFileOfBeforeAnybodyCouldEnd) {
  base::Writer old;
  old.number<std::uint16_t>(1);
  old.number<std::uint32_t>(1);
  old.number<std::uint32_t>(77);
  old.number<std::uint8_t>(static_cast<std::uint8_t>(domain::Role::nurse));
  for (const std::string_view text : {"nurse-2", "nurse 2", "", ""}) old.block(base::bytes_of(text));
  old.number<std::uint32_t>(0);
  ASSERT_TRUE(ledger::write_sealed_file(folder_ / "staff.sealed", keys_.sealed_file, "staff", old.bytes()).ok());
  open();
  ASSERT_EQ(staff_->members().size(), 1U);
  EXPECT_EQ(staff_->members().front().label, "nurse 2");
  EXPECT_FALSE(staff_->members().front().has_password);
  EXPECT_FALSE(staff_->members().front().since.is_known());
}

}  // namespace
}  // namespace alongside::center
