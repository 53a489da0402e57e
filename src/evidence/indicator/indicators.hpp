// Indicators: the only list of them, in the order in which reports print them.
//
// A new indicator is a file beside this one, its name here, and its place in the list.
#pragma once

#include <array>

#include "evidence/indicator/indicator.hpp"

namespace alongside::evidence {

namespace indicator {
extern const Indicator visits, visits_by_hour, visits_by_day, enrolments, not_served;
extern const Indicator codes;
extern const Indicator uses, substances;
extern const Indicator emergencies, still_open, mistakes, overdoses, any_measure, highest_measure, ems_calls,
    transports, deaths, first_breath, first_oxygen, first_dose, sureness;
extern const Indicator corrections;

inline constexpr std::array all{
    &visits,      &visits_by_hour, &visits_by_day, &enrolments, &not_served,  &codes,           &uses,      &substances,
    &emergencies, &still_open,     &mistakes,      &overdoses,  &any_measure, &highest_measure, &ems_calls, &transports,
    &deaths,      &first_breath,   &first_oxygen,  &first_dose, &sureness,    &corrections};
}  // namespace indicator

inline constexpr Indicators indicators{indicator::all};

}  // namespace alongside::evidence
