// An evaluation and a study as JSON: what `alongside evaluate --json` prints and what the page reads (docs/openapi.yaml).
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "study/report/evaluation.hpp"

namespace alongside::study {

boost::json::value evaluation_json(const Evaluation& evaluation);
/// What was seen in the field, a row each.
boost::json::array observed_json(const Study& study);
/// The document itself: every figure with its unit, source and spread, every formula.
base::Result<boost::json::value> study_json(const Study& study);

}  // namespace alongside::study
