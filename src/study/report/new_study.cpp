#include "study/report/new_study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <vector>

#include "document/shipped_documents.hpp"
#include "document/words.hpp"

namespace alongside::study {

namespace {

constexpr std::string_view pattern_study = "baltimore";
constexpr std::size_t city_letters_max = 60;

constexpr std::string_view head = R"(# A cost-benefit study of an overdose prevention center for {city}.
#
# How to use it: replace each "?" by what the question above it asks for, and say in `source` where you have it from: a report with its page, a
# database with the day you looked. Then:
#
#   alongside study check FILE       names every "?" that is left, and every mistake, with its line
#   alongside evaluate FILE          the answer: by payer, with and without value of life
#   alongside evaluate FILE --draws 100000     how sure it is
#
# A figure that you do not have: take the best one that you find elsewhere, write basis = "assumed", and say in `source` why you took it. It is then shown as
# an assumption wherever the answer is shown. docs/evaluate.md explains everything in here.

[study]
title = "{city}: an overdose prevention center"
# Which city, state or province, and country?
place = "?"
# What is this document, who made it, when?
citation = "?"
# Where can a reader find more? (an address on the web)
link = "?"
# Whose money is counted: "government", "health system" or "society"?
perspective = "society"
# In which money? The costs that carry over from the study of Baltimore are dollars of a year that it does not state: name a year here only when you have
# put costs of that year in place of each of them.
currency = "USD"
price_year = "not stated"
horizon = "one year of operation"
inputs = "complete"
about = "A year of one center in {city}, after the form of Irwin and others' study of Baltimore (2017)."
not_known = [
  "Whether a center in {city} does to deaths what Insite did to Vancouver's before fentanyl. No input that carries over was measured in {city} at an operating site.",
  "Whether fentanyl makes a center worth more (more overdoses that would have killed) or less (people who smoke instead of injecting do not use it).",
  "What needle sharing is today, in a city with syringe services and cheaper cures for hepatitis C.",
  "How many of the people who go into treatment would have gone without the center.",
  "Whether a center leads anybody to start or to inject more. No study known to this document found it; a little of it would be hard to see.",
]
)";

/// One table of the document: its header line and the lines below it.
struct Block {
  std::string header;  ///< "[parameters.clients]"; empty before the first
  std::vector<std::string> lines;
};

std::vector<Block> blocks_of(const std::string& text) {
  std::vector<Block> blocks(1);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('[')) {
      blocks.push_back({.header = line, .lines = {}});
    } else if (!line.empty() && !line.starts_with('#')) {
      blocks.back().lines.push_back(line);
    }
  }
  return blocks;
}

/// What stands behind `key =` on its line.
std::optional<std::string_view> value_of(const Block& block, std::string_view key) {
  for (const std::string& line : block.lines) {
    if (!line.starts_with(key)) continue;
    const std::string_view rest = document::trimmed(std::string_view(line).substr(key.size()));
    if (rest.starts_with('=')) return document::trimmed(rest.substr(1));
  }
  return std::nullopt;
}

std::string_view unquoted(std::string_view text) {
  return text.size() >= 2 && text.front() == '"' ? text.substr(1, text.size() - 2) : text;
}

/// The city's own figure: the question, and what is left to fill in.
void write_question(std::string& out, const Block& block, std::string_view question) {
  out += fmt::format("# {}\n{}\n", unquoted(question), block.header);
  for (const std::string& line : block.lines) {
    const std::string_view key = document::trimmed(std::string_view(line).substr(0, line.find('=')));
    if (key.starts_with("spread") || key == "ask" || key == "range") continue;
    if (key == "value" || key == "source") {
      out += fmt::format("{} = \"?\"\n", key);
      if (key == "source")
        out +=
            "# Between what and what might it be, and what is likeliest? Without a spread it counts as known. Take the "
            "# away and fill in:\n"
            "#   spread = { pert = [lowest, likeliest, highest] }\n#   spread_basis = \"assumed\"\n#   spread_source = "
            "\"?\"\n";
    } else if (key == "basis") {
      out += "basis = \"source\"\n";
    } else {
      out += line + '\n';
    }
  }
}

}  // namespace

base::Result<std::string> new_study(std::string_view city) {
  const bool has_bad_letter =
      std::ranges::any_of(city, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
  if (city.empty() || city.size() > city_letters_max || has_bad_letter ||
      document::first_bad_utf8(city) != std::string_view::npos) {
    return base::input_error(fmt::format("expected a city's name of 1 to {} letters without quotes, found {}",
                                         city_letters_max, document::shown(city)));
  }
  const auto pattern = document::document_text("studies", pattern_study);
  if (!pattern) return pattern.error();
  std::string out(head);
  for (std::size_t at = out.find("{city}"); at != std::string::npos; at = out.find("{city}", at + city.size()))
    out.replace(at, 6, city);
  for (const Block& block : blocks_of(*pattern)) {
    if (block.header.empty() || block.header.starts_with("[[published") || block.header.starts_with("[[observed"))
      continue;
    if (block.header == "[study]") {
      bool is_kept = false;  // lists go on over lines
      for (const std::string& line : block.lines) {
        if (!line.starts_with(' ') && !line.starts_with(']')) {
          is_kept = line.starts_with("contrary") || line.starts_with("double_count");
        }
        if (is_kept) out += line + '\n';
      }
      continue;
    }
    out += '\n';
    if (const auto question = value_of(block, "ask")) {
      write_question(out, block, *question);
      continue;
    }
    out += block.header + '\n';
    for (const std::string& line : block.lines) out += line + '\n';
  }
  return out;
}

}  // namespace alongside::study
