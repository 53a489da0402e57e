#include "ledger/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ledger/chain.hpp"
#include "ledger/sqlite/sqlite_store.hpp"
#include "ledger/sqlite/still_image.hpp"

namespace alongside::ledger {

namespace {
constexpr std::uint64_t rows_between_progress = 10'000;

/// A head that may be relied on, waiting for the walk to reach its row.
struct Expected {
  enum class From { heads_log, screens, outside };
  Head head;
  From from = From::heads_log;
};

class Verifier {
 public:
  Verifier(const Verification& what, SqliteStore& store, bool is_still)
      : what_(what), store_(store), is_still_(is_still), chain_(store.format()) {}

  VerifyReport run() {
    gather_heads();
    gather_told();
    gather_held();
    std::ranges::stable_sort(expected_, {}, [](const Expected& expected) { return expected.head.seq; });
    walk();
    check_pages();
    judge_tail();
    write_sentences();
    return std::move(report_);
  }

 private:
  void gather_heads();
  void gather_told();
  void gather_held();
  void walk();
  void hold_against(const Head& row);
  void check_pages();
  void judge_tail();
  void write_sentences();

  const Verification& what_;
  SqliteStore& store_;
  bool is_still_;  ///< nobody writes meanwhile
  ChainReader chain_;
  VerifyReport report_;
  std::vector<Expected> expected_;  ///< ascending
  std::size_t next_expected_ = 0;
};

void Verifier::gather_heads() {
  const auto file = read_heads(what_.heads_log);
  if (!file.ok()) {
    report_.heads_fault = file.error().message;
    return;
  }
  report_.unreadable_head_lines = file->unreadable_lines;
  report_.last_head_line_torn = file->last_line_torn;
  const PublicKey& key = what_.keys.heads.public_key();
  for (const SignedHead& head : file->heads) {
    ++report_.heads_checked;
    if (signature_holds(key, what_.site, head)) {
      expected_.push_back({head.head, Expected::From::heads_log});
      report_.highest_signed_row = std::max(report_.highest_signed_row, head.head.seq);
    } else {
      ++report_.bad_signatures;
    }
  }
}

void Verifier::gather_told() {
  const auto told = read_told_heads(what_.told_heads);
  if (!told.ok()) {
    report_.told_fault = told.error().message;
    return;
  }
  report_.bad_told_heads = told->unreadable_lines.size();
  for (const HeadToken& token : told->heads) {
    if (is_genuine(what_.keys.head_token, token)) {
      ++report_.told_heads;
      expected_.push_back({token.head, Expected::From::screens});
    } else {
      ++report_.bad_told_heads;
    }
  }
}

void Verifier::gather_held() {
  if (!what_.held) return;
  const auto& held = *what_.held;
  const bool is_ours = held.as_signed  ? signature_holds(what_.keys.heads.public_key(), what_.site, *held.as_signed)
                       : held.as_token ? is_genuine(what_.keys.head_token, *held.as_token)
                                       : true;
  if (is_ours) {
    expected_.push_back({held.head, Expected::From::outside});
  } else {
    report_.held_head_holds = false;
  }
}

void Verifier::walk() {
  hold_against({});
  const auto bad_row = [&](BadRow bad) { report_.first_bad_row = std::move(bad); };
  const auto scanned = store_.scan_sealed(1, [&](const SealedRow& sealed) -> base::Result<bool> {
    ++report_.rows_present;
    if (report_.first_bad_row) return true;
    const OpenedRow opened = chain_.next(sealed);
    if (const auto* bad = std::get_if<BadRow>(&opened)) {
      bad_row(*bad);
      return true;
    }
    const Row& row = std::get<Row>(opened);
    if (what_.refold) {
      if (const auto folded = what_.refold(row); !folded.ok()) {
        bad_row({sealed.seq, RowFault::content,
                 fmt::format("row {} is whole but cannot be folded: {}", row.seq, folded.error().message)});
        return true;
      }
    }
    ++report_.rows;
    report_.head = {row.seq, row.digest};
    hold_against(report_.head);
    if (what_.progress && report_.rows % rows_between_progress == 0) what_.progress(report_.rows);
    return true;
  });
  if (!scanned.ok() && !report_.first_bad_row) {
    const auto seq = static_cast<std::int64_t>(report_.rows + 1);
    bad_row({seq, RowFault::unreadable, fmt::format("row {} cannot be read: {}", seq, scanned.error().message)});
  }
}

void Verifier::hold_against(const Head& row) {
  for (; next_expected_ < expected_.size() && expected_[next_expected_].head.seq == row.seq; ++next_expected_) {
    const Expected& expected = expected_[next_expected_];
    if (expected.head.digest == row.digest) {
      report_.missing_tail.proved_up_to = row.seq;
      report_.missing_tail.state = MissingTail::State::none;
      continue;
    }
    switch (expected.from) {
      case Expected::From::heads_log: ++report_.contradicting_heads; break;
      case Expected::From::screens: ++report_.contradicting_told_heads; break;
      case Expected::From::outside: report_.held_head_holds = false; break;
    }
  }
}

void Verifier::check_pages() {
  const auto checked = store_.check_pages();
  if (!checked.ok()) report_.pages_fault = checked.error().message;
  if (!is_still_ || !report_.pages_fault.empty()) return;
  const auto header = expect_header(what_.ledger);
  if (!header.ok()) report_.pages_fault = header.error().message;
}

void Verifier::judge_tail() {
  const std::uint64_t highest = expected_.empty() ? 0 : expected_.back().head.seq;
  if (highest <= report_.rows_present) return;
  // Where reading broke off, the rows behind may be there.
  if (report_.first_bad_row && report_.first_bad_row->what == RowFault::unreadable) return;
  report_.missing_tail = {MissingTail::State::proved, highest - report_.rows_present, 0};
  if (std::ranges::any_of(expected_, [&](const Expected& one) {
        return one.from == Expected::From::outside && one.head.seq > report_.rows_present;
      })) {
    report_.held_head_holds = false;
  }
}

void Verifier::write_sentences() {
  auto& say = report_.sentences;
  say.push_back(report_.holds()
                    ? fmt::format("The record holds: {} rows, each in its place.", report_.rows)
                    : std::string("THE RECORD DOES NOT HOLD. Write nothing more; keep the whole folder as it is."));
  if (report_.first_bad_row) {
    say.push_back(fmt::format("The first {} rows hold. Then: {}.", report_.rows, report_.first_bad_row->sentence));
  }
  if (!report_.pages_fault.empty()) say.push_back(report_.pages_fault + ".");
  say.push_back(fmt::format("Head: row {}, {}.", report_.head.seq, report_.head.digest.text()));
  if (report_.heads_checked > 0) say.push_back(fmt::format("{} signed heads were checked.", report_.heads_checked));
  if (report_.bad_signatures > 0) {
    say.push_back(
        fmt::format("{} of them do not carry this site's signature and count for nothing.", report_.bad_signatures));
  }
  if (report_.contradicting_heads > 0) {
    say.push_back(fmt::format("{} of them name another digest than the row has: the past was rewritten.",
                              report_.contradicting_heads));
  }
  for (const std::size_t line : report_.unreadable_head_lines) {
    say.push_back(fmt::format("{}:{}: is no head; the file was changed.", what_.heads_log.string(), line));
  }
  if (!report_.heads_fault.empty()) say.push_back(report_.heads_fault + ".");
  if (report_.told_heads > 0)
    say.push_back(fmt::format("{} heads that screens told were held against it.", report_.told_heads));
  if (report_.contradicting_told_heads > 0) {
    say.push_back(fmt::format("{} of them name another digest than the row has: the past was rewritten.",
                              report_.contradicting_told_heads));
  }
  if (report_.bad_told_heads > 0) {
    say.push_back(fmt::format("{}: {} lines are no heads that this site gave; the file was changed.",
                              what_.told_heads.string(), report_.bad_told_heads));
  }
  if (!report_.told_fault.empty()) say.push_back(report_.told_fault + ".");
  if (report_.last_head_line_torn) {
    say.push_back(
        "The last line of the signed heads is torn: the program or the power went while it was written. No fault.");
  }
  if (!report_.held_head_holds)
    say.push_back(
        "The head you gave is not this ledger's: it is missing, differs, or does not carry this site's signature.");
  switch (report_.missing_tail.state) {
    case MissingTail::State::proved:
      say.push_back(fmt::format(
          "At least {} rows are missing at the end: a head names row {} and the file ends at row {}.",
          report_.missing_tail.rows, report_.missing_tail.rows + report_.rows_present, report_.rows_present));
      break;
    case MissingTail::State::none:
      say.push_back(
          fmt::format("Nothing is missing up to row {}, which a head attests. Whether rows were lost after row {} "
                      "cannot be proved by it.",
                      report_.missing_tail.proved_up_to, report_.rows_present));
      break;
    case MissingTail::State::not_provable:
      say.push_back(
          "Whether rows are missing at the end is not provable: there was no head to hold against. Give one with "
          "--head.");
      break;
  }
}
}  // namespace

bool VerifyReport::holds() const {
  return !first_bad_row && pages_fault.empty() && contradicting_heads == 0 && contradicting_told_heads == 0 &&
         heads_hold() && told_heads_hold() && held_head_holds && missing_tail.state != MissingTail::State::proved;
}

bool VerifyReport::heads_hold() const {
  return heads_fault.empty() && bad_signatures == 0 && unreadable_head_lines.empty();
}

bool VerifyReport::told_heads_hold() const { return told_fault.empty() && bad_told_heads == 0; }

base::Result<VerifyReport> verify_chain(const Verification& what) {
  const auto alone = WriterLock::keep_writers_out(what.ledger);
  auto store = alone ? SqliteStore::open_still(what.ledger, what.keys, what.site)
                     : SqliteStore::open_read_only(what.ledger, what.keys, what.site);
  if (!store.ok()) return store.error();
  return Verifier(what, **store, alone.has_value()).run();
}

}  // namespace alongside::ledger
