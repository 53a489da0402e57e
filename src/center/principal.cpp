#include "center/principal.hpp"

namespace alongside::center {

bool is_floor_staff(domain::Role role) {
  using enum domain::Role;
  return role == peer || role == nurse || role == responder || role == manager || role == medical_director;
}

bool is_in_charge(const Principal& principal, domain::StaffRef responsible) {
  if (principal.is_the_program) return true;
  return principal.is_signed_in() && (principal.staff == responsible || principal.is_manager());
}

bool may_see_people(const Principal& principal) { return principal.is_signed_in() && principal.is_floor_staff(); }

bool belongs_to_screen(const domain::CommandBody& body) {
  return domain::needs_of(body) == domain::Needs::screen_or_staff;
}

Permission may(const Principal& principal, const domain::CommandBody& command, domain::StaffRef responsible) {
  if (principal.is_the_program) return Permission::allowed;
  if (domain::traits_of(command).sent_by == domain::SentBy::program) return Permission::not_your_role;
  const bool in_charge = is_in_charge(principal, responsible);
  const domain::Needs needs = domain::needs_of(command);
  if (needs == domain::Needs::charge_alone)
    return in_charge ? Permission::allowed : Permission::responsible_person_only;
  if (needs == domain::Needs::screen_or_staff) {
    if (principal.device.exists() || may_see_people(principal)) return Permission::allowed;
    return Permission::register_device_first;
  }
  if (!principal.is_signed_in()) return Permission::sign_in_first;
  if (!principal.is_floor_staff()) return Permission::not_your_role;
  if (needs == domain::Needs::in_charge && !in_charge) return Permission::responsible_person_only;
  return Permission::allowed;
}

}  // namespace alongside::center
