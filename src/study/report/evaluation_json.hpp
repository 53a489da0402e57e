// An evaluation as JSON: what `alongside evaluate --json` prints and what the page reads (docs/openapi.yaml).
#pragma once

#include <boost/json/value.hpp>

#include "study/evaluation/evaluation.hpp"

namespace alongside::study {

boost::json::value evaluation_json(const Evaluation& evaluation);

}  // namespace alongside::study
