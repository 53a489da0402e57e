// The example of docs/formulas.md: what a reader copies from there is what the program answers, and what a hand works out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <string>

#include "support/ran.hpp"

namespace {

namespace json = boost::json;

std::string file(const std::string& name) {
  std::ifstream in(std::string(ALONGSIDE_SOURCE_DIR) + "/docs/" + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What stands between ```toml and ``` after the example's heading.
std::string example_of_formulas() {
  const std::string page = file("formulas.md");
  const std::string opening = "```toml\n";
  const std::size_t heading = page.find("## Ten years, whole");
  if (heading == std::string::npos) return "";
  const std::size_t begin = page.find(opening, heading) + opening.size();
  return page.substr(begin, page.find("```", begin) - begin);
}

TEST(TenYears, TheExampleOfThePageIsTheFileBesideIt) {
  ASSERT_FALSE(example_of_formulas().empty());
  EXPECT_EQ(example_of_formulas(), file("ten-years.toml"));
}

// With c = 900,000 growing by g = 0.02, r = 0.03 and q = (1.02 / 1.03)^10 = 0.907046330211: a full growing annuity is worth
// c (1 - q) / (r - g) = 8,365,830.281. The first year lacks half, 450,000 / 1.03 = 436,893.204, the second a fifth,
// 180,000 x 1.02 / 1.0609 = 173,060.609: 7,755,876.468. Running: 700,000 (1 - 1.03^-10) / 0.03 = 700,000 x 8.530202837 = 5,971,141.986; with
// 600,000 of opening 6,571,141.986. Deaths: 2 x (0.5 + 0.8 + 8).
TEST(TenYears, ItsAnswerIsThatOfTheClosedForms) {
  const auto ran = alongside::test::run(std::string(ALONGSIDE_PROGRAM) + " evaluate '" ALONGSIDE_SOURCE_DIR
                                                                         "/docs/ten-years.toml' --json");
  ASSERT_EQ(ran.status, 0) << ran.out;
  const json::value answer = json::parse(ran.out);
  const auto number = [&](const char* pointer) { return answer.at_pointer(pointer).to_number<double>(); };
  EXPECT_NEAR(number("/benefit"), 7'755'876.468, 0.001);
  EXPECT_NEAR(number("/cost"), 6'571'141.986, 0.001);
  EXPECT_NEAR(number("/net"), 1'184'734.482, 0.001);
  EXPECT_NEAR(number("/ratio"), 1.180293545, 1e-9);
  EXPECT_EQ(answer.at_pointer("/outcomes/0/unit"), "USD");
  EXPECT_EQ(answer.at_pointer("/outcomes/1/unit"), "death");
  EXPECT_NEAR(number("/outcomes/1/value"), 18.6, 1e-12);
}

TEST(TenYears, ItSaysOfEveryFigureThatItIsInvented) {
  const std::string text = example_of_formulas();
  std::size_t parameters = 0;
  for (std::size_t at = text.find("\n[parameters."); at != std::string::npos;
       at = text.find("\n[parameters.", at + 1)) {
    ++parameters;
    const std::string one = text.substr(at + 1, text.find("\n[", at + 1) - at - 1);
    EXPECT_NE(one.find("basis = \"assumed\"\nsource = \"Invented for this example\""), std::string::npos) << one;
  }
  EXPECT_EQ(parameters, 7U);
  EXPECT_EQ(text.find("[[published]]"), std::string::npos);
}

}  // namespace
