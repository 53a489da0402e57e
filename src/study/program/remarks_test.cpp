#include "study/program/remarks.hpp"

#include <gmock/gmock.h>

#include "study/analysis/little_study_test.hpp"

namespace alongside::study {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Calls averted as a product of two figures, and what is written after it.
Study with(const std::string& more) {
  return little_study(
      parameter("clients", 10, "person/year", "range = [5, 20]") + parameter("calls_each", 2, "call/person") +
      parameter("price", 3, "USD/call") + parameter("rent", 100, "USD/year") +
      outcome("calls", "clients * calls_each", "call/year", paid("calls * price")) + more + cost("operation", "rent"));
}

TEST(Remarks, OneOutcomeUnderTwoNamesIsCountedTwice) {
  EXPECT_THAT(remarks(with(outcome("ambulance", "calls_each * clients", "call/year", paid("price * ambulance"))), {}),
              ElementsAre(AllOf(HasSubstr("little.toml:"), HasSubstr("outcomes.ambulance.formula"),
                                HasSubstr("ambulance is computed as calls is, in money"), HasSubstr("counted twice"))));
  // Also where one stands without money, and where the second is the first by another name.
  EXPECT_THAT(remarks(with(outcome("ambulance", "calls", "call/year")), {}),
              ElementsAre(HasSubstr("ambulance is computed as calls is:")));
}

TEST(Remarks, WhatOnlyHasTheSameValueIsAnother) {
  EXPECT_THAT(remarks(with(parameter("visits_each", 2, "call/person") +
                           outcome("visits", "clients * visits_each", "call/year", paid("visits * price"))),
                      {}),
              IsEmpty());
  // One count may be worth two things, to two payers.
  EXPECT_THAT(remarks(with(parameter("staff_price", 3, "USD/call") +
                           outcome("spared", "calls", "call/year", paid("spared * staff_price"))),
                      {}),
              IsEmpty());
}

TEST(Remarks, OneCostUnderTwoNamesIsCountedTwice) {
  EXPECT_THAT(remarks(with(cost("lease", "rent")), {}),
              ElementsAre(HasSubstr("operation is computed as lease is: one cost under two names")));
}

TEST(Remarks, AChangeOutsideTheRangeIsToldWithBothEnds) {
  const Study study = with("");
  EXPECT_THAT(remarks(study, {{"clients", 12}}), IsEmpty());
  EXPECT_THAT(remarks(study, {{"clients", 40}}),
              ElementsAre(AllOf(HasSubstr("clients=40: outside the range of 5 to 20 that little.toml:"),
                                HasSubstr("parameters.clients gives"))));
  EXPECT_THAT(remarks(study, {{"rent", 1e9}}), IsEmpty());
}

TEST(Remarks, ShippedStudiesHaveNone) {
  for (const std::string& name : shipped_studies()) EXPECT_THAT(remarks(*load_study(name), {}), IsEmpty()) << name;
}

}  // namespace
}  // namespace alongside::study
