#include "plan/plan_copy.hpp"

#include <fmt/format.h>

#include "document/shipped_documents.hpp"
#include "document/toml.hpp"
#include "plan/place_document.hpp"

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
  auto table = text_beside(*places_name, "places", *table_name);
  if (!table) return table.error();
  return std::vector<NamedText>{
      {"plan.toml", std::move(*document)}, {"places.toml", std::move(*places)}, {"places.csv", std::move(*table)}};
}

}  // namespace alongside::plan
