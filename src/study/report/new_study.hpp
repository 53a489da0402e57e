// A template of a study for a city, with the outcomes that it is to count: its figures are asked for in plain words.
//
// Goals: whoever fills in each "?" has a study that runs; figures that carry over (costs of an infection, shares from other research) stay with their
// source; every sentence, range and warning is true of exactly the outcomes that were chosen. Nothing is filled in that is not known: `study check`
// names each question that is still open. Non-goals: the sentences themselves (templates/study.toml).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "study/document/words.hpp"

namespace alongside::study {

/// What a city may have counted. `infections`: HIV, hepatitis C, and hospital days for skin infections.
enum class CountedOutcome : std::uint8_t { ambulance, visits, stays, deaths, treatment, infections };
template <>
struct Words<CountedOutcome> {
  static constexpr std::array<std::string_view, 6> names{"ambulance", "visits",    "stays",
                                                         "deaths",    "treatment", "infections"};
};

/// All six, in that order.
std::vector<CountedOutcome> all_counted();
/// "ambulance, visits": in the order of the list, each once. Refuses a word that is none, with the words that are, and an empty list.
base::Result<std::vector<CountedOutcome>> counted_from(std::string_view list);

/// The document's text. Refuses a name that is empty, too long or has signs that a title should not have, and a choice of nothing.
base::Result<std::string> new_study(std::string_view city, const std::vector<CountedOutcome>& counted);

}  // namespace alongside::study
