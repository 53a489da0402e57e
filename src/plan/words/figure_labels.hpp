// FigureLabels: what a plan's figures are called where somebody reads who never saw its document.
#pragma once

#include <string>
#include <string_view>

namespace alongside::plan {

/// "Deaths that happen in private homes (a share)" for "effect.home_share"; the path itself where it has no label.
std::string label_of(std::string_view path);

}  // namespace alongside::plan
