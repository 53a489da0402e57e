// Walking the chain: each row is opened only after its place behind the row before it was checked.
//
// The one place that decides whether a row holds; the store's scan and `verify` both walk with it.
// Threads: one.
#pragma once

#include <optional>

#include "ledger/row_format.hpp"

namespace alongside::ledger {

class ChainReader {
 public:
  /// Starts before the first row. `format` must outlive the reader.
  explicit ChainReader(const RowFormat& format) : format_(format) {}

  /// Starts behind this row, whose digest is taken as it is stored. Returns what is wrong if its box does not open.
  std::optional<BadRow> start_behind(const SealedRow& row);

  /// The next row, or what is wrong with it. After a bad row the walk is over.
  OpenedRow next(const SealedRow& row);

  /// The last row that held.
  const Head& head() const { return head_; }

 private:
  const RowFormat& format_;
  Head head_;
  std::optional<base::Uuid> command_;  ///< of the last row
};

}  // namespace alongside::ledger
