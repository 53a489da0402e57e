// TOML paths: the dotted names of fields ("watch.inject_minutes"), apart and together.
//
// Invariant: splitting what was joined gives the parts again. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace alongside::document {

using Parts = std::vector<std::string>;

Parts split(std::string_view path);
std::string join(std::string_view path, std::string_view name);

}  // namespace alongside::document
