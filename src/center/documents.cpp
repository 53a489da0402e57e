#include "center/documents.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "center/shipped_documents.hpp"
#include "document/toml.hpp"
#include "ledger/digest.hpp"

namespace alongside::center {

namespace {

template <class Document>
base::Result<Document> parse(std::string name, std::string text, base::Result<Document> (*read)(const base::Fields&)) {
  auto file = document::Toml::parse(std::move(name), std::move(text));
  if (!file) return file.error();
  auto document = read(*file);
  if (!document) return document.error();
  if (const auto all = file->all_read(); !all) return all.error();
  return document;
}

}  // namespace

base::Result<domain::ProtocolDocument> parse_protocol(std::string name, std::string text) {
  return parse(std::move(name), std::move(text), domain::read_protocol);
}

base::Result<domain::GuardrailsDocument> parse_guardrails(std::string name, std::string text) {
  return parse(std::move(name), std::move(text), domain::read_guardrails);
}

base::Result<std::string> document_text(std::string_view folder, std::string_view name_or_path) {
  std::string known;
  for (const ShippedDocument& shipped : shipped_documents()) {
    if (shipped.name == fmt::format("{}/{}.toml", folder, name_or_path)) return std::string(shipped.text);
    if (shipped.name.starts_with(folder)) {
      const auto stem = shipped.name.substr(folder.size() + 1);
      known += fmt::format("{}{}", known.empty() ? "" : ", ", stem.substr(0, stem.size() - std::string_view(".toml").size()));
    }
  }
  auto file = document::Toml::read(std::filesystem::path(name_or_path));
  if (file) return file->source();
  if (name_or_path.find('/') == std::string_view::npos && !name_or_path.ends_with(".toml")) {
    return base::input_error(fmt::format("no {} is called \"{}\"; shipped are {}; or give the path of a file", folder, name_or_path, known));
  }
  return file.error();
}

domain::DocumentRef adopt(SideTable& table, domain::ProtocolDocument document) {
  table.protocol_texts.push_back(std::move(document.text));
  return table.machine.add(document.numbers);
}

domain::DocumentRef adopt(SideTable& table, domain::GuardrailsDocument document) {
  const domain::DocumentRef ref = table.machine.add(document.rules);
  table.guardrails.push_back(std::move(document));
  return ref;
}

std::array<std::uint8_t, 16> document_digest(std::string_view text) {
  const ledger::Digest digest = ledger::digest_of(base::bytes_of(text));
  std::array<std::uint8_t, 16> first{};
  std::copy_n(digest.bytes.begin(), first.size(), first.begin());
  return first;
}

}  // namespace alongside::center
