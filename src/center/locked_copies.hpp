// What a center plays before its record is open, signed by the site: the protocol, and the number to dial for itself, so that a protocol that was
// damaged does not take the number along.
//
//   protocol.toml     the protocol in force, as the record holds it
//   protocol.signed   a line for each: what it is, its signature under the site's key (site.pub), and the number
//
// Goals: nobody changes what a locked center says by changing one file. Non-goals: whoever can write site.pub as well; the record tells
// it once it is open. Values.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "center/site_folder.hpp"
#include "ledger/site_keys.hpp"

namespace alongside::center {

inline constexpr std::size_t signed_bytes_max = 4096;  ///< of protocol.signed

struct LockedCopies {
  std::string protocol;
  std::string number;  ///< to dial; empty: the protocol names none

  /// What protocol.signed holds then.
  std::string signed_text(const ledger::SigningPair& site) const;
};

/// Whenever it is interrupted, what lies in the folder is signed: the old copy or the new one. `signed_text`: that of these copies.
base::Result<> write_locked_copies(const SiteFolder& folder, const LockedCopies& copies, std::string_view signed_text);

/// What an adoption says of this: it is in force whether or not the copies could be written.
base::Result<> copies_written(const base::Result<>& written);

/// The protocol's text if the site signed just that; an error of its own where the signature is missing or another's.
base::Result<std::string> signed_protocol(const SiteFolder& folder);
/// The number that the site signed, or empty.
std::string signed_number(const SiteFolder& folder);

}  // namespace alongside::center
