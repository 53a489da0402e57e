// The folder of a site: what lies where, and who may open it.
//
//   site.toml        id, name, zone, address: what is not secret
//   ledger.db        the record            heads.log   its signed heads, outside the database
//   keys.db          keys of visits and participants, backed up apart
//   staff.sealed     who may sign in       screens     registered screens (digests of their tokens)
//   protocol.toml    a copy of the protocol in force, readable before the store is unlocked
//   site.key.sealed | demonstration.key | a key file elsewhere     the site key
// Values; opening is done by one process at a time (the ledger's writer lock).
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/uuid.hpp"
#include "domain/words.hpp"
#include "ledger/site_keys.hpp"

namespace alongside::center {

struct SiteFolder {
  std::filesystem::path path;
  base::Uuid id;
  std::string name;     ///< "harbor-street", as given to init
  std::string zone;     ///< IANA time zone
  std::string address;  ///< what to tell an ambulance; empty: not set
  domain::SiteKind kind = domain::SiteKind::real;

  std::filesystem::path ledger() const { return path / "ledger.db"; }
  std::filesystem::path keys() const { return path / "keys.db"; }
  std::filesystem::path heads() const { return path / "heads.log"; }
  std::filesystem::path journal() const { return path / "journal"; }
  std::filesystem::path protocol_copy() const { return path / "protocol.toml"; }
};

/// Reads site.toml; says what is wrong where.
base::Result<SiteFolder> read_site_folder(const std::filesystem::path& path);

/// How the site key is had: from `key_file`, else from the folder's own demonstration.key, else by asking for the passphrase.
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

/// Makes the folder, the key, the record with its first events (site, protocol, guardrails, seats). Refuses where a site is.
base::Result<SiteFolder> create_site(const NewSite& site);

}  // namespace alongside::center
