#include "study/program/cells.hpp"

#include <algorithm>

namespace alongside::study {

std::size_t cells_of(const Study& study, const std::vector<std::size_t>& axes) {
  std::size_t cells = 1;
  for (const std::size_t axis : axes) cells *= study.axes[axis].labels.size();
  return cells;
}

std::vector<std::size_t> spread_over(const Study& study, const std::vector<std::size_t>& axes,
                                     const std::vector<std::size_t>& own) {
  std::vector<std::size_t> out(cells_of(study, axes));
  for (std::size_t cell = 0; cell < out.size(); ++cell) {
    std::size_t left = cell;
    std::size_t stride = 1;
    for (std::size_t i = axes.size(); i-- > 0;) {
      const std::size_t length = study.axes[axes[i]].labels.size();
      if (std::ranges::find(own, axes[i]) != own.end()) {
        out[cell] += left % length * stride;
        stride *= length;
      }
      left /= length;
    }
  }
  return out;
}

std::vector<bool> either(const std::vector<bool>& a, const std::vector<bool>& b) {
  std::vector<bool> out = a;
  for (std::size_t i = 0; i < b.size(); ++i) out[i] = out[i] || b[i];
  return out;
}

}  // namespace alongside::study
