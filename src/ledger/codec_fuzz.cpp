// Arbitrary bytes given to the codec: it never crashes, and whatever it reads it writes again, byte for byte. One row may differ: where an
// older program wrote a place that is none (leaves.hpp), "not said" is written; that row is then read and written as any other.

#include <cstdlib>

#include "ledger/codec.hpp"

namespace {

bool is_written_again(const alongside::ledger::Record& record, std::uint16_t kind, const alongside::base::Bytes& body) {
  const alongside::ledger::EncodedRecord again = alongside::ledger::encode(record);
  return again.kind == kind && again.body == body;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alongside;
  if (size < 2) return 0;
  const auto kind = static_cast<std::uint16_t>(data[0] | data[1] << 8);
  const base::BytesView body(data + 2, size - 2);
  const auto record = ledger::decode(kind, body);
  if (!record.ok()) return 0;
  const base::Bytes written(body.begin(), body.end());
  if (is_written_again(*record, kind, written)) return 0;
  if (kind != domain::EmergencyPersonSet::is.number) std::abort();
  const ledger::EncodedRecord mended = ledger::encode(*record);
  const auto read = ledger::decode(mended.kind, mended.body);
  if (!read.ok() || !is_written_again(*read, kind, mended.body)) std::abort();
  return 0;
}
