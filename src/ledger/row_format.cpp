#include "ledger/row_format.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/seal.hpp"

namespace alongside::ledger {

namespace {
/// What the box is bound to: a row moved to another number or another site does not open.
base::Bytes place_of(const base::Uuid& site, std::uint64_t seq) {
  base::Writer writer;
  writer.raw(site.bytes);
  writer.number(seq);
  return writer.take();
}

base::Uuid read_uuid(base::Reader& reader) {
  base::Uuid id;
  const auto bytes = reader.raw(id.bytes.size());
  std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
  return id;
}
}  // namespace

std::string version_text(std::uint16_t format_version) {
  return fmt::format("{}.{}", format_version >> 8, format_version & 0xFF);
}

RowFormat::RowFormat(const SiteKeys& keys, const base::Uuid& site)
    : row_key_(keys.row.duplicate()), tag_key_(keys.command_tag.duplicate()), site_(site) {}

SealedRow RowFormat::seal(const NewRow& row, const Head& previous, bool first_of_command) const {
  const std::uint64_t seq = previous.seq + 1;
  base::Writer plain;
  plain.number(row_format_version);
  plain.raw(site_.bytes);
  plain.number(seq);
  plain.number(row.received_at.milliseconds_utc);
  plain.raw(row.command.bytes);
  plain.number(row.kind);
  plain.block(row.body);

  SealedRow sealed;
  sealed.seq = static_cast<std::int64_t>(seq);
  if (first_of_command) sealed.tag = tag_bytes(row.command);
  sealed.sealed = ledger::seal(row_key_, place_of(site_, seq), plain.bytes());
  sealed.digest = digest(previous.digest, sealed);
  return sealed;
}

OpenedRow RowFormat::open(const SealedRow& sealed) const {
  const auto seq = static_cast<std::uint64_t>(sealed.seq);
  const auto plain = open_sealed(row_key_, place_of(site_, seq), sealed.sealed);
  if (!plain) {
    return BadRow{
        sealed.seq, RowFault::decryption,
        fmt::format("row {} does not open: it was changed, moved from another place, or sealed under another key",
                    sealed.seq)};
  }
  base::Reader reader(*plain);
  const auto version = reader.number<std::uint16_t>();
  if (version == 0 || version > row_format_version) {
    return BadRow{
        sealed.seq, RowFault::format,
        fmt::format("row {} was written by alongside {} or later and this program reads rows up to alongside {}: "
                    "use alongside {} or later",
                    sealed.seq, version_text(version), version_text(row_format_version), version_text(version))};
  }
  const base::Uuid site = read_uuid(reader);
  const auto seq_inside = reader.number<std::uint64_t>();
  Row row;
  row.seq = seq;
  row.digest = sealed.digest;
  row.received_at.milliseconds_utc = reader.number<std::int64_t>();
  row.command = read_uuid(reader);
  row.kind = reader.number<std::uint16_t>();
  const auto body = reader.block();
  row.body.assign(body.begin(), body.end());
  if (!reader.complete() || site != site_ || seq_inside != seq) {
    return BadRow{
        sealed.seq, RowFault::format,
        fmt::format("row {} opens, but what is in it is no row of this place: the program that wrote it was at fault; "
                    "keep the file and report it",
                    sealed.seq)};
  }
  return row;
}

Digest RowFormat::digest(const Digest& previous, const SealedRow& row) const {
  base::Writer place;
  place.raw(previous.bytes);
  place.raw(site_.bytes);
  place.number(row.seq);
  place.block(row.tag ? base::BytesView(*row.tag) : base::BytesView());
  return Digester().add(place.bytes()).add(row.sealed).finish();
}

base::Bytes RowFormat::tag_bytes(const base::Uuid& command) const {
  const CommandTag made = tag(command);
  return {made.begin(), made.end()};
}

CommandTag RowFormat::tag(const base::Uuid& command) const {
  const Digest whole = keyed_digest(tag_key_, "command", command.bytes);
  CommandTag tag;
  std::copy_n(whole.bytes.begin(), tag.size(), tag.begin());
  return tag;
}

}  // namespace alongside::ledger
