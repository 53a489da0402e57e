// Sections: where indicators stand in a report.
#pragma once

#include "evidence/indicator/rows.hpp"

namespace alongside::evidence::section {

inline constexpr SectionName visits{"visits", "Visits"};
inline constexpr SectionName codes{"codes", "Codes seen"};
inline constexpr SectionName uses{"uses", "Uses"};
inline constexpr SectionName emergencies{"emergencies", "Emergencies"};
inline constexpr SectionName corrections{"corrections", ""};

}  // namespace alongside::evidence::section
