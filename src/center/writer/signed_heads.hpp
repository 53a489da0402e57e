// Signed heads: heads.log, written by a running center each minute with activity, at each shift's close and at each start.
//
// Invariant: a head is signed once its rows are synced, and once only. A disk that is full keeps nothing; it is tried again in a minute.
// Threads: the writer's.
#pragma once

#include <optional>

#include "base/time.hpp"
#include "center/site_folder.hpp"
#include "ledger/heads.hpp"
#include "ledger/site_keys.hpp"

namespace alongside::center {

class SignedHeads {
 public:
  explicit SignedHeads(const SiteFolder& folder) : folder_(folder) {}

  bool is_due(base::Instant now) const { return now - signed_at_ >= every; }
  void sign(const ledger::SiteKeys& keys, const ledger::Head& head, base::Instant now, ledger::HeadReason reason);

 private:
  static constexpr base::Duration every = base::minutes(1);

  const SiteFolder& folder_;
  std::optional<ledger::HeadsLog> log_;
  ledger::Head signed_;
  base::Instant signed_at_;
};

}  // namespace alongside::center
