#include "study/program/draws.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "study/document/sample_test.hpp"

namespace alongside::study {
namespace {

using test::outcome;
using test::parameter;
using test::sample;
using test::spread;
using testing::AllOf;
using testing::HasSubstr;

base::Result<Draws> draws_of(const std::string& body, DrawOptions options = {.draws = 100'000},
                             std::vector<Change> changes = {}) {
  const auto study = sample(body);
  if (!study) return study.error();
  const auto model = Model::compile(*study, changes, Mode::draws);
  if (!model) return model.error();
  return run_draws(*model, shown_names(*study), options);
}

const std::string product = parameter("a", "8", "1", spread("gamma = { mean = 8, sd = 2 }")) +
                            parameter("b", "3", "USD/year", spread("uniform = [2, 4]")) + outcome("a * b");

TEST(Draws, MomentsOfAProductAreThoseOfItsFactors) {
  const auto draws = draws_of(product);
  ASSERT_TRUE(draws) << draws.error().message;
  const Sample& saved = draws->of("saved");
  // Independent: E = 8 * 3; E[X^2] = (64 + 4)(9 + 1/3).
  const double variance = 68 * (9 + 1.0 / 3) - 24 * 24;
  EXPECT_NEAR(saved.mean, 24, 4 * std::sqrt(variance / 1e5));
  EXPECT_NEAR(saved.sd, std::sqrt(variance), 0.02 * std::sqrt(variance));
  EXPECT_NEAR(draws->of("ratio").mean, 0.24, 0.001);
}

TEST(Draws, PercentilesAreTheQuantilesOfOneDrawnNumber) {
  const auto draws = draws_of(parameter("b", "3", "USD/year", spread("uniform = [2, 4]")) + outcome("b"));
  const auto at = draws->of("saved").percentiles(std::array{0.05, 0.5, 0.95});
  EXPECT_NEAR(at[0], 2.1, 0.01);
  EXPECT_NEAR(at[1], 3.0, 0.01);
  EXPECT_NEAR(at[2], 3.9, 0.01);
  Sample few{.name = "x", .kept = {5, 1, 3, 2}};
  // Type 7 of 1, 2, 3, 5: at 0.5 half way between 2 and 3; at 0.9, 0.7 of the way from 3 to 5.
  const auto of_few = few.percentiles(std::array{0.0, 0.5, 0.9, 1.0});
  EXPECT_EQ(of_few[0], 1);
  EXPECT_DOUBLE_EQ(of_few[1], 2.5);
  EXPECT_DOUBLE_EQ(of_few[2], 4.4);
  EXPECT_EQ(of_few[3], 5);
}

TEST(Draws, AreTheSameOnAnyNumberOfThreads) {
  const auto one = draws_of(product, {.draws = 300'001, .threads = 1});
  for (const unsigned threads : {2U, 7U}) {
    const auto several = draws_of(product, {.draws = 300'001, .threads = threads});
    for (std::size_t i = 0; i < one->values.size(); ++i) {
      EXPECT_EQ(several->values[i].mean, one->values[i].mean);
      EXPECT_EQ(several->values[i].sd, one->values[i].sd);
      EXPECT_EQ(several->values[i].kept, one->values[i].kept);
    }
  }
  EXPECT_EQ(one->values.front().kept.size(), Draws::kept_max);
}

TEST(Draws, AnswersAreThoseOfOneDrawComputedAlone) {
  // The block program against the graph's own evaluation, over every operation there is.
  const std::string body =
      "[tables.t]\nlabel = \"l\"\nx = [0, 5, 10]\ny = [1, 3, 2]\nx_unit = \"1\"\ny_unit = \"1\"\nbetween = "
      "\"linear\"\noutside = \"zero\"\nbasis = \"source\"\nsource = \"s\"\n" +
      product;
  const std::string text =
      "max(exp(-a / 9), ln(a + 1)) * sqrt(b * b) + abs(-b) ^ 1 * min(a, 7) ^ 1.5 + if(a < 8, b, if(a >= 9, b * t(a), b "
      "/ a)) - if(a == 8, 0, b * a ^ 3 / 512)";
  const auto study = sample(std::string(body).replace(body.find("a * b"), 5, text));
  ASSERT_TRUE(study) << study.error().message;
  const auto model = Model::compile(*study, {}, Mode::draws);
  ASSERT_TRUE(model) << model.error().message;
  const auto drawing = Drawing::make(*model, {"saved"}, 1, chance::Sequence::random);
  Drawing::Worker worker(*drawing);
  ASSERT_TRUE(drawing->run(0, 512, worker));
  std::vector<double> values(512);
  drawing->read(worker, 0, values);
  const Graph::Id wanted = model->find("saved")->cells.front();
  for (std::size_t i = 0; i < 512; ++i) {
    const std::vector<double> row{drawing->column(worker, 0, 512)[i], drawing->column(worker, 1, 512)[i]};
    const double a = row[0];
    const double b = row[1];
    const double t = a >= 10 ? (a > 10 ? 0 : 2) : a >= 5 ? 3 - (a - 5) / 5 : 1 + 2 * a / 5;
    const double by_hand = std::max(std::exp(-a / 9), std::log(a + 1)) * b + b * std::pow(std::min(a, 7.0), 1.5) +
                           (a < 8    ? b
                            : a >= 9 ? b * t
                                     : b / a) -
                           b * a * a * a / 512;
    ASSERT_NEAR(values[i], by_hand, 1e-12 * std::abs(by_hand) + 1e-12);
    ASSERT_EQ(values[i], model->graph().evaluate(std::array{wanted}, row).value().front());
  }
}

TEST(Draws, ADrawWithoutAnAnswerIsAnErrorThatNamesIt) {
  const std::string body = parameter("a", "1", "1", spread("poisson = { mean = 5 }")) + parameter("b", "3", "USD/year");
  const auto draws = draws_of(body + outcome("b / a"));
  ASSERT_FALSE(draws);
  EXPECT_THAT(draws.error().message,
              AllOf(HasSubstr("outcomes.saved.formula: expected a divisor other than 0, found 3 / 0, at letter 3"),
                    HasSubstr("(in draw ")));
  // The first of them, on any number of threads.
  EXPECT_EQ(draws_of(body + outcome("b / a"), {.draws = 100'000, .threads = 3}).error().message, draws.error().message);
  // Hidden by what follows it, it is still none.
  EXPECT_FALSE(draws_of(body + outcome("if(b / a < b, b, 2 * b) + 0 * a * b")));
  EXPECT_FALSE(draws_of(body + outcome("max(b, b / a)")));
  const std::string p = parameter("a", "0.7", "1", spread("uniform = [0.49, 1]")) + parameter("b", "3", "USD/year");
  EXPECT_FALSE(draws_of(p + outcome("if(if(a < 0.5, 1 / (a - a), a) < 0.7, b, 2 * b)")));
  // Where an `if` keeps it away, there is an answer.
  const auto guarded = draws_of(body + outcome("if(a > 0, b / max(a, 0), b)"));
  ASSERT_TRUE(guarded) << guarded.error().message;
  EXPECT_GT(guarded->of("saved").mean, 0);
}

TEST(Draws, AChangedParameterHasNoSpread) {
  const auto draws = draws_of(product, {.draws = 1'000}, {{"a", 5}, {"b", 2}});
  EXPECT_EQ(draws->of("saved").mean, 10);
  EXPECT_EQ(draws->of("saved").sd, 0);
}

TEST(Draws, OfASobolSequenceAreNearerToTheMean) {
  const auto sobol = draws_of(product, {.draws = 16'384, .sequence = chance::Sequence::sobol});
  EXPECT_NEAR(sobol->of("saved").mean, 24, 0.01);
}

}  // namespace
}  // namespace alongside::study
