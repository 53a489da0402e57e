// The journal: what was tapped is read again, whatever a full disk or a power cut left between.
#include "center/journal.hpp"

#include <gtest/gtest.h>

#include <fstream>

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

TEST_F(JournalTest, ReadsWhatCameAfterATornEntry) {
  ASSERT_TRUE(journal_.append(base::bytes_of("first")).ok());
  std::ofstream(folder_.path() / "journal", std::ios::app | std::ios::binary) << "\n00ff3";
  ASSERT_TRUE(journal_.append(base::bytes_of("second")).ok());
  EXPECT_EQ(texts(), (std::vector<std::string>{"first", "second"}));
}

TEST_F(JournalTest, ShowsNothingToWhoeverHasNotTheSiteKey) {
  ASSERT_TRUE(journal_.append(base::bytes_of("naloxone")).ok());
  EXPECT_TRUE(journal_.read(ledger::SiteKeys::derive(ledger::create_key())).value().empty());
}

TEST_F(JournalTest, IsEmptyOnceAllOfItIsInTheRecord) {
  ASSERT_TRUE(journal_.append(base::bytes_of("first")).ok());
  journal_.remove();
  EXPECT_TRUE(texts().empty());
}

}  // namespace
}  // namespace alongside::center
