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

constexpr std::size_t file_bytes_max = 64U << 20;  // what earlier versions wrote without a bound
static_assert(Journal::room <= file_bytes_max, "all that is written can be read");

constexpr std::string_view mark = "AJE1";
constexpr std::size_t check_size = 16;
constexpr std::size_t frame_size = mark.size() + sizeof(std::uint32_t) + check_size;
constexpr std::size_t step = 64;  // where an entry may begin: behind a damaged one the next is found again
static_assert(Journal::room % step == 0);

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

std::size_t whole_steps(std::size_t size) { return (size + step - 1) / step * step; }

base::BytesView check_of(const ledger::Digest& digest) { return base::BytesView(digest.bytes).first(check_size); }

base::Bytes framed(base::BytesView sealed) {
  base::Writer out;
  out.raw(base::bytes_of(mark));
  out.number(static_cast<std::uint32_t>(sealed.size()));
  out.raw(check_of(ledger::digest_of(sealed)));
  out.raw(sealed);
  return out.take();
}

/// What is sealed in the entry that begins here; empty if none does, or it is damaged.
base::BytesView sealed_at(base::BytesView bytes) {
  base::Reader in(bytes);
  if (base::text_of(in.raw(mark.size())) != mark) return {};
  const auto size = in.number<std::uint32_t>();
  const base::BytesView check = in.raw(check_size);
  if (in.ran_out() || size > in.left()) return {};
  const base::BytesView sealed = in.raw(size);
  return std::ranges::equal(check, check_of(ledger::digest_of(sealed))) ? sealed : base::BytesView{};
}

/// Calls `take` with what is sealed in each whole entry. Returns where unused room begins.
template <class Take>
std::size_t each_entry(base::BytesView bytes, Take take) {
  std::size_t used = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const base::BytesView here = bytes.subspan(at);
    const base::BytesView sealed = sealed_at(here);
    const base::BytesView next = here.first(std::min(step, here.size()));
    at += sealed.empty() ? step : whole_steps(frame_size + sealed.size());
    if (!sealed.empty()) take(sealed);
    if (std::ranges::any_of(next, [](std::uint8_t byte) { return byte != 0; })) used = at;
  }
  return used;
}

/// A line in hexadecimal for each entry, as earlier versions wrote them.
template <class Take>
void each_line(std::string_view rest, Take take) {
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (const auto sealed = base::unhex(line)) take(*sealed);
  }
}

base::Result<> write_at(const ledger::OpenFile& opened, const std::filesystem::path& path, std::size_t at,
                        base::BytesView bytes) {
  if (::lseek(opened.number(), static_cast<off_t>(at), SEEK_SET) < 0)
    return ledger::file_error(path, "writing it", errno);
  if (const auto written = ledger::write_all(opened, path, bytes); !written) return written;
  if (::fsync(opened.number()) != 0) return ledger::file_error(path, "syncing it to the disk", errno);
  return base::Done{};
}

}  // namespace

base::Result<> Journal::write_public_key(const std::filesystem::path& folder, const ledger::SiteKeys& keys) {
  BoxKeys box;
  derive(keys, box);
  return ledger::replace_file(folder / "journal.pub", base::bytes_of(base::hex(box.open) + "\n"),
                              ledger::readable_by_all);
}

bool Journal::is_sealed_for(const ledger::SiteKeys& keys) const {
  BoxKeys box;
  derive(keys, box);
  const auto text = ledger::read_file(folder_ / "journal.pub", 1024);
  return text && base::text_of(*text) == base::hex(box.open) + "\n";
}

base::Result<> Journal::prepare() {
  const auto key = read_public_key();
  if (const auto opened = open_file(); !opened) return opened;
  // Also over holes that a copying tool left in it; what is written stays.
  if (const int failed = ::posix_fallocate(opened_.number(), 0, room); failed != 0)
    return ledger::file_error(file(), "laying out its room", failed);
  if (::fsync(opened_.number()) != 0) return ledger::file_error(file(), "syncing it to the disk", errno);
  return key;
}

base::Result<> Journal::read_public_key() {
  if (open_key_) return base::Done{};
  const auto path = folder_ / "journal.pub";
  const auto text = ledger::read_file(path, 1024);
  if (!text) return text.error();
  const auto key = base::unhex(base::text_of(*text).substr(0, 2 * crypto_box_PUBLICKEYBYTES));
  if (!key || key->size() != crypto_box_PUBLICKEYBYTES)
    return base::check_error(path.string() + ": expected 64 hexadecimal digits");
  static_assert(sizeof(OpenKey) == crypto_box_PUBLICKEYBYTES);
  std::ranges::copy(*key, open_key_.emplace().begin());
  return base::Done{};
}

