// A folder for one test, removed with everything in it. In memory where the machine has such a place: a test need not survive a power
// cut, and thousands of real syncs take minutes on a busy disk.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <string>

namespace alongside::ledger {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    static const std::filesystem::path in_memory = "/dev/shm";
    const std::filesystem::path parent =
        ::access(in_memory.c_str(), W_OK) == 0 ? in_memory : std::filesystem::path(testing::TempDir());
    std::string name = (parent / "alongside-ledger-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace alongside::ledger
