// Evidence document: what studies and simulations read of a center, or of several of one kind: one TOML text, told in docs/evidence.md.
//
// Goals: each count beside what it is a count of; what is not known is left out and says why; readable by a person. Non-goals: reading it
// back (a simulation does, src/sim/facility/evidence.hpp), the release face. Invariants: whole-period totals only; no person, no visit, no
// day but the first and the last; every number is written so that reading gives the same number back. Values; free to share once made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "evidence/observed.hpp"

namespace alongside::evidence {

/// A site's record, folded, and how far it goes.
struct ObservedSite {
  std::string name;  ///< what the site calls itself
  Observed observed;
  std::uint64_t head_seq = 0;
  std::string head_digest;                              ///< hexadecimal
  base::Instant data_as_of = base::Instant::unknown();  ///< when the last row was received
};

struct EvidenceDocument {
  struct Site {
    std::string name;
    std::string zone;
    std::uint64_t head_seq = 0;
    std::string head_digest;
    base::Instant data_as_of = base::Instant::unknown();
    std::optional<Date> first_day;
    std::optional<Date> last_day;
    std::uint64_t days_open = 0;
    std::uint64_t days_imported = 0;
  };
  domain::SiteKind kind = domain::SiteKind::real;
  std::vector<Site> sites;
  Observations sum;
};

/// Refuses what a report refuses: no site, a record that does not begin with its founding, sites of different kinds, one site twice.
base::Result<EvidenceDocument> evidence_over(const std::vector<ObservedSite>& sites);

std::string evidence_as_toml(const EvidenceDocument& document);

}  // namespace alongside::evidence
