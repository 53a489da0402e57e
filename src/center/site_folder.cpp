#include "center/site_folder.hpp"

#include <sodium.h>
#include <stdlib.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "center/clock.hpp"
#include "center/documents.hpp"
#include "center/journal.hpp"
#include "center/locked_copies.hpp"
#include "center/random_id.hpp"
#include "center/site_day.hpp"
#include "document/dates.hpp"
#include "document/shipped_documents.hpp"
#include "document/toml.hpp"
#include "domain/contradiction.hpp"
#include "domain/machine.hpp"
#include "ledger/codec.hpp"
#include "ledger/durable_file.hpp"
#include "ledger/sqlite/site_mark.hpp"
#include "ledger/sqlite/sqlite_key_store.hpp"
#include "ledger/sqlite/sqlite_store.hpp"

namespace alongside::center {

namespace {

using base::Result;

constexpr std::string_view site_file_name = "site.toml";

/// Something of a site lies here, whether or not it says which.
bool holds_a_site(const std::filesystem::path& path) {
  for (const char* name : {"site.toml", "ledger.db", "keys.db", "screens", "screens.twin", "staff.sealed"}) {
    std::error_code unknown;
    if (std::filesystem::exists(std::filesystem::symlink_status(path / name, unknown))) return true;
  }
  return false;
}

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    if (static_cast<unsigned char>(c) >= 0x20) out.push_back(c);
  }
  return out + '"';
}

std::string site_file_text(const SiteFolder& folder) {
  return fmt::format(
      "# This site, as alongside init made it. Nothing here is secret.\n"
      "id = \"{}\"\nname = {}\nzone = {}\nkind = \"{}\"\n\n# What to tell an ambulance: street, door, floor.\naddress "
      "= {}\n",
      folder.id.text(), toml_text(folder.name), toml_text(folder.zone), domain::name_of(folder.kind),
      toml_text(folder.address));
}

// NIST SP 800-63B-4, 3.1.1.2: a password that stands alone has 15 characters or more.
constexpr std::size_t passphrase_letters_min = 15;

Result<ledger::Key> make_key(const NewSite& site, const std::filesystem::path& folder) {
  if (site.key_file) {
    if (std::filesystem::exists(*site.key_file)) return ledger::read_key_file(*site.key_file);
    ledger::Key key = ledger::create_key();
    if (const auto written = ledger::write_key_file(*site.key_file, key); !written) return written.error();
    return key;
  }
  ledger::Key key = ledger::create_key();
  const auto kept = site.kind == domain::SiteKind::demonstration
                        ? ledger::write_key_file(folder / ledger::demonstration_key_name, key)
                        : ledger::wrap_with_passphrase(folder / ledger::wrapped_key_name, key, site.passphrase);
  if (!kept) return kept.error();
  return key;
}

/// Writes the first events of a site, through the same decide and evolve as all that follow.
class Founding {
 public:
  Founding(const NewSite& site, const SiteFolder& folder, const ledger::SigningPair& heads, ledger::Store& store)
      : site_(site), folder_(folder), heads_(heads), store_(store) {
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
    const std::string number = protocol->text.emergency_number;
    const auto day = day_of_new_site(site_.zone);
    if (!day) return day.error();

    add(domain::FoundSite{.site = folder_.id, .kind = site_.kind});
    add(*day);
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
    const LockedCopies copies{.protocol = *protocol_text, .number = number};
    return write_locked_copies(folder_, copies, copies.signed_text(heads_));
  }

