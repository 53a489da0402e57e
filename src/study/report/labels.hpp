// What a name of a study is called in a sentence: its own label, or the plain word of a total.
#pragma once

#include <string>
#include <string_view>

#include "study/document/study.hpp"

namespace alongside::study {

/// "hiv" -> its outcome's label; "hiv.money" -> the same, with ", in money"; "ratio" -> "benefit for each unit of cost".
std::string label_of(const Study& study, std::string_view name);

}  // namespace alongside::study
