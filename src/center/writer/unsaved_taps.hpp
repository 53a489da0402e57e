// Unsaved taps: what was taken while the record is closed, and is decided into it once it is open.
//
// Invariants: a tap that was taken stands here, once, until it is in the record; it is in the journal too, where the disk takes it. They
// are decided in the order in which they came, also those of an earlier start: an act before whatever moves it. Threads: the writer's.
#pragma once

#include <set>
#include <vector>

#include "center/center.hpp"
#include "center/journal.hpp"

namespace alongside::center {

class UnsavedTaps {
 public:
  explicit UnsavedTaps(const SiteFolder& folder) : journal_(folder.path) {}

  Journal& journal() { return journal_; }
  const Journal& journal() const { return journal_; }

  bool holds(const base::Uuid& id) const;
  void keep(const Request& request);

  /// All of them and what the journal holds: they are being decided until `are_decided`, and then no longer here.
  const std::vector<Request>& begin_deciding(const ledger::SiteKeys& keys);
  /// `in_the_record`: the journal is emptied, unless it could not be read: then it is kept for the next start.
  void are_decided(bool in_the_record);
  /// Those that were being decided when that failed: whoever takes them back keeps them again.
  std::vector<Request> take_back();

 private:
  std::vector<Request> kept_;
  std::vector<Request> deciding_;
  Journal journal_;
  std::set<base::Uuid> journalled_;  ///< in the journal already
  bool journal_was_read_ = false;
};

}  // namespace alongside::center
