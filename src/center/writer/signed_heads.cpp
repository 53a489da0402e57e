#include "center/writer/signed_heads.hpp"

#include <utility>

namespace alongside::center {

void SignedHeads::sign(const ledger::SiteKeys& keys, const ledger::Head& head, base::Instant now,
                       ledger::HeadReason reason) {
  signed_at_ = now;
  if (head == signed_ || head.seq == 0) return;
  if (!log_) {
    auto log = ledger::HeadsLog::open(folder_.heads());
    if (!log) return;  // tried again in a minute
    log_.emplace(std::move(*log));
  }
  if (log_->append(ledger::sign_head(keys.heads, folder_.id, head, now, reason)))
    signed_ = head;
  else
    log_.reset();
}

}  // namespace alongside::center
