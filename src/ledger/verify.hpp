// Verifying a ledger: the whole chain from its first row, its signed heads, and whether its tail is there.
//
// Goals: name the first row that does not hold and what is wrong with it; say of a missing tail what can be proved and what cannot,
// because a chain that was cut is still a chain. Changes nothing in the folder it looks at, not even beside the database, and reads it on
// any medium; beside a server it reads as any reader does. A write-ahead log that is not the database's own is refused.
// Non-goals: repairing; knowing what rows mean (the caller refolds them through `refold`).
// Threads: one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/heads.hpp"
#include "ledger/row_format.hpp"
#include "ledger/site_keys.hpp"

namespace alongside::ledger {

struct Verification {
  std::filesystem::path ledger;
  const SiteKeys& keys;
  base::Uuid site;
  std::filesystem::path heads_log{};                   ///< beside the database; need not be there
  std::optional<HeldHead> held{};                      ///< from a witness, a screen, a printed sheet
  std::function<base::Result<>(const Row&)> refold{};  ///< called with each row that holds, in order; may be empty
  std::function<void(std::uint64_t)> progress{};  ///< called now and then with the number of rows done; may be empty
  std::filesystem::path told_heads{};             ///< what screens told; need not be there
};

struct MissingTail {
  enum class State {
    proved,        ///< a head names a row that is not there
    none,          ///< every head that was held against it is there, the highest at `proved_up_to`
    not_provable,  ///< there was no head to hold against
  };
  State state = State::not_provable;
  std::uint64_t rows = 0;          ///< proved: how many are missing at least
  std::uint64_t proved_up_to = 0;  ///< none: what came after this row is attested by nothing
};

struct VerifyReport {
  std::uint64_t rows = 0;          ///< that hold, from the first
  std::uint64_t rows_present = 0;  ///< that the file holds
  Head head;                       ///< the last row that holds
  std::optional<BadRow> first_bad_row;
  std::string pages_fault;  ///< what SQLite's own check of the file says; empty: nothing
  std::uint64_t heads_checked = 0;
  std::uint64_t bad_signatures = 0;
  std::uint64_t contradicting_heads = 0;  ///< signed, but the row they name has another digest: the past was rewritten
  std::uint64_t highest_signed_row = 0;   ///< that a head with this site's signature names
  std::string heads_fault;                ///< the list of signed heads cannot be read at all
  std::vector<std::size_t> unreadable_head_lines;
  bool last_head_line_torn = false;  ///< not a fault: a crash while it was written
  std::uint64_t told_heads = 0;      ///< that screens told and this site gave
  std::uint64_t bad_told_heads = 0;  ///< lines that are none, or that this site did not give
  std::uint64_t contradicting_told_heads = 0;
  std::string told_fault;       ///< what screens told cannot be read at all
  bool held_head_holds = true;  ///< the head given is there and is as signed; true without one
  MissingTail missing_tail;
  std::vector<std::string> sentences;  ///< all of the above for people, the verdict first

  /// Nothing speaks against the record. A tail that is not provable does not.
  bool holds() const;
  /// The same of the signed heads as a list, whatever they say of the record.
  bool heads_hold() const;
  bool told_heads_hold() const;
};

/// An error only where it cannot begin: no ledger there, another site's, another key, another copy's log beside it.
base::Result<VerifyReport> verify_chain(const Verification& what);

}  // namespace alongside::ledger
