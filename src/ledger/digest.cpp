#include "ledger/digest.hpp"

#include <algorithm>
#include <cassert>

#include "ledger/sodium.hpp"

namespace alongside::ledger {

std::optional<Digest> Digest::parse(std::string_view text) {
  const auto bytes = base::unhex(text);
  return bytes ? from(*bytes) : std::nullopt;
}

std::optional<Digest> Digest::from(base::BytesView bytes) {
  Digest digest;
  if (bytes.size() != digest.bytes.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), digest.bytes.begin());
  return digest;
}

Digester::Digester() {
  sodium_ready();
  crypto_generichash_init(&state_, nullptr, 0, sizeof(Digest));
}

Digester::Digester(const Key& key) {
  sodium_ready();
  crypto_generichash_init(&state_, key.bytes().data(), Key::size, sizeof(Digest));
}

Digester::~Digester() { sodium_memzero(&state_, sizeof state_); }

Digester& Digester::add(base::BytesView bytes) {
  crypto_generichash_update(&state_, bytes.data(), bytes.size());
  return *this;
}

Digester& Digester::add(std::uint64_t number) {
  base::Writer writer;
  writer.number(number);
  return add(writer.bytes());
}

Digest Digester::finish() {
  Digest digest;
  crypto_generichash_final(&state_, digest.bytes.data(), digest.bytes.size());
  return digest;
}

Digest digest_of(base::BytesView bytes) { return Digester().add(bytes).finish(); }

Digest keyed_digest(const Key& key, std::string_view context, base::BytesView bytes) {
  assert(context.find('\0') == std::string_view::npos);
  static constexpr std::array<std::uint8_t, 1> end_of_context{0};
  return Digester(key).add(base::bytes_of(context)).add(end_of_context).add(bytes).finish();
}

Key derive_key(const Key& key, std::string_view context) {
  Digest secret = keyed_digest(key, context, {});
  auto derived = Key::from(secret.bytes);
  sodium_memzero(secret.bytes.data(), secret.bytes.size());
  return std::move(*derived);
}

}  // namespace alongside::ledger
