#include "study/analysis/solve.hpp"

#include <gmock/gmock.h>

#include "study/analysis/little_study_test.hpp"

namespace alongside::study {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// Net: stays x stay_cost + bend - rent, with 40 stays and a rent of 1000; bend = (x - 2) (x - 5).
Study worked_back(const std::string& within = "") {
  return little_study(parameter("stays", 40, "admission/year") + parameter("stay_cost", 100, "USD/admission", within) +
                      parameter("rent", 1000, "USD/year") + parameter("x", 1, "1", "range = [0, 10]") +
                      outcome("spared", "stays", "admission/year", paid("stays * stay_cost")) +
                      outcome("bend", "(x - 2) * (x - 5)", "1") + cost("operation", "rent"));
}

SolvedInput solved(const Study& study, const SolveQuestion& question, const std::vector<Change>& changes = {}) {
  const auto made = solve(study, changes, question);
  EXPECT_TRUE(made) << made.error().message;
  return made ? *made : SolvedInput{};
}

// 40 s - 1000 = 7000 where s = 200.
TEST(Solve, FindsTheFigureThatAPublishedNetImplies) {
  const SolvedInput made = solved(worked_back(), {"stay_cost", "net", 7000});
  ASSERT_EQ(made.found.crossings.size(), 1U);
  EXPECT_NEAR(made.found.crossings[0].at, 200, 1e-9);
  EXPECT_EQ(made.sentence,
            "net is 7000 USD/year where stay_cost is 200 USD/admission. As given, stay_cost is 100 USD/admission, and "
            "net is then 3000 USD/year.");
  EXPECT_NEAR(solved(worked_back(), {"stay_cost", "ratio", 2}).found.crossings.at(0).at, 50, 1e-9);
  EXPECT_NEAR(solved(worked_back(), {"stay_cost", "spared.money", 10'000}).found.crossings.at(0).at, 250, 1e-9);
  // With another figure changed first: 80 s - 1000 = 7000.
  EXPECT_NEAR(solved(worked_back(), {"stay_cost", "net", 7000}, {{"stays", 80}}).found.crossings.at(0).at, 100, 1e-9);
}

// Where two grids of the scan meet, one step of rounding apart, a line is no flat stretch: at the value, at half and twice it, at an end of the range.
TEST(Solve, FindsOneFigureOfALineWhereverTheScanHasPoints) {
  for (const double value : {0.3, 0.7, 0.1, 1.1, 33.3}) {
    for (const char* within : {"", "range = [0.35, 1.4]\n", "within = [0, 1e12]\n"}) {
      const Study study = little_study(parameter("x", value, "1", within) + parameter("u", 1, "USD/year") +
                                       outcome("o", "x", "1", paid("u * x")) + cost("operation", "u"));
      std::vector<double> levels{value / 2, value, 2 * value};
      if (*within != '\0')
        levels.insert(levels.end(), {0.35, 1.4});  // without, it is looked for up to ten times the value
      for (const double level : levels) {
        const auto made = solve(study, {}, {"x", "o", level});
        ASSERT_TRUE(made) << made.error().message;
        ASSERT_EQ(made->found.crossings.size(), 1U) << value << " " << within << level << ": " << made->sentence;
        EXPECT_NEAR(made->found.crossings[0].at, level, 1e-9 * level);
      }
    }
  }
}

// 40 s - 1000 = 3,999,000 where s = 100,000: far outside the range, and found within what it can be; s may be a million million.
TEST(Solve, LooksWhereverTheFigureCanBe) {
  const SolvedInput made =
      solved(worked_back("range = [50, 200]\nwithin = [0, 1e12]\n"), {"stay_cost", "net", 3'999'000});
  ASSERT_EQ(made.found.crossings.size(), 1U) << made.sentence;
  EXPECT_NEAR(made.found.crossings[0].at, 100'000, 1e-6);
  EXPECT_THAT(made.sentence, HasSubstr("(outside the range of 50 to 200 that the study gives)"));
  // A crossing near the range, though the ends are a million million apart.
  const SolvedInput near = solved(worked_back("range = [50, 200]\nwithin = [0, 1e12]\n"), {"stay_cost", "net", 4000.4});
  ASSERT_EQ(near.found.crossings.size(), 1U) << near.sentence;
  EXPECT_NEAR(near.found.crossings[0].at, 125.01, 1e-9);
}

TEST(Solve, SaysThatThereIsNone) {
  const SolvedInput made = solved(worked_back("within = [0, 150]\n"), {"stay_cost", "net", 7000});
  EXPECT_TRUE(made.found.crossings.empty());
  EXPECT_THAT(made.sentence,
              AllOf(HasSubstr("There is no stay_cost from 0 to 150 USD/admission (what the study says it can be)"),
                    HasSubstr("at which net is 7000 USD/year")));
  const SolvedInput unmoved = solved(worked_back(), {"x", "net", 7000});
  EXPECT_FALSE(unmoved.found.depends);
  EXPECT_THAT(unmoved.sentence, HasSubstr("net does not depend on x: no value of it makes it 7000 USD/year"));
}

// (x - 2) (x - 5) = 4 at x = 1 and x = 6; it is lowest at 3.5, where it is -2.25.
TEST(Solve, SaysThatThereAreTwo) {
  const SolvedInput made = solved(worked_back(), {"x", "bend", 4});
  ASSERT_EQ(made.found.crossings.size(), 2U) << made.sentence;
  EXPECT_NEAR(made.found.crossings[0].at, 1, 1e-9);
  EXPECT_NEAR(made.found.crossings[1].at, 6, 1e-9);
  EXPECT_THAT(made.sentence, HasSubstr("bend is 4 at 2 values of x: 1 and 6."));
  EXPECT_TRUE(solved(worked_back(), {"x", "bend", -3}).found.crossings.empty());
}

TEST(Solve, RefusesNamesThatAreNone) {
  EXPECT_THAT(solve(worked_back(), {}, {"stay_costs", "net", 1}).error().message, HasSubstr("did you mean stay_cost?"));
  EXPECT_THAT(solve(worked_back(), {}, {"stay_cost", "nett", 1}).error().message, HasSubstr("did you mean net?"));
}

}  // namespace
}  // namespace alongside::study
