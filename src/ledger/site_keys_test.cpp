#include "ledger/site_keys.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>
#include <vector>

#include "ledger/durable_file.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::ledger {
namespace {

std::string content(const std::filesystem::path& path) {
  const auto bytes = read_file(path, 1 << 20);
  return bytes.ok() ? std::string(base::text_of(*bytes)) : std::string();
}

TEST(SiteKeys, AreAllDifferentAndFollowFromTheSiteKey) {
  const Key site_key = create_key();
  const SiteKeys first = SiteKeys::derive(site_key);
  const SiteKeys again = SiteKeys::derive(site_key);
  const std::vector<const Key*> keys{&first.row,         &first.command_tag,     &first.wrapping,
                                     &first.sealed_file, &first.participant_tag, &first.code_count,
                                     &first.head_token};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    EXPECT_FALSE(*keys[i] == site_key);
    for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(*keys[i] == *keys[j]) << i << " and " << j;
  }
  EXPECT_TRUE(first.row == again.row);
  EXPECT_TRUE(first.code_count == again.code_count);
  EXPECT_EQ(first.heads.public_key(), again.heads.public_key());
}

// Written down once: a site that was made by an older program must find the same keys for ever.
TEST(SiteKeys, NeverChangeForASiteThatExists) {
  base::Bytes counting;
  for (std::uint8_t i = 0; i < 32; ++i) counting.push_back(i);
  const SiteKeys keys = SiteKeys::derive(*Key::from(counting));
  EXPECT_EQ(base::hex(keys.row.bytes()), "b5d54a515efaaed48eb77becd6dbb1b6c4ac640fb08504d9fb8b82e2e1cfb7c5");
  EXPECT_EQ(base::hex(keys.command_tag.bytes()), "bd5bb514c4c6361a9362498c781e3130274dfcb72896b35d8a074306a1d55e16");
  EXPECT_EQ(base::hex(keys.wrapping.bytes()), "8735365490a676c035e744e4afdcc8cc2e94b4a391d882409bd070d944c01273");
  EXPECT_EQ(base::hex(keys.sealed_file.bytes()), "d3129b8d5354e21467eb8acd602336940bd5641367c6083aa3211e436d614aba");
  EXPECT_EQ(base::hex(keys.participant_tag.bytes()),
            "54439b2458cd94b1cb14cc20e7897ab718a27e1a2bfd229acc210756bb6a1183");
  EXPECT_EQ(base::hex(keys.code_count.bytes()), "2d2756e266da011d912e6a7f91bf194117fdd00c8884f4792e3abf16681fd6f0");
  EXPECT_EQ(base::hex(keys.head_token.bytes()), "0da779ff163a0ef031f002984035b5132e41a829bf518bbb02d24ea047fdca34");
}

TEST(Passphrase, OpensTheKeyItWrapped) {
  const TemporaryFolder folder;
  const Key key = create_key();
  const auto path = folder / "site.key.sealed";
  ASSERT_TRUE(wrap_with_passphrase(path, key, "correct horse", PassphraseCost::least()).ok());
  EXPECT_EQ(content(path).find(base::hex(key.bytes())), std::string::npos);
  const auto opened = unwrap_with_passphrase(path, "correct horse");
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  EXPECT_TRUE(*opened == key);
}

TEST(Passphrase, ThatIsWrongIsAnErrorThatGivesNothingAway) {
  const TemporaryFolder folder;
  const auto path = folder / "site.key.sealed";
  ASSERT_TRUE(wrap_with_passphrase(path, create_key(), "correct horse", PassphraseCost::least()).ok());
  const auto opened = unwrap_with_passphrase(path, "battery staple");
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().failure, base::Failure::input);
  EXPECT_NE(opened.error().message.find("does not open with this passphrase"), std::string::npos);
  EXPECT_EQ(opened.error().message.find("battery"), std::string::npos);
}

TEST(Passphrase, MustNotBeEmpty) {
  const TemporaryFolder folder;
  EXPECT_FALSE(wrap_with_passphrase(folder / "k", create_key(), "", PassphraseCost::least()).ok());
  EXPECT_FALSE(std::filesystem::exists(folder / "k"));
}

TEST(WrappedKey, IsNeverOverwritten) {
  const TemporaryFolder folder;
  const auto path = folder / "site.key.sealed";
  ASSERT_TRUE(wrap_with_passphrase(path, create_key(), "one", PassphraseCost::least()).ok());
  const std::string before = content(path);
  EXPECT_FALSE(wrap_with_passphrase(path, create_key(), "two", PassphraseCost::least()).ok());
  EXPECT_EQ(content(path), before);
}

TEST(WrappedKey, DoesNotOpenWithAnyCharacterChanged) {
  const TemporaryFolder folder;
  const auto path = folder / "site.key.sealed";
  const Key key = create_key();
  ASSERT_TRUE(wrap_with_passphrase(path, key, "one", PassphraseCost::least()).ok());
  const std::string whole = content(path);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] == '1' ? '2' : '1');
    ASSERT_TRUE(replace_file(path, base::bytes_of(changed), owner_only).ok());
    EXPECT_FALSE(unwrap_with_passphrase(path, "one").ok()) << "character " << i << " of " << changed;
  }
  for (std::size_t size = 0; size < whole.size(); ++size) {
    ASSERT_TRUE(replace_file(path, base::bytes_of(whole.substr(0, size)), owner_only).ok());
    EXPECT_FALSE(unwrap_with_passphrase(path, "one").ok()) << "the first " << size << " characters";
  }
}

TEST(KeyFile, IsReadBack) {
  const TemporaryFolder folder;
  const Key key = create_key();
  ASSERT_TRUE(write_key_file(folder / "demonstration.key", key).ok());
  const auto read = read_key_file(folder / "demonstration.key");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_TRUE(*read == key);
}

TEST(KeyFile, IsRefusedWhenOthersCanReadIt) {
  const TemporaryFolder folder;
  const auto path = folder / "token.key";
  ASSERT_TRUE(write_key_file(path, create_key()).ok());
  for (const mode_t mode : {0640, 0604, 0620, 0602}) {
    ASSERT_EQ(::chmod(path.c_str(), mode), 0);
    const auto read = read_key_file(path);
    ASSERT_FALSE(read.ok()) << std::oct << mode;
    EXPECT_EQ(read.error().failure, base::Failure::input);
    EXPECT_NE(read.error().message.find("chmod 600"), std::string::npos) << read.error().message;
  }
}

TEST(KeyFile, IsNeverOverwritten) {
  const TemporaryFolder folder;
  const Key key = create_key();
  ASSERT_TRUE(write_key_file(folder / "k", key).ok());
  EXPECT_FALSE(write_key_file(folder / "k", create_key()).ok());
  EXPECT_TRUE(*read_key_file(folder / "k") == key);
}

TEST(KeyFile, ThatHoldsNoKeyIsNotQuotedInTheError) {
  const TemporaryFolder folder;
  const std::string nearly(62, 'a');
  ASSERT_TRUE(create_file(folder / "k", base::bytes_of(nearly), owner_only).ok());
  const auto read = read_key_file(folder / "k");
  ASSERT_FALSE(read.ok());
  EXPECT_NE(read.error().message.find("found 62 characters"), std::string::npos) << read.error().message;
  EXPECT_EQ(read.error().message.find("aaaa"), std::string::npos);
}

}  // namespace
}  // namespace alongside::ledger
