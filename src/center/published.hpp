// Published: what every screen, report and reader sees of a running center. Only what has been kept gets here, and, while the ledger
// is closed, emergency acts, marked as not saved.
#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"
#include "base/uuid.hpp"
#include "center/documents.hpp"
#include "center/folder_fault.hpp"
#include "domain/machine.hpp"
#include "ledger/head_token.hpp"
#include "ledger/store.hpp"

namespace alongside::center {

/// What may sound, each once for each id. Gone when what it is about is over.
struct Alarm {
  enum class Kind { emergency_opened, look_after_dose, not_acknowledged, look_overdue };
  std::string id;
  Kind kind = Kind::emergency_opened;
  base::Instant at;
  int stage = 0;  ///< not_acknowledged: 1 floor screens, 2 responsible person, 3 every screen
  domain::EmergencyId emergency;
  domain::VisitId visit;
};

/// What is known of one visit beside its state; kept for as long as the state remembers the visit.
struct VisitNotes {
  struct Use {
    int use = 0;
    base::Instant began;
    domain::Substances substances;
    domain::Route route = domain::Route::unknown;
  };
  struct Look {
    base::Instant at;
    domain::Responds responds = domain::Responds::not_seen;
    domain::Breaths breaths = domain::Breaths::not_seen;
    domain::Oximeter oximeter = domain::Oximeter::not_taken;
    bool with_all = false;

    /// All well, and nobody was asked.
    bool is_by_eye() const {
      return responds == domain::Responds::not_seen && breaths == domain::Breaths::not_seen &&
             oximeter == domain::Oximeter::not_taken;
    }
  };
  domain::VisitId visit;
  base::Uuid id;       ///< the visit's random id, as screens know it
  std::string handle;  ///< empty: no code
  std::vector<Use> uses;
  std::vector<Look> looks;
};

struct Published {
  domain::State state;
  const SideTable* documents = nullptr;
  std::vector<VisitNotes> visits;  ///< by slot; `visit` none: nobody
  std::vector<VisitNotes> over;    ///< of visits that are over, the last to end at the end
  std::vector<Alarm> alarms;
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

  const VisitNotes* notes(domain::VisitId visit) const;
  const VisitNotes* notes_of_over(domain::VisitId visit) const;
  /// The visit that a screen means, open or over, or none.
  domain::VisitId find_visit(const base::Uuid& id) const;

  /// Takes one event into the state, the notes and the alarms.
  void take(const domain::Event& event);
  /// What a Welcomed event's row says beside it, of a visit that is open or over.
  void name_visit(domain::VisitId visit, const base::Uuid& id, std::string handle);
};

}  // namespace alongside::center
