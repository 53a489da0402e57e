// Writer: the one thread that decides. See center.hpp for what it promises.
//
// Invariants: an answer of `accepted, saved` comes only after its rows are synced; the published state holds exactly the ledger's
// events while it is open; after a failed append nothing more is written until the ledger has been read again from its first row.
//
//   writer.cpp             the thread, and what the others ask of it
//   group_commit.cpp       the batch: decide all, append once, sync once, publish, answer
//   by_the_clock.cpp       a start, a step of the clock, links that expire
//   closed.cpp             life without a record
//   opening.cpp            from locked to open
//   owners_work.cpp        a protocol, an import's rows
// Each part that has a state of its own is a class beside them, with its invariant at its head.
#pragma once

#include <future>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "center/center.hpp"
#include "center/open_files.hpp"
#include "center/writer/batch.hpp"
#include "center/writer/decider.hpp"
#include "center/writer/held_heads.hpp"
#include "center/writer/on_show.hpp"
#include "center/writer/queue.hpp"
#include "center/writer/read_record.hpp"
#include "center/writer/signed_heads.hpp"
#include "center/writer/subscribers.hpp"
#include "center/writer/unsaved_taps.hpp"
#include "document/dates.hpp"

namespace alongside::center {

class Center::Writer {
 public:
  Writer(const SiteFolder& folder, Clock& clock, Staff& staff, Center::Options options, document::Zone zone);
  ~Writer();

  /// Begins locked: the protocol's copy, no people, no record.
  base::Result<> begin_locked();
  /// Before `start`. A record that cannot be opened stays closed and is tried again.
  void unlock_at_start(ledger::SiteKeys keys);
  /// Opens the record, replays it, decides again what was taken while it was closed.
  base::Result<> unlock(ledger::SiteKeys keys);
  void start();

  void submit(std::vector<Request> requests, Done done) { queue_.submit(std::move(requests), std::move(done)); }
  void present_head(const ledger::HeadToken& seen) { queue_.present(seen); }
  base::Result<> put_in_force(const ProtocolToAdopt& protocol, domain::ProtocolDocument document,
                              domain::StaffRef signer);
  base::Result<ledger::Head> append_history(std::vector<ledger::NewRow> rows, std::uint64_t planned_on);

  void read(const std::function<void(const Published&)>& reader) const { on_show_.read(reader); }
  CodeState code_state(std::string_view code) const { return on_show_.code_state(code); }
  std::vector<std::string> offer_handles(std::size_t count) const { return on_show_.offer_handles(count); }
  std::uint64_t subscribe(std::function<void()> changed) { return subscribers_.add(std::move(changed)); }
  void unsubscribe(std::uint64_t subscription) { subscribers_.remove(subscription); }

 private:
  // The thread (writer.cpp).
  void run();
  std::chrono::milliseconds time_to_wait() const;
  void take_keys(ledger::SiteKeys keys);
  void go_on_after(std::string_view fault, std::vector<Pending>& taken);

  // The batch (group_commit.cpp).
  using Answers = std::vector<std::vector<Answer>>;  ///< of each Pending
  void work(std::vector<Pending>& taken);
  void take_again_unsaved(const std::vector<Pending>& taken, const Batch& lost, Answers& answers);
  void answer_all(std::vector<Pending>& taken, Answers answers);
  bool commit(Batch& batch);
  void sign_head(ledger::HeadReason reason);
  bool is_open() const { return on_show_.published().saved; }

  // What hangs on the clock (by_the_clock.cpp).
  void boot();
  void note_step(Batch& batch);
  void keep_house();

  // While the record is closed (closed.cpp).
  void close_ledger(const std::string& why);
  void cut_off(const CutOff& cut);
  void hold_against_screens();
  Answer take_unsaved(const Request& request);
  void publish_unsaved();
  void tick_unsaved();

  // Opening it (opening.cpp).
  bool are_this_sites(const ledger::SiteKeys& keys) const;
  std::vector<FolderFault> faults_with(const std::vector<FolderFault>& found) const;
  base::Result<RecordRead> read_record() const;
  void try_to_reopen();
  void stay_closed(const std::string& why);
  void take_record(RecordRead read);
  void put_behind_what_is_shown(RecordRead& read);
  bool decide_again(const std::vector<Request>& requests);

  // What the site's owner asks for (owners_work.cpp).
  base::Result<ledger::Head> in_own_batch(DecideAlone decide);
  base::Result<ledger::Head> keep_alone(const DecideAlone& decide);
  base::Result<> add_history(std::vector<ledger::NewRow>& rows, const std::vector<domain::Event>& events, Batch& batch);

  const SiteFolder& folder_;
  Clock& clock_;
  Staff& staff_;
  const Center::Options options_;
  const document::Zone zone_;

  std::optional<ledger::SiteKeys> keys_;
  std::vector<FolderFault> openly_found_;  ///< by begin_locked; not changed later
  OnShow on_show_;
  Decider decider_;
  UnsavedTaps unsaved_;
  SignedHeads signed_heads_;
  std::vector<ledger::HeadToken> seen_by_screens_;  ///< genuine, not yet held against the record
  OpenFiles files_;                                 ///< of the record
  base::Instant last_row_at_ = base::Instant::unknown();
  std::uint64_t history_seq_ = 0;  ///< no import that was planned before this row is added to
  base::Instant next_reopen_;
  base::Duration step_noted_;
  base::Instant kept_house_at_;
  bool clock_sure_for_links_ = true;

  Queue queue_;
  Subscribers subscribers_;

  std::future<base::Result<RecordRead>>
      reading_;  ///< the record, read beside the writer's thread; it touches only what is const, and keys_
  std::thread thread_;
};

}  // namespace alongside::center
