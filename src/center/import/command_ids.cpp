#include "center/import/command_ids.hpp"

#include <algorithm>
#include <utility>

#include "ledger/digest.hpp"

namespace alongside::center {

namespace {

base::Uuid version_8(const ledger::Digest& digest) {
  base::Uuid uuid;
  std::copy_n(digest.bytes.begin(), uuid.bytes.size(), uuid.bytes.begin());
  uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0F) | 0x80);
  uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3F) | 0x80);
  return uuid;
}

}  // namespace

ImportCommandIds::ImportCommandIds(const ledger::SiteKeys& keys, const base::Uuid& site, std::string source)
    : key_(ledger::derive_key(keys.command_tag, "import")), site_(site), source_(std::move(source)) {}

base::Uuid ImportCommandIds::of(std::string_view what, const std::string& visit, std::size_t row) const {
  base::Writer out;
  out.raw(site_.bytes);
  out.block(base::bytes_of(source_));
  out.block(base::bytes_of(visit));
  out.number(static_cast<std::uint64_t>(row));
  return version_8(ledger::keyed_digest(key_, what, out.bytes()));
}

base::Uuid ImportCommandIds::of_tally(base::BytesView content) const {
  base::Writer out;
  out.raw(site_.bytes);
  out.raw(content);
  return version_8(ledger::keyed_digest(key_, "tally", out.bytes()));
}

}  // namespace alongside::center
