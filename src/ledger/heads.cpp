#include "ledger/heads.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>

namespace alongside::ledger {

namespace {
namespace fs = std::filesystem;

constexpr std::size_t heads_file_size_max = 1ULL << 30;  // a head each minute of eight years
constexpr std::size_t held_head_size_max = 64ULL * 1024 * 1024;
constexpr std::array<std::string_view, 3> reason_words{"minute", "shift", "boot"};

std::string_view word_of(HeadReason reason) { return reason_words[static_cast<std::size_t>(reason)]; }

std::optional<HeadReason> parse_reason(std::string_view word) {
  const auto found = std::ranges::find(reason_words, word);
  if (found == reason_words.end()) return std::nullopt;
  return static_cast<HeadReason>(found - reason_words.begin());
}

std::string text_of_instant(base::Instant instant) {
  using namespace std::chrono;
  const sys_time<milliseconds> at{milliseconds{instant.milliseconds_utc}};
  const auto day = floor<days>(at);
  const year_month_day date{day};
  const hh_mm_ss time{at - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

template <class Number>
std::optional<Number> parse_number(std::string_view digits) {
  Number number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

std::optional<base::Instant> parse_instant(std::string_view text) {
  using namespace std::chrono;
  static constexpr std::string_view form = "0000-00-00T00:00:00.000Z";
  if (text.size() != form.size()) return std::nullopt;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == '0' ? !digit : text[i] != form[i]) return std::nullopt;
  }
  const auto part = [&](std::size_t at, std::size_t size) { return *parse_number<int>(text.substr(at, size)); };
  const year_month_day date{year{part(0, 4)}, month{static_cast<unsigned>(part(5, 2))},
                            day{static_cast<unsigned>(part(8, 2))}};
  if (!date.ok() || part(11, 2) > 23 || part(14, 2) > 59 || part(17, 2) > 59) return std::nullopt;
  const auto at =
      sys_days{date} + hours{part(11, 2)} + minutes{part(14, 2)} + seconds{part(17, 2)} + milliseconds{part(20, 3)};
  return base::Instant{duration_cast<milliseconds>(at.time_since_epoch()).count()};
}

base::Bytes signed_bytes(const base::Uuid& site, const SignedHead& head) {
  base::Writer writer;
  writer.raw(base::bytes_of("alongside head 1"));
  writer.raw(site.bytes);
  writer.number(head.head.seq);
  writer.raw(head.head.digest.bytes);
  writer.number(head.signed_at.milliseconds_utc);
  writer.number(static_cast<std::uint8_t>(head.reason));
  return writer.take();
}

/// Up to the next blank, which is taken off too.
std::string_view take_word(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

HeadsFile parse_heads(std::string_view text) {
  HeadsFile file;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const auto head = parse_head_line(text.substr(0, end));
    if (head) {
      file.heads.push_back(*head);
    } else if (end == std::string_view::npos) {
      file.last_line_torn = true;
    } else {
      file.unreadable_lines.push_back(number);
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return file;
}

ToldHeads parse_told(std::string_view text) {
  ToldHeads told;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const auto head = HeadToken::parse(text.substr(0, end));
    if (head) {
      told.heads.push_back(*head);
    } else {
      told.unreadable_lines.push_back(number);
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return told;
}

/// What follows `"name":` in a flat JSON object; empty if it is not there.
std::string_view json_member(std::string_view json, std::string_view name) {
  static constexpr std::string_view blanks = " \t\r\n";
  const std::string quoted = fmt::format("\"{}\"", name);
  const std::size_t at = json.find(quoted);
  if (at == std::string_view::npos) return {};
  json.remove_prefix(at + quoted.size());
  json.remove_prefix(std::min(json.find_first_not_of(blanks), json.size()));
  if (!json.starts_with(':')) return {};
  json.remove_prefix(1);
  json.remove_prefix(std::min(json.find_first_not_of(blanks), json.size()));
  return json;
}

std::optional<Head> parse_json_head(std::string_view json) {
  std::string_view seq = json_member(json, "seq");
  seq = seq.substr(0, seq.find_first_not_of("0123456789"));
  std::string_view digest = json_member(json, "digest");
  if (!digest.starts_with('"')) return std::nullopt;
  digest.remove_prefix(1);
  digest = digest.substr(0, digest.find('"'));
  const auto seq_read = parse_number<std::uint64_t>(seq);
  const auto digest_read = Digest::parse(digest);
  if (!seq_read || !digest_read) return std::nullopt;
  return Head{*seq_read, *digest_read};
}
}  // namespace

SignedHead sign_head(const SigningPair& pair, const base::Uuid& site, const Head& head, base::Instant signed_at,
                     HeadReason reason) {
  SignedHead made{head, signed_at, reason, {}};
  made.signature = pair.sign(signed_bytes(site, made));
  return made;
}

bool signature_holds(const PublicKey& key, const base::Uuid& site, const SignedHead& head) {
  return signature_holds(key, signed_bytes(site, head), head.signature);
}

std::string line_of(const SignedHead& head) {
  return fmt::format("{} {} {} {} {}", head.head.seq, head.head.digest.text(), text_of_instant(head.signed_at),
                     word_of(head.reason), head.signature.text());
}

std::optional<SignedHead> parse_head_line(std::string_view line) {
  const std::string_view whole = line;
  const auto seq = parse_number<std::uint64_t>(take_word(line));
  const auto digest = Digest::parse(take_word(line));
  const auto signed_at = parse_instant(take_word(line));
  const auto reason = parse_reason(take_word(line));
  const auto signature = Signature::parse(line);
  if (!seq || !digest || !signed_at || !reason || !signature) return std::nullopt;
  // As `line_of` writes it: a changed bit that reads the same is a change all the same.
  const bool is_as_written = whole.find_first_of("ABCDEF") == std::string_view::npos && (whole[0] != '0' || *seq == 0);
  if (!is_as_written || (*seq == 0 && whole[1] != ' ')) return std::nullopt;
  return SignedHead{{*seq, *digest}, *signed_at, *reason, *signature};
}

base::Result<HeadsLog> HeadsLog::open(const fs::path& path) {
  auto opened = open_regular(path, O_RDWR | O_CREAT | O_APPEND, readable_by_all);
  if (!opened) return opened.error();
  OpenFile& file = *opened;
  const auto bytes = read_rest(file, path, heads_file_size_max);
  if (!bytes.ok()) return bytes.error();
  const std::string_view text = base::text_of(*bytes);
  const std::size_t last_line = text.find_last_of('\n') == std::string_view::npos ? 0 : text.find_last_of('\n') + 1;
  if (last_line < text.size()) {
    // Whole but for its end: complete it. Torn: it names no head that anybody was given.
    if (parse_head_line(text.substr(last_line))) {
      if (const auto ended = write_all(file, path, base::bytes_of("\n")); !ended.ok()) return ended.error();
    } else if (::ftruncate(file.number(), static_cast<off_t>(last_line)) != 0) {
      return file_error(path, "taking off its torn last line", errno);
    }
  }
  if (::fsync(file.number()) != 0) return file_error(path, "syncing it to the disk", errno);
  if (const auto synced = sync_folder(path.has_parent_path() ? path.parent_path() : fs::path(".")); !synced.ok())
    return synced.error();
  return HeadsLog(std::move(file), path);
}

base::Result<> HeadsLog::append(const SignedHead& head) {
  if (torn_) {
    return base::operation_error(
        fmt::format("{}: ends in a torn line and takes no more; restart the program", path_.string()));
  }
  const off_t end = ::lseek(file_.number(), 0, SEEK_END);
  if (end < 0) return file_error(path_, "finding its end", errno);
  const auto written = write_all(file_, path_, base::bytes_of(line_of(head) + '\n'));
  if (!written.ok()) {
    torn_ = ::ftruncate(file_.number(), end) != 0;
    return written;
  }
  if (::fdatasync(file_.number()) != 0) return file_error(path_, "syncing it to the disk", errno);
  return base::Done{};
}

base::Result<HeadsFile> read_heads(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(path, error))) return HeadsFile{};
  const auto bytes = read_file(path, heads_file_size_max);
  if (!bytes.ok()) return bytes.error();
  return parse_heads(base::text_of(*bytes));
}

base::Result<HeldHead> read_held_head(const std::string& token_or_path) {
  if (const auto token = HeadToken::parse(token_or_path)) return HeldHead{token->head, std::nullopt, token};
  const fs::path path = token_or_path;
  const auto bytes = read_file(path, held_head_size_max);
  if (!bytes.ok()) return bytes.error();
  const std::string_view text = base::text_of(*bytes);
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  const auto by_row = [](const auto& one) { return one.head.seq; };
  if (start != std::string_view::npos && text[start] == '{') {
    if (const auto head = parse_json_head(text)) return HeldHead{*head, std::nullopt, std::nullopt};
  } else {
    const HeadsFile file = parse_heads(text);
    const auto highest = std::ranges::max_element(file.heads, {}, by_row);
    if (highest != file.heads.end()) return HeldHead{highest->head, *highest, std::nullopt};
    const ToldHeads told = parse_told(text);
    const auto told_highest = std::ranges::max_element(told.heads, {}, by_row);
    if (told_highest != told.heads.end()) return HeldHead{told_highest->head, std::nullopt, *told_highest};
  }
  return base::input_error(
      fmt::format("{}:1: expected a line of heads.log (SEQ DIGEST TIME REASON SIGNATURE), a screen's token "
                  "(SEQ.DIGEST.MARK) or {{\"seq\": 37, \"digest\": \"64 hexadecimal digits\"}}, found none of them",
                  path.string()));
}

base::Result<ToldHeads> read_told_heads(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(path, error))) return ToldHeads{};
  const auto bytes = read_file(path, told_heads_size_max);
  if (!bytes.ok()) return bytes.error();
  return parse_told(base::text_of(*bytes));
}

}  // namespace alongside::ledger
