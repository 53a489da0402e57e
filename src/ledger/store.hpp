// Where a site's record is kept: rows that are only ever added, each chained to the one before.
//
// Goals: an append is durable when it returns; what is there is a whole chain; a fault closes the store for writing and never breaks
// what was written. Non-goals: knowing what a row means (its body is bytes; see codec.hpp), other sites (a Mirror).
// Threads: one at a time. Readers beside a running writer open a read-only store of their own.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "base/uuid.hpp"
#include "ledger/digest.hpp"

namespace alongside::ledger {

/// The last row of a ledger. Whoever holds a head can tell whether rows were lost after it or changed before it.
struct Head {
  std::uint64_t seq = 0;  ///< rows are numbered from 1; 0: the ledger is empty
  Digest digest{};

  auto operator<=>(const Head&) const = default;
};

struct NewRow {
  base::Uuid command{};  ///< the command whose row this is; rows of one command stand together in one append
  base::Instant received_at{};
  std::uint16_t kind = 0;
  base::Bytes body{};

  bool operator==(const NewRow&) const = default;
};

struct Row : NewRow {
  std::uint64_t seq = 0;
  Digest digest{};

  bool operator==(const Row&) const = default;
};

class Store {
 public:
  virtual ~Store() = default;

  /// Adds all rows or none, in one transaction, synced once; returns the new head. No rows: returns the head.
  ///
  /// Refuses, writing nothing and staying open: a head other than its own; a command that has rows from an earlier
  /// append, or whose rows do not stand together. After any other failure (disk full, a failed sync) it is closed for
  /// writing until it is reopened and verified; whether the rows of the failed append are there is then not known
  /// before that.
  virtual base::Result<Head> append(const Head& expected, std::span<const NewRow> rows) = 0;

  /// Calls `each` with every row from `from_seq` (0 and 1: from the first) in order, after checking its place in the
  /// chain and opening it. Stops at the first row that does not hold, or at the first error of `each`, and returns
  /// that. `each` must not append.
  virtual base::Result<> scan(std::uint64_t from_seq, const std::function<base::Result<>(const Row&)>& each) = 0;

  /// What the row of this number has as its digest, as it was stored; nothing where there is no such row.
  virtual base::Result<std::optional<Digest>> digest_at(std::uint64_t seq) = 0;

  /// The rows of one command in order; empty if it was never seen.
  virtual base::Result<std::vector<Row>> rows_of(const base::Uuid& command) = 0;

  /// The head after the last append that succeeded; of a read-only store, when it was opened.
  virtual Head head() const = 0;

  virtual bool writable() const = 0;
};

}  // namespace alongside::ledger
