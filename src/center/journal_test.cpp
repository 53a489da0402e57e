// The journal: what was tapped is read again, whatever a full disk or a power cut left between.
#include "center/journal.hpp"

#include <gtest/gtest.h>

#include <sodium.h>

#include <fstream>

#include "ledger/file_size_limit_test.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::center {
namespace {

class JournalTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(Journal::write_public_key(folder_.path(), keys_).ok()); }
  std::vector<std::string> texts() {
    std::vector<std::string> out;
    const auto entries = journal_.read(keys_);
    for (const base::Bytes& entry : entries.value()) out.emplace_back(base::text_of(entry));
    return out;
  }
  ledger::TemporaryFolder folder_;
  ledger::SiteKeys keys_ = ledger::SiteKeys::derive(ledger::create_key());
  Journal journal_{folder_.path()};
};

TEST_F(JournalTest, TakesEntriesOnADiskWithoutRoom) {
  ASSERT_TRUE(journal_.prepare().ok());
  {
    const ledger::FileSizeLimit no_room(std::filesystem::file_size(folder_ / "journal"));
    std::filesystem::remove(folder_ / "journal.pub");
    EXPECT_TRUE(journal_.append(base::bytes_of("first")).ok());
  }
  EXPECT_EQ(texts(), (std::vector<std::string>{"first"}));
}

TEST_F(JournalTest, KeepsTheOldestAndReadsAllThatItTook) {
  const base::Bytes entry(1000, 'x');
  std::size_t taken = 0;
  while (taken < 10'000 && journal_.append(entry).ok()) ++taken;
  EXPECT_GT(taken, 500U);
  EXPECT_LT(taken, 10'000U) << "bounded";
  EXPECT_EQ(texts().size(), taken);
  EXPECT_LE(std::filesystem::file_size(folder_ / "journal"), Journal::room);
}

TEST_F(JournalTest, ADamagedEntryCostsItselfAlone) {
  for (const char* text : {"first", "second", "third"}) ASSERT_TRUE(journal_.append(base::bytes_of(text)).ok());
  std::fstream file(folder_ / "journal", std::ios::in | std::ios::out | std::ios::binary);
  std::string bytes(1024, '\0');
  file.read(bytes.data(), 1024);
  for (const std::size_t place : {0U, 5U, 10U, 30U}) {  // its mark, its length, its check, what is sealed
    std::string damaged = bytes;
    const std::size_t second = damaged.find("AJE1", 1);
    damaged[second + place] = static_cast<char>(damaged[second + place] ^ 0x40);
    file.clear();
    file.seekp(0).write(damaged.data(), static_cast<std::streamsize>(damaged.size())).flush();
    EXPECT_EQ(texts(), (std::vector<std::string>{"first", "third"})) << place;
    Journal again(folder_.path());
    ASSERT_TRUE(again.append(base::bytes_of("fourth")).ok());
    EXPECT_EQ(texts(), (std::vector<std::string>{"first", "third", "fourth"})) << place;
  }
}

TEST_F(JournalTest, ReadsLinesOfEarlierVersionsAndWritesBehindThem) {
  const std::string text = "first";
  std::string hex;
  std::ifstream(folder_ / "journal.pub") >> hex;
  const auto open_key = base::unhex(hex);
  base::Bytes sealed(text.size() + crypto_box_SEALBYTES);
  crypto_box_seal(sealed.data(), base::bytes_of(text).data(), text.size(), open_key->data());
  std::ofstream(folder_ / "journal", std::ios::binary) << "\n" << base::hex(sealed) << "\n\n00ff3";
  ASSERT_TRUE(journal_.prepare().ok());
  ASSERT_TRUE(journal_.append(base::bytes_of("second")).ok());
  EXPECT_EQ(texts(), (std::vector<std::string>{"first", "second"}));
}

TEST_F(JournalTest, SealsToTheSiteAlsoWithoutItsPublicKeyFileOnceTheSiteKeyIsKnown) {
  std::filesystem::remove(folder_ / "journal.pub");
  EXPECT_FALSE(journal_.append(base::bytes_of("first")).ok());
  EXPECT_TRUE(texts().empty());
  EXPECT_TRUE(journal_.append(base::bytes_of("second")).ok());
  EXPECT_EQ(texts(), (std::vector<std::string>{"second"}));
}

TEST_F(JournalTest, ShowsNothingToWhoeverHasNotTheSiteKey) {
  ASSERT_TRUE(journal_.append(base::bytes_of("naloxone")).ok());
  EXPECT_TRUE(journal_.read(ledger::SiteKeys::derive(ledger::create_key())).value().empty());
}

TEST_F(JournalTest, IsEmptyOnceAllOfItIsInTheRecord) {
  ASSERT_TRUE(journal_.append(base::bytes_of("first")).ok());
  journal_.clear();
  EXPECT_TRUE(texts().empty());
  ASSERT_TRUE(journal_.append(base::bytes_of("second")).ok());
  EXPECT_EQ(texts(), (std::vector<std::string>{"second"}));
}

}  // namespace
}  // namespace alongside::center
