// Cells of quantities over axes: how many there are, and which of one belongs to which of another.
//
// Invariant: axes are numbers into Study::axes, rising; the last one's cells lie side by side. Pure; any thread.
#pragma once

#include <cstddef>
#include <vector>

#include "study/document/study.hpp"

namespace alongside::study {

std::size_t cells_of(const Study& study, const std::vector<std::size_t>& axes);

/// For each cell over `axes`, the cell of a quantity over `own`, which are some of them.
std::vector<std::size_t> spread_over(const Study& study, const std::vector<std::size_t>& axes,
                                     const std::vector<std::size_t>& own);

/// Of two lists of what is depended on, what either depends on.
std::vector<bool> either(const std::vector<bool>& a, const std::vector<bool>& b);

}  // namespace alongside::study
