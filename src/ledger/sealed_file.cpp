#include "ledger/sealed_file.hpp"

#include <fmt/format.h>

#include "ledger/durable_file.hpp"
#include "ledger/seal.hpp"

namespace alongside::ledger {

namespace {
constexpr std::string_view heading = "ALONGSIDE SEALED 1\n";
constexpr std::size_t header_size = heading.size() + sizeof(std::uint64_t);

base::Bytes place_of(std::string_view purpose) {
  base::Writer writer;
  writer.raw(base::bytes_of(heading));
  writer.raw(base::bytes_of(purpose));
  return writer.take();
}
}  // namespace

base::Result<Digest> write_sealed_file(const std::filesystem::path& path, const Key& key, std::string_view purpose,
                                       base::BytesView plain) {
  const base::Bytes sealed = seal(key, place_of(purpose), plain);
  base::Writer writer;
  writer.raw(base::bytes_of(heading));
  writer.number(static_cast<std::uint64_t>(sealed.size()));
  writer.raw(sealed);
  if (const auto written = replace_file(path, writer.bytes(), owner_only); !written.ok()) return written.error();
  return digest_of(writer.bytes());
}

base::Result<base::Bytes> read_sealed_file(const std::filesystem::path& path, const Key& key,
                                           std::string_view purpose) {
  const auto file = read_file(path, sealed_file_size_max);
  if (!file.ok()) return file.error();
  base::Reader reader(*file);
  if (base::text_of(reader.raw(heading.size())) != heading) {
    return base::check_error(fmt::format(
        "{}: expected a sealed file of Alongside, found something else; restore it from a backup", path.string()));
  }
  const auto length = reader.number<std::uint64_t>();
  if (reader.ran_out() || length != reader.left()) {
    return base::check_error(fmt::format("{}: is torn: expected {} bytes, found {}; restore it from a backup",
                                         path.string(), reader.ran_out() ? header_size : header_size + length,
                                         file->size()));
  }
  auto plain = open_sealed(key, place_of(purpose), reader.raw(reader.left()));
  if (!plain) {
    return base::check_error(fmt::format(
        "{}: does not open: it was changed, sealed for another use than \"{}\", or sealed under another key; "
        "restore it from a backup",
        path.string(), purpose));
  }
  return std::move(*plain);
}

}  // namespace alongside::ledger
