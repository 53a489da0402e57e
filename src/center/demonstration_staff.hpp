// Staff of a demonstration: made up, with sign-ins that everybody may know.
#pragma once

#include "base/result.hpp"
#include "center/site_folder.hpp"
#include "ledger/site_keys.hpp"

namespace alongside::center {

/// Their sign-ins are printed and lie beside the record in `demonstration-sign-ins`: a line each, sign-in name, PIN, password, separated
/// by tabs.
base::Result<> add_demonstration_staff(const SiteFolder& folder, const ledger::SiteKeys& keys);

}  // namespace alongside::center
