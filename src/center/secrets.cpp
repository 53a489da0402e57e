#include "center/secrets.hpp"

#include <sodium.h>

#include <array>

#include "base/bytes.hpp"

namespace alongside::center {

std::string random_token() {
  std::array<std::uint8_t, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return base::hex(bytes);
}

ledger::Digest token_digest(std::string_view token) { return ledger::digest_of(base::bytes_of(token)); }

base::Result<std::string> hash_secret(std::string_view secret) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str(out.data(), secret.data(), secret.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return base::operation_error("not enough memory (64 MiB) to hash a password; free some and try again");
  }
  return std::string(out.data());
}

bool is_secret_of(const std::string& hash, std::string_view secret) {
  return crypto_pwhash_str_verify(hash.c_str(), secret.data(), secret.size()) == 0;
}

}  // namespace alongside::center
