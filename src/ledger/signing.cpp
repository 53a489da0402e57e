#include "ledger/signing.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "ledger/durable_file.hpp"
#include "ledger/sodium.hpp"

namespace alongside::ledger {

namespace {
static_assert(crypto_sign_SEEDBYTES == Key::size);

/// The form libsodium signs with: seed and public key together; wiped when it goes.
struct ExpandedSecret {
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> bytes{};
  PublicKey public_key;

  explicit ExpandedSecret(const Key& seed) {
    crypto_sign_seed_keypair(public_key.bytes.data(), bytes.data(), seed.bytes().data());
  }
  ~ExpandedSecret() { sodium_memzero(bytes.data(), bytes.size()); }
};

template <class Held>
std::optional<Held> parse_fixed(std::string_view text) {
  const auto bytes = base::unhex(text);
  Held held;
  if (!bytes || bytes->size() != held.bytes.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), held.bytes.begin());
  return held;
}
}  // namespace

std::optional<PublicKey> PublicKey::parse(std::string_view text) { return parse_fixed<PublicKey>(text); }
std::optional<Signature> Signature::parse(std::string_view text) { return parse_fixed<Signature>(text); }

SigningPair SigningPair::from_seed(Key seed) {
  sodium_ready();
  const ExpandedSecret secret(seed);
  return {std::move(seed), secret.public_key};
}

Signature SigningPair::sign(base::BytesView message) const {
  const ExpandedSecret secret(seed_);
  Signature signature;
  crypto_sign_detached(signature.bytes.data(), nullptr, message.data(), message.size(), secret.bytes.data());
  return signature;
}

bool signature_holds(const PublicKey& key, base::BytesView message, const Signature& signature) {
  sodium_ready();
  return crypto_sign_verify_detached(signature.bytes.data(), message.data(), message.size(), key.bytes.data()) == 0;
}

base::Result<> write_public_key(const std::filesystem::path& path, const PublicKey& key) {
  return replace_file(path, base::bytes_of(key.text() + "\n"), readable_by_all);
}

base::Result<PublicKey> read_public_key(const std::filesystem::path& path) {
  const auto bytes = read_file(path, 1024);
  if (!bytes.ok()) return bytes.error();
  std::string_view text = base::text_of(*bytes);
  while (text.ends_with('\n')) text.remove_suffix(1);
  const auto key = PublicKey::parse(text);
  if (!key) {
    return base::input_error(
        fmt::format("{}:1: expected a public key of 64 hexadecimal digits, found {} characters that are none; take the "
                    "file from a backup",
                    path.string(), text.size()));
  }
  return *key;
}

}  // namespace alongside::ledger
