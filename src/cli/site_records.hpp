// Site records: how a command opens one site or several to read their whole records, beside running servers.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/command.hpp"
#include "document/dates.hpp"
#include "domain/event.hpp"

namespace alongside::cli {

/// DIR... and --key-file of a command that reads several sites.
struct SitesOptions {
  std::vector<std::filesystem::path> folders;
  std::vector<std::string> key_files;

  void add_to(CLI::App& command);
  /// Refuses a number of key files that is neither one nor one for each.
  base::Result<std::vector<SiteOptions>> each() const;
};

/// How far a record goes.
struct RecordEnd {
  std::uint64_t head_seq = 0;
  std::string head_digest;                              ///< hexadecimal
  base::Instant data_as_of = base::Instant::unknown();  ///< when the last row was received
};

/// Called once, before the first event.
using RecordBegins = std::function<void(const center::SiteFolder& folder, document::Zone zone)>;
using RecordEvent = std::function<void(const domain::Event& event)>;

/// Reads a record from its first row to its last.
base::Result<RecordEnd> read_record(const SiteOptions& options, const RecordBegins& begins, const RecordEvent& take);

}  // namespace alongside::cli
