// An evaluation as JSON: what `alongside evaluate --json` prints, and what the page reads (docs/openapi.yaml).
#pragma once

#include <boost/json/value.hpp>

#include "study/evaluation/evaluation.hpp"

namespace alongside::study {

boost::json::value evaluation_json(const Evaluation& evaluation);
/// The same with what its sentences are made of, for a page that says them in another language.
boost::json::value evaluation_for_page(const Evaluation& evaluation);

}  // namespace alongside::study
