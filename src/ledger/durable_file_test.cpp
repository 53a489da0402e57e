#include "ledger/durable_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "ledger/file_size_limit_test.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::ledger {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  const auto bytes = read_file(path, 1 << 20);
  return bytes.ok() ? std::string(base::text_of(*bytes)) : bytes.error().message;
}

TEST(DurableFile, HoldsWhatWasLastWritten) {
  const TemporaryFolder folder;
  ASSERT_TRUE(replace_file(folder / "file", base::bytes_of("first, and longer"), owner_only).ok());
  ASSERT_TRUE(replace_file(folder / "file", base::bytes_of("second"), owner_only).ok());
  EXPECT_EQ(content(folder / "file"), "second");
  EXPECT_FALSE(fs::exists(folder / "file.new"));
}

TEST(DurableFile, IsReadableByTheOwnerOnlyWhereAsked) {
  const TemporaryFolder folder;
  ASSERT_TRUE(create_file(folder / "file", base::bytes_of("x"), owner_only).ok());
  struct stat status{};
  ASSERT_EQ(::stat((folder / "file").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, owner_only);
}

TEST(DurableFile, IsNotCreatedOverAnother) {
  const TemporaryFolder folder;
  ASSERT_TRUE(create_file(folder / "file", base::bytes_of("first"), owner_only).ok());
  const auto second = create_file(folder / "file", base::bytes_of("second"), owner_only);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().failure, base::Failure::input);
  EXPECT_NE(second.error().message.find("already there"), std::string::npos) << second.error().message;
  EXPECT_EQ(content(folder / "file"), "first");
  EXPECT_FALSE(fs::exists(folder / "file.new"));
}

TEST(DurableFile, IsReplacedAlsoWhenACrashLeftHalfAFileBeside) {
  const TemporaryFolder folder;
  ASSERT_TRUE(replace_file(folder / "file", base::bytes_of("first"), owner_only).ok());
  ASSERT_TRUE(create_file(folder / "file.new", base::bytes_of("sec"), owner_only).ok());
  EXPECT_EQ(content(folder / "file"), "first");
  ASSERT_TRUE(replace_file(folder / "file", base::bytes_of("second"), owner_only).ok());
  EXPECT_EQ(content(folder / "file"), "second");
}

TEST(DurableFile, KeepsTheOldContentWhenTheDiskTakesNoMore) {
  const TemporaryFolder folder;
  ASSERT_TRUE(replace_file(folder / "file", base::bytes_of("first"), owner_only).ok());

  const auto written = [&] {
    const FileSizeLimit limit(4096);
    return replace_file(folder / "file", base::Bytes(100'000, 'x'), owner_only);
  }();
  ASSERT_FALSE(written.ok());
  EXPECT_NE(written.error().message.find("free space"), std::string::npos) << written.error().message;
  EXPECT_EQ(content(folder / "file"), "first");
  EXPECT_FALSE(fs::exists(folder / "file.new"));
}

TEST(DurableFile, RefusesToReadMoreThanTheCallerExpects) {
  const TemporaryFolder folder;
  ASSERT_TRUE(create_file(folder / "file", base::Bytes(1000, 'x'), owner_only).ok());
  EXPECT_TRUE(read_file(folder / "file", 1000).ok());
  EXPECT_FALSE(read_file(folder / "file", 999).ok());
}

TEST(DurableFile, ThatIsNotThereIsAnErrorThatNamesIt) {
  const TemporaryFolder folder;
  const auto bytes = read_file(folder / "nothing", 10);
  ASSERT_FALSE(bytes.ok());
  EXPECT_NE(bytes.error().message.find("nothing: opening it failed: No such file"), std::string::npos)
      << bytes.error().message;
}

}  // namespace
}  // namespace alongside::ledger
