#include "ledger/seal.hpp"

#include <sodium.h>

#include "ledger/sodium.hpp"

namespace alongside::ledger {

namespace {
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t mark_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(nonce_size + mark_size == seal_overhead_bytes);
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == Key::size);
}  // namespace

base::Bytes seal(const Key& key, base::BytesView associated, base::BytesView plain) {
  sodium_ready();
  base::Bytes sealed(nonce_size + plain.size() + mark_size);
  randombytes_buf(sealed.data(), nonce_size);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_size, nullptr, plain.data(), plain.size(),
                                             associated.data(), associated.size(), nullptr, sealed.data(),
                                             key.bytes().data());
  return sealed;
}

std::optional<base::Bytes> open_sealed(const Key& key, base::BytesView associated, base::BytesView sealed) {
  sodium_ready();
  if (sealed.size() < seal_overhead_bytes) return std::nullopt;
  base::Bytes plain(sealed.size() - seal_overhead_bytes);
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      plain.data(), nullptr, nullptr, sealed.data() + nonce_size, sealed.size() - nonce_size, associated.data(),
      associated.size(), sealed.data(), key.bytes().data());
  if (failed != 0) return std::nullopt;
  return plain;
}

}  // namespace alongside::ledger
