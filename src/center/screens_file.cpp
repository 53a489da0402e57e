#include "center/screens_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "center/screens_look.hpp"
#include "ledger/durable_file.hpp"

namespace alongside::center {

namespace {

constexpr std::size_t file_bytes_max = 4U << 20;
constexpr std::size_t screens_max = 65'535;  // numbers of 16 bits, from 1
constexpr std::size_t digest_digits = 64;
constexpr std::string_view first_name = "screens";
constexpr std::string_view twin_name = "screens.twin";
constexpr std::string_view what_for = "the registered screens";

using Lines = std::vector<std::optional<ScreenLine>>;

struct Copy {
  bool is_there = false;
  bool is_sealed = false;  ///< it has a last line, as every version but the earliest writes it
  Lines lines;             ///< none: a line that cannot be read
  std::uint64_t revision = 0;
  std::string wrong;  ///< empty: whole

  bool is_whole() const { return is_there && is_sealed && wrong.empty(); }
};

std::optional<ScreenLine> parse_line(std::string_view line) {
  const auto digest = ledger::Digest::parse(line.substr(0, std::min(line.size(), digest_digits)));
  if (!digest || line.size() < digest_digits + 3) return std::nullopt;
  const char state = line[digest_digits + 1];
  if (state != 'a' && state != 'r') return std::nullopt;
  return ScreenLine{
      .screen = {.number = {}, .label = std::string(line.substr(digest_digits + 3)), .revoked = state == 'r'},
      .token = *digest};
}

std::string seal_head(const base::Uuid& site, std::uint64_t revision) {
  return fmt::format("# {} {} ", site.text(), revision);
}

std::string digest_of(std::string_view before, std::string_view head) {
  return ledger::digest_of(base::bytes_of(std::string(before) + std::string(head))).text();
}

/// What is wrong with the last line, or nothing.
std::string check_seal(std::string_view before, std::string_view line, const base::Uuid& site,
                       std::uint64_t& revision) {
  const std::size_t site_end = line.find(' ', 2);
  const std::size_t revision_end = site_end == std::string_view::npos ? site_end : line.find(' ', site_end + 1);
  if (revision_end == std::string_view::npos) return "its last line was changed";
  const std::string_view digits = line.substr(site_end + 1, revision_end - site_end - 1);
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), revision);
  const std::string_view head = line.substr(0, revision_end + 1);
  if (read.ec != std::errc{} || digest_of(before, head) != line.substr(revision_end + 1)) return "it was changed";
  const auto of = base::Uuid::parse(line.substr(2, site_end - 2));
  const bool is_known = of && *of != base::Uuid{} && site != base::Uuid{};
  return is_known && *of != site ? "it belongs to another site" : "";
}

Copy read_copy(const std::filesystem::path& path, const base::Uuid& site) {
  Copy copy;
  std::error_code unknown;
  copy.is_there = std::filesystem::exists(std::filesystem::symlink_status(path, unknown));
  if (!copy.is_there) {
    copy.wrong = "it is missing";
    return copy;
  }
  const auto bytes = ledger::read_file(path, file_bytes_max);
  if (!bytes) {
    copy.wrong = bytes.error().message;
    return copy;
  }
  const std::string_view text = base::text_of(*bytes);
  std::size_t begin = 0;
  while (begin < text.size() && copy.lines.size() < screens_max) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    if (line.starts_with("# ")) {
      copy.is_sealed = true;
      copy.wrong = end + 1 == text.size() ? check_seal(text.substr(0, begin), line, site, copy.revision)
                                          : "something stands behind its last line";
      return copy;
    }
    copy.lines.push_back(parse_line(line));
    begin = end + 1;
  }
  const bool reads =
      std::all_of(copy.lines.begin(), copy.lines.end(), [](const auto& line) { return line.has_value(); });
  if (!reads || copy.lines.empty()) copy.wrong = "it was cut or changed";
  return copy;
}

/// Where neither copy is whole. A line that nobody can read keeps its number, for nobody.
Lines joined(const Copy& first, const Copy& twin) {
  Lines lines = first.lines;
  lines.resize(std::max(lines.size(), twin.lines.size()));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto other = i < twin.lines.size() ? twin.lines[i] : std::nullopt;
    if (!lines[i]) lines[i] = other;
    if (lines[i] && other && other->token == lines[i]->token && other->screen.revoked) lines[i]->screen.revoked = true;
    if (!lines[i]) lines[i] = ScreenLine{.screen = {.number = {}, .label = "unreadable", .revoked = true}, .token = {}};
  }
  return lines;
}

