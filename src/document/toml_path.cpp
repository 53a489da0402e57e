#include "document/toml_path.hpp"

#include <algorithm>

#include "document/toml.hpp"

namespace alongside::document {

namespace {

bool plain(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

}  // namespace

Parts split(std::string_view path) {
  Parts parts;
  std::size_t at = 0;
  while (at < path.size()) {
    std::string part;
    if (path[at] == '"') {
      for (++at; at < path.size() && path[at] != '"'; ++at) {
        if (path[at] == '\\' && at + 1 < path.size()) ++at;
        part += path[at];
      }
      at = std::min(at + 1, path.size());
    } else {
      for (; at < path.size() && path[at] != '.'; ++at) part += path[at];
    }
    parts.push_back(std::move(part));
    ++at;  // the dot
  }
  return parts;
}

std::string join(std::string_view path, std::string_view name) {
  return path.empty() ? path_part(name) : std::string(path) + '.' + path_part(name);
}

std::string path_part(std::string_view name) {
  if (plain(name)) return std::string(name);
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace alongside::document
