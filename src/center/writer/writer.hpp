// Writer: the one thread that decides. See center.hpp for what it promises.
//
// Invariants: an answer of `accepted, saved` comes only after its rows are synced; the published state holds exactly the ledger's
// events while it is open; after a failed append nothing more is written until the ledger has been read again from its first row.
#pragma once

#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "center/center.hpp"
#include "center/documents.hpp"
#include "center/journal.hpp"
#include "center/last_start.hpp"
#include "center/open_files.hpp"
#include "center/participants.hpp"
#include "document/dates.hpp"
#include "ledger/codec.hpp"
#include "ledger/heads.hpp"

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

  void submit(std::vector<Request> requests, Done done);
  void read(const std::function<void(const Published&)>& reader) const;
  std::uint64_t subscribe(std::function<void()> changed);
  void unsubscribe(std::uint64_t subscription);
  void present_head(const ledger::HeadToken& seen);
  base::Result<> put_in_force(const ProtocolToAdopt& protocol, domain::ProtocolDocument document,
                              domain::StaffRef signer);
  base::Result<ledger::Head> append_history(std::vector<ledger::NewRow> rows, std::uint64_t planned_on);
  CodeState code_state(std::string_view code) const;
  std::vector<std::string> offer_handles(std::size_t count) const;

 private:
  struct Batch;
  /// Puts rows and events into an empty batch. What it refuses has changed nothing.
  using Decide = std::function<base::Result<>(Batch&)>;
  /// What the site's owner asked for: alone in its batch, so that no tap is lost with it.
  struct OwnersWork {
    Decide decide;
    std::promise<base::Result<ledger::Head>> kept;
  };
  struct Pending {
    std::vector<Request> requests;
    Done done;  ///< none: answered
  };
  struct ToPublish {
    domain::Event event;
    base::Uuid visit_id;  ///< Welcomed: the visit's random id
    std::string handle;
  };
  /// What is decided and not yet kept.
  struct Batch {
    std::vector<ledger::NewRow> rows;
    std::vector<ToPublish> events;
    std::vector<base::Uuid> ids;
    std::string fault;  ///< the record could not be read: nothing of this is kept, and nothing more is decided
  };
  /// A command that was decided: it is answered again and never decided twice.
  struct Known {
    ledger::Digest content;
    domain::StaffRef staff;
    domain::DeviceRef device;
    base::Uuid visit;  ///< welcome: the visit's random id
    base::Instant at;
    bool nothing_to_do = false;
  };
  /// Whose visit a welcome begins; nobody's if it came without a code.
  struct CodeTaken {
    std::optional<base::Uuid> participant;
    std::string handle;
    base::Bytes link;  ///< sealed; its key is durable
  };
  /// The record, open: made anew each time it is opened.
  struct Record {
    std::unique_ptr<ledger::Store> store;
    std::unique_ptr<ledger::KeyStore> keys;
    std::unique_ptr<Participants> participants;
  };
  /// All that reading the record from its first row gives.
  struct Opened {
    Record record;
    std::unique_ptr<SideTable> table;
    Published published;
    std::unordered_map<base::Uuid, Known> known;
    std::unordered_map<base::Uuid, domain::VisitId> inside;
    std::unordered_map<std::uint32_t, base::Uuid> participants;
    OpenFiles files;
    std::map<base::Uuid, std::uint32_t> codes_this_month;  ///< and with how many visits
    std::uint32_t month = 0;
    base::Instant last_row_at = base::Instant::unknown();
    std::uint64_t enrolled = 0;  ///< participants, ever
    LastStart last_start;
    std::string protocol_text;  ///< of the protocol in force
  };

  void run();
  void work(std::vector<Pending>& taken);
  void go_on_after(std::string_view fault, std::vector<Pending>& taken);
  Answer handle(const Request& request, Batch& batch);
  Permission permission_of_result(const Request& request) const;
  Outcome outcome_of_charge(const Request& request);
  bool is_inside_again() const;
  Answer answer_again(const Request& request, const Known& known) const;
  const Known* known_in_memory(const base::Uuid& id) const;
  base::Result<std::optional<Known>> known(const base::Uuid& id) const;
  Outcome take_code(const Request& request, const domain::Command& command, const base::Uuid& visit, Batch& batch,
                    CodeTaken& code);
  void note_who_came_back(const domain::Event& event);
  void forget_old_visits();
  void add_rows(const Request& request, const Known& done, const CodeTaken& code, Batch& batch);
  void decide_own(const domain::CommandBody& body, base::Instant now, Batch& batch);
  base::Result<ledger::Head> in_own_batch(Decide decide);
  base::Result<ledger::Head> keep_alone(const Decide& decide);
  void add_row(ledger::NewRow row, const domain::Event& event, Batch& batch);
  void tick(Batch& batch);
  bool commit(Batch& batch);
  void publish(const Batch& batch);
  Answer take_unsaved(const Request& request);
  void publish_unsaved();
  void tick_unsaved();
  void close_ledger(const std::string& why);
  void try_to_reopen();
  base::Result<domain::ProtocolDocument> openly_kept_protocol();
  bool are_this_sites(const ledger::SiteKeys& keys) const;
  void stay_closed(const std::string& why);
  std::vector<FolderFault> faults_with(std::vector<FolderFault> found) const;
  base::Result<Opened> read_record() const;
  void hold_copies_against(Opened& out) const;
  base::Result<> fold_record(Opened& out) const;
  void take_record(Opened opened);
  bool decide_again(const std::vector<Request>& requests);
  void boot();
  void keep_house();
  void turn_month(Batch& batch);
  void tally_codes(Batch& batch);
  void note_step(Batch& batch);
  void sign_head(ledger::HeadReason reason);
  void changed();
  bool is_open() const;
  bool is_cut_off() const;
  bool is_read() const;
  void hold_against_screens();
  void cut_off(std::uint64_t missing, bool rewritten, const std::string& why);
  void keep_told(const ledger::HeadToken& seen) const;
  void hold_against_heads(Opened& out) const;
  std::uint32_t month_of(base::Instant at) const;
  domain::Command command_of(const Request& request) const;

  const SiteFolder& folder_;
  Clock& clock_;
  Staff& staff_;
  const Center::Options options_;
  const document::Zone zone_;

  std::optional<ledger::SiteKeys> keys_;
  std::vector<FolderFault> openly_found_;  ///< by begin_locked; not changed later
  Record record_;
  std::unique_ptr<SideTable> table_;
  domain::State working_;
  domain::Events events_;
  std::unordered_map<base::Uuid, Known> known_;
  std::unordered_map<base::Uuid, domain::VisitId> inside_;      ///< participant -> latest visit
  std::unordered_map<std::uint32_t, base::Uuid> participants_;  ///< number of a visit -> participant, of late
  OpenFiles files_;                                             ///< of the record
  std::map<base::Uuid, std::uint32_t> codes_this_month_;        ///< and with how many visits
  std::uint32_t month_ = 0;
  std::vector<Request> unsaved_;
  std::vector<Request> deciding_again_;             ///< taken unsaved before, while they are decided into the record
  std::vector<ledger::HeadToken> seen_by_screens_;  ///< genuine, not yet held against the record
  Journal journal_;
  std::set<base::Uuid> journalled_;  ///< in the journal already
  std::optional<ledger::HeadsLog> heads_;
  ledger::Head signed_head_;
  base::Instant signed_at_;
  base::Instant last_row_at_ = base::Instant::unknown();
  std::uint64_t history_seq_ = 0;  ///< no import that was planned before this row is added to
  base::Instant next_reopen_;
  base::Duration step_noted_;
  base::Instant kept_house_at_;
  bool clock_sure_for_links_ = true;

  /// What readers see while what was taken unsaved is decided into the record that has just been opened.
  struct Shown {
    Published published;
    std::unique_ptr<SideTable> table;
  };

  mutable std::shared_mutex published_mutex_;  ///< published_, shown_, and the participants' index
  Published published_;
  std::optional<Shown> shown_;

  std::mutex queue_mutex_;
  std::condition_variable queue_changed_;
  std::vector<Pending> queue_;
  std::deque<OwnersWork> owners_queue_;
  std::vector<ledger::HeadToken> presented_;  ///< by screens, as they came
  std::optional<ledger::SiteKeys> keys_to_unlock_;
  bool stopping_ = false;

  std::mutex subscribers_mutex_;
  std::map<std::uint64_t, std::function<void()>> subscribers_;
  std::uint64_t next_subscription_ = 1;

  std::future<base::Result<Opened>>
      reading_;  ///< the record, read beside the writer's thread; it touches only what is const, and keys_
  std::thread thread_;
};

}  // namespace alongside::center
