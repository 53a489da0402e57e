// Principal: on whose behalf a command comes. Who may do what is asked here for every command, on the server, every time.
#pragma once

#include "domain/command.hpp"
#include "domain/ids.hpp"
#include "domain/words.hpp"

namespace alongside::center {

/// Roles that work on the floor: all but who only reads.
bool is_floor_staff(domain::Role role);

struct Principal {
  domain::StaffRef staff;  ///< none: nobody is signed in
  domain::Role role = domain::Role::none;
  domain::DeviceRef device;     ///< none: not one of the site's screens
  bool is_the_program = false;  ///< the program itself: init, clocks, the demonstration

  bool is_signed_in() const { return staff.exists(); }
  bool is_floor_staff() const { return center::is_floor_staff(role); }
  bool is_manager() const { return role == domain::Role::manager || role == domain::Role::medical_director; }
};

enum class Permission { allowed, sign_in_first, register_device_first, not_your_role, responsible_person_only };

/// The responsible person, or a manager in their place. `responsible`: who is in charge now, or none.
bool is_in_charge(const Principal& principal, domain::StaffRef responsible);

/// As the command says (domain::Needs). What hangs on what comes of it is asked of that: domain::needs_charge.
Permission may(const Principal& principal, const domain::CommandBody& command, domain::StaffRef responsible);

/// Handles and today's uses: floor staff who are signed in.
bool may_see_people(const Principal& principal);

/// An emergency's acts belong to the screen, whoever is signed in.
bool belongs_to_screen(const domain::CommandBody& body);

}  // namespace alongside::center
