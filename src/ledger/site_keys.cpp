#include "ledger/site_keys.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string>

#include "ledger/digest.hpp"
#include "ledger/durable_file.hpp"
#include "ledger/key_file_look.hpp"
#include "ledger/seal.hpp"
#include "ledger/sodium.hpp"

namespace alongside::ledger {

SiteKeys SiteKeys::derive(const Key& site_key) {
  return {derive_key(site_key, "alongside 1 row"),
          derive_key(site_key, "alongside 1 command tag"),
          derive_key(site_key, "alongside 1 key store wrapping"),
          derive_key(site_key, "alongside 1 sealed file"),
          derive_key(site_key, "alongside 1 participant tag"),
          derive_key(site_key, "alongside 1 code count"),
          derive_key(site_key, "alongside 1 head token"),
          SigningPair::from_seed(derive_key(site_key, "alongside 1 head signing seed"))};
}

namespace {
namespace fs = std::filesystem;

constexpr std::size_t key_file_size_max = 4096;
constexpr std::uint64_t passes_max = 1000;
constexpr std::uint64_t memory_bytes_max = 4ULL * 1024 * 1024 * 1024;
constexpr std::string_view wrapped_heading = "alongside wrapped site key 1";
using Salt = std::array<std::uint8_t, crypto_pwhash_SALTBYTES>;

/// The lines above the wrapped key. They are bound to it: a key wrapped under other lines does not open.
std::string wrapped_preamble(PassphraseCost cost, const Salt& salt) {
  return fmt::format("{}\nargon2id13 passes {} memory_bytes {}\nsalt {}\n", wrapped_heading, cost.passes,
                     cost.memory_bytes, base::hex(salt));
}

base::Result<Key> key_from_passphrase(std::string_view passphrase, PassphraseCost cost, const Salt& salt) {
  std::array<std::uint8_t, Key::size> secret{};
  const int failed = crypto_pwhash(secret.data(), secret.size(), passphrase.data(), passphrase.size(), salt.data(),
                                   cost.passes, cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) {
    return base::operation_error(
        fmt::format("turning the passphrase into a key needs {} MiB of memory, which this machine did not give; close "
                    "other programs "
                    "and try again",
                    cost.memory_bytes / (1024 * 1024)));
  }
  auto key = Key::from(secret);
  sodium_memzero(secret.data(), secret.size());
  return std::move(*key);
}

struct Wrapped {
  PassphraseCost cost;
  Salt salt{};
  base::Bytes sealed;
};

std::optional<std::string_view> take_line(std::string_view& text, std::string_view start) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos || !text.starts_with(start)) return std::nullopt;
  const std::string_view rest = text.substr(start.size(), end - start.size());
  text.remove_prefix(end + 1);
  return rest;
}

std::optional<std::uint64_t> parse_number(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

std::optional<Wrapped> parse_wrapped(std::string_view text) {
  Wrapped wrapped;
  const auto heading = take_line(text, wrapped_heading);
  const auto cost = heading && heading->empty() ? take_line(text, "argon2id13 passes ") : std::nullopt;
  const auto salt = cost ? take_line(text, "salt ") : std::nullopt;
  const auto key = salt ? take_line(text, "key ") : std::nullopt;
  if (!key || !text.empty()) return std::nullopt;

  static constexpr std::string_view memory_word = " memory_bytes ";
  const std::size_t word = cost->find(memory_word);
  if (word == std::string_view::npos) return std::nullopt;
  const auto passes = parse_number(cost->substr(0, word));
  const auto memory = parse_number(cost->substr(word + memory_word.size()));
  const auto salt_bytes = base::unhex(*salt);
  const auto sealed = base::unhex(*key);
  if (!passes || !memory || !salt_bytes || salt_bytes->size() != wrapped.salt.size() || !sealed) return std::nullopt;
  if (*passes > passes_max || *memory > memory_bytes_max) return std::nullopt;
  wrapped.cost = {*passes, *memory};
  std::copy(salt_bytes->begin(), salt_bytes->end(), wrapped.salt.begin());
  wrapped.sealed = *sealed;
  return wrapped;
}
}  // namespace

