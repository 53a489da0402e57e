// Documents: protocols and guardrails, from their TOML to what the machine and the screens read.
//
// The side table grows as documents are adopted, in the order of the ledger, so that a DocumentRef means the same in every replay.
// Values; the table is written by one thread.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/site/protocol.hpp"
#include "domain/state.hpp"

namespace alongside::center {

struct SideTable {
  domain::Documents machine;                           ///< numbers and playbooks, by DocumentRef
  std::vector<domain::ProtocolText> protocol_texts;    ///< same index
  std::vector<domain::GuardrailsDocument> guardrails;  ///< same index
};

/// Every error names file, line and column; a field that nobody knows is an error too.
base::Result<domain::ProtocolDocument> parse_protocol(std::string name, std::string text);
base::Result<domain::GuardrailsDocument> parse_guardrails(std::string name, std::string text);

domain::DocumentRef adopt(SideTable& table, domain::ProtocolDocument document);
domain::DocumentRef adopt(SideTable& table, domain::GuardrailsDocument document);

/// First 16 bytes of the document's BLAKE2b digest: what the adopting event names.
std::array<std::uint8_t, 16> document_digest(std::string_view text);

}  // namespace alongside::center
