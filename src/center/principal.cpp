#include "center/principal.hpp"

namespace alongside::center {

namespace {

bool lifts_a_pause(const domain::PageCommand& command) {
  const auto* use = std::get_if<domain::BeginUse>(&command);
  return use && use->lifted;
}

bool is_hand_over(const domain::PageCommand& command) {
  return std::holds_alternative<domain::HandOver>(command) || std::holds_alternative<domain::CloseFloor>(command);
}

}  // namespace

bool is_floor_staff(domain::Role role) {
  using enum domain::Role;
  return role == peer || role == nurse || role == responder || role == manager || role == medical_director;
}

bool is_in_charge(const Principal& principal, domain::StaffRef responsible) {
  if (principal.is_the_program) return true;
  return principal.is_signed_in() && (principal.staff == responsible || principal.is_manager());
}

bool may_see_people(const Principal& principal) { return principal.is_signed_in() && principal.is_floor_staff(); }

bool is_emergency_command(const domain::CommandBody& body) {
  return std::holds_alternative<domain::TapAct>(body) || std::holds_alternative<domain::MoveAct>(body);
}

Permission may(const Principal& principal, const domain::PageCommand& command, domain::StaffRef responsible) {
  if (principal.is_the_program) return Permission::allowed;
  const bool in_charge = is_in_charge(principal, responsible);
  if (lifts_a_pause(command)) {
    return in_charge ? Permission::allowed : Permission::responsible_person_only;
  }
  if (std::holds_alternative<domain::TapAct>(command) || std::holds_alternative<domain::MoveAct>(command)) {
    if (principal.device.exists() || may_see_people(principal)) return Permission::allowed;
    return Permission::register_device_first;
  }
  if (!principal.is_signed_in()) return Permission::sign_in_first;
  if (!principal.is_floor_staff()) return Permission::not_your_role;
  if (is_hand_over(command) && !in_charge) return Permission::responsible_person_only;
  return Permission::allowed;
}

}  // namespace alongside::center
