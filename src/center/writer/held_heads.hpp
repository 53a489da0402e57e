// The record held against heads that are known elsewhere: signed in heads.log, told of by screens.
//
// A chain cannot see its own lost tail. Invariant: only a head that this site's key made counts; a ledger that one of them contradicts is
// cut off, and nothing is written on top of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "center/writer/read_record.hpp"
#include "ledger/head_token.hpp"
#include "ledger/store.hpp"

namespace alongside::center {

/// What contradicts the ledger.
struct CutOff {
  std::uint64_t missing = 0;  ///< rows
  bool rewritten = false;
  std::string why;  ///< for the log: with what to do
};

/// Every head that was signed or told of, also those that the ledger has long passed: a copy that was written on is ahead of them all.
void hold_against_heads(RecordRead& out, const ReadWith& with);

/// What a screen has seen; nothing where the ledger holds it. An error: it is held against it once it has been read again.
base::Result<std::optional<CutOff>> held_against(const ledger::Head& seen, ledger::Store& store);

/// The screen may be gone after a restart, and what it told is true all the same. A disk that is full keeps nothing: it tells it again.
void keep_told(const SiteFolder& folder, const ledger::HeadToken& seen);

}  // namespace alongside::center
