// Answers to one question over many emergencies, as indicators print them.
#include <fmt/format.h>

#include "evidence/indicator/emergencies.hpp"

namespace alongside::evidence {

Answers answers_in(const Cells& cells) {
  const auto count = [&](Said answer) { return static_cast<std::uint64_t>(cells[cell(answer)]); };
  return {count(Said::yes), count(Said::no), count(Said::not_recorded)};
}

Value::Object fields_of(const Answers& answers) {
  return {{"count", answers.yes},
          {"no", answers.no},
          {"not_recorded", answers.not_recorded},
          {"of", answers.all()},
          {"of_what", "emergencies"}};
}

std::string answers_line(std::string_view what, const Answers& answers) {
  return fmt::format("  {:<16}{:>6} of {} emergencies; not recorded in {}", what, answers.yes, answers.all(),
                     answers.not_recorded);
}

}  // namespace alongside::evidence
