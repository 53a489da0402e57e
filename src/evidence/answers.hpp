// Answers: yes, no, and what was not recorded, of one question over many emergencies.
//
// Invariant: what was not asked, was declined or is unknown is not recorded, and never a no. Plain values.
#pragma once

#include <cstdint>

#include "domain/words.hpp"

namespace alongside::evidence {

enum class Said : std::uint8_t { yes, no, not_recorded };

constexpr Said said(domain::Answer answer) {
  switch (answer) {
    case domain::Answer::yes: return Said::yes;
    case domain::Answer::no: return Said::no;
    case domain::Answer::not_asked:
    case domain::Answer::declined:
    case domain::Answer::unknown: break;
  }
  return Said::not_recorded;
}

struct Answers {
  std::uint64_t yes = 0;
  std::uint64_t no = 0;
  std::uint64_t not_recorded = 0;

  void count(domain::Answer answer) {
    const Said one = said(answer);
    ++(one == Said::yes ? yes : one == Said::no ? no : not_recorded);
  }
  std::uint64_t all() const { return yes + no + not_recorded; }
  bool operator==(const Answers&) const = default;
};

}  // namespace alongside::evidence
