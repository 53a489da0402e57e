// Adoption: a protocol comes into force by an event that names its bytes, its signer and the time.
//
// The same event whether a command adopts it alone or a running center does.
#pragma once

#include <string>

#include "base/result.hpp"
#include "center/documents.hpp"
#include "center/site_folder.hpp"
#include "center/staff.hpp"
#include "domain/event.hpp"
#include "domain/state.hpp"
#include "ledger/store.hpp"

namespace alongside::center {

class Center;

struct ProtocolToAdopt {
  std::string name;  ///< shipped name or path, for whoever reads of a mistake in it
  std::string text;
};

/// The medical director's own sign-in.
struct SignedBy {
  std::string sign_in;
  std::string password;
};

/// Every screen plays the protocol in force, and an emergency is judged by the one it began under: none comes into force while one is open.
base::Result<> expect_no_emergency(const domain::State& state);

/// The event, and its row with the document's bytes.
struct AdoptionRow {
  domain::Event event;
  ledger::NewRow row;
};
/// `document`: its number in the side table of the record that it is appended to.
AdoptionRow adoption_row(const ProtocolToAdopt& protocol, domain::DocumentRef document, std::int32_t version,
                         domain::StaffRef signer, base::Instant now);

/// Where no server runs: opens the record for it. Signed by who must be a medical director and give their own password.
base::Result<> adopt_protocol(const SiteFolder& folder, const ledger::SiteKeys& keys, const ProtocolToAdopt& protocol,
                              const SignedBy& signer);
/// The same at a running center: in force at once.
base::Result<> adopt_protocol(Center& center, const ProtocolToAdopt& protocol, const SignedBy& signer);

}  // namespace alongside::center
