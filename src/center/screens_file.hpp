// Screens file: the registered screens, kept twice, because without it nobody opens an emergency.
//
//   DIGEST a LABEL            a screen: its token's digest, a (active) or r (revoked); its number is the number of its line
//   # SITE REVISION DIGEST    the last line: of which site, how often it was written, and the digest of all that stands before
//
// `screens` and `screens.twin` hold the same. The newer of the whole ones is read and the other is written anew from it. Where neither is
// whole every readable line of either counts, under its number. Goals: one damaged file loses no screen; a revoked screen stays revoked.
// Non-goals: standing against somebody who may write into the folder. Threads: one at a time for a folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/uuid.hpp"
#include "center/folder_fault.hpp"
#include "domain/ids.hpp"
#include "ledger/digest.hpp"

namespace alongside::center {

struct Screen {
  domain::DeviceRef number;
  std::string label;
  bool revoked = false;
};

struct ScreenLine {
  Screen screen;
  ledger::Digest token;
};

struct ScreensRead {
  std::vector<ScreenLine> screens;
  std::uint64_t revision = 0;
  std::vector<FolderFault> faults;
};

/// Never fails: what cannot be read is a fault. `site`: nil where it is not known; then nothing is mended.
ScreensRead read_screens(const std::filesystem::path& folder, const base::Uuid& site);

/// Both copies, durable when it returns.
base::Result<> write_screens(const std::filesystem::path& folder, const base::Uuid& site,
                             const std::vector<ScreenLine>& screens, std::uint64_t revision);

}  // namespace alongside::center
