#include "center/site_folder.hpp"

#include <sodium.h>

#include <fmt/format.h>

#include "center/clock.hpp"
#include "center/documents.hpp"
#include "center/journal.hpp"
#include "center/random_id.hpp"
#include "document/dates.hpp"
#include "document/shipped_documents.hpp"
#include "document/toml.hpp"
#include "domain/machine.hpp"
#include "ledger/codec.hpp"
#include "ledger/durable_file.hpp"
#include "ledger/sqlite/sqlite_key_store.hpp"
#include "ledger/sqlite/sqlite_store.hpp"

namespace alongside::center {

namespace {

using base::Result;

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    if (static_cast<unsigned char>(c) >= 0x20) out.push_back(c);
  }
  return out + '"';
}

Result<> write_site_file(const SiteFolder& folder) {
  const std::string text = fmt::format(
      "# This site, as alongside init made it. Nothing here is secret.\n"
      "id = \"{}\"\nname = {}\nzone = {}\nkind = \"{}\"\n\n# What to tell an ambulance: street, door, floor.\naddress "
      "= {}\n",
      folder.id.text(), toml_text(folder.name), toml_text(folder.zone), domain::name_of(folder.kind),
      toml_text(folder.address));
  return ledger::create_file(folder.path / "site.toml", base::bytes_of(text), ledger::readable_by_all);
}

Result<ledger::Key> make_key(const NewSite& site) {
  if (site.key_file) {
    if (std::filesystem::exists(*site.key_file)) return ledger::read_key_file(*site.key_file);
    ledger::Key key = ledger::create_key();
    if (const auto written = ledger::write_key_file(*site.key_file, key); !written) return written.error();
    return key;
  }
  ledger::Key key = ledger::create_key();
  const auto kept = site.kind == domain::SiteKind::demonstration
                        ? ledger::write_key_file(site.path / ledger::demonstration_key_name, key)
                        : ledger::wrap_with_passphrase(site.path / ledger::wrapped_key_name, key, site.passphrase);
  if (!kept) return kept.error();
  return key;
}

/// Writes the first events of a site, through the same decide and evolve as all that follow.
class Founding {
 public:
  Founding(const NewSite& site, const SiteFolder& folder, ledger::Store& store)
      : site_(site), folder_(folder), store_(store) {
    state_.documents = &table_.machine;
  }

  Result<> run() {
    const auto protocol_text = document::document_text("protocols", site_.protocol);
    if (!protocol_text) return protocol_text.error();
    auto protocol = parse_protocol(site_.protocol, *protocol_text);
    if (!protocol) return protocol.error();
    const auto rules_text = document::document_text("guardrails", site_.guardrails);
    if (!rules_text) return rules_text.error();
    auto rules = parse_guardrails(site_.guardrails, *rules_text);
    if (!rules) return rules.error();
    const auto seats = rules->rules.seats;
    const auto version = static_cast<std::uint16_t>(protocol->text.version);

    add(domain::FoundSite{.site = folder_.id, .kind = site_.kind});
    const domain::ProtocolAdopted adopted{
        .document = adopt(table_, std::move(*protocol)), .digest = document_digest(*protocol_text), .version = version};
    add(domain::AdoptProtocol{adopted}, *protocol_text);
    const domain::GuardrailsAdopted bound{.document = adopt(table_, std::move(*rules)),
                                          .digest = document_digest(*rules_text)};
    add(domain::AdoptGuardrails{bound}, *rules_text);
    for (std::size_t kind = 0; kind < seats.size(); ++kind) {
      for (std::uint16_t label = 1; label <= seats[kind]; ++label) {
        add(domain::AddSeat{.kind = static_cast<domain::SeatKind>(kind), .label = label, .capacity = 1});
      }
    }
    const auto head = store_.append(store_.head(), rows_);
    if (!head) return head.error();
    return ledger::replace_file(folder_.protocol_copy(), base::bytes_of(*protocol_text), ledger::readable_by_all);
  }

 private:
  void add(const domain::CommandBody& body, std::string_view document = {}) {
    const domain::Command command{.at = clock_.now(), .by = {}, .device = {}, .marks = {}, .body = body};
    [[maybe_unused]] const auto refused = domain::decide(state_, command, events_);
    assert(refused.accepted());
    const base::Uuid id = random_id();
    for (const domain::Event& event : events_) {
      ledger::Record record{event, {}};
      if (!document.empty()) {
        record.attachments.push_back({ledger::AttachmentKind::document,
                                      base::Bytes(base::bytes_of(document).begin(), base::bytes_of(document).end())});
      }
      auto encoded = ledger::encode(record);
      rows_.push_back(
          {.command = id, .received_at = command.at, .kind = encoded.kind, .body = std::move(encoded.body)});
      domain::evolve(state_, event);
    }
  }

