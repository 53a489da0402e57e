#include "center/locked_copies.hpp"

#include <fmt/format.h>

#include <vector>

#include "document/toml.hpp"
#include "ledger/durable_file.hpp"

namespace alongside::center {

namespace {

using base::Result;

constexpr std::string_view of_protocol = "protocol";
constexpr std::string_view of_number = "number";

base::Bytes message(std::string_view what, std::string_view value) {
  base::Writer out;
  out.block(base::bytes_of("alongside locked copy 1"));
  out.block(base::bytes_of(what));
  out.block(base::bytes_of(value));
  return out.take();
}

struct Line {
  ledger::Signature signature;
  std::string rest;
};

/// The lines of protocol.signed that begin with this word.
std::vector<Line> lines_of(const SiteFolder& folder, std::string_view what) {
  std::vector<Line> out;
  const auto bytes = ledger::read_file(folder.protocol_signed(), signed_bytes_max);
  if (!bytes) return out;
  std::string_view text = base::text_of(*bytes);
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    constexpr std::size_t hex_digits = 2 * sizeof(ledger::Signature::bytes);
    const std::size_t at = what.size() + 1;
    if (!line.starts_with(what) || line.size() < at + hex_digits) continue;
    const auto signature = ledger::Signature::parse(line.substr(at, hex_digits));
    if (signature) out.push_back({*signature, std::string(line.substr(std::min(line.size(), at + hex_digits + 1)))});
  }
  return out;
}

bool is_the_sites(const SiteFolder& folder, const Line& line, std::string_view what, std::string_view value) {
  const auto site = ledger::read_public_key(folder.path / ledger::public_key_name);
  return site && ledger::signature_holds(*site, message(what, value), line.signature);
}

}  // namespace

std::string LockedCopies::signed_text(const ledger::SigningPair& site) const {
  return fmt::format("{} {}\n{} {} {}\n", of_protocol, site.sign(message(of_protocol, protocol)).text(), of_number,
                     site.sign(message(of_number, number)).text(), number);
}

Result<> write_locked_copies(const SiteFolder& folder, const LockedCopies& copies, std::string_view signed_text) {
  const auto sign = [&](std::string_view text) {
    return ledger::replace_file(folder.protocol_signed(), base::bytes_of(text), ledger::readable_by_all);
  };
  std::string both(signed_text);
  for (const Line& before : lines_of(folder, of_protocol)) {
    if (both.size() < signed_bytes_max / 2) both += fmt::format("{} {}\n", of_protocol, before.signature.text());
  }
  if (const auto written = sign(both); !written) return written;
  const auto protocol =
      ledger::replace_file(folder.protocol_copy(), base::bytes_of(copies.protocol), ledger::readable_by_all);
  return protocol ? sign(signed_text) : protocol;
}

Result<> copies_written(const Result<>& written) {
  if (written) return written;
  return base::operation_error(
      fmt::format("the protocol is in force; only the copy that a locked center plays could not be written ({}): it is "
                  "written anew when the record next opens",
                  written.error().message));
}

Result<std::string> signed_protocol(const SiteFolder& folder) {
  const auto bytes = ledger::read_file(folder.protocol_copy(), document::Toml::file_bytes_max);
  if (!bytes) return bytes.error();
  std::string text(base::text_of(*bytes));
  for (const Line& line : lines_of(folder, of_protocol)) {
    if (is_the_sites(folder, line, of_protocol, text)) return text;
  }
  return base::check_error(fmt::format("{}: it is not what the site signed in {} under {}",
                                       folder.protocol_copy().string(), folder.protocol_signed().filename().string(),
                                       ledger::public_key_name));
}

std::string signed_number(const SiteFolder& folder) {
  for (const Line& line : lines_of(folder, of_number)) {
    if (is_the_sites(folder, line, of_number, line.rest)) return line.rest;
  }
  return {};
}

}  // namespace alongside::center
