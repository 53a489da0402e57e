#include "center/documents.hpp"

#include <algorithm>

#include "document/toml.hpp"
#include "ledger/digest.hpp"

namespace alongside::center {

base::Result<domain::ProtocolDocument> parse_protocol(std::string name, std::string text) {
  return document::parse_as(std::move(name), std::move(text), domain::read_protocol);
}

base::Result<domain::GuardrailsDocument> parse_guardrails(std::string name, std::string text) {
  return document::parse_as(std::move(name), std::move(text), domain::read_guardrails);
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
