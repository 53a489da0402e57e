#include "ledger/digest.hpp"

#include <gtest/gtest.h>

namespace alongside::ledger {
namespace {

// Computed by another implementation: `printf abc | b2sum -l 256` (GNU coreutils 9.1).
TEST(Digest, IsBlake2bOf256Bits) {
  EXPECT_EQ(digest_of(base::bytes_of("abc")).text(),
            "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  EXPECT_EQ(digest_of({}).text(), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

// Computed by another implementation: Python's hashlib.blake2b(b"use\0x", key=bytes(range(32)), digest_size=32).
TEST(Digest, KeyedIsBlake2bKeyedOverContextZeroAndBytes) {
  base::Bytes counting;
  for (std::uint8_t i = 0; i < 32; ++i) counting.push_back(i);
  const auto key = Key::from(counting);
  EXPECT_EQ(keyed_digest(*key, "use", base::bytes_of("x")).text(),
            "77ac2f95a5b1e0822cdaa6248a6ce799e635f2a3449d65c1f423ccf55c86504f");
}

TEST(Digest, OfPiecesIsTheDigestOfTheWhole) {
  EXPECT_EQ(Digester().add(base::bytes_of("ab")).add(base::bytes_of("c")).finish(), digest_of(base::bytes_of("abc")));
}

TEST(Digest, KeepsContextAndBytesApart) {
  const Key key = Key::random();
  EXPECT_NE(keyed_digest(key, "ab", base::bytes_of("c")), keyed_digest(key, "a", base::bytes_of("bc")));
}

TEST(Digest, ReadsBackTheTextItWritesAndNothingElse) {
  const Digest digest = digest_of(base::bytes_of("abc"));
  EXPECT_EQ(Digest::parse(digest.text()), digest);
  EXPECT_FALSE(Digest::parse(digest.text().substr(2)));
  EXPECT_FALSE(Digest::parse(digest.text() + "00"));
  EXPECT_FALSE(Digest::parse(std::string(64, 'g')));
}

TEST(DerivedKey, IsTheSameForTheSameContextAndAnotherForAnother) {
  const Key key = Key::random();
  EXPECT_TRUE(derive_key(key, "rows") == derive_key(key, "rows"));
  EXPECT_FALSE(derive_key(key, "rows") == derive_key(key, "tags"));
  EXPECT_FALSE(derive_key(key, "rows") == derive_key(Key::random(), "rows"));
}

}  // namespace
}  // namespace alongside::ledger
