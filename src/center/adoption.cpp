#include "center/adoption.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "center/center.hpp"
#include "center/clock.hpp"
#include "center/locked_copies.hpp"
#include "center/random_id.hpp"
#include "center/replay.hpp"
#include "domain/machine.hpp"
#include "ledger/sqlite/sqlite_store.hpp"

namespace alongside::center {

namespace {

base::Result<domain::StaffRef> medical_director(Staff& staff, const SignedBy& signer) {
  const auto result = staff.sign_in(signer.sign_in, signer.password, false, std::nullopt);
  if (!result.token) {
    const std::string wait = result.wait.count() > 0
                                 ? fmt::format("; the next try counts in {} s", (result.wait.count() + 999) / 1000)
                                 : std::string();
    return base::input_error(
        fmt::format("{}: that password is not right, or nobody signs in by that name{}", signer.sign_in, wait));
  }
  const SignedIn who = staff.who(*result.token, {});
  staff.sign_out(*result.token);
  if (who.principal.role != domain::Role::medical_director)
    return base::input_error(fmt::format("{} is not a medical director; only they sign a protocol", signer.sign_in));
  return who.principal.staff;
}

}  // namespace

base::Result<> expect_no_emergency(const domain::State& state) {
  const bool is_open = std::any_of(state.emergencies.begin(), state.emergencies.end(),
                                   [](const domain::Emergency& emergency) { return emergency.is_open(); });
  if (!is_open) return base::Done{};
  return base::operation_error(
      "an emergency is open, and screens play one protocol at a time; close it, then adopt. Nothing was changed");
}

AdoptionRow adoption_row(const ProtocolToAdopt& protocol, domain::DocumentRef document, std::int32_t version,
                         domain::StaffRef signer, base::Instant now) {
  const domain::ProtocolAdopted adopted{.document = document,
                                        .digest = document_digest(protocol.text),
                                        .signer = signer,
                                        .signed_at = now,
                                        .version = static_cast<std::uint16_t>(version)};
  const base::BytesView bytes = base::bytes_of(protocol.text);
  const domain::Event event{.at = now, .by = signer, .device = {}, .marks = {}, .body = adopted};
  auto encoded = ledger::encode(
      {.event = event, .attachments = {{ledger::AttachmentKind::document, {bytes.begin(), bytes.end()}}}});
  return {event, {.command = random_id(), .received_at = now, .kind = encoded.kind, .body = std::move(encoded.body)}};
}

base::Result<> adopt_protocol(const SiteFolder& folder, const ledger::SiteKeys& keys, const ProtocolToAdopt& protocol,
                              const SignedBy& signer) {
  auto document = parse_protocol(protocol.name, protocol.text);
  if (!document) return document.error();
  // Its lock first: a sign-in writes staff.sealed, which is a running server's.
  auto store = ledger::SqliteStore::open(folder.ledger(), keys, folder.id);
  if (!store) return store.error();
  const auto staff = Staff::open_unlocked(folder.path, keys);
  if (!staff) return staff.error();
  const auto director = medical_director(**staff, signer);
  if (!director) return director.error();

  SideTable table;
  domain::State state;
  state.documents = &table.machine;
  const auto read = replay(**store, table, [&](const ledger::Row& row, const ledger::Record& record) -> base::Result<> {
    if (const auto possible = follows(state, row, record.event); !possible) return possible.error();
    domain::evolve(state, record.event);
    return base::Done{};
  });
  if (!read) return read.error();
  if (const auto quiet = expect_no_emergency(state); !quiet) return quiet.error();
  const std::int32_t version = document->text.version;
  const LockedCopies copies{.protocol = protocol.text, .number = document->text.emergency_number};
  const AdoptionRow adoption =
      adoption_row(protocol, adopt(table, std::move(*document)), version, *director, SystemClock().now());
  if (const auto head = (*store)->append((*store)->head(), std::span(&adoption.row, 1)); !head) return head.error();
  return copies_written(write_locked_copies(folder, copies, copies.signed_text(keys.heads)));
}

base::Result<> adopt_protocol(Center& center, const ProtocolToAdopt& protocol, const SignedBy& signer) {
  auto document = parse_protocol(protocol.name, protocol.text);
  if (!document) return document.error();
  const auto director = medical_director(center.staff(), signer);
  if (!director) return director.error();
  return center.put_in_force(protocol, std::move(*document), *director);
}

}  // namespace alongside::center
