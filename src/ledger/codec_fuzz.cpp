// Arbitrary bytes given to the codec: it never crashes, and whatever it reads it writes again, byte for byte.

#include <cstdlib>

#include "ledger/codec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alongside;
  if (size < 2) return 0;
  const auto kind = static_cast<std::uint16_t>(data[0] | data[1] << 8);
  const base::BytesView body(data + 2, size - 2);
  const auto record = ledger::decode(kind, body);
  if (!record.ok()) return 0;
  const ledger::EncodedRecord again = ledger::encode(*record);
  if (again.kind != kind || again.body != base::Bytes(body.begin(), body.end())) std::abort();
  return 0;
}
