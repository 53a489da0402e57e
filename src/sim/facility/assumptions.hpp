// Assumptions: every figure that a result rests on, as text and as JSON: those that were assumed with their reason, the others with their source.
//
// Goals: the same list under every result, so that nobody reads a number without what it stands on. Non-goals: judging either. Pure.
#pragma once

#include <boost/json/array.hpp>
#include <string>
#include <vector>

#include "sim/facility/quantities.hpp"

namespace alongside::sim {

/// {"path", "value", and one of "source" or "assumed"}, in the order of reading.
boost::json::array parameters_as_json(const std::vector<ScenarioParameter>& parameters);
/// The same with what a value is made of that is in words, for a page that says it in another language.
boost::json::array parameters_for_page(const std::vector<ScenarioParameter>& parameters);

/// "69 of 81 figures are assumed, not measured".
std::string how_many_are_assumed(const std::vector<ScenarioParameter>& parameters);

/// Those assumed, each with its reason, then those with a source, each source once, in lines of at most 100 letters.
std::string assumptions_as_text(const std::vector<ScenarioParameter>& parameters);

/// In lines of at most 100 letters, the first indented by so much, the others by so much. A word that is longer has a line of its own.
std::string wrapped(const std::string& text, std::size_t indent = 0, std::size_t indent_after = 0);

}  // namespace alongside::sim
