// On show: what everybody sees of a running center, and the record behind it.
//
// Invariants: while the record is open the published state holds exactly the ledger's events, each taken after its rows were synced. While
// what was taken unsaved is decided into a record that has just been opened, readers see what they saw before: an emergency that was
// tapped while it was closed does not go for a moment. Threads: `read`, `code_state` and `offer_handles` from any; everything else is
// the writer's, which alone changes anything, under the lock, and reads without it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "center/center.hpp"
#include "center/documents.hpp"
#include "center/writer/batch.hpp"
#include "center/writer/open_record.hpp"
#include "ledger/key.hpp"

namespace alongside::center {

class OnShow {
 public:
  void read(const std::function<void(const Published&)>& reader) const;
  Center::CodeState code_state(std::string_view code) const;
  std::vector<std::string> offer_handles(std::size_t count) const;

  const Published& published() const { return published_; }
  const OpenRecord& record() const { return record_; }

  /// Readers wait meanwhile: be quick, and sync nothing.
  template <class Change>
  void change(const Change& change) {
    const std::unique_lock lock(mutex_);
    change(published_);
  }
  /// A document's number; readers look into the side table.
  domain::DocumentRef adopt(domain::ProtocolDocument document);
  /// A participant whose key is durable already.
  void enrol(const base::Uuid& participant, std::string_view code);

  /// The batch's rows are synced.
  void publish(const Batch& batch, const ledger::Key& head_token);
  /// Seen by everybody, and in no record.
  void publish_unsaved(const domain::Events& events);

  /// Before anybody reads.
  void begin(Published published, std::unique_ptr<SideTable> table);
  /// Gives the writer's lock on the store back.
  void close_record();
  /// What was read takes the place of what is shown, and of its record; readers see it from `show_the_new` on.
  void put_behind(Published published, std::unique_ptr<SideTable> table, OpenRecord record);
  void show_the_new();

 private:
  struct Shown {
    Published published;
    std::unique_ptr<SideTable> table;
  };

  mutable std::shared_mutex mutex_;
  Published published_;
  std::unique_ptr<SideTable> table_;
  OpenRecord record_;
  std::optional<Shown> shown_;  ///< what readers see instead
};

}  // namespace alongside::center
