// The folder of a site: what lies where, and who may open it.
//
//   site.toml        id, name, zone, address: what is not secret
//   ledger.db        the record            heads.log   its signed heads, outside the database
//   keys.db          keys of visits and participants, backed up apart
//   staff.sealed     who may sign in       screens     registered screens (digests of their tokens)
//   protocol.toml    a copy of the protocol in force, readable before the store is unlocked; protocol.signed: the site's signature of it
//   heads.told       heads that screens told and the ledger contradicted     owner.socket     of a running server, for its owner's commands
//   journal          emergency taps not yet in the record, in room laid out ahead; journal.pub: the key they are sealed to
//   site.key.sealed | demonstration.key | a key file elsewhere     the site key
// Values; opening is done by one process at a time (the ledger's writer lock).
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/uuid.hpp"
#include "center/folder_fault.hpp"
#include "domain/site/words.hpp"
#include "ledger/site_keys.hpp"

namespace alongside::center {

struct SiteFolder {
  std::filesystem::path path;
  base::Uuid id;
  std::string name;                                ///< "harbor-street", as given to init
  std::string zone;                                ///< IANA time zone
  std::string address;                             ///< what to tell an ambulance; empty: not set
  domain::SiteKind kind = domain::SiteKind::real;  ///< as site.toml says; the record's first event decides
  std::vector<FolderFault> faults = {};            ///< what was wrong with what is read before the record

  std::filesystem::path ledger() const { return path / "ledger.db"; }
  std::filesystem::path keys() const { return path / "keys.db"; }
  std::filesystem::path heads() const { return path / "heads.log"; }
  /// Heads that screens told and the ledger contradicted, kept over a restart.
  std::filesystem::path told_heads() const { return path / "heads.told"; }
  std::filesystem::path journal() const { return path / "journal"; }
  std::filesystem::path protocol_copy() const { return path / "protocol.toml"; }
  std::filesystem::path protocol_signed() const { return path / "protocol.signed"; }
};

/// Reads site.toml; says what is wrong where.
base::Result<SiteFolder> read_site_folder(const std::filesystem::path& path);
/// The same for a center, which comes up whatever is wrong: what site.toml does not give is had from elsewhere or goes without, as a fault
/// (the zone: UTC; the kind: real, so that no convenience of a demonstration is given by mistake). Fails only where no site is.
base::Result<SiteFolder> find_site_folder(const std::filesystem::path& path);
/// Writes site.toml anew with the kind that the record names.
base::Result<> write_kind(const SiteFolder& folder, domain::SiteKind kind);

/// How the site key is had: from `key_file`, else from the folder's own demonstration.key (of a demonstration, or where nothing else is), else by asking for the passphrase.
base::Result<ledger::SiteKeys> open_site_keys(const SiteFolder& folder,
                                              const std::optional<std::filesystem::path>& key_file,
                                              const std::function<base::Result<std::string>()>& ask_passphrase);

struct NewSite {
  std::filesystem::path path;
  std::string name;
  std::string zone;
  std::string address;
  domain::SiteKind kind = domain::SiteKind::real;
  std::string protocol = "bc-aha";  ///< shipped name or path; adopted unsigned
  std::string guardrails = "demonstration";
  std::optional<std::filesystem::path> key_file;  ///< written if it is not there; else the passphrase wraps the key
  std::string passphrase;
};

/// What else a new site needs before it is one: who may sign in, above all.
using Furnish = std::function<base::Result<>(const SiteFolder& folder, const ledger::SiteKeys& keys)>;

/// Makes the folder, the key, the record with its first events (site, day, protocol, guardrails, seats), and what `furnish` adds. Refuses where a
/// site is. All or nothing: it is made aside and put in place when it is whole, so that one that could not be made does not stand in the
/// way of the next try. Only a key file elsewhere stays; the next try takes it.
base::Result<SiteFolder> create_site(const NewSite& site, const Furnish& furnish = {});

}  // namespace alongside::center
