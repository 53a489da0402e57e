// Text as a page of HTML may hold it.
#pragma once

#include <string>
#include <string_view>

namespace alongside::document {

/// With &, <, > and " as entities: for text between tags and in quoted attributes.
std::string html_escaped(std::string_view text);

}  // namespace alongside::document
