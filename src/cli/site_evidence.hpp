// What sites showed, read from their records: for the document that `evidence` writes and for a simulation or a study that is
// fitted to a site at once.
#pragma once

#include "cli/command.hpp"
#include "document/toml.hpp"
#include "evidence/summed_evidence.hpp"

namespace alongside::cli {

/// Reads each site's whole record. Refuses what `evidence_over` refuses.
base::Result<evidence::SummedEvidence> evidence_of(const std::vector<SiteOptions>& sites);

/// FILE or DIR of `--evidence`: a document of `alongside evidence`, or a site's folder, whose record is read at once.
base::Result<document::Toml> evidence_document(const std::filesystem::path& file_or_site, const std::string& key_file);

}  // namespace alongside::cli
