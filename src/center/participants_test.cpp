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
  EXPECT_FALSE(participants_->find("Osprey").has_value()) << "not before it is taken";
  participants_->take(*made, "Osprey");
  EXPECT_EQ(participants_->find("OSPREY"), *made);
  EXPECT_FALSE(participants_->find("Ospre").has_value());
  EXPECT_EQ(participants_->code_of(*made), "Osprey");
}

TEST_F(ParticipantsTest, AreKnownAgainFromTheKeyStoreUntilTheirKeyIsDestroyed) {
  const auto osprey = participants_->enrol("Osprey");
  const auto lark = participants_->enrol("Lark 41");
  ASSERT_TRUE(osprey.ok() && lark.ok());
  Participants again(keys_, *store_);
  ASSERT_TRUE(again.load().ok());
  EXPECT_EQ(again.find("osprey"), *osprey);
  EXPECT_EQ(again.code_of(*lark), "Lark 41");
  ASSERT_TRUE(store_->destroy(ledger::KeyOf::participant, {osprey->bytes}).ok());
  Participants erased(keys_, *store_);
  ASSERT_TRUE(erased.load().ok());
  EXPECT_FALSE(erased.find("Osprey").has_value());
  EXPECT_EQ(erased.code_of(*osprey), "");
  EXPECT_EQ(erased.find("Lark 41"), *lark);
}

TEST_F(ParticipantsTest, DoNotLoadACodeThatWasPutUnderSomebodyElse) {
  const auto key = [&](std::uint8_t name, base::BytesView sealed) {
    ledger::NewKey made{.of = ledger::KeyOf::participant,
                        .id = {{name}},
                        .made_at = {},
                        .key = ledger::Key::random(),
                        .sealed_code = {sealed.begin(), sealed.end()}};
    return store_->put(std::span(&made, 1));
  };
  ASSERT_TRUE(key(1, base::bytes_of("sealed under another key, of another participant")).ok());
  Participants fresh(keys_, *store_);
  EXPECT_FALSE(fresh.load().ok());
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
