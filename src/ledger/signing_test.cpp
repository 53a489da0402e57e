#include "ledger/signing.hpp"

#include <gtest/gtest.h>

#include "ledger/durable_file.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::ledger {
namespace {

// RFC 8032, section 7.1, TEST 2.
TEST(Signature, IsEd25519) {
  const auto seed = base::unhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  const SigningPair pair = SigningPair::from_seed(*Key::from(*seed));
  EXPECT_EQ(pair.public_key().text(), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const base::Bytes message{0x72};
  EXPECT_EQ(pair.sign(message).text(),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(Signature, HoldsForItsMessageAndItsKeyOnly) {
  const SigningPair pair = SigningPair::from_seed(Key::random());
  const Signature signature = pair.sign(base::bytes_of("head 7"));
  EXPECT_TRUE(signature_holds(pair.public_key(), base::bytes_of("head 7"), signature));
  EXPECT_FALSE(signature_holds(pair.public_key(), base::bytes_of("head 8"), signature));
  EXPECT_FALSE(
      signature_holds(SigningPair::from_seed(Key::random()).public_key(), base::bytes_of("head 7"), signature));
}

TEST(PublicKeyFile, IsReadBackAndRefusedWhenItIsNoKey) {
  const TemporaryFolder folder;
  const PublicKey key = SigningPair::from_seed(Key::random()).public_key();
  ASSERT_TRUE(write_public_key(folder / "site.pub", key).ok());
  const auto read = read_public_key(folder / "site.pub");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(*read, key);

  ASSERT_TRUE(replace_file(folder / "site.pub", base::bytes_of("hello\n"), readable_by_all).ok());
  const auto wrong = read_public_key(folder / "site.pub");
  ASSERT_FALSE(wrong.ok());
  EXPECT_NE(wrong.error().message.find("64 hexadecimal digits"), std::string::npos);
}

}  // namespace
}  // namespace alongside::ledger
