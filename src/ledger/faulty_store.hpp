// A store that fails when it is told to: what a test puts in the place of a disk that is full, unplugged or read-only.
//
// Wraps a real store and keeps its rule: after a failure it is closed for writing. Only tests include this.
// Threads: one at a time.
#pragma once

#include "ledger/store.hpp"

namespace alongside::ledger {

class FaultyStore final : public Store {
 public:
  /// `real` must outlive it.
  explicit FaultyStore(Store& real) : real_(real) {}

  /// The next append with rows fails and writes nothing: a full disk.
  void fail_next_append() { fault_ = Fault::before_writing; }
  /// The next append with rows writes its rows and then fails: a sync that reports an error.
  void fail_after_writing() { fault_ = Fault::after_writing; }
  void make_read_only() { closed_ = true; }
  /// As if the store were opened again and verified: writable, and standing where the real one stands.
  void reopen() {
    fault_ = Fault::none;
    closed_ = false;
    head_ = real_.head();
  }

  base::Result<Head> append(const Head& expected, std::span<const NewRow> rows) override {
    if (!writable()) return base::operation_error("closed for writing until it is reopened and verified");
    if (rows.empty() || fault_ == Fault::none) {
      auto appended = real_.append(expected, rows);
      if (appended.ok()) head_ = *appended;
      return appended;
    }
    closed_ = true;
    if (fault_ == Fault::after_writing) (void)real_.append(expected, rows).ok();
    return base::operation_error(
        "the disk is full (a fault made by a test); closed for writing until it is reopened and verified");
  }

  base::Result<> scan(std::uint64_t from_seq, const std::function<base::Result<>(const Row&)>& each) override {
    return real_.scan(from_seq, each);
  }
  base::Result<std::optional<Digest>> digest_at(std::uint64_t seq) override { return real_.digest_at(seq); }
  base::Result<std::vector<Row>> rows_of(const base::Uuid& command) override { return real_.rows_of(command); }
  Head head() const override { return head_; }
  bool writable() const override { return !closed_ && real_.writable(); }

 private:
  enum class Fault { none, before_writing, after_writing };

  Store& real_;
  Head head_ = real_.head();
  Fault fault_ = Fault::none;
  bool closed_ = false;
};

}  // namespace alongside::ledger
