#include "center/journal.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "ledger/digest.hpp"
#include "ledger/durable_file.hpp"

namespace alongside::center {

namespace {

constexpr std::size_t file_bytes_max = 64U << 20;

struct BoxKeys {
  std::array<std::uint8_t, crypto_box_PUBLICKEYBYTES> open{};
  std::array<std::uint8_t, crypto_box_SECRETKEYBYTES> secret{};
  ~BoxKeys() { sodium_memzero(secret.data(), secret.size()); }
};

void derive(const ledger::SiteKeys& keys, BoxKeys& out) {
  const ledger::Key seed = ledger::derive_key(keys.sealed_file, "journal box 1");
  static_assert(crypto_box_SEEDBYTES == ledger::Key::size);
  crypto_box_seed_keypair(out.open.data(), out.secret.data(), seed.bytes().data());
}

}  // namespace

base::Result<> Journal::write_public_key(const std::filesystem::path& folder, const ledger::SiteKeys& keys) {
  BoxKeys box;
  derive(keys, box);
  return ledger::replace_file(folder / "journal.pub", base::bytes_of(base::hex(box.open) + "\n"),
                              ledger::readable_by_all);
}

base::Result<> Journal::append(base::BytesView entry) const {
  const auto text = ledger::read_file(folder_ / "journal.pub", 1024);
  if (!text) return text.error();
  const auto open_key = base::unhex(base::text_of(*text).substr(0, 2 * crypto_box_PUBLICKEYBYTES));
  if (!open_key || open_key->size() != crypto_box_PUBLICKEYBYTES)
    return base::check_error((folder_ / "journal.pub").string() + ": expected 64 hexadecimal digits");

  base::Bytes sealed(entry.size() + crypto_box_SEALBYTES);
  crypto_box_seal(sealed.data(), entry.data(), entry.size(), open_key->data());
  std::error_code unknown;
  const bool is_new = !std::filesystem::exists(file(), unknown);
  const ledger::OpenFile opened(::open(file().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, ledger::owner_only));
  if (!opened.is_open()) return ledger::file_error(file(), "open", errno);
  // A line of its own, also behind one that was torn by a full disk or a power cut.
  if (const auto written = ledger::write_all(opened, file(), base::bytes_of("\n" + base::hex(sealed) + "\n")); !written)
    return written.error();
  if (::fsync(opened.number()) != 0) return ledger::file_error(file(), "sync", errno);
  return is_new ? ledger::sync_folder(folder_) : base::Result<>(base::Done{});
}

base::Result<std::vector<base::Bytes>> Journal::read(const ledger::SiteKeys& keys) const {
  std::vector<base::Bytes> out;
  std::error_code unknown;
  if (!std::filesystem::exists(file(), unknown) && !unknown) return out;
  const auto bytes = ledger::read_file(file(), file_bytes_max);
  if (!bytes) return bytes.error();
  BoxKeys box;
  derive(keys, box);
  std::string_view rest = base::text_of(*bytes);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const auto sealed = base::unhex(line);
    if (!sealed || sealed->size() < crypto_box_SEALBYTES) continue;
    base::Bytes plain(sealed->size() - crypto_box_SEALBYTES);
    if (crypto_box_seal_open(plain.data(), sealed->data(), sealed->size(), box.open.data(), box.secret.data()) == 0)
      out.push_back(std::move(plain));
  }
  return out;
}

void Journal::remove() const {
  std::error_code ignored;
  std::filesystem::remove(file(), ignored);
}

}  // namespace alongside::center
