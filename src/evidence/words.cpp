#include "evidence/words.hpp"

namespace alongside::evidence {

EmergencyKind kind_of(domain::EmergencyGroup group) {
  switch (group) {
    case domain::EmergencyGroup::opioid: return EmergencyKind::opioid;
    case domain::EmergencyGroup::stimulant: return EmergencyKind::stimulant;
    case domain::EmergencyGroup::other: break;
  }
  return EmergencyKind::other;
}

Response highest_of(domain::Measures given) {
  if (given.has(domain::Measure::naloxone)) return Response::naloxone;
  if (given.has(domain::Measure::breaths)) return Response::breaths;
  if (given.has(domain::Measure::oxygen)) return Response::oxygen;
  return given.has(domain::Measure::watched) ? Response::watched : Response::none_recorded;
}

domain::Answer given(domain::Measure measure, domain::Measures given, domain::Measures not_known) {
  if (not_known.has(measure)) return domain::Answer::unknown;
  return given.has(measure) ? domain::Answer::yes : domain::Answer::no;
}

}  // namespace alongside::evidence
