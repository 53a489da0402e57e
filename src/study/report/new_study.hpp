// A template of a study for a city: the shipped Baltimore study with its city's figures taken out and asked for in plain words.
//
// Goals: whoever fills in each "?" has a study that runs; figures that carry over (costs of an infection, shares from other research) stay with their
// source. Nothing is filled in that is not known: `study check` names each question that is still open.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace alongside::study {

/// The document's text. Refuses a name that is empty, too long or has signs that a title should not have.
base::Result<std::string> new_study(std::string_view city);

}  // namespace alongside::study