/// Stays open: a machine that is out of file handles must not cost what is tapped.
base::Result<> Journal::open_file() {
  if (opened_.is_open()) return base::Done{};
  auto opened = ledger::open_regular(file(), O_RDWR | O_CREAT, ledger::owner_only);
  if (!opened) return opened.error();
  const auto bytes = ledger::read_rest(*opened, file(), file_bytes_max);
  if (!bytes) return bytes.error();
  if (const auto synced = ledger::sync_folder(folder_); !synced) return synced;
  used_ = each_entry(*bytes, [](base::BytesView) {});
  opened_ = std::move(*opened);
  return base::Done{};
}

base::Result<> Journal::append(base::BytesView entry) {
  if (const auto key = read_public_key(); !key) return key;
  if (const auto opened = open_file(); !opened) return opened;
  base::Bytes sealed(entry.size() + crypto_box_SEALBYTES);
  crypto_box_seal(sealed.data(), entry.data(), entry.size(), open_key_->data());
  const base::Bytes bytes = framed(sealed);
  if (used_ + bytes.size() > room) return base::operation_error(file().string() + ": is full; unlock the record");
  const auto written = write_at(opened_, file(), used_, bytes);
  if (written) used_ += whole_steps(bytes.size());
  return written;
}

base::Result<std::vector<base::Bytes>> Journal::read(const ledger::SiteKeys& keys) {
  std::vector<base::Bytes> out;
  BoxKeys box;
  derive(keys, box);
  open_key_ = box.open;  // whatever became of journal.pub
  std::error_code unknown;
  if (!std::filesystem::exists(file(), unknown) && !unknown) return out;
  const auto bytes = ledger::read_file(file(), file_bytes_max);
  if (!bytes) return bytes.error();
  const auto take = [&](base::BytesView sealed) {
    if (sealed.size() < crypto_box_SEALBYTES) return;
    base::Bytes plain(sealed.size() - crypto_box_SEALBYTES);
    if (crypto_box_seal_open(plain.data(), sealed.data(), sealed.size(), box.open.data(), box.secret.data()) == 0)
      out.push_back(std::move(plain));
  };
  each_line(base::text_of(*bytes), take);
  each_entry(*bytes, take);
  return out;
}

base::Result<Journal::Seen> Journal::look(const ledger::SiteKeys& keys) const {
  const auto bytes = ledger::read_file(file(), file_bytes_max);
  if (!bytes) return bytes.error();
  BoxKeys box;
  derive(keys, box);
  Seen seen{.entries = 0, .unreadable = 0, .is_laid_out = bytes->size() >= room};
  const auto opens = [&](base::BytesView sealed) {
    if (sealed.size() < crypto_box_SEALBYTES) return false;
    base::Bytes plain(sealed.size() - crypto_box_SEALBYTES);
    return crypto_box_seal_open(plain.data(), sealed.data(), sealed.size(), box.open.data(), box.secret.data()) == 0;
  };
  const auto is_empty = [](base::BytesView place) {
    return std::ranges::all_of(place, [](std::uint8_t byte) { return byte == 0; });
  };
  std::size_t lines = 0;
  each_line(base::text_of(*bytes), [&](base::BytesView sealed) { lines += opens(sealed) ? 1 : 0; });
  if (lines > 0) {
    // As earlier versions wrote them; what they hold is read or it is not, and nothing else stands between them.
    seen.entries = lines;
    return seen;
  }
  for (base::BytesView rest = *bytes; !rest.empty();) {
    const base::BytesView sealed = sealed_at(rest);
    const std::size_t used = sealed.empty() ? 0 : frame_size + sealed.size();
    const base::BytesView place = rest.first(std::min(rest.size(), sealed.empty() ? step : whole_steps(used)));
    seen.entries += opens(sealed) ? 1 : 0;
    const bool is_wrong = (!sealed.empty() && !opens(sealed)) || !is_empty(place.subspan(std::min(used, place.size())));
    seen.unreadable += is_wrong ? 1 : 0;
    rest = rest.subspan(place.size());
  }
  return seen;
}

void Journal::clear() {
  if (const auto opened = open_file(); !opened) return;  // whatever is left is known by its ids when it is read again
  if (used_ > 0 && !write_at(opened_, file(), 0, base::Bytes(used_))) return;
  if (used_ > room && ::ftruncate(opened_.number(), room) != 0) return;
  used_ = 0;
}

}  // namespace alongside::center
