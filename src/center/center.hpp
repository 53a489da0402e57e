// Center: a running center. One thread decides; everybody else reads what has been kept.
//
// The writer holds two states. Each command is decided against the *working* one and its events are evolved into it at once; the batch
// is appended in one transaction and synced once; then the same events go into the *published* state, which is all that anybody sees,
// and only then come the answers. If the append fails the working state is thrown away and the ledger is closed for writing.
//
// Breathing comes before the record: with the ledger closed (disk full, a failed sync, the store still locked) emergency acts are taken
// and clocks run in the published state, marked not saved; the requests are kept, journalled to the site's public key, and decided again
// into the ledger once it is open. Everything else is answered with `not_saved`.
//
// Threads: `submit`, `read`, `subscribe` from any thread; callbacks come on the writer's thread and must be short.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "center/adoption.hpp"
#include "center/clock.hpp"
#include "center/principal.hpp"
#include "center/published.hpp"
#include "center/site_folder.hpp"
#include "center/staff.hpp"
#include "domain/machine.hpp"
#include "ledger/digest.hpp"
#include "ledger/head_token.hpp"
#include "ledger/store.hpp"

namespace alongside::center {

/// One command as it comes from a screen (or from the program itself).
struct Request {
  base::Uuid id;  ///< the client's UUIDv7
  domain::CommandBody body;
  base::Instant received_at = base::Instant::unknown();  ///< set by `submit`
  base::Duration age;                                    ///< on the tablet's monotonic clock
  base::Instant tablet_wall =
      base::Instant::unknown();  ///< what its wall clock said at the tap; only to notice a time that is not sure
  domain::Marks marks;
  Principal by;
  std::optional<ledger::Digest>
      content;  ///< of the command as its sender wrote it; none: of its fields. A visit's number may be gone by a retry
  std::string code;    ///< welcome: handle or card; empty: none
  bool enrol = false;  ///< welcome: make this code if nobody has it
};

enum class Outcome {
  accepted,
  refused,                ///< by the floor: see `refusal`
  not_allowed,            ///< this principal may not: see `permission`
  other_principal,        ///< this id was somebody else's: not a word more
  id_reused,              ///< this id was used for another command
  not_saved,              ///< the ledger is closed and this is no emergency act
  unknown_code,           ///< welcome: nobody has this code, and enrol was not asked
  already_inside,         ///< welcome: a visit of this code is open
  cannot_be_responsible,  ///< open_floor, hand_over: nobody of the staff, or somebody who has no floor
  needs_their_pin,        ///< open_floor, hand_over: whoever is to be in charge has not said here that they take it
};

struct Answer {
  base::Uuid id;
  Outcome outcome = Outcome::accepted;
  domain::Refusal refusal{};
  Permission permission = Permission::allowed;
  bool saved = true;           ///< accepted and in the record
  bool again = false;          ///< answered before; done once
  bool nothing_to_do = false;  ///< accepted, and it changed nothing
  base::Uuid visit{};          ///< welcome: the visit's random id
  ledger::HeadToken head{};
};

class Center {
 public:
  struct Options {
    base::Duration reopen_every = base::seconds(2);    ///< how often a closed ledger is tried again
    base::Duration clock_jump_max = base::hours(12);   ///< [J] a longer gap since the last event is "not sure"
    base::Duration clock_step_max = base::seconds(2);  ///< a larger step of the wall clock is an event
    base::Duration tablet_clock_off_max = base::minutes(2);
    base::Duration age_max = base::hours(
        12);  ///< [J] no screen holds a tap for longer than a shift; an older one counts as this old, not sure
    std::function<base::Result<std::unique_ptr<ledger::Store>>(const SiteFolder&, const ledger::SiteKeys&)>
        open_store;  ///< tests
  };

  /// Without `keys` the store stays locked until `unlock`. `clock` outlives the center. Whatever is wrong in the folder, a center comes up
  /// with emergencies and clocks: a record that cannot be opened stays closed, says why, and is tried again.
  static base::Result<std::unique_ptr<Center>> open(SiteFolder folder, std::optional<ledger::SiteKeys> keys,
                                                    Clock& clock, Options options);
  static base::Result<std::unique_ptr<Center>> open(SiteFolder folder, std::optional<ledger::SiteKeys> keys,
                                                    Clock& clock) {
    return open(std::move(folder), std::move(keys), clock, Options{});
  }
  /// Stops the writer after the batch in hand; signs the head.
  ~Center();

  /// Refuses keys of another site. With the right ones the record opens as soon as it can be read.
  base::Result<> unlock(ledger::SiteKeys keys);

  using Done = std::function<void(std::vector<Answer>)>;
  /// Decided one by one in this order; `done` comes when all are kept or turned down.
  void submit(std::vector<Request> requests, Done done);
  /// The same, waiting.
  std::vector<Answer> submit_and_wait(std::vector<Request> requests);

  // What the site's owner does beside the floor's commands; each in a batch of its own, kept when it returns, or refused and nothing done.
  /// `document` is what `protocol` says. The caller knows the signer.
  base::Result<> put_in_force(const ProtocolToAdopt& protocol, domain::ProtocolDocument document,
                              domain::StaffRef signer);
  /// Adds rows of an import (import/visits.hpp), whole commands that the record does not hold. `planned_on`: the record's last row when
  /// the import was planned; refused if another import has written since.
  base::Result<ledger::Head> append_history(std::vector<ledger::NewRow> rows, std::uint64_t planned_on);

  /// Calls `reader` with the published state, which does not change meanwhile. Be quick.
  void read(const std::function<void(const Published&)>& reader) const;

  /// `changed` is called after each publication. The number stops it again.
  std::uint64_t subscribe(std::function<void()> changed);
  void unsubscribe(std::uint64_t subscription);

  /// A screen has seen this head. One that this site did not give counts for nothing. If the ledger is shorter, records are missing; if
  /// its row of that number is another, it was rewritten: it is closed for writing, and says so. Held against the ledger once that is
  /// open; while the store is locked nothing can be believed, and whoever presents it does so again after unlocking.
  void present_head(const ledger::HeadToken& seen);

  const SiteFolder& folder() const { return folder_; }
  Staff& staff() { return *staff_; }
  Clock& clock() { return clock_; }
  /// Codes of participants: exact match only.
  enum class CodeState { unknown, known, inside };
  CodeState code_state(std::string_view code) const;
  std::vector<std::string> offer_handles(std::size_t count) const;

 private:
  class Writer;
  Center(SiteFolder folder, Clock& clock);

  SiteFolder folder_;
  Clock& clock_;
  std::unique_ptr<Staff> staff_;
  std::unique_ptr<Writer> writer_;
};

}  // namespace alongside::center
