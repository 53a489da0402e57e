// Given names: the common ones, English and Spanish, so that a handle that is somebody's name is noticed at the door.
//
// Goal: most people who give their own name are asked once whether they mean it. Non-goals: every name, and family names: a warning that
// comes too often is no longer read. Pure; free to call from any thread.
//
// Sources: named at each list in given_names.cpp.
#pragma once

#include <string_view>

namespace alongside::center {

/// `word`: in small letters without accents.
bool is_given_name(std::string_view word);

}  // namespace alongside::center
