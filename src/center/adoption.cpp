#include "center/adoption.hpp"

#include <fmt/format.h>

#include "center/clock.hpp"
#include "center/documents.hpp"
#include "center/random_id.hpp"
#include "center/replay.hpp"
#include "center/staff.hpp"
#include "document/shipped_documents.hpp"
#include "domain/machine.hpp"
#include "ledger/durable_file.hpp"
#include "ledger/sqlite/sqlite_store.hpp"

namespace alongside::center {

namespace {

base::Result<domain::StaffRef> medical_director(const SiteFolder& folder, const ledger::SiteKeys& keys,
                                                std::string_view sign_in, std::string_view password) {
  auto staff = Staff::open(folder.path);
  if (!staff) return staff.error();
  if (const auto unlocked = (*staff)->unlock(keys); !unlocked) return unlocked.error();
  const auto result = (*staff)->sign_in(sign_in, password, false, std::nullopt);
  if (!result.token)
    return base::input_error(fmt::format("{}: that password is not right, or nobody signs in by that name", sign_in));
  const SignedIn who = (*staff)->who(*result.token, {});
  (*staff)->sign_out(*result.token);
  if (who.principal.role != domain::Role::medical_director)
    return base::input_error(fmt::format("{} is not a medical director; only they sign a protocol", sign_in));
  return who.principal.staff;
}

}  // namespace

base::Result<> adopt_protocol(const SiteFolder& folder, const ledger::SiteKeys& keys, std::string_view name_or_path,
                              std::string_view sign_in, std::string_view password) {
  const auto text = document::document_text("protocols", name_or_path);
  if (!text) return text.error();
  auto document = parse_protocol(std::string(name_or_path), *text);
  if (!document) return document.error();
  const auto signer = medical_director(folder, keys, sign_in, password);
  if (!signer) return signer.error();
  auto store = ledger::SqliteStore::open(folder.ledger(), keys, folder.id);
  if (!store) return store.error();

  SideTable table;
  if (const auto read = replay(
          **store, table, [](const ledger::Row&, const ledger::Record&) -> base::Result<> { return base::Done{}; });
      !read)
    return read.error();
  const base::Instant now = SystemClock().now();
  const auto version = static_cast<std::uint16_t>(document->text.version);
  const domain::ProtocolAdopted adopted{.document = adopt(table, std::move(*document)),
                                        .digest = document_digest(*text),
                                        .signer = *signer,
                                        .signed_at = now,
                                        .version = version};
  const base::BytesView bytes = base::bytes_of(*text);
  auto encoded = ledger::encode({.event = {.at = now, .by = *signer, .device = {}, .marks = {}, .body = adopted},
                                 .attachments = {{ledger::AttachmentKind::document, {bytes.begin(), bytes.end()}}}});
  const ledger::NewRow row{
      .command = random_id(), .received_at = now, .kind = encoded.kind, .body = std::move(encoded.body)};
  if (const auto head = (*store)->append((*store)->head(), std::span(&row, 1)); !head) return head.error();
  return ledger::replace_file(folder.protocol_copy(), bytes, ledger::readable_by_all);
}

}  // namespace alongside::center
