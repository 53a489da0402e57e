#include "center/participants.hpp"

#include <sodium.h>

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cctype>

#include "center/random_id.hpp"
#include "ledger/digest.hpp"
#include "ledger/seal.hpp"

namespace alongside::center {

namespace {

using base::Result;

// Plain things and creatures: a handle is easy to say, to hear and to forget.
constexpr std::array<std::string_view, 96> handles{
    "Osprey",  "Lark",    "Heron",   "Wren",   "Tern",    "Sable",  "Kite",   "Ash",     "Finch",  "Dune",
    "Rook",    "Pip",     "Juniper", "Maple",  "Cedar",   "Birch",  "Alder",  "Willow",  "Clover", "Fern",
    "Moss",    "Reed",    "Sage",    "Thyme",  "Harbor",  "Canyon", "Meadow", "River",   "Delta",  "Summit",
    "Valley",  "Prairie", "Tundra",  "Lagoon", "Island",  "Cove",   "Amber",  "Copper",  "Cobalt", "Indigo",
    "Scarlet", "Silver",  "Slate",   "Ivory",  "Coral",   "Pearl",  "Onyx",   "Opal",    "Comet",  "Meteor",
    "Nova",    "Orbit",   "Zenith",  "Aurora", "Eclipse", "Lunar",  "Solar",  "Cosmos",  "Nebula", "Quasar",
    "Falcon",  "Plover",  "Magpie",  "Swift",  "Robin",   "Puffin", "Gannet", "Curlew",  "Otter",  "Badger",
    "Marten",  "Lynx",    "Walnut",  "Almond", "Ginger",  "Nutmeg", "Pepper", "Saffron", "Barley", "Cumin",
    "Anchor",  "Lantern", "Compass", "Paddle", "Kettle",  "Button", "Ribbon", "Pocket",  "Marble", "Pebble",
    "Feather", "Bramble", "Thistle", "Nettle", "Poppy",   "Cricket"};

base::Bytes link_context(const base::Uuid& visit) {
  base::Writer out;
  out.raw(base::bytes_of("visit link 1"));
  out.raw(visit.bytes);
  return out.take();
}

base::Bytes code_context(const base::Uuid& participant) {
  base::Writer out;
  out.raw(base::bytes_of("participant code 1"));
  out.raw(participant.bytes);
  return out.take();
}

ledger::KeyId key_id(const base::Uuid& id) { return {id.bytes}; }

bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

}  // namespace

std::string folded_code(std::string_view code) {
  std::string out;
  for (const char c : code) {
    if (is_space(c)) {
      if (!out.empty() && out.back() != ' ') out.push_back(' ');
    } else {
      out.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

CodeWarning warn_about(std::string_view code) {
  const auto digits = std::count_if(code.begin(), code.end(), is_digit);
  if (digits >= 6) return CodeWarning::looks_like_a_number;
  int capitalised = 0;
  bool at_start = true;
  for (const char c : code) {
    if (at_start && std::isupper(static_cast<unsigned char>(c))) ++capitalised;
    at_start = is_space(c);
  }
  return capitalised >= 2 ? CodeWarning::looks_like_a_name : CodeWarning::none;
}

Participants::Participants(const ledger::SiteKeys& keys, ledger::KeyStore& store) : keys_(keys), store_(store) {}

std::string Participants::tag(std::string_view code) const {
  return ledger::keyed_digest(keys_.participant_tag, "code", base::bytes_of(folded_code(code))).text();
}

Result<> Participants::load() {
  return store_.each_code([&](const ledger::KeyId& id, const ledger::Key& key, base::BytesView sealed) -> Result<> {
    const base::Uuid participant{id.bytes};
    const auto code = ledger::open_sealed(key, code_context(participant), sealed);
    if (!code)
      return base::check_error(
          "keys.db: a participant's code does not open under its key: it was changed; restore the key store from its "
          "backup");
    take(participant, base::text_of(*code));
    return base::Done{};
  });
}

void Participants::take(const base::Uuid& participant, std::string_view code) {
  by_tag_[tag(code)] = participant;
  codes_[participant] = std::string(code);
}

std::optional<base::Uuid> Participants::find(std::string_view code) const {
  const auto found = by_tag_.find(tag(code));
  if (found == by_tag_.end()) return std::nullopt;
  return found->second;
}

std::string Participants::code_of(const base::Uuid& participant) const {
  const auto found = codes_.find(participant);
  return found == codes_.end() ? std::string() : found->second;
}

Result<base::Uuid> Participants::enrol(std::string_view code) {
  const base::Uuid participant = random_id();
  ledger::Key key = ledger::Key::random();
  base::Bytes sealed = ledger::seal(key, code_context(participant), base::bytes_of(code));
  // When somebody enrolled is not kept with their key: it would date them.
  ledger::NewKey kept{.of = ledger::KeyOf::participant,
                      .id = key_id(participant),
                      .made_at = base::Instant{0},
                      .key = std::move(key),
                      .sealed_code = std::move(sealed)};
  if (const auto put = store_.put(std::span(&kept, 1)); !put) return put.error();
  return participant;
}

Result<base::Bytes> Participants::link(const base::Uuid& visit, const base::Uuid& participant, base::Instant at) {
  ledger::Key key = ledger::Key::random();
  base::Bytes sealed = ledger::seal(key, link_context(visit), participant.bytes);
  ledger::NewKey kept{.of = ledger::KeyOf::visit_link, .id = key_id(visit), .made_at = at, .key = std::move(key)};
  if (const auto put = store_.put(std::span(&kept, 1)); !put) return put.error();
  return sealed;
}

std::optional<base::Uuid> Participants::follow(const base::Uuid& visit, base::BytesView sealed_link) const {
  const auto key = store_.get(ledger::KeyOf::visit_link, key_id(visit));
  if (!key || !*key) return std::nullopt;
  const auto plain = ledger::open_sealed(**key, link_context(visit), sealed_link);
  if (!plain || plain->size() != 16) return std::nullopt;
  base::Uuid participant;
  std::copy(plain->begin(), plain->end(), participant.bytes.begin());
  return participant;
}

std::vector<std::string> Participants::offer_handles(std::size_t count) const {
  std::vector<std::string> out;
  for (int tries = 0; out.size() < count && tries < 500; ++tries) {
    std::string offer(handles[randombytes_uniform(handles.size())]);
    // Once the plain words are mostly taken a number follows: "Osprey 41".
    if (tries > 20 || by_tag_.size() > handles.size()) offer += fmt::format(" {}", 10 + randombytes_uniform(90));
    if (!find(offer) && std::find(out.begin(), out.end(), offer) == out.end()) out.push_back(std::move(offer));
  }
  return out;
}

}  // namespace alongside::center