void tell(ScreensRead& out, std::string_view file, const Copy& copy, std::string_view instead, std::string_view to_do) {
  if (copy.wrong.empty()) return;
  out.faults.push_back(
      {std::string(file), std::string(what_for), fmt::format("{}; {}", copy.wrong, instead), std::string(to_do)});
}

struct Looked {
  ScreensSeen seen;
  bool must_be_mended = false;
};

Looked look(const std::filesystem::path& folder, const base::Uuid& site) {
  Copy first = read_copy(folder / first_name, site);
  Copy twin = read_copy(folder / twin_name, site);
  // Beside one that has its last line the other is no early version's.
  for (Copy* copy : {&first, &twin}) {
    const bool has_lost_its_end = copy->is_there && !copy->is_sealed && copy->wrong.empty();
    if (has_lost_its_end && (first.is_whole() || twin.is_whole())) copy->wrong = "its last line is gone";
  }
  Looked looked;
  ScreensSeen& out = looked.seen;
  Lines lines;
  bool is_sure = true;
  if (!first.is_there && !twin.is_there) return looked;
  if (first.is_whole() || twin.is_whole()) {
    const bool take_twin = !first.is_whole() || (twin.is_whole() && twin.revision > first.revision);
    const Copy& taken = take_twin ? twin : first;
    lines = taken.lines;
    out.revision = taken.revision;
    const auto to_do = "nothing to do, unless it comes again: then look at the disk";
    tell(out, first_name, first, "its twin was read, and it is written anew from that", to_do);
    tell(out, twin_name, twin, "it is written anew", to_do);
    is_sure = first.is_whole() && twin.is_whole() && first.revision == twin.revision;
    out.are_of_two_ages = first.is_whole() && twin.is_whole() && !is_sure;
  } else {
    lines = joined(first, twin);
    out.revision = std::max(first.revision, twin.revision);
    // As the earliest version left it: no last line, no twin.
    const bool is_early = first.is_there && !first.is_sealed && first.wrong.empty() && !twin.is_there;
    if (!is_early) {
      const auto instead = "each line that can be read counts under its number";
      const auto to_do =
          "register the screens that are missing again, or put a copy of this file back while the program is stopped";
      tell(out, first_name, first, instead, to_do);
      if (twin.is_there) tell(out, twin_name, twin, instead, to_do);
      if (out.faults.empty())
        out.faults.push_back({std::string(first_name), std::string(what_for),
                              "its last line is gone; its lines were read all the same",
                              "see whether all screens are listed"});
    }
    is_sure = false;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i]) lines[i] = ScreenLine{.screen = {.number = {}, .label = "unreadable", .revoked = true}, .token = {}};
    lines[i]->screen.number = domain::DeviceRef{static_cast<std::uint16_t>(i + 1)};
    out.screens.push_back(std::move(*lines[i]));
  }
  // A read-only disk keeps what it has; a copy that is not one of this site's is not written over on the word of damaged ones.
  const bool one_is_sure = first.is_whole() || twin.is_whole() || out.faults.empty();
  looked.must_be_mended = !is_sure && one_is_sure && site != base::Uuid{};
  return looked;
}

}  // namespace

ScreensSeen look_at_screens(const std::filesystem::path& folder, const base::Uuid& site) {
  return look(folder, site).seen;
}

ScreensRead read_screens(const std::filesystem::path& folder, const base::Uuid& site) {
  Looked looked = look(folder, site);
  ScreensRead out = std::move(looked.seen);
  if (looked.must_be_mended && write_screens(folder, site, out.screens, out.revision + 1)) ++out.revision;
  return out;
}

base::Result<> write_screens(const std::filesystem::path& folder, const base::Uuid& site,
                             const std::vector<ScreenLine>& screens, std::uint64_t revision) {
  std::string text;
  for (const ScreenLine& kept : screens)
    text += fmt::format("{} {} {}\n", kept.token.text(), kept.screen.revoked ? 'r' : 'a', kept.screen.label);
  const std::string head = seal_head(site, revision);
  const std::string digest = digest_of(text, head);
  text += head + digest + "\n";
  // The twin first: it is never behind a whole `screens`.
  for (const std::string_view name : {twin_name, first_name}) {
    if (const auto written = ledger::replace_file(folder / name, base::bytes_of(text), ledger::owner_only); !written)
      return written.error();
  }
  return base::Done{};
}

}  // namespace alongside::center