base::Result<> wrap_with_passphrase(const fs::path& path, const Key& site_key, std::string_view passphrase,
                                    PassphraseCost cost) {
  sodium_ready();
  if (passphrase.empty()) return base::input_error("the passphrase is empty; choose one of several words");
  Salt salt{};
  randombytes_buf(salt.data(), salt.size());
  const auto wrapping = key_from_passphrase(passphrase, cost, salt);
  if (!wrapping.ok()) return wrapping.error();
  std::string text = wrapped_preamble(cost, salt);
  const base::Bytes sealed = seal(*wrapping, base::bytes_of(text), site_key.bytes());
  text += fmt::format("key {}\n", base::hex(sealed));
  return create_file(path, base::bytes_of(text), owner_only);
}

base::Result<Key> unwrap_with_passphrase(const fs::path& path, std::string_view passphrase) {
  sodium_ready();
  const auto bytes = read_file(path, key_file_size_max);
  if (!bytes.ok()) return bytes.error();
  const auto wrapped = parse_wrapped(base::text_of(*bytes));
  if (!wrapped) {
    return base::input_error(
        fmt::format("{}: expected a wrapped site key (four lines that begin with \"{}\"), found something else; take "
                    "the file from a backup",
                    path.string(), wrapped_heading));
  }
  const auto wrapping = key_from_passphrase(passphrase, wrapped->cost, wrapped->salt);
  if (!wrapping.ok()) return wrapping.error();
  const std::string preamble = wrapped_preamble(wrapped->cost, wrapped->salt);
  auto secret = open_sealed(*wrapping, base::bytes_of(preamble), wrapped->sealed);
  auto key = secret ? Key::from(*secret) : std::nullopt;
  if (secret) wipe(*secret);
  if (!key) {
    return base::input_error(fmt::format(
        "{}: does not open with this passphrase; type it again, and if it is surely right take the file from a backup",
        path.string()));
  }
  return std::move(*key);
}

base::Result<> write_key_file(const fs::path& path, const Key& site_key) {
  base::Bytes text(2 * Key::size + 1);
  sodium_bin2hex(reinterpret_cast<char*>(text.data()), text.size(), site_key.bytes().data(), Key::size);
  text.back() = '\n';
  const auto created = create_file(path, text, owner_only);
  wipe(text);
  return created;
}

base::Result<Key> read_key_file(const fs::path& path) {
  const auto opened = open_to_read(path);
  if (!opened) return opened.error();
  const OpenFile& file = *opened;
  struct stat status{};
  if (::fstat(file.number(), &status) != 0) return file_error(path, "asking who may read it", errno);
  if ((status.st_mode & 077) != 0) {
    return base::input_error(fmt::format(
        "{}: expected a key file that only its owner can read (mode 0600), found mode {:04o}; run: chmod 600 {}",
        path.string(), status.st_mode & 0777, path.string()));
  }
  auto text = read_rest(file, path, key_file_size_max);
  if (!text.ok()) return text.error();
  std::string_view digits = base::text_of(*text);
  while (digits.ends_with('\n')) digits.remove_suffix(1);
  auto secret = base::unhex(digits);
  auto key = secret ? Key::from(*secret) : std::nullopt;
  const std::size_t found = digits.size();
  wipe(*text);
  if (secret) wipe(*secret);
  if (!key) {
    return base::input_error(fmt::format(
        "{}:1: expected a site key of 64 hexadecimal digits, found {} characters that are none", path.string(), found));
  }
  return std::move(*key);
}

base::Result<> expect_key_file_as_written(const fs::path& path) {
  auto bytes = read_file(path, key_file_size_max);
  if (!bytes.ok()) return bytes.error();
  const std::string_view text = base::text_of(*bytes);
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  std::string_view line = text;  // an editor's newlines at its end, or none, are no damage
  while (line.ends_with('\n')) line.remove_suffix(1);
  const bool is_open_key = line.size() == 2 * Key::size && std::all_of(line.begin(), line.end(), is_digit);
  const auto wrapped = parse_wrapped(text);
  const bool is_wrapped_key =
      wrapped &&
      wrapped_preamble(wrapped->cost, wrapped->salt) + fmt::format("key {}\n", base::hex(wrapped->sealed)) == text;
  wipe(*bytes);
  if (is_open_key || is_wrapped_key) return base::Done{};
  return base::check_error(
      fmt::format("{}: expected a site key as this program writes it (64 hexadecimal digits, or four lines that begin "
                  "with \"{}\"), found something else; take the file from a backup",
                  path.string(), wrapped_heading));
}

}  // namespace alongside::ledger
