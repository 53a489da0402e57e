// The report as plain text for a terminal or a printer.
#pragma once

#include <string>

#include "evidence/report.hpp"

namespace alongside::evidence {

/// Lines of at most 100 letters; marked internal at the top and at the bottom, and with the kind of site if it is no real one.
std::string report_as_text(const Report& report);

}  // namespace alongside::evidence