  const NewSite& site_;
  const SiteFolder& folder_;
  ledger::Store& store_;
  SystemClock clock_;
  SideTable table_;
  domain::State state_;
  domain::Events events_;
  std::vector<ledger::NewRow> rows_;
};

}  // namespace

Result<SiteFolder> read_site_folder(const std::filesystem::path& path) {
  const auto file_path = path / "site.toml";
  if (!std::filesystem::exists(file_path)) {
    return base::input_error(
        fmt::format("{}: no site is here; make one with `alongside init {} --site NAME --zone AREA/CITY`",
                    path.string(), path.string()));
  }
  auto file = document::Toml::read(file_path);
  if (!file) return file.error();
  SiteFolder folder;
  folder.path = path;
  const auto id = file->text("id");
  if (!id) return id.error();
  const auto parsed = base::Uuid::parse(*id);
  if (!parsed) return file->error_at("id", "expected a UUID");
  folder.id = *parsed;
  for (const auto& [name, into] :
       {std::pair{"name", &folder.name}, std::pair{"zone", &folder.zone}, std::pair{"address", &folder.address}}) {
    const auto text = file->text(name);
    if (!text) return text.error();
    *into = *text;
  }
  const auto kind = file->text("kind");
  if (!kind) return kind.error();
  const auto known = domain::named<domain::SiteKind>(*kind);
  if (!known) return file->error_at("kind", "expected real, training or demonstration");
  folder.kind = *known;
  if (const auto all = file->all_read(); !all) return all.error();
  return folder;
}

Result<ledger::SiteKeys> open_site_keys(const SiteFolder& folder, const std::optional<std::filesystem::path>& key_file,
                                        const std::function<Result<std::string>()>& ask_passphrase) {
  const auto derived = [](const Result<ledger::Key>& key) -> Result<ledger::SiteKeys> {
    if (!key) return key.error();
    return ledger::SiteKeys::derive(*key);
  };
  if (key_file) return derived(ledger::read_key_file(*key_file));
  const auto demonstration = folder.path / ledger::demonstration_key_name;
  if (folder.kind == domain::SiteKind::demonstration && std::filesystem::exists(demonstration))
    return derived(ledger::read_key_file(demonstration));
  const auto wrapped = folder.path / ledger::wrapped_key_name;
  if (!std::filesystem::exists(wrapped)) {
    return base::input_error(
        fmt::format("{}: this site's key is in a file elsewhere; name it with --key-file", folder.path.string()));
  }
  auto passphrase = ask_passphrase();
  if (!passphrase) return passphrase.error();
  return derived(ledger::unwrap_with_passphrase(wrapped, *passphrase));
}

Result<SiteFolder> create_site(const NewSite& site) {
  if (sodium_init() < 0) return base::operation_error("the cryptographic library did not start");
  if (const auto zone = document::Zone::find(site.zone); !zone) return zone.error();
  if (site.name.empty()) return base::input_error("--site: expected a name, as harbor-street");
  if (std::filesystem::exists(site.path / "site.toml")) {
    return base::input_error(
        fmt::format("{}: a site is here already; a record is never made anew over another", site.path.string()));
  }
  std::error_code failed;
  std::filesystem::create_directories(site.path, failed);
  if (failed) return base::operation_error(fmt::format("{}: {}", site.path.string(), failed.message()));
  std::filesystem::permissions(site.path, std::filesystem::perms::owner_all, failed);

  const SiteFolder folder{.path = site.path,
                          .id = random_id(),
                          .name = site.name,
                          .zone = site.zone,
                          .address = site.address,
                          .kind = site.kind};
  const auto key = make_key(site);
  if (!key) return key.error();
  const auto keys = ledger::SiteKeys::derive(*key);
  if (const auto written = ledger::write_public_key(folder.path / ledger::public_key_name, keys.heads.public_key());
      !written)
    return written.error();
  if (const auto written = Journal::write_public_key(folder.path, keys); !written) return written.error();
  if (const auto made = ledger::SqliteKeyStore::create(folder.keys(), keys, folder.id); !made) return made.error();
  auto store = ledger::SqliteStore::create(folder.ledger(), keys, folder.id);
  if (!store) return store.error();
  if (const auto founded = Founding(site, folder, **store).run(); !founded) return founded.error();
  if (const auto written = write_site_file(folder); !written) return written.error();
  return folder;
}

}  // namespace alongside::center
