// What sites showed, read from their records: for the document that `evidence` writes and for a simulation that is fitted to a site at once.
#pragma once

#include "cli/command.hpp"
#include "evidence/evidence_document.hpp"

namespace alongside::cli {

/// Reads each site's whole record. Refuses what `evidence_over` refuses.
base::Result<evidence::EvidenceDocument> evidence_of(const std::vector<SiteOptions>& sites);

}  // namespace alongside::cli
