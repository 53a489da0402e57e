// The two files of screens, looked at and not mended: for whoever checks a folder that is not theirs to change.
#pragma once

#include "center/screens_file.hpp"

namespace alongside::center {

struct ScreensSeen : ScreensRead {
  bool are_of_two_ages = false;  ///< both are whole, and the program stopped between writing one and the other
};

ScreensSeen look_at_screens(const std::filesystem::path& folder, const base::Uuid& site);

}  // namespace alongside::center
