// Checking a site's folder: every file in it, what it is for, whether it holds, and what to do if it does not.
//
// The record comes first; it says what the other files must be. Each other file has a check of its own, and none is left out because
// another is damaged. Goals: nothing in the folder is changed, on whatever medium it lies; what is no damage is not called one: keys that
// expired, a site that nobody served yet. Non-goals: mending; what an operator writes by hand into site.toml.
// Threads: one.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "center/last_start.hpp"
#include "center/site_folder.hpp"
#include "domain/ids.hpp"
#include "ledger/heads.hpp"
#include "ledger/site_keys.hpp"
#include "ledger/verify.hpp"

namespace alongside::center {

enum class FileState {
  holds,
  not_there,    ///< and need not be
  not_checked,  ///< the site's key or the record is needed for it
  damaged,      ///< or missing where it must be, or another site's
};

struct FileCheck {
  std::string file;      ///< its name in the folder
  std::string what_for;  ///< "the record"
  FileState state = FileState::holds;
  std::string says;   ///< holds: what there is to know, perhaps nothing; else what is wrong
  std::string to_do;  ///< damaged only
};

/// What the record says about the files beside it. Empty where it could not be read.
struct RecordSays {
  bool is_read = false;  ///< from its first row to its last
  domain::SiteKind kind = domain::SiteKind::real;
  std::string protocol;
  std::uint64_t enrolled = 0;
  LastStart last_start;
  std::set<std::uint32_t> staff;  ///< whoever is named in it
  std::uint32_t screens = 0;      ///< at least so many were registered
  std::vector<std::pair<base::Uuid, base::Bytes>>
      links;  ///< of visits so young that the key of their link is not destroyed yet
};

struct RecordCheck {
  std::optional<ledger::VerifyReport> report;  ///< none: it could not begin
  RecordSays says;
  std::vector<FileCheck> files;  ///< ledger.db, its log, heads.log, heads.told
};

// The parts, each for itself: `keys` are this site's, `folder.id` is right.
RecordCheck check_record(const SiteFolder& folder, const ledger::SiteKeys& keys,
                         const std::optional<ledger::HeldHead>& held, base::Instant now);
std::vector<FileCheck> check_key_store(const SiteFolder& folder, const ledger::SiteKeys& keys,
                                       const RecordSays& record);
FileCheck check_staff(const SiteFolder& folder, const ledger::SiteKeys& keys, const RecordSays& record);
std::vector<FileCheck> check_screens(const SiteFolder& folder, const RecordSays& record);
FileCheck check_protocol_copy(const SiteFolder& folder, const RecordSays& record);
FileCheck check_protocol_signature(const SiteFolder& folder, const ledger::SiteKeys& keys, const RecordSays& record);
FileCheck check_site_file(const SiteFolder& folder, const RecordSays& record);
std::vector<FileCheck> check_journal(const SiteFolder& folder, const ledger::SiteKeys& keys, const RecordSays& record);
FileCheck check_public_key(const SiteFolder& folder, const ledger::SiteKeys& keys);
FileCheck check_key_file(const std::filesystem::path& file);

struct FolderToCheck {
  SiteFolder folder;  ///< as find_site_folder gives it
  const base::Result<ledger::SiteKeys>& keys;
  std::optional<std::filesystem::path> key_file;  ///< elsewhere
  std::optional<ledger::HeldHead> held;
};

struct FolderCheck {
  std::vector<FileCheck> files;
  std::optional<ledger::VerifyReport> record;
  std::optional<base::Error> no_key;  ///< the key could not be had, or is not this site's

  bool holds() const;
};

FolderCheck check_folder(const FolderToCheck& what, base::Instant now);

}  // namespace alongside::center
