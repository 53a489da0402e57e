#include "document/file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace alongside::document {

namespace fs = std::filesystem;

base::Result<std::string> read_file(const fs::path& path, std::size_t bytes_max) {
  std::error_code trouble;
  const fs::file_status status = fs::status(path, trouble);
  if (!fs::exists(status))
    return base::input_error(fmt::format("{}: expected a file, found nothing there", path.string()));
  if (!fs::is_regular_file(status))
    return base::input_error(fmt::format("{}: expected a file, found a folder or device", path.string()));

  const auto close = [](std::FILE* file) { std::fclose(file); };
  const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "rb"), close);
  if (!file)
    return base::operation_error(
        fmt::format("{}: cannot be opened: {}", path.string(), std::generic_category().message(errno)));

  std::string text;
  const auto size = fs::file_size(path, trouble);
  if (!trouble && size <= bytes_max) text.reserve(static_cast<std::size_t>(size));
  char part[65536];
  for (;;) {
    const std::size_t got = std::fread(part, 1, sizeof part, file.get());
    if (text.size() + got > bytes_max) {
      return base::input_error(
          fmt::format("{}: expected at most {} MB, found more; split the file", path.string(), bytes_max >> 20));
    }
    text.append(part, got);
    if (got < sizeof part) break;
  }
  if (std::ferror(file.get()) != 0) {
    return base::operation_error(
        fmt::format("{}: cannot be read: {}", path.string(), std::generic_category().message(errno)));
  }
  return text;
}

}  // namespace alongside::document