 private:
  void add(const domain::CommandBody& body, std::string_view document = {}) {
    const domain::Command command{.at = clock_.now(), .by = {}, .device = {}, .marks = {}, .body = body};
    [[maybe_unused]] const auto refused = domain::decide(state_, command, events_);
    assert(refused.accepted());
    const base::Uuid id = random_id();
    for (const domain::Event& event : events_) {
      assert(domain::contradiction(state_, event).empty());
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
  const ledger::SigningPair& heads_;
  ledger::Store& store_;
  SystemClock clock_;
  SideTable table_;
  domain::State state_;
  domain::Events events_;
  std::vector<ledger::NewRow> rows_;
};

/// Where a site is made until it is whole: a folder beside its own; or within it, where that is there already and may be a disk of its own.
/// What was made is gone again with this object unless it was put in place.
class Aside {
 public:
  static Result<Aside> make(const NewSite& site) {
    std::error_code failed;
    const auto whole = std::filesystem::absolute(site.path).lexically_normal();
    const auto own = whole.has_filename() ? whole : whole.parent_path();
    // A key that is to lie within the site's folder needs the folder first.
    const bool key_is_within =
        site.key_file && std::filesystem::absolute(*site.key_file).lexically_normal().parent_path() == own;
    std::filesystem::create_directories(key_is_within ? own : own.parent_path(), failed);
    if (failed) return base::operation_error(fmt::format("{}: {}", site.path.string(), failed.message()));
    const bool is_within = std::filesystem::exists(own, failed);
    std::string name = is_within ? (own / ".being-made-XXXXXX").string() : own.string() + ".being-made-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) return ledger::file_error(name, "make the folder", errno);
    return Aside(own, name, is_within);
  }
  ~Aside() {
    std::error_code ignored;
    if (!made_.empty()) std::filesystem::remove_all(made_, ignored);
  }
  Aside(Aside&& other) noexcept
      : own_(std::move(other.own_)), made_(std::exchange(other.made_, {})), is_within_(other.is_within_) {}
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;
  Aside& operator=(Aside&&) = delete;

  const std::filesystem::path& path() const { return made_; }

  Result<> put_in_place() {
    std::error_code failed;
    if (!is_within_) {
      std::filesystem::rename(made_, own_, failed);
      if (failed) return base::operation_error(fmt::format("{}: {}", own_.string(), failed.message()));
      made_.clear();
      return ledger::sync_folder(own_.parent_path());
    }
    std::filesystem::permissions(own_, std::filesystem::perms::owner_all, failed);
    std::vector<std::filesystem::path> names;
    for (const auto& entry : std::filesystem::directory_iterator(made_, failed))
      names.push_back(entry.path().filename());
    const auto taken = std::find_if(names.begin(), names.end(), [&](const auto& name) {
      std::error_code unknown;
      return std::filesystem::exists(std::filesystem::symlink_status(own_ / name, unknown));
    });
    if (taken != names.end()) {
      return base::input_error(
          fmt::format("{}: is there already and is not written over; move it away", (own_ / *taken).string()));
    }
    // Last what says that this is a site.
    std::partition(names.begin(), names.end(), [](const auto& name) { return name != site_file_name; });
    for (const auto& name : names) {
      if (!failed) std::filesystem::rename(made_ / name, own_ / name, failed);
    }
    if (failed) return base::operation_error(fmt::format("{}: {}", own_.string(), failed.message()));
    return ledger::sync_folder(own_);
  }

 private:
  Aside(std::filesystem::path own, std::filesystem::path made, bool is_within)
      : own_(std::move(own)), made_(std::move(made)), is_within_(is_within) {}
  std::filesystem::path own_;
  std::filesystem::path made_;
  bool is_within_;
};

Result<> make_files(const NewSite& site, const SiteFolder& folder, const Furnish& furnish) {
  const auto key = make_key(site, folder.path);
  if (!key) return key.error();
  const auto keys = ledger::SiteKeys::derive(*key);
  if (const auto written = ledger::write_public_key(folder.path / ledger::public_key_name, keys.heads.public_key());
      !written)
    return written.error();
  if (const auto written = Journal::write_public_key(folder.path, keys); !written) return written.error();
  if (const auto made = ledger::SqliteKeyStore::create(folder.keys(), keys, folder.id); !made) return made.error();
  auto store = ledger::SqliteStore::create(folder.ledger(), keys, folder.id);
  if (!store) return store.error();
  if (const auto founded = Founding(site, folder, keys.heads, **store).run(); !founded) return founded.error();
  if (furnish) {
    if (const auto furnished = furnish(folder, keys); !furnished) return furnished.error();
  }
  return ledger::create_file(folder.path / site_file_name, base::bytes_of(site_file_text(folder)),
                             ledger::readable_by_all);
}

}  // namespace

Result<SiteFolder> read_site_folder(const std::filesystem::path& path) {
  const auto file_path = path / "site.toml";
  if (!std::filesystem::exists(file_path)) {
    return base::input_error(fmt::format(
        "{}: no site is here; make one with `alongside init {} --site NAME --zone AREA/CITY --guardrails NAME`",
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
    const auto text = file->text_or_blank(name);
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

Result<SiteFolder> find_site_folder(const std::filesystem::path& path) {
  auto whole = without_exceptions([&] { return read_site_folder(path); });
  if (whole && document::Zone::find(whole->zone)) return whole;
  if (!whole && !holds_a_site(path)) return whole.error();

  SiteFolder folder;
  folder.path = path;
  std::string wrong = whole ? fmt::format("there is no zone \"{}\"", whole->zone) : whole.error().message;
  std::optional<base::Uuid> id;
  if (const auto file = without_exceptions([&] { return document::Toml::read(path / site_file_name); })) {
    const auto text = [&](const char* name) {
      const auto read = file->text_or_blank(name);
      return read ? *read : std::string();
    };
    id = base::Uuid::parse(text("id"));
    folder.name = text("name");
    folder.zone = text("zone");
    folder.address = text("address");
    folder.kind = domain::named<domain::SiteKind>(text("kind")).value_or(domain::SiteKind::real);
  }
  if (!id) id = ledger::site_named_in(folder.ledger());
  folder.id = id.value_or(base::Uuid{});
  if (folder.name.empty()) folder.name = std::filesystem::absolute(path).lexically_normal().filename().string();
  if (!document::Zone::find(folder.zone)) {
    folder.zone = "UTC";
    wrong += "; times are shown in UTC";
  }
  if (!id) wrong += "; the record cannot be opened without the site's id, and emergencies are kept aside";
  folder.faults.push_back({std::string(site_file_name), "the site's id, name, zone and address", std::move(wrong),
                           "mend the line that is named, or put the file back from a copy, and start again"});
  return folder;
}

Result<> write_kind(const SiteFolder& folder, domain::SiteKind kind) {
  SiteFolder right = folder;
  right.kind = kind;
  return ledger::replace_file(folder.path / site_file_name, base::bytes_of(site_file_text(right)),
                              ledger::readable_by_all);
}

Result<ledger::SiteKeys> open_site_keys(const SiteFolder& folder, const std::optional<std::filesystem::path>& key_file,
                                        const std::function<Result<std::string>()>& ask_passphrase) {
  const auto derived = [](const Result<ledger::Key>& key) -> Result<ledger::SiteKeys> {
    if (!key) return key.error();
    return ledger::SiteKeys::derive(*key);
  };
  if (key_file) return derived(ledger::read_key_file(*key_file));
  std::error_code unknown;
  const auto demonstration = folder.path / ledger::demonstration_key_name;
  const auto wrapped = folder.path / ledger::wrapped_key_name;
  const bool is_wrapped = std::filesystem::exists(wrapped, unknown);
  if ((folder.kind == domain::SiteKind::demonstration || !is_wrapped) &&
      std::filesystem::exists(demonstration, unknown))
    return derived(ledger::read_key_file(demonstration));
  if (!is_wrapped) {
    return base::input_error(
        fmt::format("{}: this site's key is in a file elsewhere; name it with --key-file", folder.path.string()));
  }
  auto passphrase = ask_passphrase();
  if (!passphrase) return passphrase.error();
  return derived(ledger::unwrap_with_passphrase(wrapped, *passphrase));
}

Result<SiteFolder> create_site(const NewSite& site, const Furnish& furnish) {
  if (sodium_init() < 0) return base::operation_error("the cryptographic library did not start");
  if (const auto day = day_of_new_site(site.zone); !day) return day.error();
  if (site.name.empty()) return base::input_error("--site: expected a name, as harbor-street");
  const bool has_passphrase = site.kind != domain::SiteKind::demonstration && !site.key_file;
  if (has_passphrase && site.passphrase.size() < passphrase_letters_min)
    return base::input_error(fmt::format(
        "expected a passphrase of {} characters or more, as four words: whoever copies the folder can try them all day",
        passphrase_letters_min));
  if (std::filesystem::exists(site.path / site_file_name)) {
    return base::input_error(
        fmt::format("{}: a site is here already; a record is never made anew over another", site.path.string()));
  }
  if (holds_a_site(site.path)) {
    return base::input_error(
        fmt::format("{}: parts of a site are here, without {}; put that file back, or move what is there away",
                    site.path.string(), site_file_name));
  }
  auto aside = Aside::make(site);
  if (!aside) return aside.error();
  SiteFolder folder{.path = aside->path(),
                    .id = random_id(),
                    .name = site.name,
                    .zone = site.zone,
                    .address = site.address,
                    .kind = site.kind};
  if (const auto made = make_files(site, folder, furnish); !made) return made.error();
  if (const auto placed = aside->put_in_place(); !placed) return placed.error();
  folder.path = site.path;
  return folder;
}

}  // namespace alongside::center
