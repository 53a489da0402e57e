#include "ledger/key.hpp"

#include <sodium.h>

#include <algorithm>

#include "ledger/sodium.hpp"

namespace alongside::ledger {

Key Key::random() {
  sodium_ready();
  Key key;
  randombytes_buf(key.bytes_.data(), size);
  return key;
}

std::optional<Key> Key::from(base::BytesView bytes) {
  if (bytes.size() != size) return std::nullopt;
  Key key;
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  return key;
}

Key::Key(Key&& other) noexcept : bytes_(other.bytes_) { sodium_memzero(other.bytes_.data(), size); }

Key& Key::operator=(Key&& other) noexcept {
  if (this != &other) {
    bytes_ = other.bytes_;
    sodium_memzero(other.bytes_.data(), size);
  }
  return *this;
}

Key::~Key() { sodium_memzero(bytes_.data(), size); }

Key Key::duplicate() const {
  Key key;
  key.bytes_ = bytes_;
  return key;
}

bool Key::operator==(const Key& other) const { return sodium_memcmp(bytes_.data(), other.bytes_.data(), size) == 0; }

void wipe(base::Bytes& secret) { sodium_memzero(secret.data(), secret.size()); }

}  // namespace alongside::ledger
