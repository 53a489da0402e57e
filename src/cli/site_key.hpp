// How a command has the site key of a folder that it has read already.
#pragma once

#include "base/result.hpp"
#include "center/site_folder.hpp"
#include "cli/command.hpp"

namespace alongside::cli {

/// Asks for the passphrase on the terminal if the key is wrapped in one; says what to do where there is no terminal.
base::Result<ledger::SiteKeys> open_keys(const center::SiteFolder& folder, const SiteOptions& options);

}  // namespace alongside::cli
