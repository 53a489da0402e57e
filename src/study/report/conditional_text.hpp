// ConditionalText: a text of which parts stand there only under conditions: the template of a new study.
//
//   a line "#: CONDITION"   what follows, to the next such line or empty line, only where the condition holds
//   {?CONDITION:text}       the same within a line; `text` has no }
//   {name}                  what `values` has under that name
//
// A condition is words joined by | (one of them), & (all of them) and ! (not); & binds closer, as in "ambulance&!visits|stays". Empty lines beside each
// other become one. Non-goals: any other grammar. Pure.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace alongside::study {

using Holds = std::function<bool(std::string_view word)>;

bool condition_holds(std::string_view condition, const Holds& holds);

std::string conditional_text(std::string_view text, const Holds& holds,
                             const std::map<std::string, std::string, std::less<>>& values);

}  // namespace alongside::study
