// A study's document as JSON: what the page reads of it (docs/openapi.yaml).
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "base/result.hpp"
#include "study/document/study.hpp"

namespace alongside::study {

/// What was seen in the field, a row each.
boost::json::array observed_json(const Study& study);
/// The document itself: every figure with its unit, source and spread, every formula.
base::Result<boost::json::value> study_json(const Study& study);

}  // namespace alongside::study
