#include "ledger/heads.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "ledger/file_size_limit_test.hpp"
#include "ledger/site_keys.hpp"
#include "ledger/sqlite/ledger_sample_test.hpp"

namespace alongside::ledger {
namespace {

const base::Uuid site = sample_uuid(77);

SigningPair some_pair() { return SigningPair::from_seed(Key::random()); }

Head head_at(std::uint64_t seq) { return {seq, digest_of(base::bytes_of(std::to_string(seq)))}; }

void write_text(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

TEST(SignedHead, HoldsOnlyForWhatWasSigned) {
  const SigningPair pair = some_pair();
  const SignedHead head = sign_head(pair, site, head_at(37), {1'638'295'500'000}, HeadReason::shift);
  EXPECT_TRUE(signature_holds(pair.public_key(), site, head));
  EXPECT_FALSE(signature_holds(some_pair().public_key(), site, head));
  EXPECT_FALSE(signature_holds(pair.public_key(), sample_uuid(78), head));
  SignedHead changed = head;
  changed.head.seq = 38;
  EXPECT_FALSE(signature_holds(pair.public_key(), site, changed));
  changed = head;
  changed.head.digest.bytes[31] ^= 1;
  EXPECT_FALSE(signature_holds(pair.public_key(), site, changed));
  changed = head;
  changed.signed_at.milliseconds_utc += 1;
  EXPECT_FALSE(signature_holds(pair.public_key(), site, changed));
  changed = head;
  changed.reason = HeadReason::boot;
  EXPECT_FALSE(signature_holds(pair.public_key(), site, changed));
}

TEST(HeadLine, IsReadableByPeople) {
  // 2021-11-30 18:05 UTC, by `date -u -d @1638295500`.
  const SignedHead head = sign_head(some_pair(), site, head_at(37), {1'638'295'500'007}, HeadReason::shift);
  EXPECT_TRUE(line_of(head).starts_with("37 " + head.head.digest.text() + " 2021-11-30T18:05:00.007Z shift "))
      << line_of(head);
}

RC_GTEST_PROP(HeadLine, IsReadBack, ()) {
  const auto seq = *rc::gen::arbitrary<std::uint64_t>();
  const auto at = *rc::gen::inRange<std::int64_t>(-62'000'000'000'000, 250'000'000'000'000);
  const auto reason = *rc::gen::element(HeadReason::minute, HeadReason::shift, HeadReason::boot);
  const SignedHead head = sign_head(some_pair(), site, {seq, digest_of({})}, {at}, reason);
  RC_ASSERT(parse_head_line(line_of(head)) == head);
}

TEST(HeadLine, IsNothingElse) {
  const std::string line = line_of(sign_head(some_pair(), site, head_at(37), {0}, HeadReason::minute));
  ASSERT_TRUE(parse_head_line(line));
  for (std::size_t size = 0; size < line.size(); ++size) EXPECT_FALSE(parse_head_line(line.substr(0, size))) << size;
  EXPECT_FALSE(parse_head_line(line + "0"));
  EXPECT_FALSE(parse_head_line(line + " "));
  EXPECT_FALSE(parse_head_line(" " + line));
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"1970-01-01", "1970-02-30"}, {"T00:", "T24:"}, {"minute", "hour"}, {"37 ", "-7 "}}) {
    std::string changed = line;
    changed.replace(changed.find(from), from.size(), to);
    EXPECT_FALSE(parse_head_line(changed)) << changed;
  }
}

TEST(HeadLine, IsReadOnlyAsItWasWritten) {
  const std::string line = line_of(sign_head(some_pair(), site, head_at(37), {1}, HeadReason::boot));
  for (std::size_t place = 0; place < line.size(); ++place) {
    for (const unsigned bit : {1U, 4U, 32U}) {
      std::string flipped = line;
      flipped[place] = static_cast<char>(static_cast<unsigned char>(line[place]) ^ bit);
      const auto read = parse_head_line(flipped);
      EXPECT_TRUE(!read || line_of(*read) == flipped) << flipped;
    }
  }
}

