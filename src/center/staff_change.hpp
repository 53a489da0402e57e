// A change of who may sign in, as the site's owner asks for it: the same whether a command makes it alone or a running server does.
//
// Values; `change_staff` from any thread. Holds secrets: never printed, never logged.
#pragma once

#include <string>

#include "center/staff.hpp"

namespace alongside::center {

struct StaffChange {
  enum class What { add, end, set_pin, set_password };
  What what = What::add;
  std::string sign_in;
  std::string label = {};                  ///< add
  domain::Role role = domain::Role::peer;  ///< add
  std::string pin = {};                    ///< add, set_pin
  std::string password = {};               ///< add (empty: none), set_password
};

/// How that person stands afterwards.
base::Result<StaffMember> change_staff(Staff& staff, const StaffChange& change);

}  // namespace alongside::center
