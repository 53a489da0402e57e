// Guests: who came to see the center, on the day they came.
#include "evidence/indicator/indicators.hpp"
#include "evidence/indicator/sections.hpp"

namespace alongside::evidence {

namespace {

void take(const Seen& seen, Cells& cells) {
  if (const auto* book = seen.as<domain::GuestsSigned>()) cells.add(0, seen.times * book->guests);
}

}  // namespace

constinit const Indicator indicator::guests{.id = "guests",
                                            .title = "Guests",
                                            .numerator = "people in the guest book",
                                            .denominator = "",
                                            .rule = "Whoever signs counts on the day on which they sign.",
                                            .unit = "people",
                                            .interval = "none: a full count",
                                            .sources = "nobody: for practice",
                                            .section = section::visits,
                                            .take = take};

}  // namespace alongside::evidence
