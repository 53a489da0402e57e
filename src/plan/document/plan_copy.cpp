#include "plan/document/plan_copy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "document/shipped_documents.hpp"
#include "document/toml.hpp"
#include "places/place_document.hpp"

namespace alongside::plan {

namespace {

/// The text with `field = "…"` naming another file, and what it named.
base::Result<std::string> renamed(const std::string& name, std::string& text, const std::string& field,
                                  const std::string& file) {
  auto toml = document::Toml::parse(name, text);
  if (!toml) return toml.error();
  auto was = toml->text(field);
  if (!was) return was.error();
  const std::string line = fmt::format("{} = \"{}\"", field, *was);
  const auto at = text.find(line);
  if (at == std::string::npos)
    return base::operation_error(fmt::format("{}: expected the line {}, found none", name, line));
  text.replace(at, line.size(), fmt::format("{} = \"{}\"", field, file));
  return std::move(*was);
}

/// The quoted text of a line `name = "…"`, or of its member `source = "…"`; empty: there is none.
std::string quoted_after(std::string_view line, std::string_view key) {
  const auto at = line.find(fmt::format("{} = \"", key));
  if (at == std::string_view::npos) return {};
  const auto begin = line.find('"', at) + 1;
  return std::string(line.substr(begin, line.find('"', begin) - begin));
}

/// What a figure stands on is the shipped place's own, unless it was read in a publication: the copy says no more than where it comes from.
std::string with_own_reason(std::string line, const std::string& plan) {
  for (const std::string_view key : {"derived = \"", "assumed = \""}) {
    const auto at = line.find(key);
    const auto end = at == std::string::npos ? at : line.find('"', at + key.size());
    if (end == std::string::npos) continue;
    line.replace(
        at, end + 1 - at,
        fmt::format(
            "assumed = \"Carried over from the shipped plan {}, which says where it comes from: put in your own "
            "figure and its reason\"",
            plan));
  }
  return line;
}

/// The document without what is of the shipped place alone: its title and sentences, limits that its size or its law set, and sources that nothing names any more.
std::string without_its_own(const std::string& plan, const std::string& text) {
  const std::vector<std::pair<std::string_view, std::string>> said{
      {"name", fmt::format("A plan copied from {}: name it", plan)},
      {"about", "Say here what is planned, for whom, and what the model does not know"},
      {"law",
       "Not checked. Whether a center may open, and where, is the law's to say; ask counsel before this page is used"},
      {"residents", "Nobody has been asked yet. Write here who was asked and what they said"}};
  constexpr std::array<std::string_view, 3> dropped{"capacity", "at_most_per_region", "at_least_per_region"};
  std::vector<std::string> lines;
  std::string used;
  std::string table;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.starts_with('#') || (line.empty() && (lines.empty() || lines.back().empty()))) continue;
    if (line.starts_with('[')) table = line;
    const std::string field = line.substr(0, line.find(' '));
    if (table == "[rules]" && std::find(dropped.begin(), dropped.end(), field) != dropped.end()) continue;
    for (const auto& [name, own] : said) {
      if (table.empty() && field == name) line = fmt::format("{} = \"{}\"", name, own);
    }
    if (table != "[sources]")
      line = with_own_reason(std::move(line), plan), used += quoted_after(line, "source") + "\n";
    lines.push_back(std::move(line));
  }
  std::string out = fmt::format(
      "# Copied from the shipped plan {}. Its figures are that place's: change each, and its reason with it. "
      "docs/plan.md explains every field.\n\n",
      plan);
  table.clear();
  for (const std::string& line : lines) {
    if (line.starts_with('[')) table = line;
    const bool is_source = table == "[sources]" && !line.empty() && !line.starts_with('[');
    if (is_source && used.find(line.substr(0, line.find(' ')) + "\n") == std::string::npos) continue;
    out += line + "\n";
  }
  return out;
}

}  // namespace

base::Result<std::vector<NamedText>> copy_of_shipped(const std::string& plan) {
  auto document = document::document_text("plans", plan);
  if (!document) return document.error();
  const auto places_name = renamed(plan, *document, "places", "places.toml");
  if (!places_name) return places_name.error();
  auto places = document::document_text("places", *places_name);
  if (!places) return places.error();
  const auto table_name = renamed(*places_name, *places, "file", "places.csv");
  if (!table_name) return table_name.error();
  auto table = places::text_beside(*places_name, "places", *table_name);
  if (!table) return table.error();
  return std::vector<NamedText>{{"plan.toml", without_its_own(plan, *document)},
                                {"places.toml", std::move(*places)},
                                {"places.csv", std::move(*table)}};
}

}  // namespace alongside::plan
