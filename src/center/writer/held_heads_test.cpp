#include "center/writer/held_heads.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "center/running_center_test.hpp"
#include "ledger/heads.hpp"

namespace alongside::center {
namespace {

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

}  // namespace
}  // namespace alongside::center
