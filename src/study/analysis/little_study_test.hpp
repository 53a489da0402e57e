// Little studies for the tests of analyses: the head of the sample, and the parts that each test writes itself.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "study/document/sample_test.hpp"

namespace alongside::study {

inline Study little_study(const std::string& parts) {
  auto read = read_study("little.toml", std::string(test::sample_head) + parts);
  EXPECT_TRUE(read) << (read ? "" : read.error().message);
  return read ? *read : Study{};
}

/// [parameters.NAME] of one number from a source; `more` are further lines.
inline std::string parameter(const std::string& name, double value, const std::string& unit,
                             const std::string& more = "") {
  return "\n[parameters." + name + "]\nlabel = \"" + name + "\"\nvalue = " + std::to_string(value) + "\nunit = \"" +
         unit + "\"\nbasis = \"source\"\nsource = \"a test\"\n" + more + "\n";
}

inline std::string spread(const std::string& spread, const std::string& basis = "source") {
  return "spread = { " + spread + " }\nspread_basis = \"" + basis + "\"\nspread_source = \"a test\"\n";
}

/// An outcome without money.
inline std::string outcome(const std::string& name, const std::string& formula, const std::string& unit,
                           const std::string& more = "") {
  return "\n[outcomes." + name + "]\nlabel = \"" + name + "\"\nformula = \"" + formula + "\"\nunit = \"" + unit +
         "\"\n" + more + "\n";
}

inline std::string paid(const std::string& money) {
  return "money = \"" + money + "\"\npayer = \"state\"\npayer_basis = \"source\"\n";
}

inline std::string cost(const std::string& name, const std::string& formula) {
  return "\n[costs." + name + "]\nlabel = \"" + name + "\"\nformula = \"" + formula +
         "\"\npayer = \"state\"\npayer_basis = \"source\"\n";
}

}  // namespace alongside::study
