// Summed evidence: what one site or several of one kind showed, as the document that studies and simulations read.
//
// Goals: counts, hours and days add up over sites; the document's figures (means, spreads, quantiles) are taken of the sum. Non-goals: the
// document's form (document/evidence_document.hpp). Values; free to share once made.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "document/evidence_document.hpp"
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

struct SummedEvidence {
  domain::SiteKind kind = domain::SiteKind::real;
  std::vector<document::SourceOfEvidence> sites;
  Observations sum;
};

/// Refuses what a report refuses: no site, a record that does not begin with its founding, sites of different kinds, one site twice.
base::Result<SummedEvidence> evidence_over(const std::vector<ObservedSite>& sites);

document::EvidenceDocument document_of(const SummedEvidence& evidence);

}  // namespace alongside::evidence
