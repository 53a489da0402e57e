#include "ledger/sealed_file.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "ledger/durable_file.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::ledger {
namespace {

RC_GTEST_PROP(SealedFile, OpensToWhatWasLastWritten, (const base::Bytes& first, const base::Bytes& second)) {
  const TemporaryFolder folder;
  const Key key = Key::random();
  RC_ASSERT(write_sealed_file(folder / "f", key, "staff", first).ok());
  RC_ASSERT(write_sealed_file(folder / "f", key, "staff", second).ok());
  const auto read = read_sealed_file(folder / "f", key, "staff");
  RC_ASSERT(read.ok());
  RC_ASSERT(*read == second);
}

TEST(SealedFile, ThatIsTornAnywhereSaysSo) {
  const TemporaryFolder folder;
  const Key key = Key::random();
  ASSERT_TRUE(write_sealed_file(folder / "f", key, "staff", base::bytes_of("who is who")).ok());
  const auto whole = read_file(folder / "f", 1 << 20);
  ASSERT_TRUE(whole.ok());
  for (std::size_t size = 0; size < whole->size(); ++size) {
    ASSERT_TRUE(replace_file(folder / "f", base::BytesView(*whole).first(size), owner_only).ok());
    const auto read = read_sealed_file(folder / "f", key, "staff");
    ASSERT_FALSE(read.ok()) << size;
    EXPECT_EQ(read.error().failure, base::Failure::check);
  }
  EXPECT_NE(read_sealed_file(folder / "f", key, "staff").error().message.find("is torn"), std::string::npos);
}

TEST(SealedFile, ThatWasChangedAnywhereDoesNotOpen) {
  const TemporaryFolder folder;
  const Key key = Key::random();
  ASSERT_TRUE(write_sealed_file(folder / "f", key, "staff", base::bytes_of("who is who")).ok());
  const auto whole = read_file(folder / "f", 1 << 20);
  ASSERT_TRUE(whole.ok());
  for (std::size_t i = 0; i < whole->size(); ++i) {
    base::Bytes changed = *whole;
    changed[i] ^= 4;
    ASSERT_TRUE(replace_file(folder / "f", changed, owner_only).ok());
    EXPECT_FALSE(read_sealed_file(folder / "f", key, "staff").ok()) << i;
  }
}

TEST(SealedFile, OpensForItsUseAndItsKeyOnly) {
  const TemporaryFolder folder;
  const Key key = Key::random();
  ASSERT_TRUE(write_sealed_file(folder / "f", key, "staff", base::bytes_of("x")).ok());
  EXPECT_FALSE(read_sealed_file(folder / "f", key, "settings").ok());
  EXPECT_FALSE(read_sealed_file(folder / "f", Key::random(), "staff").ok());
  EXPECT_FALSE(read_sealed_file(folder / "other", key, "staff").ok());
}

TEST(SealedFile, ShowsNothingOfItsContent) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_sealed_file(folder / "f", Key::random(), "staff", base::bytes_of("a responder's name")).ok());
  const auto file = read_file(folder / "f", 1 << 20);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(base::text_of(*file).find("responder"), std::string_view::npos);
}

}  // namespace
}  // namespace alongside::ledger
