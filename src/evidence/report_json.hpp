// The report as one JSON document; docs/report.md tells its shape.
#pragma once

#include <string>

#include "evidence/report.hpp"

namespace alongside::evidence {

/// One document, indented, with a line end; what is unknown is null with the reason beside it.
std::string report_as_json(const Report& report);

}  // namespace alongside::evidence
