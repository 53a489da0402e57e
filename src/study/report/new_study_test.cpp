#include "study/report/new_study.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "study/report/evaluation.hpp"

namespace alongside::study {
namespace {

using testing::HasSubstr;

std::size_t count_of(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

TEST(NewStudy, AsksForTheCitysFiguresAndCheckNamesEach) {
  const std::string text = new_study("Hartford").value();
  EXPECT_THAT(text, HasSubstr("title = \"Hartford: an overdose prevention center\""));
  EXPECT_THAT(text, HasSubstr("# How many people who inject drugs live in the city?"));
  EXPECT_EQ(text.find("Irwin 2017, Tables 1 to 3 and 8"), std::string::npos) << "a source of Baltimore's own figures";
  EXPECT_EQ(text.find("[[published]]"), std::string::npos);
  const auto read = read_study("hartford.toml", text);
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("parameters.injectors.value: expected a number in place of the \"?\": "
                                              "People who inject drugs in the city, in person"));
  // Three of the head; of each figure asked for, its value, its source and, if it is given a spread, that one's.
  EXPECT_EQ(count_of(text, "= \"?\""), 3 + 3 * count_of(text, "value = \"?\""));
}

TEST(NewStudy, FilledInWithBaltimoresFiguresGivesBaltimoresAnswer) {
  const Study baltimore = load_study("baltimore").value();
  std::string text = new_study("Baltimore again").value();
  for (const Parameter& parameter : baltimore.parameters) {
    const std::size_t header = text.find(fmt::format("[parameters.{}]", parameter.name));
    ASSERT_NE(header, std::string::npos) << parameter.name;
    const std::size_t question = text.find("value = \"?\"", header);
    if (question < text.find("[parameters.", header + 1))
      text.replace(question, 11, fmt::format("value = {}", parameter.values.front()));
  }
  for (std::size_t at = text.find("\"?\""); at != std::string::npos; at = text.find("\"?\"", at))
    text.replace(at, 3, "\"s\"");
  const auto again = read_study("again.toml", text);
  ASSERT_TRUE(again) << again.error().message;
  const auto ours = evaluate(*again, {});
  const auto theirs = evaluate(baltimore, {});
  ASSERT_TRUE(ours) << ours.error().message;
  EXPECT_DOUBLE_EQ(ours->benefit, theirs->benefit);
  EXPECT_DOUBLE_EQ(ours->ratio, theirs->ratio);
}

TEST(NewStudy, RefusesWhatIsNoName) {
  EXPECT_FALSE(new_study(""));
  EXPECT_FALSE(new_study("a\"b"));
  EXPECT_FALSE(new_study(std::string(200, 'a')));
  EXPECT_TRUE(new_study("São Paulo"));
}

}  // namespace
}  // namespace alongside::study