TEST(HeadsLog, KeepsHeadsInOrderAcrossRestarts) {
  const TemporaryFolder folder;
  const SigningPair pair = some_pair();
  std::vector<SignedHead> given;
  for (std::uint64_t start = 0; start < 3; ++start) {
    auto log = HeadsLog::open(folder / "heads.log");
    ASSERT_TRUE(log.ok()) << log.error().message;
    for (std::uint64_t i = 0; i < 3; ++i) {
      given.push_back(
          sign_head(pair, site, head_at(10 * start + i), {static_cast<std::int64_t>(i)}, HeadReason::minute));
      ASSERT_TRUE(log->append(given.back()).ok());
    }
  }
  const auto read = read_heads(folder / "heads.log");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->heads, given);
  EXPECT_FALSE(read->last_line_torn);
  EXPECT_TRUE(read->unreadable_lines.empty());
}

TEST(HeadsLog, TornAnywhereInItsLastLineSaysSoAndGoesOn) {
  const SigningPair pair = some_pair();
  const SignedHead first = sign_head(pair, site, head_at(1), {1}, HeadReason::boot);
  const SignedHead second = sign_head(pair, site, head_at(2), {2}, HeadReason::minute);
  const SignedHead third = sign_head(pair, site, head_at(3), {3}, HeadReason::minute);
  const std::string whole = line_of(first) + '\n' + line_of(second) + '\n';
  const TemporaryFolder folder;
  const auto path = folder / "heads.log";
  for (std::size_t size = line_of(first).size() + 1; size <= whole.size(); ++size) {
    SCOPED_TRACE(testing::Message() << size << " bytes");
    write_text(path, whole.substr(0, size));
    const bool second_is_whole = size >= whole.size() - 1;
    const auto read = read_heads(path);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->heads.size(), second_is_whole ? 2U : 1U);
    EXPECT_EQ(read->last_line_torn, !second_is_whole && size > line_of(first).size() + 1);
    EXPECT_TRUE(read->unreadable_lines.empty());

    auto log = HeadsLog::open(path);
    ASSERT_TRUE(log.ok()) << log.error().message;
    ASSERT_TRUE(log->append(third).ok());
    const auto after = read_heads(path);
    ASSERT_TRUE(after.ok());
    EXPECT_EQ(after->heads.back(), third);
    EXPECT_EQ(after->heads.size(), second_is_whole ? 3U : 2U);
    EXPECT_TRUE(after->unreadable_lines.empty());
  }
}

TEST(HeadsLog, WaitsForNobodyWhereAPipeStandsInItsPlace) {
  const TemporaryFolder folder;
  const auto path = folder / "heads.log";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  EXPECT_FALSE(HeadsLog::open(path).ok());
  EXPECT_FALSE(read_heads(path).ok());
}

TEST(HeadsLog, KeepsNoPartOfALineThatTheDiskDidNotTake) {
  const TemporaryFolder folder;
  const SigningPair pair = some_pair();
  const SignedHead first = sign_head(pair, site, head_at(1), {1}, HeadReason::boot);
  const SignedHead second = sign_head(pair, site, head_at(2), {2}, HeadReason::minute);
  auto log = HeadsLog::open(folder / "heads.log");
  ASSERT_TRUE(log.ok());
  ASSERT_TRUE(log->append(first).ok());
  {
    const FileSizeLimit limit(line_of(first).size() + 40);
    EXPECT_FALSE(log->append(second).ok());
  }
  ASSERT_TRUE(log->append(second).ok());
  const auto read = read_heads(folder / "heads.log");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->heads, (std::vector<SignedHead>{first, second}));
  EXPECT_TRUE(read->unreadable_lines.empty());
}

