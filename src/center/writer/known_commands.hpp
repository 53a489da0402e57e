// Known commands: what was decided is answered again and never decided twice.
//
// Invariants: a command that has rows is known for ever: of late from memory, before that by its rows. One whose rows were not kept is
// forgotten with its batch. Threads: the writer's.
#pragma once

#include <optional>
#include <span>
#include <unordered_map>

#include "base/result.hpp"
#include "center/center.hpp"
#include "ledger/codec.hpp"
#include "ledger/store.hpp"

namespace alongside::center {

inline constexpr base::Duration ids_in_memory = base::hours(48);

/// A command that was decided.
struct KnownCommand {
  ledger::Digest content{};
  domain::StaffRef staff{};
  domain::DeviceRef device{};
  base::Uuid visit{};  ///< it began one: the visit's random id
  base::Instant at{};
  bool nothing_to_do = false;
};

class KnownCommands {
 public:
  const KnownCommand* in_memory(const base::Uuid& id) const;
  /// An error is no answer: what cannot be looked up may have been done.
  base::Result<std::optional<KnownCommand>> find(const base::Uuid& id, ledger::Store& store) const;

  void remember(const base::Uuid& id, const KnownCommand& done) { known_[id] = done; }
  void forget(const base::Uuid& id) { known_.erase(id); }
  /// Those are looked up from now on.
  void forget_old(base::Instant now);

  /// While the record is read: a row that carries its command's digest, of late; and what the visit is called that the command began.
  void take(const ledger::Row& row, const ledger::Record& read, base::Instant now);
  void name_visit(const base::Uuid& id, const base::Uuid& visit);

 private:
  std::unordered_map<base::Uuid, KnownCommand> known_;
};

/// The request's own answer, as if nothing had been lost; a refusal where it is not the one that was decided.
Answer answer_again(const Request& request, const KnownCommand& before);

Answer turned_down(const Request& request, Outcome outcome);
Answer turned_down(const Request& request, Permission permission);

/// What a row names a visit by that it begins; zeros: nothing.
base::Uuid public_visit_id(const ledger::Record& record);

}  // namespace alongside::center
