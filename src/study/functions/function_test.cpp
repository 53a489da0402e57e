// The page of the language, held to the functions that there are.
#include "study/functions/function.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "document/file.hpp"
#include "study/document/study.hpp"

namespace alongside::study {
namespace {

TEST(Functions, StandOnThePageOfTheLanguageAsTheyAre) {
  const auto page = document::read_file(std::string(ALONGSIDE_SOURCE_DIR) + "/docs/formulas.md", 1 << 20);
  ASSERT_TRUE(page.ok()) << page.error().message;
  for (const std::string& name : function_names()) {
    const Function& function = *function_named(name);
    const std::string row = fmt::format("| `{}` | {} |\n", function.written, function.says);
    EXPECT_NE(page->find(row), std::string::npos) << "docs/formulas.md lacks the row\n" << row;
    EXPECT_TRUE(function.written.starts_with(name + "("));
    EXPECT_LE(function.operands_min, function.operands_max);
  }
}

TEST(Functions, HaveNamesOfTheirOwnThatNothingElseMayTake) {
  const std::vector<std::string> names = function_names();
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
  for (const std::string& name : names) EXPECT_TRUE(is_reserved(name)) << name;
  EXPECT_EQ(function_named("average"), nullptr);
}

}  // namespace
}  // namespace alongside::study
