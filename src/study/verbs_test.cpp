#include "study/verbs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace alongside::study {

namespace {

Study shipped(const char* name) {
  auto read = load_study(name);
  EXPECT_TRUE(read.ok());
  return read ? std::move(*read) : Study{};
}

std::string why_refused(const EvaluateRequest& request) {
  const Study study = shipped("baltimore");
  const auto answer = evaluate(study, request);
  return answer ? "answered" : answer.error().message;
}

}  // namespace

TEST(StudyVerbs, WhatACommandMayAskIsRefusedToAPage) {
  EvaluateRequest page(chance::Asker::page);
  EvaluateRequest command(chance::Asker::command);
  EXPECT_EQ(why_refused(page), "answered");
  page.options.draws = command.options.draws = 200'001;
  page.options.threads = 1;
  EXPECT_EQ(why_refused(page), "draws: expected 0 to 200000, found 200001");
  command.options.draws = 1;
  EXPECT_EQ(why_refused(command), "answered");
  page.options.draws = 0;
  page.options.seed = 1'000'000'001;
  EXPECT_EQ(why_refused(page), "seed: expected 0 to 1000000000, found 1000000001");
  command.options.seed = page.options.seed;
  EXPECT_EQ(why_refused(command), "answered");
  page.options.seed = 1;
  page.options.changes = {{std::string(81, 'a'), 1}};
  EXPECT_EQ(why_refused(page), "changes: expected at most 200, with names of at most 80 bytes");
}

TEST(StudyVerbs, AnalysesOfDrawsAreRefusedWithoutDraws) {
  EvaluateRequest request(chance::Asker::page);
  request.options.information = true;
  EXPECT_EQ(why_refused(request), "information and acceptability need draws");
  EXPECT_FALSE(is_quick(request.options));
  request.options.information = false;
  ask_all(request.options);
  EXPECT_EQ(why_refused(request), "answered");
  EXPECT_TRUE(request.options.break_even);
  EXPECT_FALSE(request.options.tornado) << "without draws a command shows no tornado";
}

/// More than a block of draws, so that a second one is written.
TEST(StudyVerbs, TheDrawsThatAreWrittenAreThoseOfTheAnswer) {
  const Study study = shipped("baltimore");
  EvaluateRequest request(chance::Asker::command);
  request.options.draws = 700;
  request.options.seed = 7;
  std::ostringstream table;
  ASSERT_TRUE(write_draws(study, request, table).ok());
  std::istringstream lines(table.str());
  std::string line;
  ASSERT_TRUE(std::getline(lines, line));
  std::size_t net = 0;
  std::istringstream head(line);
  for (std::string name; std::getline(head, name, ',') && name != "net";) ++net;
  double sum = 0;
  std::size_t count = 0;
  for (; std::getline(lines, line); ++count) {
    std::istringstream cells(line);
    std::string cell;
    for (std::size_t i = 0; i <= net; ++i) std::getline(cells, cell, ',');
    sum += std::stod(cell);
  }
  ASSERT_EQ(count, 700U);
  const auto answer = evaluate(study, request);
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  const double mean = answer->drawn->of(total_net).mean;
  EXPECT_NEAR(sum / 700, mean, 1e-9 * std::abs(mean));
}

TEST(StudyVerbs, WritingDrawsEndsWhereItIsToldTo) {
  const Study study = shipped("baltimore");
  const std::atomic<bool> stop = true;
  EvaluateRequest request(chance::Asker::command);
  request.options.draws = 700;
  request.options.stop = &stop;
  std::ostringstream table;
  ASSERT_TRUE(write_draws(study, request, table).ok());
  const std::string text = table.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1) << "the head alone";
}

TEST(StudyVerbs, EveryShippedStudyIsReproducedWhereNoneIsNamed) {
  const auto one = reproduce(std::vector<std::string>{"baltimore"});
  const auto all = reproduce(std::vector<std::string>{});
  ASSERT_TRUE(one.ok() && all.ok());
  EXPECT_FALSE(one->empty());
  EXPECT_GT(all->size(), one->size());
  EXPECT_FALSE(reproduce(std::vector<std::string>{"baltimore", "atlantis"}).ok());
}

TEST(StudyVerbs, ACheckSaysWhetherTheStudyIsAShippedOne) {
  const auto study = check_study("baltimore");
  ASSERT_TRUE(study.ok()) << study.error().message;
  EXPECT_TRUE(study->is_shipped);
  EXPECT_EQ(study->published, study->study.published.size());
  const auto observed = check_study("field-observations");
  ASSERT_TRUE(observed.ok()) << observed.error().message;
  EXPECT_EQ(observed->published, 0U);
  EXPECT_FALSE(check_study("atlantis").ok());
}

}  // namespace alongside::study
