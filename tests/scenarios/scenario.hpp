// A scenario: a text that a nurse can read, taken apart into a floor, rows of what happens and statements that must be true.
//
//   A title on the first line
//
//   A few lines that say why.
//
//   Site: demonstration, protocol bc-aha signed, guardrails demonstration
//
//   Floor:
//     +--------------------------+
//     |  [1]  [2]      (S1 x2)   |      [n] booth, (Sn) smoking place, <An> aftercare chair, {Tn} toilet; "x2" is room for two
//     |  <A1>          {T1}      |
//     +--------------------------+
//
//   What happens:
//     09:00   Rosa   opens the floor
//     09:01   Omar   welcomes Blue to 9     -> refused: no_such_seat
//
//   Must be true at 09:02:
//     seat 1: free
//
// "What happens" and "Must be true" take turns as often as needed. `#` begins a line that is not read. README.md lists the words.
// Goal: a slip in a scenario is named with file and line. Non-goal: what the words mean (stage.hpp). Pure; free to share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "domain/seat/words.hpp"
#include "domain/site/words.hpp"
#include "domain/words.hpp"

namespace alongside::tests {

struct PlannedSeat {
  domain::SeatKind kind = domain::SeatKind::booth;
  std::uint16_t label = 0;
  std::uint16_t capacity = 1;
};

/// One row of what happens, or one statement of what must be true.
struct Step {
  enum class Kind { happens, must_be_true };
  Kind kind = Kind::happens;
  std::size_t line = 0;
  base::Instant at{};
  std::string who{};      ///< happens: who does it
  std::string what{};     ///< the row's words, or the statement
  std::string refused{};  ///< happens: the refusal that is expected; empty: none
};

struct Scenario {
  std::string file;
  std::string title;
  domain::SiteKind site = domain::SiteKind::demonstration;
  std::string protocol;
  bool protocol_signed = true;
  std::string guardrails;
  std::vector<PlannedSeat> seats;
  std::vector<Step> steps;
};

/// The day on which every scenario happens begins here.
constexpr base::Instant midnight{1'767'225'600'000};

/// "09:05" or "09:05:30"; hours from 24 on are the next day.
base::Result<base::Instant> read_time(std::string_view text);
std::string show_time(base::Instant at);

base::Result<Scenario> read_scenario(std::string file, std::string_view text);

/// "file:line: what".
base::Error error_at(std::string_view file, std::size_t line, std::string_view what);

}  // namespace alongside::tests
