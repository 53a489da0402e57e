// Before the record is open: a center that plays what lies openly in its folder, with no people and no record.
//
// Invariant: an emergency always has a protocol to go by; where the site's own cannot be believed it is the shipped one, with the number
// that the site signed or with none: another region's number is worse than "the emergency number".
#pragma once

#include <vector>

#include "base/result.hpp"
#include "center/documents.hpp"
#include "center/folder_fault.hpp"
#include "center/published.hpp"
#include "center/site_folder.hpp"

namespace alongside::center {

/// The site's copy. Where it cannot be read, or is not what the site signed, the shipped BC/AHA, unsigned; then `found` says so.
base::Result<domain::ProtocolDocument> openly_kept_protocol(const SiteFolder& folder, std::vector<FolderFault>& found);

/// What is shown until then, over `table`, which is empty.
Published locked_center(const SiteFolder& folder, domain::ProtocolDocument protocol, SideTable& table);

}  // namespace alongside::center
