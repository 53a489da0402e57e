// libFuzzer: any bytes as a TOML file. Nothing may crash; when every leaf has been read by its name, nothing is left
// unread.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "document/toml.hpp"

namespace {
using alongside::document::path_part;
using alongside::document::Toml;

void read_below(const Toml& file, const std::string& path) {
  (void)file.integer(path, 0, 10);
  (void)file.texts(path);
  (void)file.error_at(path, "is odd");
  for (const std::string& name : file.names(path))
    read_below(file, path.empty() ? path_part(name) : path + '.' + path_part(name));
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto file = Toml::parse("fuzz.toml", std::string(reinterpret_cast<const char*>(bytes), size));
  if (!file) return 0;
  (void)file->unread_fields();
  read_below(*file, "");
  if (!file->all_read().ok()) std::abort();
  return 0;
}
