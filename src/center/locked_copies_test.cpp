// What a locked center plays: what the site signed, also when writing it is interrupted.
#include "center/locked_copies.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "ledger/file_size_limit_test.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::center {
namespace {

class LockedCopiesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(ledger::write_public_key(folder_.path / ledger::public_key_name, keys_.heads.public_key()).ok());
    ASSERT_TRUE(write(before_).ok());
  }
  base::Result<> write(const LockedCopies& copies) const {
    return write_locked_copies(folder_, copies, copies.signed_text(keys_.heads));
  }
  std::string played() const {
    const auto text = signed_protocol(folder_);
    return text ? *text : text.error().message;
  }

  ledger::TemporaryFolder home_;
  ledger::SiteKeys keys_ = ledger::SiteKeys::derive(ledger::create_key());
  const SiteFolder folder_{.path = home_.path(), .id = {}, .name = {}, .zone = {}, .address = {}};
  const LockedCopies before_{.protocol = "the protocol before", .number = "911"};
  const LockedCopies after_{.protocol = std::string(20'000, 'x'), .number = "112"};
};

TEST_F(LockedCopiesTest, AreWhatWasWrittenLast) {
  EXPECT_EQ(played(), before_.protocol);
  EXPECT_EQ(signed_number(folder_), "911");
  ASSERT_TRUE(write(after_).ok());
  EXPECT_EQ(played(), after_.protocol);
  EXPECT_EQ(signed_number(folder_), "112");
  std::ofstream(folder_.protocol_copy()) << before_.protocol;
  EXPECT_NE(played(), before_.protocol) << "its signature went with it";
}

TEST_F(LockedCopiesTest, AreSignedAlsoWhereTheDiskWasFullInTheMiddle) {
  {
    const ledger::FileSizeLimit no_room(10'000);  // the signatures fit, the protocol does not
    EXPECT_FALSE(write(after_).ok());
  }
  EXPECT_EQ(played(), before_.protocol);
  // Or the program stopped after the copy and before the last signature.
  std::ofstream(folder_.protocol_copy()) << after_.protocol;
  EXPECT_EQ(played(), after_.protocol);
}

TEST_F(LockedCopiesTest, AreNoOtherSites) {
  const auto other = ledger::SiteKeys::derive(ledger::create_key());
  ASSERT_TRUE(write_locked_copies(folder_, after_, after_.signed_text(other.heads)).ok());
  EXPECT_NE(played(), after_.protocol);
  EXPECT_EQ(signed_number(folder_), "");
}

}  // namespace
}  // namespace alongside::center
