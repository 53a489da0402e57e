// Face: what stands at the head of everything that may not leave the center as it is.
#pragma once

#include <string_view>

namespace alongside::document {

inline constexpr std::string_view internal_face =
    "INTERNAL: not for release. Small numbers are shown as they are and may point to a person.";

}  // namespace alongside::document
