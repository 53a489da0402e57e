#include "center/participants.hpp"

#include <sodium.h>

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cctype>

#include "center/given_names.hpp"
#include "center/random_id.hpp"
#include "document/dates.hpp"
#include "document/folding.hpp"
#include "document/words.hpp"
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

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// The runs of characters of one kind, in small letters.
template <class Kind>
std::vector<std::string> runs_of(std::string_view text, Kind is_of_kind) {
  std::vector<std::string> runs;
  bool inside = false;
  for (const char c : text) {
    if (is_of_kind(c) && !inside) runs.emplace_back();
    inside = is_of_kind(c);
    if (inside) runs.back() += c;
  }
  for (std::string& run : runs) run = document::lower(run);
  return runs;
}

std::vector<std::string> letters_of(std::string_view text) { return runs_of(text, is_letter); }

/// Among the words that this program offers itself. Some are names too (Robin, Ginger): whoever takes one gives nothing away.
bool is_offered(std::string_view word) {
  return std::any_of(handles.begin(), handles.end(),
                     [&](std::string_view handle) { return document::lower(handle) == word; });
}

bool is_month(std::string_view word) {
  constexpr std::array<std::string_view, 45> months{
      "january",   "february", "march",    "april", "may",    "june",       "july",      "august",  "september",
      "october",   "november", "december", "jan",   "feb",    "mar",        "apr",       "jun",     "jul",
      "aug",       "sep",      "sept",     "oct",   "nov",    "dec",        "enero",     "febrero", "marzo",
      "abril",     "mayo",     "junio",    "julio", "agosto", "septiembre", "setiembre", "octubre", "noviembre",
      "diciembre", "ene",      "abr",      "ago",   "set",    "dic",        "dez",       "sepbre",  "octbre"};
  return std::find(months.begin(), months.end(), word) != months.end();
}

/// "12 April 1987", "abril 12", "May 1987": a month's name, and beside it only a day or a year.
bool names_a_month(const std::vector<std::string>& words, const std::vector<std::string>& numbers) {
  const auto is_beside = [](const std::string& word) {
    return is_month(word) || word == "de" || word == "of" || word == "st" || word == "nd" || word == "rd" ||
           word == "th";
  };
  if (numbers.empty() || std::none_of(words.begin(), words.end(), is_month)) return false;
  return std::all_of(words.begin(), words.end(), is_beside) &&
         std::all_of(numbers.begin(), numbers.end(), [](const std::string& number) {
           return number.size() == 4 || (number.size() <= 2 && std::stoi(number) >= 1 && std::stoi(number) <= 31);
         });
}

bool is_date(const std::string& first, const std::string& second, const std::string& third) {
  const std::string iso = fmt::format("{}-{:0>2}-{:0>2}", first, second, third);
  if (first.size() == 4) return document::parse_date(iso).ok();
  const std::string numbers = fmt::format("{}/{}/{}{}", first, second, third.size() == 2 ? "19" : "", third);
  return document::parse_date(numbers, document::DayOrder::month_first).ok() ||
         document::parse_date(numbers, document::DayOrder::day_first).ok();
}

/// A day as people write it, with or without separators, in either order of its numbers.
bool looks_like_a_date(std::string_view code) {
  const std::vector<std::string> words = letters_of(document::as_it_looks(code));
  const std::vector<std::string> numbers = runs_of(code, is_digit);
  if (!words.empty()) return names_a_month(words, numbers);
  if (numbers.size() == 3) return is_date(numbers[0], numbers[1], numbers[2]);
  if (numbers.size() != 1 || numbers[0].size() != 8) return false;
  const std::string& all = numbers[0];
  return is_date(all.substr(0, 4), all.substr(4, 2), all.substr(6)) ||
         is_date(all.substr(0, 2), all.substr(2, 2), all.substr(4));
}

/// Trimmed, inner spaces single.
std::string spaced(std::string_view code) {
  std::string out;
  for (const char c : code) {
    if (!is_space(c)) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// As codes were compared before accents and capitals beyond ASCII were: who enrolled then is found by what found them then.
std::string folded_before(std::string_view code) { return document::lower(spaced(code)); }

}  // namespace

std::string folded_code(std::string_view code) { return spaced(document::folded(code)); }

CodeWarning warn_about(std::string_view code) {
  if (looks_like_a_date(code)) return CodeWarning::looks_like_a_date;
  const auto digits = std::count_if(code.begin(), code.end(), is_digit);
  if (digits >= 6) return CodeWarning::looks_like_a_number;
  const std::string looks = document::as_it_looks(code);
  const std::vector<std::string> words = letters_of(looks);
  if (std::all_of(words.begin(), words.end(), is_offered)) return CodeWarning::none;
  const bool any_name = std::any_of(words.begin(), words.end(),
                                    [](const std::string& word) { return is_given_name(word) && !is_offered(word); });
  int capitalised = 0;
  bool at_start = true;
  for (const char c : looks) {
    if (at_start && std::isupper(static_cast<unsigned char>(c))) ++capitalised;
    at_start = is_space(c);
  }
  return any_name || capitalised >= 2 ? CodeWarning::looks_like_a_name : CodeWarning::none;
}

Participants::Participants(const ledger::SiteKeys& keys, ledger::KeyStore& store) : keys_(keys), store_(store) {}

std::string Participants::tag(const std::string& folded) const {
  return ledger::keyed_digest(keys_.participant_tag, "code", base::bytes_of(folded)).text();
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
  by_tag_before_[tag(folded_before(code))] = participant;
  const auto [same, is_new] = by_tag_.emplace(tag(folded_code(code)), participant);
  if (!is_new && same->second != participant) same->second.reset();
  codes_[participant] = std::string(code);
}

std::optional<base::Uuid> Participants::find(std::string_view code) const {
  const auto before = by_tag_before_.find(tag(folded_before(code)));
  if (before != by_tag_before_.end()) return before->second;
  const auto found = by_tag_.find(tag(folded_code(code)));
  return found == by_tag_.end() ? std::nullopt : found->second;
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

std::optional<FolderFault> Participants::missing(std::uint64_t enrolled) const {
  if (count() >= enrolled) return std::nullopt;
  return FolderFault{
      "keys.db", "codes of participants",
      fmt::format("the record enrolled {} people and {} codes are here: it is older than the record, or was damaged",
                  enrolled, count()),
      "stop the program and put the newest backup of keys.db back before anybody is enrolled anew"};
}

std::vector<std::string> Participants::offer_handles(std::size_t count) const {
  std::vector<std::string> out;
  const auto word = [] { return handles[randombytes_uniform(handles.size())]; };
  for (int tries = 0; out.size() < count && tries < 500; ++tries) {
    // One word of a list is soon guessed; two and a number are 820,800 handles: "Amber heron 41". Not two capitals: it would look like a name.
    const std::string_view first = word();
    std::string second(word());
    if (second == first) continue;
    second.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(second.front())));
    std::string offer = fmt::format("{} {} {}", first, second, 10 + randombytes_uniform(90));
    if (!find(offer) && std::find(out.begin(), out.end(), offer) == out.end()) out.push_back(std::move(offer));
  }
  return out;
}

}  // namespace alongside::center
