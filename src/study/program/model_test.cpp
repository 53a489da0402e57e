#include "study/program/model.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <variant>

#include "study/document/sample_test.hpp"

namespace alongside::study {
namespace {

using test::outcome;
using test::parameter;
using test::sample;
using testing::AllOf;
using testing::HasSubstr;

/// The value of `saved`, or the message of what is wrong.
std::variant<double, std::string> saved(const std::string& body, std::vector<Change> changes = {}) {
  const auto study = sample(body);
  if (!study) return study.error().message;
  const auto model = Model::compile(*study, changes, Mode::point);
  if (!model) return model.error().message;
  return model->value("saved");
}
double value(const std::string& body, std::vector<Change> changes = {}) {
  const auto got = saved(body, std::move(changes));
  if (const auto* problem = std::get_if<std::string>(&got)) ADD_FAILURE() << *problem;
  return std::get_if<double>(&got) != nullptr ? std::get<double>(got) : NAN;
}
std::string problem(const std::string& body, std::vector<Change> changes = {}) {
  const auto got = saved(body, std::move(changes));
  return std::get_if<std::string>(&got) != nullptr ? std::get<std::string>(got) : "no problem";
}

const std::string a_and_b = parameter("a", "6", "USD/year") + parameter("b", "4", "USD/year");

TEST(Model, FollowsNamesThroughFormulas) {
  const std::string steps =
      "[formulas.twice]\nlabel = \"l\"\nformula = \"later + a\"\nunit = \"USD/year\"\n"
      "[formulas.later]\nlabel = \"l\"\nformula = \"b * 10\"\nunit = \"USD/year\"\n";
  EXPECT_DOUBLE_EQ(value(a_and_b + steps + outcome("twice - 1 * b")), 10 * 4 + 6 - 4);
}

TEST(Model, AddsUpWhatIsSavedAndWhatItCosts) {
  const auto study =
      sample(a_and_b + outcome("a + b") +
             "[outcomes.harm_done]\nlabel = \"l\"\nkind = \"harm\"\nformula = \"a\"\nunit = \"USD/year\"\nmoney = "
             "\"harm_done\"\npayer = \"value of life\"\npayer_basis = \"source\"\n");
  ASSERT_TRUE(study) << study.error().message;
  const auto model = Model::compile(*study, {}, Mode::point);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_DOUBLE_EQ(model->value("benefit"), 10 - 6);
  EXPECT_DOUBLE_EQ(model->value("cost"), 100);
  EXPECT_DOUBLE_EQ(model->value("net"), -96);
  EXPECT_DOUBLE_EQ(model->value("ratio"), 0.04);
  EXPECT_DOUBLE_EQ(model->value("net_without_value_of_life"), -90);
  EXPECT_EQ(model->money_unit().text(), "USD/year");
}

TEST(Model, UnlikeUnitsAreAnErrorAtTheirLetter) {
  const std::string deaths = parameter("a", "6", "USD/year") + parameter("d", "4", "death/year");
  EXPECT_THAT(problem(deaths + outcome("a + d")),
              AllOf(HasSubstr("outcomes.saved.formula"),
                    HasSubstr("expected like units to add, found USD/year and death/year, at letter 3")));
  EXPECT_THAT(problem(deaths + outcome("a * d")),
              HasSubstr("expected USD/year, as `unit` says, found USD*death/year^2"));
  EXPECT_THAT(problem(deaths + outcome("if(a < d, a, a)")), HasSubstr("expected like units to compare"));
  EXPECT_THAT(problem(deaths + outcome("max(a, d)")), HasSubstr("expected like units"));
  EXPECT_THAT(problem(deaths + outcome("exp(a) * d")), HasSubstr("expected a number without a unit in exp"));
  EXPECT_THAT(problem(deaths + outcome("a ^ d")), HasSubstr("expected an exponent without a unit, found death/year"));
  EXPECT_THAT(problem(deaths + outcome("d * 0 + a")), HasSubstr("expected like units to add"));
}

TEST(Model, ANoughtHasAnyUnit) { EXPECT_DOUBLE_EQ(value(a_and_b + outcome("max(0, a - 2 * b) + b")), 4); }

TEST(Model, MoneyOfTwoYearsMeetsByAnIndexOnly) {
  const std::string old = parameter("a", "100", "USD2010/year");
  const std::string prices = "[prices]\nindex = \"CPI\"\nsource = \"s\"\nvalues = { \"2010\" = 200, \"2016\" = 220 }\n";
  EXPECT_THAT(problem(old + parameter("b", "4", "USD/year") + outcome("a + b")),
              HasSubstr("money of two years meets by reprice"));
  EXPECT_DOUBLE_EQ(value(old + prices + outcome("reprice(a, 2016)")), 110);
  EXPECT_THAT(problem(old + prices + outcome("reprice(a, 2015)")),
              HasSubstr("expected 2010 and 2015 in [prices] values"));
  EXPECT_THAT(problem(parameter("a", "1", "CAD/year") + parameter("b", "4", "USD/year") + outcome("a + b")),
              HasSubstr("exchange rate"));
}

TEST(Model, NamesThatAreNotThereAreNamedWithTheRightOne) {
  EXPECT_THAT(problem(a_and_b + parameter("clients", "1", "USD/year") + outcome("a + b + cleints")),
              HasSubstr("found \"cleints\"; did you mean clients?"));
  EXPECT_THAT(problem(a_and_b + outcome("a + b + sun(a)")), HasSubstr("did you mean sum?"));
  EXPECT_THAT(problem(a_and_b + parameter("idle", "1", "1") + outcome("a + b")),
              AllOf(HasSubstr("parameters.idle"),
                    HasSubstr("expected a parameter that some outcome, cost or published result depends on")));
  EXPECT_THAT(problem(a_and_b + outcome("a + b"), {{"c", 1}}), HasSubstr("expected a parameter of sample"));
}

TEST(Model, AMisspeltParameterIsNotWhatItsRightUsesAreSentTo) {
  const std::string steps =
      "[formulas.x]\nlabel = \"l\"\nformula = \"a + clients\"\nunit = \"USD/year\"\n"
      "[formulas.y]\nlabel = \"l\"\nformula = \"b + clients\"\nunit = \"USD/year\"\n";
  const std::string message = problem(a_and_b + parameter("cleints", "1", "USD/year") + steps + outcome("x + y"));
  EXPECT_THAT(message, AllOf(HasSubstr("found \"clients\"; cleints (studies/sample.toml:"),
                             HasSubstr("is used nowhere: is it meant, and one of the two misspelt?")));
  EXPECT_EQ(message.find("did you mean"), std::string::npos) << message;
}

TEST(Model, ARoundIsAnError) {
  const std::string round =
      "[formulas.x]\nlabel = \"l\"\nformula = \"y + a\"\nunit = \"USD/year\"\n[formulas.y]\nlabel = \"l\"\nformula = "
      "\"x + b\"\nunit = \"USD/year\"\n";
  EXPECT_THAT(problem(a_and_b + round + outcome("x")), HasSubstr("found a round: x -> y -> x"));
  EXPECT_THAT(problem(a_and_b + outcome("saved + a + b")), HasSubstr("found a round: saved -> saved"));
}

TEST(Model, ALongChainOfFormulasIsNoDeepStack) {
  std::string chain = "[formulas.f0]\nlabel = \"l\"\nformula = \"a + b\"\nunit = \"USD/year\"\n";
  for (int i = 999; i > 0; --i)
    chain += fmt::format("[formulas.f{}]\nlabel = \"l\"\nformula = \"f{} + 0\"\nunit = \"USD/year\"\n", i, i - 1);
  EXPECT_DOUBLE_EQ(value(a_and_b + chain + outcome("f999")), 10);
}

TEST(Model, DivisionByZeroNamesItsNumbers) {
  EXPECT_THAT(problem(a_and_b + outcome("a / (b - 4 * b / 4) * b")),
              AllOf(HasSubstr("expected a divisor other than 0, found 6 / 0"), HasSubstr("at letter 3")));
  EXPECT_THAT(problem(a_and_b + outcome("a * ln(b / a - 1)+b")),
              HasSubstr("expected a number above 0, found ln(-0.333333)"));
  EXPECT_THAT(problem(a_and_b + outcome("a * (-b / a) ^ 0.5")), HasSubstr("expected a power that is a number"));
  EXPECT_DOUBLE_EQ(value(a_and_b + outcome("if(b > a, a * a / (b - b), b) + 0 * a")), 4);
}

TEST(Model, ArraysOverTwoAxesMakeEveryPair) {
  const std::string axes = "[axes.years]\nfrom = 1\nto = 3\n[axes.cities]\nnames = [\"Toronto\", \"Ottawa\"]\n";
  const std::string arrays = parameter("x", "[1, 2, 3]", "USD/year", "over = \"years\"\n") +
                             parameter("y", "[10, 100]", "1", "over = \"cities\"\n");
  // (1 + 2 + 3) * (10 + 100)
  EXPECT_DOUBLE_EQ(value(axes + arrays + outcome("sum(x * y)")), 660);
  EXPECT_DOUBLE_EQ(value(axes + arrays + outcome("at(sum(x * y, years), Ottawa)")), 600);
  EXPECT_DOUBLE_EQ(value(axes + arrays + outcome("at(sum(x * y, cities), 2)")), 220);
  EXPECT_DOUBLE_EQ(value(axes + arrays + outcome("mean(x) * product(y)")), 2000);
  EXPECT_DOUBLE_EQ(value(axes + arrays + outcome("at(cumulative(x), 3) * at(y, Toronto)")), 60);
  EXPECT_DOUBLE_EQ(value(axes + arrays + outcome("sum(x * years) * sum(y)")), 14 * 110);
  EXPECT_DOUBLE_EQ(value(axes + arrays + outcome("sum(x * y)"), {{"x.2", 5}}), 9 * 110);
  EXPECT_THAT(problem(axes + arrays + outcome("x * sum(y)")),
              HasSubstr("expected one number, found an array over years"));
  EXPECT_THAT(problem(axes + arrays + outcome("at(x, 9) * sum(y)")),
              HasSubstr("expected a cell of years as it is written there, from 1 to 3"));
  EXPECT_THAT(problem(axes + arrays + outcome("sum(x * y * cities)")), HasSubstr("since cities is one of names"));
}

TEST(Model, DiscountsAsTheClosedFormSays) {
  const std::string flow = "[axes.years]\nfrom = 1\nto = 30\nunit = \"year\"\n" + parameter("rate", "3", "%/year") +
                           parameter("n", "30", "year") + parameter("pay", "1000", "USD/year/year") +
                           parameter("a", "1", "1/year");
  // W (1 - 1.03^-30) / .03 with W = 1000: from the table of annuities, 19.6004.
  EXPECT_NEAR(value(flow + outcome("pay * annuity(rate, n) + 0 * sum(years * a * pay)")), 19600.4, 0.05);
  // A flow of 1 each year: at the year's end the annuity; at its middle half a year's interest more.
  const std::string ones = "pay * (0 * years * a + 1)";
  EXPECT_NEAR(value(flow + outcome("present_value(" + ones + ", rate) * n / n")), 19600.4, 0.05);
  EXPECT_NEAR(value(flow + outcome("present_value_half(" + ones + ", rate) * n / n")), 19600.4 * std::sqrt(1.03), 0.05);
  EXPECT_NEAR(value(flow + outcome("present_value(" + ones + ", rate, 1) * n / n")), 19600.4 * 1.03, 0.05);
  EXPECT_NEAR(value(flow + outcome("pay * n * discount(rate, n) + 0 * sum(years * a) * pay * n")), 30000 * 0.411987,
              0.1);
  EXPECT_THAT(problem(flow + parameter("people", "3", "person") + parameter("plain", "0.03", "1") +
                      outcome("pay * annuity(plain, people) * n / people + 0 * sum(years * a) * pay * n * rate * n")),
              HasSubstr("expected a rate in 1 or 1/person"));
  EXPECT_NEAR(value(flow + outcome("pay * annuity(rate, n) + 0 * sum(years * a) * pay * n"), {{"rate", 1e-15}}), 30'000,
              1e-3);
  // Without interest an annuity is its years.
  EXPECT_DOUBLE_EQ(value(flow + outcome("pay * annuity(rate, n) + 0 * sum(years * a) * pay * n"), {{"rate", 0}}),
                   30'000);
}

/// Three years in a row, with 100 USD/year in each, a growth of 10 % and a discount of 5 % by year.
const std::string over_years = "[axes.years]\nfrom = 1\nto = 3\nunit = \"year\"\n" +
                               parameter("pay", "100", "USD/year") + parameter("growth", "10", "%/year") +
                               parameter("rate", "5", "%/year") +
                               parameter("share", "[1, 0.5, 0]", "1", "over = \"years\"\n");
/// What every formula below needs beside its own: the parameters that it leaves out, times nought.
const std::string rest = " + 0 * sum(share * pay * (1 + growth) ^ years * (1 + rate) ^ years)";

/// An outcome in USD, for a cost in USD.
std::string in_all(const std::string& formula) {
  return "[outcomes.saved]\nlabel = \"l\"\nformula = \"" + formula + rest +
         "\"\nunit = \"USD\"\nmoney = \"saved\"\npayer = \"city\"\npayer_basis = \"source\"\n"
         "[costs.site]\nlabel = \"site\"\nformula = \"site_cost\"\npayer = \"city\"\npayer_basis = \"source\"\n" +
         parameter("site_cost", "100", "USD");
}

TEST(Model, ASumOverYearsOfWhatComesEachYearIsInAll) {
  EXPECT_DOUBLE_EQ(value(over_years + in_all("sum(share * pay)")), 150);
  EXPECT_DOUBLE_EQ(value(over_years + in_all("sum(share * pay, years)")), 150);
  EXPECT_DOUBLE_EQ(value(over_years + in_all("at(cumulative(share * pay), 3)")), 150);
  // 100 / 1.05 + 50 / 1.05^2
  EXPECT_NEAR(value(over_years + in_all("present_value(share * pay, rate)")), 140.589569, 1e-6);
  // What is no rate stays what it is, and so does a mean.
  EXPECT_DOUBLE_EQ(value(over_years + in_all("sum(share * site_cost)")), 150);
  EXPECT_THAT(problem(over_years + in_all("mean(share * pay)")),
              HasSubstr("expected like units to add, found USD/year and USD"));
  std::string wrong = in_all("sum(share * pay)");
  wrong.replace(wrong.find("unit = \"USD\""), 12, "unit = \"USD/year\"");
  EXPECT_THAT(problem(over_years + wrong), HasSubstr("expected USD/year, as `unit` says, found USD; sum(…) over years "
                                                     "adds up each year: USD/year becomes USD"));
}

TEST(Model, AnAxisWithoutAUnitSaysWhatItWouldMake) {
  std::string plain = over_years;
  plain.replace(plain.find("unit = \"year\"\n"), 14, "");
  const auto bare = [&](const std::string& formula, const std::string& instead) {
    std::string text = in_all(formula);
    return plain + text.replace(text.find(rest), rest.size(), instead);
  };
  EXPECT_THAT(
      problem(bare("sum(share * pay)", "")),
      HasSubstr("expected USD, as `unit` says, found USD/year; the axis years has no unit: with unit = \"year\" at "
                "[axes.years], sum(…) over it makes USD of USD/year"));
  // The rate by year says what such an axis counts.
  EXPECT_NEAR(value(bare("present_value(share * pay, rate)", " + 0 * annuity(growth, 1) * pay")), 140.589569, 1e-6);
}

TEST(Model, GrowthIsARateRaisedToATime) {
  // 100 (1.1^0 + 1.1^1 + 1.1^2), and 100 (1.1 + 1.1^2 + 1.1^3).
  EXPECT_NEAR(value(over_years + in_all("sum(pay * (1 + growth) ^ (years - 1))")), 331, 1e-9);
  EXPECT_NEAR(value(over_years + in_all("sum(pay * (1 + growth) ^ years)")), 364.1, 1e-9);
  // A plain count of years; two rates in one factor; a factor over another; a decline.
  EXPECT_NEAR(value(over_years + in_all("site_cost * (1 + growth) ^ 2")), 121, 1e-9);
  EXPECT_NEAR(value(over_years + in_all("site_cost * (1 + growth - rate) ^ 2")), 110.25, 1e-9);
  EXPECT_NEAR(value(over_years + in_all("site_cost * ((1 + growth) / (1 + rate)) ^ 2")), 121 / 1.1025, 1e-9);
  EXPECT_NEAR(value(over_years + in_all("site_cost * (1 - growth) ^ 2")), 81, 1e-9);
  // Year by year with another rate each: 1.1 x 1.05 x 1.
  EXPECT_NEAR(value(over_years + in_all("site_cost * product(1 + share * growth)")), 115.5, 1e-9);
  // Where growth has no unit, over any time.
  EXPECT_NEAR(value(over_years + parameter("plain", "10", "%") + in_all("sum(pay * (1 + plain) ^ (years - 1))")), 331,
              1e-9);
}

TEST(Model, AFactorForEachYearIsNoNumberYet) {
  EXPECT_THAT(problem(over_years + in_all("site_cost * (1 + growth)")),
              HasSubstr("expected (1 + rate) ^ time, since 1 and a rate in 1/year make a factor for each year"));
  EXPECT_THAT(problem(over_years + in_all("exp(1 + growth) * site_cost")), HasSubstr("expected (1 + rate) ^ time"));
  EXPECT_THAT(problem(over_years + in_all("max(1 + growth, 1) * site_cost")), HasSubstr("expected (1 + rate) ^ time"));
  EXPECT_THAT(problem(over_years + in_all("site_cost * (2 + growth) ^ 2")), HasSubstr("expected like units to add"));
  EXPECT_THAT(problem(over_years + in_all("site_cost * (growth - 1) ^ 2")),
              HasSubstr("expected like units to subtract"));
  EXPECT_THAT(problem(over_years + parameter("far", "2", "mile") + in_all("site_cost * (1 + growth) ^ far")),
              HasSubstr("expected a time in year as the exponent of a factor for each year, found mile"));
}

TEST(Model, AnAnnuityTakesAPlainCountOfYears) {
  // 1 / 1.05 + 1 / 1.05^2
  EXPECT_NEAR(value(over_years + in_all("pay * annuity(rate, 2)")), 185.941043, 1e-6);
  EXPECT_NEAR(value(over_years + parameter("n", "2", "year") + in_all("pay * annuity(rate, n)")), 185.941043, 1e-6);
  EXPECT_NEAR(value(over_years + parameter("n", "2", "1") + in_all("pay * annuity(rate, n)")), 185.941043, 1e-6);
  // Over an axis: for one year, for two, for three.
  EXPECT_NEAR(value(over_years + in_all("at(pay * annuity(rate, years), 2)")), 185.941043, 1e-6);
  EXPECT_NEAR(value(over_years + in_all("site_cost * discount(rate, 2)")), 100 / 1.1025, 1e-9);
}

TEST(Model, AYearOfTheCalendarIsNoSpanOfTime) {
  std::string calendar = over_years;
  calendar.replace(calendar.find("from = 1\nto = 3"), 15, "from = 2025\nto = 2027");
  const auto of = [&](const std::string& formula) {
    std::string text = in_all(formula);
    return calendar +
           text.replace(text.find(rest), rest.size(), " + 0 * sum(share * pay * (1 + rate) ^ (years - 2024))");
  };
  EXPECT_THAT(
      problem(of("sum(pay * (1 + growth) ^ years)")),
      HasSubstr("expected how many of them have gone by, found 2025 and on, as the axis years says; write years - "
                "2024"));
  EXPECT_NEAR(value(of("sum(pay * (1 + growth) ^ (years - 2024))")), 364.1, 1e-9);
  EXPECT_THAT(problem(of("sum(pay * (1 + growth) ^ 1 * discount(rate, years))")), HasSubstr("write years - 2024"));
  EXPECT_DOUBLE_EQ(value(of("sum(if(years <= 2025, pay, 0 * pay)) + 0 * sum(pay * (1 + growth) ^ (years - 2024))")),
                   100);
}

TEST(Model, TablesAreLookedUp) {
  const std::string table =
      "[tables.willing]\nlabel = \"l\"\nx = [0.25, 0.5, 1]\ny = [100, 84, 58.5]\nx_unit = \"mile\"\ny_unit = "
      "\"%\"\nbetween = \"linear\"\noutside = \"hold\"\nbasis = \"source\"\nsource = \"s\"\n" +
      parameter("far", "0.75", "mile") + parameter("pay", "1", "USD/year");
  EXPECT_DOUBLE_EQ(value(table + outcome("pay * willing(far)")), (0.84 + 0.585) / 2);
  EXPECT_DOUBLE_EQ(value(table + outcome("pay * willing(far)"), {{"far", 0}}), 1);
  EXPECT_DOUBLE_EQ(value(table + outcome("pay * willing(far)"), {{"far", 7}}), 0.585);
  EXPECT_THAT(problem(table + outcome("pay * willing(pay) * far / far")),
              HasSubstr("expected mile to look up willing, found USD/year"));
  EXPECT_THAT(problem(table + outcome("pay * willing * far / far")), HasSubstr("expected willing(…)"));
}

TEST(Model, AShareInPercentIsAHundredth) {
  const std::string share = parameter("share", "33", "%") + parameter("pay", "200", "USD/year");
  EXPECT_DOUBLE_EQ(value(share + outcome("pay * share")), 66);
  EXPECT_DOUBLE_EQ(value(share + outcome("pay * share"), {{"share", 50}}), 100);
}

TEST(Model, AReproducedResultMayNotDependOnAFittedFigure) {
  std::string fitted = parameter("a", "6", "USD/year");
  fitted.replace(fitted.find("basis = \"source\""), 16, "basis = \"fitted\"");
  const std::string row = "[[published]]\nof = \"saved\"\nvalue = 6\nrounding = 1\nsource = \"s\"\nclass = ";
  EXPECT_THAT(problem(fitted + outcome("a") + row + "\"reproduced\"\n"),
              HasSubstr("expected fitted, since saved depends on a"));
  EXPECT_DOUBLE_EQ(value(fitted + outcome("a") + row + "\"fitted\"\n"), 6);
}

TEST(Model, AStudyOfTooManyOperationsIsRefusedBeforeItFillsTheMemory) {
  std::string steps =
      "[axes.x]\nfrom = 1\nto = 100\n[axes.y]\nfrom = 1\nto = 100\n[formulas.f0]\nlabel = \"l\"\nformula = \"(x * 1000 "
      "+ y) * a / a\"\nunit = \"1\"\n";
  for (int i = 1; i < 60; ++i)
    steps += fmt::format("[formulas.f{}]\nlabel = \"l\"\nformula = \"exp(ln(exp(ln(f{} + {}))))\"\nunit = \"1\"\n", i,
                         i - 1, i);
  const std::string drawn =
      parameter("a", "6", "USD/year", test::spread("uniform = [5, 7]")) + parameter("b", "4", "USD/year");
  const auto study = sample(steps + drawn + outcome("(a + b) * sum(f59)"));
  ASSERT_TRUE(study) << study.error().message;
  const auto model = Model::compile(*study, {}, Mode::draws);
  ASSERT_FALSE(model);
  EXPECT_THAT(model.error().message, HasSubstr("expected at most 1000000 operations in the whole study"));
}

TEST(Model, HugeArraysAreRefused) {
  const std::string axes = "[axes.x]\nfrom = 1\nto = 1000\n[axes.y]\nfrom = 1\nto = 1000\n";
  EXPECT_THAT(problem(axes + a_and_b + outcome("(a + b) * sum(x * y)")),
              HasSubstr("expected at most 10000 cells, found 1000000"));
}

}  // namespace
}  // namespace alongside::study