TEST(HeadsLog, NamesALineInItsMiddleThatIsNoHead) {
  const TemporaryFolder folder;
  const std::string line = line_of(sign_head(some_pair(), site, head_at(1), {1}, HeadReason::boot));
  write_text(folder / "heads.log", line + "\nscribble\n" + line + "\n");
  const auto read = read_heads(folder / "heads.log");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->heads.size(), 2U);
  EXPECT_EQ(read->unreadable_lines, std::vector<std::size_t>{2});
}

TEST(HeadsLog, ThatIsNotThereHasNoHeads) {
  const TemporaryFolder folder;
  const auto read = read_heads(folder / "heads.log");
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(read->heads.empty());
  EXPECT_FALSE(std::filesystem::exists(folder / "heads.log"));
}

TEST(HeldHead, IsALineOfTheLogOrSeveralOfWhichTheHighestCounts) {
  const TemporaryFolder folder;
  const SigningPair pair = some_pair();
  const SignedHead low = sign_head(pair, site, head_at(3), {1}, HeadReason::boot);
  const SignedHead high = sign_head(pair, site, head_at(30), {2}, HeadReason::shift);
  write_text(folder / "held", line_of(high) + "\n" + line_of(low));
  const auto held = read_held_head(folder / "held");
  ASSERT_TRUE(held.ok()) << held.error().message;
  EXPECT_EQ(held->head, high.head);
  EXPECT_EQ(held->as_signed, high);
}

TEST(HeldHead, IsJsonFromAnAnswer) {
  const TemporaryFolder folder;
  const Head head = head_at(30);
  const std::string digest = head.digest.text();
  for (const std::string& text :
       {"{\"seq\":30,\"digest\":\"" + digest + "\"}", "{\"seq\":30,\"digest\":\"" + digest + "\"}\n",
        " {\n \"at\" : \"x\", \"digest\" : \"" + digest + "\",\n \"seq\" : 30 }"}) {
    write_text(folder / "held", text);
    const auto held = read_held_head(folder / "held");
    ASSERT_TRUE(held.ok()) << text << held.error().message;
    EXPECT_EQ(held->head, head);
    EXPECT_FALSE(held->as_signed);
  }
}

TEST(HeldHead, IsAScreensTokenAsTextOrInAFile) {
  const TemporaryFolder folder;
  const SiteKeys keys = SiteKeys::derive(create_key());
  const HeadToken low = token_of(keys.head_token, head_at(3));
  const HeadToken high = token_of(keys.head_token, head_at(30));
  write_text(folder / "held", low.text() + "\n" + high.text() + "\n");
  for (const std::string& given : {high.text(), (folder / "held").string()}) {
    const auto held = read_held_head(given);
    ASSERT_TRUE(held.ok()) << held.error().message;
    EXPECT_EQ(held->head, high.head);
    EXPECT_EQ(held->as_token, high);
  }
}

TEST(HeldHead, IsNothingElse) {
  const TemporaryFolder folder;
  const std::string digest = head_at(30).digest.text();
  const std::vector<std::string> texts{"",
                                       "hello",
                                       "{}",
                                       "{\"seq\":30}",
                                       "{\"digest\":\"" + digest + "\"}",
                                       "{\"seq\":-30,\"digest\":\"" + digest + "\"}",
                                       "{\"seq\":30,\"digest\":\"" + digest.substr(2) + "\"}",
                                       "{\"seq\":30,\"digest\":" + digest + "}"};
  for (const std::string& text : texts) {
    write_text(folder / "held", text);
    const auto held = read_held_head(folder / "held");
    ASSERT_FALSE(held.ok()) << text;
    EXPECT_EQ(held.error().failure, base::Failure::input);
    EXPECT_NE(held.error().message.find("found none of them"), std::string::npos);
  }
  EXPECT_FALSE(read_held_head(folder / "nothing").ok());
}

}  // namespace
}  // namespace alongside::ledger
