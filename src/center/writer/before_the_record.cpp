#include "center/writer/before_the_record.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "center/locked_copies.hpp"
#include "document/shipped_documents.hpp"

namespace alongside::center {

using base::Result;

Result<domain::ProtocolDocument> openly_kept_protocol(const SiteFolder& folder, std::vector<FolderFault>& found) {
  const auto path = folder.protocol_copy();
  auto kept = without_exceptions([&]() -> Result<domain::ProtocolDocument> {
    const auto text = signed_protocol(folder);
    if (!text) return text.error();
    return parse_protocol(path.string(), *text);
  });
  if (kept) return kept;
  const auto kept_number = without_exceptions([&] { return Result<std::string>(signed_number(folder)); });
  const std::string number = kept_number ? *kept_number : "";
  found.push_back({path.filename().string(), "the protocol before the record is open",
                   fmt::format("{}; the shipped BC/AHA plays, unsigned, and names {}", kept.error().message,
                               number.empty() ? "no number to dial" : "the number that the site signed"),
                   "open the record: it is written anew from there"});
  const auto text = document::document_text("protocols", "bc-aha");
  if (!text) return text.error();
  auto shipped = parse_protocol("bc-aha", *text);
  if (shipped) shipped->text.emergency_number = number;
  return shipped;
}

Published locked_center(const SiteFolder& folder, domain::ProtocolDocument protocol, SideTable& table) {
  Published fresh;
  fresh.state.founded = true;
  fresh.state.site = folder.id;
  fresh.state.protocol = adopt(table, std::move(protocol));
  fresh.state.guardrails = adopt(table, domain::GuardrailsDocument{});
  fresh.state.documents = &table.machine;
  fresh.documents = &table;
  fresh.saved = false;
  fresh.locked = true;
  domain::make_room(fresh.state);
  return fresh;
}

}  // namespace alongside::center
