#include "document/shipped_documents.hpp"

#include <fmt/format.h>

#include "document/file.hpp"
#include "document/toml.hpp"

namespace alongside::document {

base::Result<std::string> document_text(std::string_view folder, std::string_view name_or_path) {
  constexpr std::string_view ending = ".toml";
  std::string known;
  for (const ShippedDocument& shipped : shipped_documents()) {
    if (!shipped.name.starts_with(folder) || !shipped.name.ends_with(ending)) continue;
    std::string_view stem = shipped.name.substr(folder.size() + 1);
    stem.remove_suffix(ending.size());
    if (stem == name_or_path) return std::string(shipped.text);
    known += fmt::format("{}{}", known.empty() ? "" : ", ", stem);
  }
  if (name_or_path.find('/') == std::string_view::npos && !name_or_path.ends_with(ending)) {
    return base::input_error(
        fmt::format("no document of {} is called \"{}\"; shipped are {}; or give the path of a file", folder, name_or_path, known));
  }
  return read_file(std::filesystem::path(name_or_path), Toml::file_bytes_max);
}

}  // namespace alongside::document
