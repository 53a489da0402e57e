// An evaluation as text for the terminal: payers first, a range before a point, the net without value of life beside the net with it.
#pragma once

#include <string>

#include "study/evaluation/evaluation.hpp"

namespace alongside::study {

std::string evaluation_text(const Evaluation& evaluation);

}  // namespace alongside::study
