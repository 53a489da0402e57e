// What the state holds of visits: who is inside, by slot, and who has just left.
#pragma once

#include <vector>

#include "domain/visit/person.hpp"

namespace alongside::domain::visit {

struct Part {
  std::uint32_t next_visit = 1;
  std::vector<Person> people;
  std::vector<std::uint16_t> free_people;      ///< slots, last one next
  std::vector<Over> over;                      ///< the last visits that are over; full: the oldest goes
  std::uint32_t over_next = 0;                 ///< where the next goes
  NotServed not_served_at_door{};              ///< the last at the door without a visit
  Instant not_served_at = Instant::unknown();  ///< unknown: there is none to take back
  DeviceRef not_served_on{};                   ///< the screen that recorded it

  /// The person of an open visit, or null.
  const Person* find(VisitId visit) const;
  Person* find(VisitId visit);
  /// A visit that is over and may be opened again, or null.
  const Over* find_over(VisitId visit) const;

  /// However many spare slots there are.
  bool operator==(const Part& other) const;
};

}  // namespace alongside::domain::visit
