// Break-evens: for each input that opponents would change, where the net is 0; and how large a harm would have to be. Pure functions; the study must
// outlive the call.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "study/analysis/threshold.hpp"

namespace alongside::study {

/// How large a harm would have to be for the net to be 0, all else at its value.
struct HarmBreakEven {
  std::string name;
  std::string label;
  double count = 0;
  std::string count_unit;
  std::optional<double> money;  ///< absent: the study gives it no money, and the net says nothing of it
  std::optional<double>
      times;  ///< its money would have to be so many times as large; absent: its money is 0 or it has none, or less than no harm would be needed
  std::optional<double> money_each;  ///< what one of them would have to count for; absent: there is none of them
  std::string sentence;
};

struct BreakEvens {
  std::vector<Threshold> contested;  ///< net = 0, for each contested input that is one number
  std::vector<Threshold> of_harms;   ///< net = 0, for each input on which only harms depend
  std::vector<HarmBreakEven> harms;
  std::vector<LeftOut> left_out;
};

/// Both sides of the argument: what opponents would change, and how far it would have to be changed.
base::Result<BreakEvens> break_evens(const Study& study, const std::vector<Change>& changes);

}  // namespace alongside::study
