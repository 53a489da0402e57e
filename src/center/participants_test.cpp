// Codes: found by exact match only, gone when their key is.
#include "center/participants.hpp"

#include <gtest/gtest.h>

#include "ledger/sqlite/sqlite_key_store.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::center {
namespace {

TEST(Code, IsTheSameHoweverItIsSpacedOrCapitalised) {
  EXPECT_EQ(folded_code("  Osprey   41 "), folded_code("osprey 41"));
  EXPECT_NE(folded_code("osprey41"), folded_code("osprey 41"));
}

TEST(Code, IsWarnedAboutWhenItLooksLikeANameOrANumber) {
  EXPECT_EQ(warn_about("Osprey"), CodeWarning::none);
  EXPECT_EQ(warn_about("M-0417"), CodeWarning::none);
  EXPECT_EQ(warn_about("John Smith"), CodeWarning::looks_like_a_name);
  EXPECT_EQ(warn_about("617-555-0134"), CodeWarning::looks_like_a_number);
  EXPECT_EQ(warn_about("04/12/1987"), CodeWarning::looks_like_a_number);
}

class ParticipantsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = ledger::SqliteKeyStore::create(folder_ / "keys.db", keys_, base::Uuid{{1}});
    ASSERT_TRUE(made.ok()) << made.error().message;
    store_ = std::move(*made);
    participants_ = std::make_unique<Participants>(keys_, *store_);
  }
  ledger::TemporaryFolder folder_;
  ledger::SiteKeys keys_ = ledger::SiteKeys::derive(ledger::create_key());
  std::unique_ptr<ledger::KeyStore> store_;
  std::unique_ptr<Participants> participants_;
};

TEST_F(ParticipantsTest, AreFoundByTheirWholeCodeOnly) {
  const auto made = participants_->enrol("Osprey");
  ASSERT_TRUE(made.ok());
  EXPECT_FALSE(participants_->find("Osprey").has_value()) << "not before its row is taken";
  ASSERT_TRUE(participants_->take_enrolment(made->id, made->bytes).ok());
  EXPECT_EQ(participants_->find("OSPREY"), made->id);
  EXPECT_FALSE(participants_->find("Ospre").has_value());
  EXPECT_EQ(participants_->code_of(made->id), "Osprey");
}

TEST_F(ParticipantsTest, ArePassedOverOnceTheirKeyIsDestroyed) {
  const auto made = participants_->enrol("Osprey");
  ASSERT_TRUE(store_->destroy(ledger::KeyOf::participant, {made->id.bytes}).ok());
  Participants fresh(keys_, *store_);
  ASSERT_TRUE(fresh.take_enrolment(made->id, made->bytes).ok());
  EXPECT_FALSE(fresh.find("Osprey").has_value());
}

TEST_F(ParticipantsTest, AreLinkedToAVisitOnlyWhileTheLinksKeyIsThere) {
  const base::Uuid visit{{7}};
  const base::Uuid participant{{9}};
  const base::Instant then{1'700'000'000'000};
  const auto link = participants_->link(visit, participant, then);
  ASSERT_TRUE(link.ok());
  EXPECT_EQ(participants_->follow(visit, *link), participant);
  EXPECT_FALSE(participants_->follow(base::Uuid{{8}}, *link).has_value()) << "of this visit only";
  ASSERT_TRUE(store_->expire_before(ledger::KeyOf::visit_link, then + base::milliseconds(1)).ok());
  EXPECT_FALSE(participants_->follow(visit, *link).has_value());
}

TEST_F(ParticipantsTest, AreOfferedHandlesThatNobodyHas) {
  const auto offers = participants_->offer_handles(3);
  ASSERT_EQ(offers.size(), 3U);
  EXPECT_NE(offers[0], offers[1]);
  EXPECT_NE(offers[1], offers[2]);
  for (const std::string& offer : offers) EXPECT_EQ(warn_about(offer), CodeWarning::none) << offer;
}

}  // namespace
}  // namespace alongside::center
