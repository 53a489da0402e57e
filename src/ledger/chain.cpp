#include "ledger/chain.hpp"

#include <fmt/format.h>

namespace alongside::ledger {

std::optional<BadRow> ChainReader::start_behind(const SealedRow& row) {
  OpenedRow opened = format_.open(row);
  if (auto* bad = std::get_if<BadRow>(&opened)) return std::move(*bad);
  head_ = {static_cast<std::uint64_t>(row.seq), row.digest};
  command_ = std::get<Row>(opened).command;
  return std::nullopt;
}

OpenedRow ChainReader::next(const SealedRow& row) {
  const auto previous = static_cast<std::int64_t>(head_.seq);
  if (row.seq <= previous) {
    return BadRow{row.seq, RowFault::order,
                  fmt::format("row {} stands behind row {}: rows were renumbered or moved", row.seq, previous)};
  }
  if (row.seq > previous + 1) {
    return BadRow{row.seq, RowFault::gap,
                  row.seq == previous + 2
                      ? fmt::format("row {} is missing: it was taken out", previous + 1)
                      : fmt::format("rows {} to {} are missing: they were taken out", previous + 1, row.seq - 1)};
  }
  if (format_.digest(head_.digest, row) != row.digest) {
    return BadRow{
        row.seq, RowFault::digest,
        fmt::format("row {} does not carry the digest of its bytes and the row before: one of them was changed",
                    row.seq)};
  }
  OpenedRow opened = format_.open(row);
  if (std::holds_alternative<BadRow>(opened)) return opened;

  const base::Uuid& command = std::get<Row>(opened).command;
  const bool first_of_command = command_ != command;
  const auto expected = first_of_command ? std::optional(format_.tag_bytes(command)) : std::nullopt;
  // Two commands with one id in a row carry the tag twice; the store refuses that, so a tag on a later row was added.
  if (row.tag != expected) {
    return BadRow{
        row.seq, RowFault::tag,
        fmt::format("row {} does not carry the tag of its command: it was changed, or stands among the rows of another",
                    row.seq)};
  }
  head_ = {static_cast<std::uint64_t>(row.seq), row.digest};
  command_ = command;
  return opened;
}

}  // namespace alongside::ledger
