// Threshold: where an answer turns: each value of an input at which the ratio is 1 or the net is 0.
//
// Goals: every such value within the interval is found and refined (Alefeld, Potra and Shi 1995, algorithm 748), none is made up where a formula jumps
// or has no answer, and "there is none between a and b" is an answer as well. Limits: an interval is scanned at `points` equal steps; two crossings
// within one step are found where the answer turns round between them, otherwise not. Non-goals: several inputs at once (two_way).
// Pure functions; the study must outlive the call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "document/sentence.hpp"
#include "study/analysis/input.hpp"

namespace alongside::study {

struct ThresholdQuestion {
  static constexpr std::size_t points_max = 10'000;

  std::string parameter;         ///< or one cell of an array
  std::string target = "ratio";  ///< anything that the study computes as one number
  double level = 1;
  std::optional<double> low = {};  ///< in the parameter's unit; absent: its range, or its spread
  std::optional<double> high = {};
  std::size_t points = 100;
  /// Wherever it can be at all: `within`; else its range, its spread and ten times its value. Scanned at equal steps near the range and at
  /// growing ones beyond.
  bool is_everywhere = false;
};

/// Of an input's value, for one that nothing keeps: as far as anybody might argue.
inline constexpr double times_value = 10;

struct Crossing {
  double at = 0;       ///< in the parameter's unit
  bool jumps = false;  ///< the answer passes the level without ever being it
};

enum class Side : std::uint8_t { below, equal, above, no_answer };

/// A part of the interval on one side of the level. For ratio and net, above is favourable to the site.
struct Stretch {
  double low = 0;
  double high = 0;
  Side side = Side::no_answer;
};

struct Threshold {
  Input input;
  Reach reach;
  std::string target;
  double level = 0;
  bool depends = true;              ///< false: the input has nothing to do with the target
  double target_at_value = 0;       ///< with the input at its value; NaN: the ratio is not defined there
  std::vector<Crossing> crossings;  ///< rising
  std::vector<Stretch> stretches;   ///< rising; together the interval
  document::Sentences sentence;     ///< the answer, as a reader needs it
};

/// Refuses names and intervals that are none, and an interval without any answer.
base::Result<Threshold> threshold(const Study& study, const std::vector<Change>& changes,
                                  const ThresholdQuestion& question);

}  // namespace alongside::study
