// One writer at a time: a lock on NAME.lock, held until this goes or its process ends, however it ends.
//
// A lock on a file of its own and not on the database: SQLite's own locks die when any handle of its file is closed. Readers take none.
// Threads: a value of one owner.
#pragma once

#include <filesystem>
#include <optional>

#include "base/result.hpp"
#include "ledger/durable_file.hpp"

namespace alongside::ledger {

class WriterLock {
 public:
  /// Does not wait: says which process holds it.
  static base::Result<WriterLock> take(const std::filesystem::path& database);
  /// Somebody writes now. Makes no file and waits for nobody.
  static bool is_held(const std::filesystem::path& database);
  /// Keeps writers away while the file is looked at, as far as it was ever written: no file is made. Nothing: a writer has it.
  static std::optional<WriterLock> keep_writers_out(const std::filesystem::path& database);

 private:
  explicit WriterLock(OpenFile file) : file_(std::move(file)) {}

  OpenFile file_;
};

}  // namespace alongside::ledger
