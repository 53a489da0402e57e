#include "center/staff_change.hpp"

#include <algorithm>

namespace alongside::center {

namespace {

base::Result<> make(Staff& staff, const StaffChange& change) {
  switch (change.what) {
    case StaffChange::What::add: {
      const auto added = staff.add(change.sign_in, change.label, change.role, change.pin, change.password);
      if (!added) return added.error();
      return base::Done{};
    }
    case StaffChange::What::end: return staff.end(change.sign_in);
    case StaffChange::What::set_pin: return staff.set_pin(change.sign_in, change.pin);
    case StaffChange::What::set_password: return staff.set_password(change.sign_in, change.password);
  }
  return base::input_error("no such change");
}

}  // namespace

base::Result<StaffMember> change_staff(Staff& staff, const StaffChange& change) {
  if (const auto made = make(staff, change); !made) return made.error();
  const auto everybody = staff.everybody();
  const auto member = std::find_if(everybody.begin(), everybody.end(),
                                   [&](const StaffMember& one) { return one.sign_in == change.sign_in; });
  if (member == everybody.end()) return base::operation_error(change.sign_in + ": gone again meanwhile");
  return *member;
}

}  // namespace alongside::center
