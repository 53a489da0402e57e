// A small study around what a test is about, so that tests say only that.
#pragma once

#include <string>
#include <string_view>

#include "study/document/study.hpp"

namespace alongside::study::test {

inline constexpr std::string_view sample_head = R"(
[study]
title = "A study"
place = "Nowhere"
citation = "Nobody"
link = "https://example.org"
perspective = "society"
currency = "USD"
price_year = 2016
horizon = "one year"
inputs = "complete"
about = "For tests."
contrary = ["none is known of an invented place"]
not_known = ["everything"]
)";

/// A parameter's table; `rest` adds lines.
inline std::string parameter(std::string_view name, std::string_view value, std::string_view unit,
                             std::string_view rest = "") {
  std::string out = "[parameters.";
  out += name;
  out += "]\nlabel = \"l\"\nbasis = \"source\"\nsource = \"s\"\nunit = \"";
  out += unit;
  out += "\"\n";
  out += std::string_view(value).starts_with('[') ? "values = " : "value = ";
  out += value;
  out += "\n";
  out += rest;
  return out + "\n";
}

inline std::string spread(std::string_view kind, std::string_view basis = "source") {
  std::string out = "spread = { ";
  out += kind;
  out += " }\nspread_source = \"s\"\nspread_basis = \"";
  out += basis;
  return out + "\"\n";
}

/// An outcome `saved` of this formula in USD/year, and a cost of 100 USD/year.
inline std::string outcome(std::string_view formula, std::string_view unit = "USD/year") {
  std::string out = "[outcomes.saved]\nlabel = \"saved\"\nformula = \"";
  out += formula;
  out += "\"\nunit = \"";
  out += unit;
  out += "\"\nmoney = \"saved * in_money\"\npayer = \"Medicaid\"\npayer_basis = \"assumed\"\n";
  out += "[parameters.in_money]\nlabel = \"l\"\nvalue = 1\nunit = \"USD/year/(";
  out += unit;
  out += ")\"\nbasis = \"source\"\nsource = \"s\"\n";
  out += "[costs.site]\nlabel = \"site\"\nformula = \"site_cost\"\npayer = \"city\"\npayer_basis = \"source\"\n";
  return out + parameter("site_cost", "100", "USD/year");
}

inline base::Result<Study> sample(std::string_view body) {
  return read_study("studies/sample.toml", std::string(sample_head) + std::string(body));
}

}  // namespace alongside::study::test
