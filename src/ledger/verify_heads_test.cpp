// What heads prove of a record: one that was kept, the signed ones beside it, those that screens told.
#include <gtest/gtest.h>

#include <fstream>

#include "ledger/verified_sample_test.hpp"

namespace alongside::ledger {
namespace {

void append_head(const LedgerSample& sample, const Head& head, const SigningPair& pair) {
  auto log = HeadsLog::open(sample.folder / "heads.log");
  ASSERT_TRUE(log.ok());
  ASSERT_TRUE(log->append(sign_head(pair, sample.site, head, {1'700'000'000'000}, HeadReason::minute)).ok());
}

Head head_at_row(const LedgerSample& sample, std::uint64_t seq) {
  const auto rows = rows_of_store(*sample.open_read_only());
  return {seq, rows.at(seq - 1).digest};
}

TEST(Verify, ProvesThatATailIsMissingWhenItIsGivenAHead) {
  const LedgerSample sample;
  const Head head = sample.make_eight_rows();
  edit_behind_its_back(sample.path, "DELETE FROM ledger WHERE seq > 5");
  auto what = verification_of(sample);
  what.held = HeldHead{head, std::nullopt};
  const auto report = verify(what);
  EXPECT_FALSE(report.holds());
  EXPECT_EQ(report.rows, 5U);
  EXPECT_FALSE(report.first_bad_row) << "what is left is a whole chain";
  EXPECT_EQ(report.missing_tail.state, MissingTail::State::proved);
  EXPECT_EQ(report.missing_tail.rows, 3U);
  EXPECT_TRUE(says(report, "At least 3 rows are missing at the end")) << all_sentences(report);
}

TEST(Verify, ProvesThatATailIsMissingFromTheSignedHeadsBesideIt) {
  const LedgerSample sample;
  const Head head = sample.make_eight_rows();
  append_head(sample, head, sample.keys.heads);
  EXPECT_TRUE(verify(sample).holds());
  edit_behind_its_back(sample.path, "DELETE FROM ledger");
  const auto report = verify(sample);
  EXPECT_FALSE(report.holds());
  EXPECT_EQ(report.missing_tail.state, MissingTail::State::proved);
  EXPECT_EQ(report.missing_tail.rows, 8U);
}

TEST(Verify, DoesNotClaimThatATailIsThereWithoutAHead) {
  const LedgerSample sample;
  sample.make_eight_rows();
  edit_behind_its_back(sample.path, "DELETE FROM ledger WHERE seq > 5");
  const auto report = verify(sample);
  EXPECT_TRUE(report.holds()) << "a chain cannot see a lost tail";
  EXPECT_EQ(report.missing_tail.state, MissingTail::State::not_provable);
  EXPECT_TRUE(says(report, "not provable: there was no head to hold against")) << all_sentences(report);
}

TEST(Verify, SaysUpToWhichRowAHeadAttests) {
  const LedgerSample sample;
  sample.make_eight_rows();
  auto what = verification_of(sample);
  what.held = HeldHead{head_at_row(sample, 6), std::nullopt};
  const auto report = verify(what);
  EXPECT_TRUE(report.holds());
  EXPECT_EQ(report.missing_tail.state, MissingTail::State::none);
  EXPECT_EQ(report.missing_tail.proved_up_to, 6U);
}

TEST(Verify, RefusesAHeldHeadOfARewrittenPast) {
  const LedgerSample sample;
  sample.make_eight_rows();
  Head other = head_at_row(sample, 6);
  other.digest.bytes[0] ^= 1;
  auto what = verification_of(sample);
  what.held = HeldHead{other, std::nullopt};
  const auto report = verify(what);
  EXPECT_FALSE(report.holds());
  EXPECT_FALSE(report.held_head_holds);
  EXPECT_FALSE(report.first_bad_row);
}

TEST(Verify, RefusesAHeldHeadThatThisSiteDidNotSign) {
  const LedgerSample sample;
  const Head head = sample.make_eight_rows();
  const SiteKeys stranger = SiteKeys::derive(create_key());
  auto what = verification_of(sample);
  what.held = HeldHead{head, sign_head(stranger.heads, sample.site, head, {1}, HeadReason::shift)};
  const auto report = verify(what);
  EXPECT_FALSE(report.holds());
  EXPECT_FALSE(report.held_head_holds);
  EXPECT_EQ(report.missing_tail.state, MissingTail::State::not_provable);
}

TEST(Verify, CountsHeadsThatThisSiteDidNotSignForNothing) {
  const LedgerSample sample;
  Head head = sample.make_eight_rows();
  append_head(sample, head, sample.keys.heads);
  head.seq = 1000;
  append_head(sample, head, SiteKeys::derive(create_key()).heads);
  const auto report = verify(sample);
  EXPECT_FALSE(report.holds());
  EXPECT_EQ(report.heads_checked, 2U);
  EXPECT_EQ(report.bad_signatures, 1U);
  EXPECT_EQ(report.missing_tail.state, MissingTail::State::none) << "a forged head proves no missing rows";
}

TEST(Verify, FindsAPastRewrittenBehindASignedHead) {
  const LedgerSample sample;
  sample.make_eight_rows();
  Head other = head_at_row(sample, 4);
  other.digest.bytes[5] ^= 1;
  append_head(sample, other, sample.keys.heads);
  const auto report = verify(sample);
  EXPECT_FALSE(report.holds());
  EXPECT_EQ(report.contradicting_heads, 1U);
  EXPECT_TRUE(says(report, "the past was rewritten"));
}

TEST(Verify, HoldsWhatScreensToldAgainstTheRecord) {
  const LedgerSample sample;
  const Head head = sample.make_eight_rows();
  Verification what = verification_of(sample);
  what.told_heads = sample.folder / "heads.told";
  const auto told = [&](const HeadToken& token) {
    std::ofstream(what.told_heads, std::ios::trunc) << token.text() << "\n";
    return verify(what);
  };
  EXPECT_TRUE(told(token_of(sample.keys.head_token, head)).holds());
  const auto ahead = told(token_of(sample.keys.head_token, {head.seq + 3, head.digest}));
  EXPECT_EQ(ahead.missing_tail.rows, 3U);
  EXPECT_FALSE(ahead.holds());
  const auto another = told(token_of(sample.keys.head_token, {head.seq - 1, head.digest}));
  EXPECT_EQ(another.contradicting_told_heads, 1U);
  const auto invented = told(token_of(SiteKeys::derive(create_key()).head_token, {head.seq + 3, head.digest}));
  EXPECT_EQ(invented.bad_told_heads, 1U);
  EXPECT_NE(invented.missing_tail.state, MissingTail::State::proved);
}

TEST(Verify, BelievesAScreensTokenOnlyIfThisSiteMadeIt) {
  const LedgerSample sample;
  const Head head = sample.make_eight_rows();
  Verification what = verification_of(sample);
  const auto hold = [&](const HeadToken& token) {
    what.held = HeldHead{token.head, std::nullopt, token};
    return verify(what);
  };
  EXPECT_TRUE(hold(token_of(sample.keys.head_token, head)).holds());
  EXPECT_EQ(hold(token_of(sample.keys.head_token, {12, head.digest})).missing_tail.rows, 4U);
  const auto invented = hold(token_of(SiteKeys::derive(create_key()).head_token, {12, head.digest}));
  EXPECT_FALSE(invented.held_head_holds);
  EXPECT_NE(invented.missing_tail.state, MissingTail::State::proved);
}

TEST(Verify, PassesOverATornLastHeadAndSaysSo) {
  const LedgerSample sample;
  append_head(sample, sample.make_eight_rows(), sample.keys.heads);
  std::ofstream(sample.folder / "heads.log", std::ios::app) << "9 0a0b";
  const auto report = verify(sample);
  EXPECT_TRUE(report.holds());
  EXPECT_TRUE(report.last_head_line_torn);
  EXPECT_TRUE(says(report, "torn"));
}

}  // namespace
}  // namespace alongside::ledger
