#include "center/writer/held_heads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "ledger/durable_file.hpp"
#include "ledger/heads.hpp"

namespace alongside::center {

namespace {

std::string cut_off_because(std::uint64_t seq, const std::string& known) {
  return fmt::format(
      "{}, and the ledger ends at row {} and does not hold it: an older or another copy stands in its place. Stop the "
      "program and run `alongside verify`; docs/missing-records.md says what next",
      known, seq);
}

/// Only what the ledger contradicts is looked at closer: a year has half a million lines. A line that this site did not sign (a flipped
/// bit, somebody's editor) closes nothing; verify names it.
class Held {
 public:
  explicit Held(RecordRead& out) : out_(out), is_start_signed_(!out.last_start.should_be_signed_by(0)) {}

  bool is_start_signed() const { return is_start_signed_; }

  /// `is_true`: this site's key made it.
  template <class IsTrue>
  void against(const ledger::Head& known, const std::filesystem::path& from, const IsTrue& is_true) {
    Published& published = out_.published;
    if (known.seq == 0) return;
    const bool is_ahead = known.seq > published.head.seq;
    if (!is_ahead) {
      const auto digest = out_.record.store->digest_at(known.seq);
      if (!digest) return;  // a row that cannot be read has stopped the fold already
      if (*digest == known.digest) {
        if (!is_start_signed_ && known.seq >= out_.last_start.signed_row) is_start_signed_ = is_true();
        return;
      }
    }
    if (!is_true()) return;
    if (is_ahead) published.missing = std::max(published.missing, known.seq - published.head.seq);
    published.rewritten = published.rewritten || !is_ahead;
    published.closed_because = cut_off_because(
        published.head.seq, fmt::format("{} names {}row {}", from.string(), is_ahead ? "" : "another ", known.seq));
  }

 private:
  RecordRead& out_;
  bool is_start_signed_;  ///< the newest start behind which somebody acted
};

/// What is wrong with heads.log itself, or nothing.
std::string what_is_wrong(const base::Result<ledger::HeadsFile>& heads, const Held& held, const RecordRead& out) {
  if (!heads) return heads.error().message;
  if (!heads->unreadable_lines.empty())
    return fmt::format("{} of its lines are no heads", heads->unreadable_lines.size());
  if (held.is_start_signed() || out.published.is_cut_off()) return "";
  return fmt::format(
      "it does not reach row {}, a start of the program: it was emptied, cut, is another site's or an older copy",
      out.last_start.signed_row);
}

}  // namespace

void hold_against_heads(RecordRead& out, const ReadWith& with) {
  Held held(out);
  const auto heads = ledger::read_heads(with.folder.heads());
  if (heads) {
    for (const ledger::SignedHead& head : heads->heads)
      held.against(head.head, with.folder.heads(),
                   [&] { return ledger::signature_holds(with.keys.heads.public_key(), with.folder.id, head); });
  }
  if (const std::string wrong = what_is_wrong(heads, held, out); !wrong.empty())
    out.published.faults.push_back(
        {std::string(ledger::heads_log_name), "signed heads: what proves that no row was lost",
         wrong + "; heads are signed into it from here on, if it can be written",
         "stop the program, put the file back from the newest copy, and run `alongside verify`"});
  const auto told = ledger::read_told_heads(with.folder.told_heads());
  if (!told) return;
  for (const ledger::HeadToken& seen : told->heads)
    held.against(seen.head, with.folder.told_heads(), [&] { return ledger::is_genuine(with.keys.head_token, seen); });
}

base::Result<std::optional<CutOff>> held_against(const ledger::Head& seen, ledger::Store& store) {
  const std::uint64_t seq = store.head().seq;
  if (seen.seq > seq)
    return std::optional(CutOff{.missing = seen.seq - seq,
                                .why = cut_off_because(seq, fmt::format("a screen has seen row {}", seen.seq))});
  const auto digest = store.digest_at(seen.seq);
  if (!digest) return digest.error();
  if (*digest == seen.digest) return std::optional<CutOff>();
  return std::optional(CutOff{.rewritten = true,
                              .why = cut_off_because(seq, fmt::format("a screen has seen another row {}, of digest {}",
                                                                      seen.seq, seen.digest.text()))});
}

void keep_told(const SiteFolder& folder, const ledger::HeadToken& seen) {
  base::Bytes all;
  if (auto before = ledger::read_file(folder.told_heads(), ledger::told_heads_size_max)) all = std::move(*before);
  const std::string line = seen.text() + "\n";
  if (base::text_of(all).find(line) != std::string_view::npos || all.size() + line.size() > ledger::told_heads_size_max)
    return;
  all.insert(all.end(), line.begin(), line.end());
  (void)ledger::replace_file(folder.told_heads(), all, ledger::owner_only);
}

}  // namespace alongside::center
