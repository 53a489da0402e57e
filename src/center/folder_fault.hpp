// FolderFault: something in a site's folder that is not as it should be, told to whoever can mend it. The center runs all the same.
//
// Values. docs/site-folder.md says for each file what goes on without it.
#pragma once

#include <exception>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace alongside::center {

struct FolderFault {
  std::string file;           ///< its name in the folder
  std::string what_for;       ///< "the registered screens"
  std::string what_is_wrong;  ///< with what is done about it meanwhile
  std::string what_to_do;

  /// As one line for a log or a terminal.
  std::string sentence() const { return file + " (" + what_for + "): " + what_is_wrong + "; " + what_to_do; }
  bool operator==(const FolderFault&) const = default;
};

/// What `open` gives; an exception of a library that met a damaged file is an error like any other.
template <class Open>
auto without_exceptions(const Open& open) -> decltype(open()) {
  try {
    return open();
  } catch (const std::exception& thrown) {
    return base::operation_error(std::string("the program failed inside: ") + thrown.what());
  }
}

}  // namespace alongside::center
