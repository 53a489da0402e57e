#include "document/shipped_documents.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "document/file.hpp"
#include "document/toml.hpp"
#include "document/words.hpp"

namespace alongside::document {

namespace {

constexpr std::string_view ending = ".toml";

/// "sydney" of "protocols/sydney.toml"; empty: of another folder, or no such document.
std::string_view short_name(const ShippedDocument& shipped, std::string_view folder) {
  if (!shipped.name.starts_with(folder) || !shipped.name.ends_with(ending)) return {};
  return shipped.name.substr(folder.size() + 1, shipped.name.size() - folder.size() - 1 - ending.size());
}

}  // namespace

std::vector<std::string> shipped_names(std::string_view folder) {
  std::vector<std::string> names;
  for (const ShippedDocument& shipped : shipped_documents()) {
    if (const auto name = short_name(shipped, folder); !name.empty()) names.emplace_back(name);
  }
  return names;
}

bool is_shipped(std::string_view folder, std::string_view name) {
  return !name.empty() && std::ranges::any_of(shipped_documents(), [&](const ShippedDocument& shipped) {
    return short_name(shipped, folder) == name;
  });
}

base::Result<std::string> document_text(std::string_view folder, std::string_view name_or_path) {
  std::vector<std::string> known;
  for (const ShippedDocument& shipped : shipped_documents()) {
    const auto name = short_name(shipped, folder);
    if (name.empty()) continue;
    if (name == name_or_path) return std::string(shipped.text);
    known.emplace_back(name);
  }
  if (name_or_path.find('/') == std::string_view::npos && !name_or_path.ends_with(ending)) {
    return base::input_error(
        fmt::format("no document of {} is called \"{}\"; shipped are {}; or give the path of a file that ends in {}{}",
                    folder, name_or_path, fmt::join(known, ", "), ending, did_you_mean(name_or_path, known)));
  }
  return read_file(std::filesystem::path(name_or_path), Toml::file_bytes_max);
}

}  // namespace alongside::document
