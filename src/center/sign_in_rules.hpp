// Sign-in rules: what a sign-in name, a label, a PIN and a password may be, and who needs which.
//
// Each check says what was expected, and never repeats a secret. Non-goals: whether a name is taken (staff.hpp). Threads: values.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "domain/words.hpp"

namespace alongside::center {

/// Typed on any keyboard, read aloud, and never mistaken for another by its letters.
base::Result<> check_sign_in_name(std::string_view name);
/// What every screen shows: nothing that hides, or turns the line around.
base::Result<> check_label(std::string_view label);
base::Result<> check_pin(std::string_view pin);
base::Result<> check_password(std::string_view password);

/// Whoever manages the site does it by password, and an evaluator has no screen of the floor to use a PIN on.
bool needs_password(domain::Role role);

}  // namespace alongside::center
