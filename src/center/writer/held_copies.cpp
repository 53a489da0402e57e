#include "center/writer/held_copies.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <string_view>
#include <utility>

#include "center/locked_copies.hpp"
#include "document/toml.hpp"
#include "ledger/durable_file.hpp"

namespace alongside::center {

namespace {

void mend(RecordRead& out, FolderFault fault, const base::Result<>& written) {
  fault.what_is_wrong +=
      written ? "; it was written anew from the record" : "; it could not be written anew: " + written.error().message;
  out.published.faults.push_back(std::move(fault));
}

bool is_as(const std::filesystem::path& path, std::string_view text) {
  const auto kept = ledger::read_file(path, document::Toml::file_bytes_max);
  return kept && base::text_of(*kept) == text;
}

void hold_protocol(RecordRead& out, const ReadWith& with) {
  const SiteFolder& folder = with.folder;
  const LockedCopies copies{
      .protocol = out.protocol_text,
      .number = out.published.documents->protocol_texts[out.published.state.protocol.number].emergency_number};
  const bool same_protocol = is_as(folder.protocol_copy(), copies.protocol);
  const std::string signed_text = copies.signed_text(with.keys.heads);
  if (same_protocol && is_as(folder.protocol_signed(), signed_text)) return;
  const auto& wrong = same_protocol ? folder.protocol_signed() : folder.protocol_copy();
  mend(out,
       {wrong.filename().string(), "the protocol before the record is open",
        "it is missing or not as the record has it", "see who changed it: a locked center plays this copy"},
       write_locked_copies(folder, copies, signed_text));
}

}  // namespace

void hold_copies_against(RecordRead& out, const ReadWith& with) {
  hold_protocol(out, with);
  if (!with.journal.is_sealed_for(with.keys)) {
    mend(out,
         {"journal.pub", "keeping emergency taps while the record is closed", "it is missing or not this site's",
          "nothing more, unless it comes again"},
         Journal::write_public_key(with.folder.path, with.keys));
  }
  if (with.folder.kind != out.published.state.kind && with.folder.faults.empty()) {
    mend(out,
         {"site.toml", "the site's kind",
          fmt::format("it says {} and the record says {}", domain::name_of(with.folder.kind),
                      domain::name_of(out.published.state.kind)),
          "see who changed it"},
         write_kind(with.folder, out.published.state.kind));
  }
  // The record stays open: it lacks nothing itself, and a center whose key store has no backup could otherwise never open again. Whoever
  // lost their code is a newcomer until the right file is back.
  if (auto fault = out.record.participants->missing(out.enrolled)) out.published.faults.push_back(std::move(*fault));
}

}  // namespace alongside::center
