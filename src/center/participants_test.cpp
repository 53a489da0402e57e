// Codes: found by exact match only, gone when their key is.
#include "center/participants.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "ledger/sqlite/sqlite_key_store.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::center {
namespace {

TEST(Code, IsTheSameHoweverItIsSpacedOrCapitalised) {
  EXPECT_EQ(folded_code("  Osprey   41 "), folded_code("osprey 41"));
  EXPECT_NE(folded_code("osprey41"), folded_code("osprey 41"));
  EXPECT_EQ(folded_code("\xC3\x91"
                        "and\xC3\xBA"),
            folded_code("n\xCC\x83"
                        "ANDu\xCC\x81"))
      << "accents composed or not, capitals";
  EXPECT_EQ(folded_code("lark\xC2\xA0"
                        "41"),
            folded_code("Lark 41"))
      << "a space that breaks no line";
  EXPECT_NE(folded_code("cafe"), folded_code("caf\xC3\xA9")) << "an accent is a letter's own";
}

TEST(Code, IsWarnedAboutWhenItLooksLikeANameOrANumber) {
  EXPECT_EQ(warn_about("Osprey"), CodeWarning::none);
  EXPECT_EQ(warn_about("M-0417"), CodeWarning::none);
  for (const char* name : {"John Smith", "Miguel", "miguel", "MIGUEL", "maria gonzalez",
                           "Mar\xC3\xAD"
                           "a",
                           "mari\xCC\x81"
                           "a",
                           "jos\xC3\xA9-luis", "blue tyler", "Jessica 41", "Latoya", "guadalupe", "Robin Smith",
                           "amber miguel", "mike", "O'Brien Katie"}) {
    EXPECT_EQ(warn_about(name), CodeWarning::looks_like_a_name) << name;
  }
  for (const char* handle : {"Robin", "ginger", "Sage willow 12", "Ash pearl", "Poppy", "amber 7", "aurora", "robins",
                             "blue moon", "mariachi band", "K7Q-22F", "1987", "", "Mar-7x", "march hare", "12/41/7"}) {
    EXPECT_EQ(warn_about(handle), CodeWarning::none) << handle;
  }
  EXPECT_EQ(warn_about("617-555-0134"), CodeWarning::looks_like_a_number);
  EXPECT_EQ(warn_about("41 700 99"), CodeWarning::looks_like_a_number);
  for (const char* date : {"04/12/1987", "13/04/1987", "1987-04-12", "4.12.87", "12 04 87", "19870412", "12041987",
                           "13041987", "12 April 1987", "april 12th", "Mayo 1987", "12 de abril de 1987"}) {
    EXPECT_EQ(warn_about(date), CodeWarning::looks_like_a_date) << date;
  }
}

/// As a program of before this folding kept them: two people whose codes are one now.
TEST(Code, OfBeforeIsStillFoundAsItWasWritten) {
  const ledger::TemporaryFolder folder;
  const ledger::SiteKeys keys = ledger::SiteKeys::derive(ledger::create_key());
  const auto store = ledger::SqliteKeyStore::create(folder / "keys.db", keys, base::Uuid{{1}});
  ASSERT_TRUE(store.ok());
  Participants before(keys, **store);
  const auto composed = before.enrol("jos\xC3\xA9 7");
  const auto apart = before.enrol("Jose\xCC\x81 7");
  const auto other = before.enrol(
      "\xC3\x91"
      "andu");
  ASSERT_TRUE(composed.ok() && apart.ok() && other.ok());
  Participants now(keys, **store);
  ASSERT_TRUE(now.load().ok());
  EXPECT_EQ(now.find("Jos\xC3\xA9  7"), *composed);
  EXPECT_EQ(now.find("jose\xCC\x81 7"), *apart);
  EXPECT_FALSE(now.find("JOS\xC3\x89 7").has_value()) << "either may be meant: nobody is taken for the other";
  EXPECT_EQ(now.find("\xC3\xB1"
                     "ANDU"),
            *other)
      << "who is alone under it is found under every form";
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
  for (const std::string& offer : offers) {
    EXPECT_EQ(warn_about(offer), CodeWarning::none) << offer;
    EXPECT_EQ(std::count(offer.begin(), offer.end(), ' '), 2) << offer << ": a word of a list is soon guessed";
  }
}

}  // namespace
}  // namespace alongside::center
