// Plain text: what somebody typed can be shown as it is, and two texts that look alike are not two.
//
// Refused are bytes that are no UTF-8, control characters, characters that turn the direction of writing (a name could be shown as another:
// Unicode Standard Annex 9), and characters that nobody sees (Unicode Standard, 23.2 and 23.9).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace alongside::base {

/// The first thing in `text` that is not plain, in words that follow "found"; nothing if all of it is.
std::optional<std::string> not_plain(std::string_view text);

}  // namespace alongside::base
