// Adoption: a protocol comes into force by an event that names its bytes, its signer and the time.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "center/site_folder.hpp"

namespace alongside::center {

/// Signed by `sign_in`, who must be a medical director and give their own password. The site must not be served meanwhile.
base::Result<> adopt_protocol(const SiteFolder& folder, const ledger::SiteKeys& keys, std::string_view name_or_path,
                              std::string_view sign_in, std::string_view password);

}  // namespace alongside::center
