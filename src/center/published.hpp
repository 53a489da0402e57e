// Published: what every screen, report and reader sees of a running center. Only what has been kept gets here, and, while the ledger
// is closed, emergency acts, marked as not saved.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "base/time.hpp"
#include "base/uuid.hpp"
#include "center/documents.hpp"
#include "center/folder_fault.hpp"
#include "domain/board/today.hpp"
#include "domain/machine.hpp"
#include "ledger/head_token.hpp"
#include "ledger/store.hpp"

namespace alongside::center {

/// What a visit is called outside the machine.
struct VisitName {
  base::Uuid id;       ///< random, as screens know it
  std::string handle;  ///< empty: no code
};

struct Published {
  domain::State state;
  const SideTable* documents = nullptr;
  domain::Today today;
  std::unordered_map<std::uint32_t, VisitName> names;  ///< by the number of a visit that is open or over
  ledger::Head head;
  ledger::Digest head_mark;     ///< what makes `head` believable when a screen presents it
  std::uint64_t missing = 0;    ///< acknowledged records that a screen or heads.log knows and this ledger does not hold
  bool rewritten = false;       ///< a row that a screen was told of is not the one in this ledger
  bool saved = true;            ///< the ledger is open for writing
  bool locked = false;          ///< no site key yet
  std::string closed_because;   ///< why it is closed, for the log and whoever mends it
  bool is_from_record = false;  ///< read from the record; else begun with what lies openly in the folder
  std::vector<FolderFault> faults;  ///< in the site's folder; the center runs all the same
  std::uint64_t revision = 0;       ///< grows with every change, also of what is not saved

  /// The head as screens are given it.
  ledger::HeadToken given() const { return {head, head_mark}; }
  /// The ledger is not the one that was acknowledged: nothing is written on top of it.
  bool is_cut_off() const { return missing > 0 || rewritten; }
  /// What a screen has seen can be held against the ledger: it has been read, and what it holds is known.
  bool is_read() const { return saved || is_cut_off(); }

  /// Strangers' screens and shown sign-ins are a demonstration's. Only the record says that a site is one.
  bool is_demonstration() const { return is_from_record && state.kind == domain::SiteKind::demonstration; }

  /// They are responsible for the floor, which is open: until they hand it over they are not ended.
  bool is_in_charge(domain::StaffRef who) const { return state.floor_open && state.responsible == who; }

  /// Of a visit that is open or over, or null.
  const VisitName* name_of(domain::VisitId visit) const;
  /// Of a visit that is open, or null.
  const VisitName* name_inside(domain::VisitId visit) const;
  /// The visit that a screen means, open or over, or none.
  domain::VisitId find_visit(const base::Uuid& id) const;

  /// Takes one event into the state and into what screens show beside it.
  void take(const domain::Event& event);
  /// What a Welcomed event's row says beside it, of a visit that is open or over.
  void name_visit(domain::VisitId visit, const base::Uuid& id, std::string handle);
};

}  // namespace alongside::center
