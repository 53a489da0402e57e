// Remarks: what a study's document and the changes asked of it say that is no mistake and may be a slip, each with its place.
//
// Goals: what a reader of the answer should look at twice: the document's own remarks, one outcome or cost under two names, a change outside what its
// parameter's `range` offers. Non-goals: mistakes (those are errors). Pure; free to call from any thread.
#pragma once

#include <string>
#include <vector>

#include "study/program/model.hpp"

namespace alongside::study {

/// Costs a compile.
std::vector<std::string> remarks(const Study& study, const std::vector<Change>& changes);

}  // namespace alongside::study
